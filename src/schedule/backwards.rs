//! Working backwards from a day: by when everything must be done, and what of it to write down.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use plan::id::MilestoneId;
use plan::model::{Due, MilestoneKind, Plan, Status};
use plan::schedule::{Schedule, schedule};
use plan::slip::{self, DateChange};

/// What the reader has said so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wish {
    /// The day to reach.
    pub go_live: Option<NaiveDate>,
    /// Working days by milestone, where the reader said another number than the plan knows.
    pub days: BTreeMap<MilestoneId, u32>,
    /// Milestones whose box the reader has turned.
    pub turned: BTreeSet<MilestoneId>,
}

/// One milestone, seen from the end.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Which.
    pub milestone: MilestoneId,
    /// The due date as it is.
    pub due: Option<Due>,
    /// Working days that it takes.
    pub days: i64,
    /// Latest first day of work.
    pub start: NaiveDate,
    /// Latest last day of work.
    pub finish: NaiveDate,
    /// Working days between what can be and what must be; negative is too late.
    pub slack_days: Option<i64>,
    /// Its due date is to become the latest finish.
    pub picked: bool,
}

/// The plan as it would be, and by when everything must be done.
#[derive(Debug)]
pub struct Backwards {
    /// In the plan's order; without what is done or comes after the go-live.
    pub lines: Vec<Line>,
    /// The schedule to that day.
    pub schedule: Schedule,
    /// What to write.
    pub changes: Vec<DateChange>,
}

/// Works back from the day of the wish; `None` while there is no day.
pub fn work_back(plan: &Plan, today: NaiveDate, wish: &Wish) -> Option<Backwards> {
    let go_live = wish.go_live.or(plan.go_live)?;
    let mut then = plan.clone();
    let mut changes = wished(plan, go_live, wish);
    slip::apply(&mut then, &changes);
    let schedule = schedule(&then, today);
    let mut lines = Vec::new();
    for stored in &then.milestones {
        let Some(row) = schedule.row(stored.id) else {
            continue;
        };
        let Some(latest) = row.latest.filter(|_| is_open(&stored.status)) else {
            continue;
        };
        let movable = stored.kind != MilestoneKind::GoLive
            && stored
                .due
                .is_none_or(|due| !due.pinned && due.date != latest.finish);
        let is_needed =
            latest.finish >= today && stored.due.is_none_or(|due| due.date > latest.finish);
        let picked = movable && (is_needed != wish.turned.contains(&stored.id));
        lines.push(Line {
            milestone: stored.id,
            due: stored.due,
            days: row.days,
            start: latest.start,
            finish: latest.finish,
            slack_days: row.slack_days,
            picked,
        });
        if picked {
            let new = Some(Due {
                date: latest.finish,
                pinned: false,
                weeks: None,
            });
            let (milestone, old) = (stored.id, stored.due);
            changes.push(DateChange::Due {
                milestone,
                old,
                new,
            });
        }
    }
    Some(Backwards {
        lines,
        schedule,
        changes,
    })
}

/// The changes that the reader asked for: the day, its milestone, and durations.
fn wished(plan: &Plan, go_live: NaiveDate, wish: &Wish) -> Vec<DateChange> {
    let mut changes = Vec::new();
    if plan.go_live != Some(go_live) {
        let (old, new) = (plan.go_live, Some(go_live));
        changes.push(DateChange::GoLive { old, new });
    }
    for stored in plan.milestones.iter().filter(|one| !one.archived) {
        let milestone = stored.id;
        let is_go_live = stored.kind == MilestoneKind::GoLive && is_open(&stored.status);
        let stands = stored
            .due
            .is_some_and(|due| due.pinned || due.date == go_live);
        if is_go_live && !stands {
            let new = Some(Due {
                date: go_live,
                pinned: false,
                weeks: None,
            });
            let old = stored.due;
            changes.push(DateChange::Due {
                milestone,
                old,
                new,
            });
        }
        let days = wish.days.get(&milestone).copied();
        if days.is_some() && days != stored.duration_days {
            let (old, new) = (stored.duration_days, days);
            changes.push(DateChange::Duration {
                milestone,
                old,
                new,
            });
        }
    }
    changes
}

