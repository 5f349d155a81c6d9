//! The shared plan as a whole.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    id::{CriterionId, MilestoneId, PersonId, TrackId},
    model::{Agreement, Approval, Calendar, Dependency, Milestone, Person, Receipt, Track},
};

/// The shared plan: what every link of the plan may read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// Version of the document format that wrote this plan.
    pub version: u32,
    /// What the plan is about, for example "New quoting system live before the fiscal year".
    pub title: String,
    /// What both sides call this document; empty reads as "Mutual action plan" (003-07).
    pub kind_name: String,
    /// Names of the companies by side.
    pub companies: BTreeMap<Side, String>,
    /// What is to be achieved, for the goal sentence of 004-30 ("confirm that this can achieve the goal").
    pub solution: String,
    /// The outcome wanted (000-08).
    pub goal: String,
    /// Why it is a priority now (000-08, 004-12).
    pub why_now: String,
    /// The day from which weeks are counted: it lies in week 1 (002-04).
    pub start: Option<NaiveDate>,
    /// The shared target (001-09).
    pub go_live: Option<NaiveDate>,
    /// When the purchase is decided, and the business reason for that date.
    pub decision: Option<Decision>,
    /// How they know that they chose right, in order (000-09).
    pub criteria: Vec<Criterion>,
    /// Everybody named in the plan, by order of creation id.
    pub people: Vec<Person>,
    /// Phases and functions, in order.
    pub tracks: Vec<Track>,
    /// All milestones in the plan's order, archived ones too.
    pub milestones: Vec<Milestone>,
    /// Sorted by predecessor, successor, kind.
    pub dependencies: Vec<Dependency>,
    /// A person's yes to the terms of one milestone; at most one a (milestone, person).
    pub agreements: Vec<Agreement>,
    /// Sign-offs on the whole plan (001-08).
    pub approvals: Vec<Approval>,
    /// Opaque here; relays sign and check them.
    pub receipts: Vec<Receipt>,
    /// Working time by side; a side without an entry works Monday to Friday.
    pub calendars: BTreeMap<Side, Calendar>,
    /// Who wrote under which client id.
    pub sessions: BTreeMap<u64, Session>,
    /// What could not be understood while reading, in words for a log or a repair page.
    pub oddities: Vec<Oddity>,
}

/// One record by its id. Each looks through all of its kind: for many of them make a table first.
impl Plan {
    /// The milestone of that id, archived or not.
    pub fn milestone(&self, id: MilestoneId) -> Option<&Milestone> {
        self.milestones.iter().find(|one| one.id == id)
    }

    /// The person of that id, archived or merged into another or not.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|one| one.id == id)
    }

    /// The track of that id.
    pub fn track(&self, id: TrackId) -> Option<&Track> {
        self.tracks.iter().find(|one| one.id == id)
    }
}

/// What comes next.
impl Plan {
    /// The open milestone that is promised first; without any promise the first open one in the plan's order. `None` when
    /// all that counts is done.
    pub fn next_step(&self) -> Option<&Milestone> {
        let is_open = |one: &&Milestone| !one.archived && !one.status.is_closed();
        let open = self.milestones.iter().filter(is_open);
        open.min_by_key(|one| one.due.map_or(NaiveDate::MAX, |due| due.date))
    }
}

/// A party to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The buying organisation.
    Buyer,
    /// The selling organisation.
    Seller,
    /// A third party, for example an implementation partner.
    Partner,
}

/// The decision date and the business reason behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// When the purchase is decided.
    pub date: NaiveDate,
    /// Why then, for example "our fiscal year starts in October".
    pub reason: String,
}

/// An evaluation criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Its id.
    pub id: CriterionId,
    /// What must be true.
    pub text: String,
    /// How it will be judged.
    pub judged_by: String,
    /// Whether it is met; `None` while open.
    pub met: Option<bool>,
    /// Kept, but out of sight.
    pub archived: bool,
}

/// Who wrote under a client id. What the session said, not proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The person, where the session knew.
    pub person: Option<PersonId>,
    /// The side of the link.
    pub side: Option<Side>,
    /// The name the session showed to others.
    pub name: String,
}

/// Something in the document that could not be understood. It is kept there untouched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Oddity {
    /// Root and key, for example `milestones/4x…/due`.
    pub at: String,
    /// What was found.
    pub found: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Due, Status};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn step(number: u64, due: Option<&str>, status: Status) -> Milestone {
        let mut step = Milestone::new(MilestoneId::from_bits(number), &format!("step {number}"));
        step.due = due.map(|due| Due {
            date: day(due),
            pinned: false,
            weeks: None,
        });
        step.status = status;
        step
    }

    #[test]
    fn next_is_the_open_step_that_is_promised_first() {
        let done = Status::Done {
            on: day("2025-06-01"),
        };
        let not_needed = Status::NotNeeded {
            reason: String::new(),
        };
        let mut plan = Plan {
            milestones: vec![
                step(1, None, Status::InProgress),
                step(2, Some("2025-06-20"), Status::NotStarted),
                step(3, Some("2025-06-10"), Status::NotStarted),
                step(4, Some("2025-06-01"), done),
                step(5, Some("2025-06-02"), not_needed),
                step(6, Some("2025-06-03"), Status::NotStarted),
            ],
            ..Plan::default()
        };
        plan.milestones[5].archived = true;
        let next = |plan: &Plan| plan.next_step().map(|step| step.title.clone());
        assert_eq!(next(&plan).as_deref(), Some("step 3"));
        plan.milestones.truncate(1);
        assert_eq!(next(&plan).as_deref(), Some("step 1"));
        plan.milestones.clear();
        assert_eq!(next(&plan), None);
    }
}
