//! What changed between two snapshots of a plan: "since last call", "since approval", "since kickoff".

mod milestones;
mod steps;

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    id::{MilestoneId, PersonId, TrackId},
    model::{Decision, Dependency, Due, MilestoneKind, Plan, Side, Status},
};

use milestones::milestone_differences;
pub use steps::steps;

macro_rules! compare {
    ($found:ident, $kind:ident, $was:ident, $is:ident, $($variant:ident: $field:ident),*) => {$(
        if $was.$field != $is.$field {
            $found.push($kind::$variant { was: $was.$field.clone(), is: $is.$field.clone() });
        }
    )*};
}
use compare;

/// Everything that changed, in a stable order: the plan's own, then by milestone.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Difference {
    /// Of the plan itself.
    pub plan: Vec<PlanChange>,
    /// Of milestones that changed: in the order of the newer plan, then those that it lacks.
    pub milestones: Vec<MilestoneDifference>,
    /// Of people: in the order of the newer plan.
    pub people: Vec<PersonChange>,
}

impl Difference {
    /// Nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many changes these are.
    pub fn count(&self) -> usize {
        let of_milestones = self.milestones.iter().map(|one| one.changes.len());
        self.plan.len() + self.people.len() + of_milestones.sum::<usize>()
    }
}

/// What changed of one milestone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MilestoneDifference {
    /// Which.
    pub milestone: MilestoneId,
    /// Its title now; the last known one when it is gone.
    pub title: String,
    /// What changed, in the order of [`MilestoneChange`].
    pub changes: Vec<MilestoneChange>,
}

/// One change of a milestone; `was` is the older.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "changed")]
#[allow(missing_docs, reason = "was and is are what they say")]
pub enum MilestoneChange {
    /// New in the plan.
    Added,
    /// Put away.
    Archived,
    /// Taken back.
    Restored,
    /// Not in the newer snapshot at all.
    Gone,
    /// Stands elsewhere among the others; counted from 0, of those in both snapshots and not archived.
    Place {
        was: usize,
        is: usize,
    },
    Title {
        was: String,
        is: String,
    },
    Kind {
        was: MilestoneKind,
        is: MilestoneKind,
    },
    Status {
        was: Status,
        is: Status,
    },
    Accountable {
        was: Option<PersonId>,
        is: Option<PersonId>,
    },
    Helpers {
        added: Vec<PersonId>,
        removed: Vec<PersonId>,
    },
    Everybody {
        is: bool,
    },
    Due {
        was: Option<Due>,
        is: Option<Due>,
    },
    Start {
        was: Option<NaiveDate>,
        is: Option<NaiveDate>,
    },
    Duration {
        was: Option<u32>,
        is: Option<u32>,
    },
    Remaining {
        was: Option<u32>,
        is: Option<u32>,
    },
    DoneWhen {
        was: String,
        is: String,
    },
    Result {
        was: String,
        is: String,
    },
    Phase {
        was: Option<TrackId>,
        is: Option<TrackId>,
    },
    Function {
        was: Option<TrackId>,
        is: Option<TrackId>,
    },
    /// What must come before it.
    Dependencies {
        added: Vec<Dependency>,
        removed: Vec<Dependency>,
    },
    /// Yes of these people, given or taken back.
    Agreements {
        added: Vec<PersonId>,
        removed: Vec<PersonId>,
    },
    /// Notes, links or checklist, which no promise hangs on.
    Details,
}

/// One change of the plan itself; `was` is the older.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "changed")]
#[allow(missing_docs, reason = "was and is are what they say")]
pub enum PlanChange {
    Title {
        was: String,
        is: String,
    },
    KindName {
        was: String,
        is: String,
    },
    Company {
        side: Side,
        was: String,
        is: String,
    },
    Solution {
        was: String,
        is: String,
    },
    Goal {
        was: String,
        is: String,
    },
    WhyNow {
        was: String,
        is: String,
    },
    Start {
        was: Option<NaiveDate>,
        is: Option<NaiveDate>,
    },
    GoLive {
        was: Option<NaiveDate>,
        is: Option<NaiveDate>,
    },
    Decision {
        was: Option<Decision>,
        is: Option<Decision>,
    },
    /// Any of the evaluation criteria.
    Criteria,
    /// Any of the phases and functions.
    Tracks,
    /// The working time of a side.
    Calendar {
        side: Side,
    },
    /// Sign-offs on the whole plan by these people.
    Approvals {
        added: Vec<PersonId>,
    },
}

/// A change of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "changed")]
#[allow(missing_docs, reason = "was and is are what they say")]
pub enum PersonChange {
    Added {
        person: PersonId,
    },
    /// A placeholder has got a name.
    Named {
        person: PersonId,
        was: String,
        is: String,
    },
    /// Name, side, title, function or role.
    Changed {
        person: PersonId,
    },
    Archived {
        person: PersonId,
    },
    /// Turned out to be somebody else who is in the plan.
    Merged {
        person: PersonId,
        into: PersonId,
    },
}

/// Compares two snapshots of one plan.
pub fn diff(was: &Plan, is: &Plan) -> Difference {
    Difference {
        plan: plan_changes(was, is),
        milestones: milestone_differences(was, is),
        people: people_changes(was, is),
    }
}

fn plan_changes(was: &Plan, is: &Plan) -> Vec<PlanChange> {
    let mut found = Vec::new();
    compare!(found, PlanChange, was, is, Title: title, KindName: kind_name, Solution: solution,
        Goal: goal, WhyNow: why_now, Start: start, GoLive: go_live, Decision: decision);
    for side in [Side::Buyer, Side::Seller, Side::Partner] {
        let name = |plan: &Plan| plan.companies.get(&side).cloned().unwrap_or_default();
        if name(was) != name(is) {
            let (was, is) = (name(was), name(is));
            found.push(PlanChange::Company { side, was, is });
        }
        if was.calendars.get(&side) != is.calendars.get(&side) {
            found.push(PlanChange::Calendar { side });
        }
    }
    if was.criteria != is.criteria {
        found.push(PlanChange::Criteria);
    }
    if was.tracks != is.tracks {
        found.push(PlanChange::Tracks);
    }
    let new = is
        .approvals
        .iter()
        .filter(|one| !was.approvals.iter().any(|known| known.id == one.id));
    let added: Vec<PersonId> = new.map(|one| one.person).collect();
    if !added.is_empty() {
        found.push(PlanChange::Approvals { added });
    }
    found
}

fn people_changes(was: &Plan, is: &Plan) -> Vec<PersonChange> {
    let known: HashMap<PersonId, _> = was.people.iter().map(|one| (one.id, one)).collect();
    let change = |now: &crate::model::Person| {
        let person = now.id;
        let Some(old) = known.get(&person) else {
            return Some(PersonChange::Added { person });
        };
        if **old == *now {
            return None;
        }
        Some(match now.merged_into {
            Some(into) if old.merged_into != Some(into) => PersonChange::Merged { person, into },
            _ if now.archived && !old.archived => PersonChange::Archived { person },
            _ if old.placeholder && !now.placeholder => PersonChange::Named {
                person,
                was: old.name.clone(),
                is: now.name.clone(),
            },
            _ => PersonChange::Changed { person },
        })
    };
    is.people.iter().filter_map(change).collect()
}