fn is_open(status: &Status) -> bool {
    !status.is_closed()
}

#[cfg(test)]
mod tests {
    use plan::model::{Dependency, DependencyKind, GapPolicy, Milestone};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn id(bits: u64) -> MilestoneId {
        MilestoneId::from_bits(bits)
    }

    fn due(text: &str) -> Option<Due> {
        Some(Due {
            date: day(text),
            pinned: false,
            weeks: None,
        })
    }

    /// Legal, then signing, then a go-live on Friday, 20 March 2026.
    fn plan() -> Plan {
        let mut plan = Plan {
            go_live: Some(day("2026-03-20")),
            ..Plan::default()
        };
        for (bits, title) in [(1, "Legal"), (2, "Signed"), (3, "Go-live")] {
            plan.milestones.push(Milestone::new(id(bits), title));
        }
        plan.milestones[2].kind = MilestoneKind::GoLive;
        plan.milestones[2].due = due("2026-03-20");
        let after = |predecessor, successor| Dependency {
            predecessor: id(predecessor),
            successor: id(successor),
            kind: DependencyKind::FinishToStart,
            lag_days: 0,
            policy: GapPolicy::Consume,
        };
        plan.dependencies = vec![after(1, 2), after(2, 3)];
        plan
    }

    fn picked(plan: &Plan, wish: &Wish) -> Vec<(MilestoneId, String)> {
        let back = work_back(plan, day("2026-03-02"), wish).expect("there is a day");
        let picked = back.lines.iter().filter(|line| line.picked);
        picked
            .map(|line| (line.milestone, line.finish.to_string()))
            .collect()
    }

    #[wasm_bindgen_test]
    fn what_has_no_date_gets_the_latest_and_what_is_early_keeps_its_own() {
        let mut plan = plan();
        let expected = vec![
            (id(1), "2026-03-18".to_owned()),
            (id(2), "2026-03-19".to_owned()),
        ];
        assert_eq!(picked(&plan, &Wish::default()), expected);
        plan.milestones[0].due = due("2026-03-10");
        assert_eq!(picked(&plan, &Wish::default()), expected[1..], "early");
        plan.milestones[0].due = due("2026-03-25");
        assert_eq!(picked(&plan, &Wish::default()), expected, "too late");
        plan.milestones[0].due = due("2026-03-25").map(|due| Due {
            pinned: true,
            ..due
        });
        assert_eq!(picked(&plan, &Wish::default()), expected[1..], "fixed");
    }

    #[wasm_bindgen_test]
    fn another_day_and_other_durations_count_and_are_written_too() {
        let wish = Wish {
            go_live: Some(day("2026-03-27")),
            days: [(id(2), 5)].into(),
            turned: BTreeSet::new(),
        };
        let plan = plan();
        let back = work_back(&plan, day("2026-03-02"), &wish).expect("there is a day");
        let mut then = plan.clone();
        slip::apply(&mut then, &back.changes);
        let dues: Vec<String> = then
            .milestones
            .iter()
            .map(|one| one.due.map_or(String::new(), |due| due.date.to_string()))
            .collect();
        assert_eq!(dues, ["2026-03-19", "2026-03-26", "2026-03-27"]);
        assert_eq!(then.go_live, Some(day("2026-03-27")));
        assert_eq!(then.milestones[1].duration_days, Some(5));
    }

    #[wasm_bindgen_test]
    fn what_must_have_been_done_before_today_gets_no_date_in_the_past() {
        let mut plan = plan();
        plan.go_live = Some(day("2026-02-20"));
        assert_eq!(picked(&plan, &Wish::default()), []);
        let back = work_back(&plan, day("2026-03-02"), &Wish::default()).expect("a day");
        assert!(!back.schedule.impossible.is_empty());
    }
}
