//! What of a plan has a say in its schedule: a letter typed in a note has none.

use plan::model::{Milestone, Person, Plan, Status, Track};

/// The plan without its words. It schedules as the plan does, and equals itself until a date, a status, an owner, a
/// dependency, a calendar or the order changes.
pub fn bare(plan: &Plan) -> Plan {
    Plan {
        start: plan.start,
        go_live: plan.go_live,
        decision: plan.decision.clone(),
        people: plan.people.iter().map(person).collect(),
        milestones: plan.milestones.iter().map(milestone).collect(),
        tracks: plan.tracks.iter().map(track).collect(),
        dependencies: plan.dependencies.clone(),
        calendars: plan.calendars.clone(),
        ..Plan::default()
    }
}

fn person(person: &Person) -> Person {
    Person {
        name: String::new(),
        title: String::new(),
        function: String::new(),
        ..person.clone()
    }
}

fn track(track: &Track) -> Track {
    Track {
        name: String::new(),
        ..track.clone()
    }
}

fn milestone(of: &Milestone) -> Milestone {
    Milestone {
        kind: of.kind,
        accountable: of.accountable,
        helpers: of.helpers.clone(),
        everybody: of.everybody,
        start: of.start,
        due: of.due,
        duration_days: of.duration_days,
        remaining_days: of.remaining_days,
        status: status(&of.status),
        phase: of.phase,
        function: of.function,
        archived: of.archived,
        ..Milestone::new(of.id, "")
    }
}

/// Without its reasons, which are typed.
fn status(status: &Status) -> Status {
    match status {
        Status::Waiting { .. } => Status::Waiting { on: String::new() },
        Status::Blocked { .. } => Status::Blocked {
            reason: String::new(),
            clears: None,
        },
        Status::NotNeeded { .. } => Status::NotNeeded {
            reason: String::new(),
        },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use plan::id::MilestoneId;
    use plan::model::Due;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn typing_changes_nothing_and_a_date_does() {
        let mut plan = Plan::default();
        plan.milestones
            .push(Milestone::new(MilestoneId::from_bits(1), "Legal"));
        let before = bare(&plan);
        plan.title = "New".into();
        plan.milestones[0].title = "Legal review".into();
        plan.milestones[0].notes = "call Kim".into();
        plan.milestones[0].done_when = "signed".into();
        assert_eq!(bare(&plan), before);
        plan.milestones[0].due = Some(Due {
            date: "2025-07-01".parse().expect("a date"),
            pinned: false,
            weeks: None,
        });
        assert_ne!(bare(&plan), before);
    }
}
