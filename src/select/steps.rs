//! What is done with several milestones, each as one step.

use chrono::NaiveDate;
use plan::Command;
use plan::id::{MilestoneId, PersonId, TrackId};
use plan::model::{Due, Plan, Side, TrackKind};
use plan::schedule::Workdays;

/// All of them are due on a day.
pub fn due_on(plan: &Plan, ids: &[MilestoneId], date: NaiveDate) -> Command {
    let step = |id: &MilestoneId| {
        let pinned = plan
            .milestone(*id)
            .is_some_and(|one| one.due.is_some_and(|due| due.pinned));
        set_due(*id, date, pinned)
    };
    Command::Batch(ids.iter().map(step).collect())
}

/// Each is due so many of its own working days later, or earlier. What has no date gets none.
pub fn due_later(plan: &Plan, ids: &[MilestoneId], days: i64) -> Command {
    let workdays = Workdays::of(plan);
    let step = |id: &MilestoneId| {
        let milestone = plan.milestone(*id)?;
        let due = milestone.due?;
        let date = workdays.days(milestone).add(due.date, days);
        Some(set_due(*id, date, due.pinned))
    };
    Command::Batch(ids.iter().filter_map(step).collect())
}

fn set_due(milestone: MilestoneId, date: NaiveDate, pinned: bool) -> Command {
    let weeks = None;
    let due = Some(Due {
        date,
        pinned,
        weeks,
    });
    Command::SetDue { milestone, due }
}

/// Who is to answer for them.
#[derive(Debug, Clone, PartialEq)]
pub enum Lead {
    Nobody,
    Known(PersonId),
    New { name: String, side: Side },
}

/// One person answers for all of them. `id` is for one who is new.
pub fn assign(ids: &[MilestoneId], lead: Lead, id: PersonId) -> Command {
    let mut steps = Vec::new();
    let person = match lead {
        Lead::Nobody => None,
        Lead::Known(person) => Some(person),
        Lead::New { name, side } => {
            steps.push(Command::AddPerson {
                id,
                name,
                side,
                placeholder: false,
            });
            Some(id)
        }
    };
    steps.extend(ids.iter().map(|milestone| Command::SetAccountable {
        milestone: *milestone,
        person,
    }));
    Command::Batch(steps)
}

/// All of them belong to a track of a kind, or to none.
pub fn set_track(ids: &[MilestoneId], kind: TrackKind, track: Option<TrackId>) -> Command {
    let step = |milestone: &MilestoneId| {
        let milestone = *milestone;
        match kind {
            TrackKind::Phase => Command::SetPhase { milestone, track },
            TrackKind::Function => Command::SetFunction { milestone, track },
        }
    };
    Command::Batch(ids.iter().map(step).collect())
}

#[cfg(test)]
mod tests {
    use plan::model::Milestone;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn later_counts_working_days_and_gives_no_date_where_none_was() {
        let [a, b] = [1, 2].map(MilestoneId::from_bits);
        let mut plan = Plan::default();
        plan.milestones
            .extend([Milestone::new(a, ""), Milestone::new(b, "")]);
        let friday: NaiveDate = "2025-06-20".parse().expect("a date");
        plan.milestones[0].due = Some(Due {
            date: friday,
            pinned: true,
            weeks: None,
        });
        let moved = due_later(&plan, &[a, b], 5);
        let next_friday = "2025-06-27".parse().expect("a date");
        assert_eq!(moved, Command::Batch(vec![set_due(a, next_friday, true)]));
        let both = due_on(&plan, &[a, b], friday);
        let steps = vec![set_due(a, friday, true), set_due(b, friday, false)];
        assert_eq!(both, Command::Batch(steps));
    }

    #[wasm_bindgen_test]
    fn a_new_person_is_added_once_and_leads_all() {
        let ids = [1, 2].map(MilestoneId::from_bits);
        let id = PersonId::from_bits(7);
        let (name, side) = ("Kim".to_owned(), Side::Buyer);
        let Command::Batch(steps) = assign(&ids, Lead::New { name, side }, id) else {
            panic!("one step of several")
        };
        let added = steps
            .iter()
            .filter(|step| matches!(step, Command::AddPerson { .. }));
        assert_eq!((added.count(), steps.len()), (1, 3));
    }
}
