//! Where a plan is heading, as a page may say it: the projection, never before what is still promised.
//!
//! The projection follows dependencies. A step that the go-live is not linked to has no say in it, so a plan that is
//! linked in part would be called early although its steps are promised for later days.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::{
    calendar::{Calendars, Sides},
    id::MilestoneId,
    model::{Milestone, MilestoneKind, Plan},
    schedule::{Schedule, Workdays, is_live},
};

/// What to say of the go-live at today's pace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The day.
    pub day: NaiveDate,
    /// Working days from the target to it: positive is late, negative is early.
    pub variance_days: Option<i64>,
    /// The open step whose due date holds the day, where the projection alone would be earlier.
    pub held_by: Option<MilestoneId>,
    /// Open steps that the go-live does not wait for, directly or through others, and that do not come after it.
    pub unlinked: usize,
}

/// `None` while there is nothing to project.
pub fn outlook(plan: &Plan, schedule: &Schedule) -> Option<Outlook> {
    let projected = schedule.projected?;
    let open = |one: &&Milestone| is_live(one) && !one.status.is_closed();
    let (go_lives, steps): (Vec<&Milestone>, Vec<&Milestone>) = plan
        .milestones
        .iter()
        .filter(open)
        .partition(|one| one.kind == MilestoneKind::GoLive);
    let after = after_go_live(plan);
    let before: Vec<&Milestone> = steps
        .into_iter()
        .filter(|one| !after.contains(&one.id))
        .collect();
    let unlinked = unlinked(plan, schedule, &before);
    // Where every step is linked, being early is news; otherwise the promise of the go-live is worth more.
    let promises = before.into_iter().chain(match unlinked {
        0 => Vec::new(),
        _ => go_lives,
    });
    let last = promises
        .filter_map(|one| Some((one.due?.date, one.id)))
        .max_by_key(|(day, _)| *day)
        .filter(|(day, _)| *day > projected);
    let day = last.map_or(projected, |(day, _)| day);
    Some(Outlook {
        day,
        variance_days: schedule
            .variance_days
            .map(|days| days + working_days(plan, projected, day)),
        held_by: last.map(|(_, id)| id),
        unlinked,
    })
}

/// The go-live, and what waits for it directly or through others (001-34).
pub(crate) fn after_go_live(plan: &Plan) -> HashSet<MilestoneId> {
    let mut next: HashMap<MilestoneId, Vec<MilestoneId>> = HashMap::new();
    for link in &plan.dependencies {
        next.entry(link.predecessor)
            .or_default()
            .push(link.successor);
    }
    let go_lives = plan
        .milestones
        .iter()
        .filter(|one| one.kind == MilestoneKind::GoLive);
    let mut waiting: Vec<MilestoneId> = go_lives.map(|one| one.id).collect();
    let mut after = HashSet::new();
    while let Some(at) = waiting.pop() {
        if after.insert(at) {
            waiting.extend(next.get(&at).into_iter().flatten());
        }
    }
    after
}

/// What has a float is waited for. Without a go-live among the milestones everything is; then a step that is linked to
/// no other is counted, as long as it is not the only one.
fn unlinked(plan: &Plan, schedule: &Schedule, steps: &[&Milestone]) -> usize {
    let mut live = plan.milestones.iter().filter(|one| is_live(one));
    let has_go_live = live.any(|one| one.kind == MilestoneKind::GoLive);
    let is_alone = |id: MilestoneId| {
        let mut links = plan.dependencies.iter();
        !links.any(|link| link.predecessor == id || link.successor == id)
    };
    let is_unlinked = |one: &&&Milestone| match has_go_live {
        true => schedule
            .row(one.id)
            .is_some_and(|row| row.float_days.is_none()),
        false => steps.len() > 1 && is_alone(one.id),
    };
    steps.iter().filter(is_unlinked).count()
}

fn working_days(plan: &Plan, from: NaiveDate, to: NaiveDate) -> i64 {
    let mut live = plan.milestones.iter().filter(|one| is_live(one));
    match live.find(|one| one.kind == MilestoneKind::GoLive) {
        Some(go_live) => Workdays::of(plan).days(go_live).between(from, to),
        None => Calendars::of(plan)
            .get(Sides::BUYER_AND_SELLER, None)
            .between(from, to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Dependency, DependencyKind, Due, GapPolicy, Status},
        schedule::schedule,
    };

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a day of March")
    }

    fn step(id: u64, due: Option<u32>) -> Milestone {
        let due = due.map(|date| Due {
            date: day(date),
            pinned: false,
            weeks: None,
        });
        Milestone {
            due,
            ..Milestone::new(MilestoneId::from_bits(id), &format!("Step {id}"))
        }
    }

    fn link(predecessor: u64, successor: u64) -> Dependency {
        Dependency {
            predecessor: MilestoneId::from_bits(predecessor),
            successor: MilestoneId::from_bits(successor),
            kind: DependencyKind::FinishToStart,
            lag_days: 0,
            policy: GapPolicy::Consume,
        }
    }

    /// A review that the go-live waits for, training that nobody linked, a look back after the go-live.
    fn plan() -> Plan {
        let go_live = Milestone {
            kind: MilestoneKind::GoLive,
            ..step(3, Some(20))
        };
        Plan {
            go_live: Some(day(20)),
            milestones: vec![
                step(1, Some(4)),
                step(2, Some(12)),
                go_live,
                step(4, Some(31)),
            ],
            dependencies: vec![link(1, 3), link(3, 4)],
            ..Plan::default()
        }
    }

    fn looked(plan: &Plan) -> Outlook {
        outlook(plan, &schedule(plan, day(2))).expect("there are milestones")
    }

    #[test]
    fn a_promise_of_what_is_not_linked_holds_the_day() {
        let mut plan = plan();
        let now = looked(&plan);
        assert_eq!((now.day, now.variance_days), (day(20), Some(0)));
        assert_eq!(
            (now.held_by, now.unlinked),
            (Some(MilestoneId::from_bits(3)), 1)
        );
        plan.milestones[1].due = step(2, Some(24)).due;
        let late = looked(&plan);
        assert_eq!((late.day, late.variance_days), (day(24), Some(2)));
        assert_eq!(late.held_by, Some(MilestoneId::from_bits(2)));
    }

    #[test]
    fn what_is_linked_done_or_after_the_go_live_holds_nothing() {
        let mut plan = plan();
        plan.dependencies.push(link(2, 3));
        let all = looked(&plan);
        assert_eq!(
            (all.unlinked, all.day),
            (0, day(12)),
            "no step is promised later"
        );
        plan.dependencies.pop();
        plan.milestones[1].status = Status::Done { on: day(2) };
        let done = looked(&plan);
        assert_eq!((done.unlinked, done.day), (0, day(4)));
    }

    #[test]
    fn without_a_go_live_a_step_that_is_linked_to_none_is_counted() {
        let mut plan = plan();
        plan.milestones.truncate(2);
        plan.dependencies.clear();
        assert_eq!((looked(&plan).unlinked, looked(&plan).day), (2, day(12)));
        plan.milestones.truncate(1);
        assert_eq!(looked(&plan).unlinked, 0);
    }
}
