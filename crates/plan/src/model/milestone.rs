//! A milestone and what belongs to it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::{ItemId, LinkId, MilestoneId, PersonId, TrackId};

/// A discrete step of the plan (001-03).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// Its id.
    pub id: MilestoneId,
    /// What happens, for example "Security review submitted".
    pub title: String,
    /// What sort of step.
    pub kind: MilestoneKind,
    /// Who answers for it.
    pub accountable: Option<PersonId>,
    /// Who else works on it, sorted; never holds the accountable person.
    pub helpers: Vec<PersonId>,
    /// "All": everybody takes part (001-32).
    pub everybody: bool,
    /// First day of work, where it was agreed (001-26).
    pub start: Option<NaiveDate>,
    /// The promise.
    pub due: Option<Due>,
    /// Effort in working days of the owner's calendar.
    pub duration_days: Option<u32>,
    /// Working days still to go, for a running one.
    pub remaining_days: Option<u32>,
    /// Where it stands.
    pub status: Status,
    /// The done-criterion (001-07).
    pub done_when: String,
    /// What came out (002-02).
    pub result: String,
    /// Anything else.
    pub notes: String,
    /// Addresses, never files.
    pub links: Vec<Link>,
    /// In order.
    pub checklist: Vec<ChecklistItem>,
    /// The phase it belongs to.
    pub phase: Option<TrackId>,
    /// The function it belongs to.
    pub function: Option<TrackId>,
    /// Kept and restorable; its dependencies are ignored.
    pub archived: bool,
    /// The client id of the session that created it, see [`Plan::sessions`](crate::model::Plan::sessions).
    pub created_by: Option<u64>,
}

impl Milestone {
    /// A milestone that holds nothing but its title.
    pub fn new(id: MilestoneId, title: &str) -> Self {
        Self {
            id,
            title: title.to_owned(),
            kind: MilestoneKind::default(),
            accountable: None,
            helpers: Vec::new(),
            everybody: false,
            start: None,
            due: None,
            duration_days: None,
            remaining_days: None,
            status: Status::default(),
            done_when: String::new(),
            result: String::new(),
            notes: String::new(),
            links: Vec::new(),
            checklist: Vec::new(),
            phase: None,
            function: None,
            archived: false,
            created_by: None,
        }
    }
}

/// What sort of step a milestone is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the field's own")]
pub enum MilestoneKind {
    #[default]
    Step,
    Meeting,
    Approval,
    Deliverable,
    Decision,
    GoLive,
}

/// A promised day. One value in the document, so that concurrent edits never mix two promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The day, without zone or time.
    pub date: NaiveDate,
    /// A visible constraint: scheduling never moves it silently.
    #[serde(default)]
    pub pinned: bool,
    /// Entered in weeks from the plan's start ("week 3-4"): first and last week, counted from 1.
    #[serde(default)]
    pub weeks: Option<(u16, u16)>,
}

/// Where a milestone stands. One value in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Status {
    /// Nothing happened yet.
    #[default]
    NotStarted,
    /// Waits for a decision elsewhere.
    Waiting {
        /// What it waits for; may be empty.
        #[serde(default)]
        on: String,
    },
    /// Being worked on.
    InProgress,
    /// Cannot go on.
    Blocked {
        /// Why.
        reason: String,
        /// Who can clear it.
        #[serde(default)]
        clears: Option<PersonId>,
    },
    /// Complete: a fact.
    Done {
        /// The day it was completed.
        on: NaiveDate,
    },
    /// Dropped by agreement.
    NotNeeded {
        /// Why.
        #[serde(default)]
        reason: String,
    },
}

impl Status {
    /// Nothing is left to do.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::NotNeeded { .. })
    }
}

/// An address that belongs to a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// Where it leads: `https:`, `http:` or `mailto:`.
    pub url: String,
    /// What to call it; empty shows the address.
    pub label: String,
}

/// One line of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    /// Its id.
    pub id: ItemId,
    /// What is to be done.
    pub text: String,
    /// Whether it is done.
    pub done: bool,
    /// Kept, but out of sight.
    #[serde(default)]
    pub archived: bool,
}

/// What must happen before (000-13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dependency {
    /// The milestone that bounds.
    pub predecessor: MilestoneId,
    /// The milestone that is bounded.
    pub successor: MilestoneId,
    /// Which end bounds which.
    pub kind: DependencyKind,
    /// Working days between, on the successor's calendar; negative is a lead.
    pub lag_days: i32,
    /// What a slip of the predecessor does.
    pub policy: GapPolicy,
}

/// The four link types of the precedence diagram.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum DependencyKind {
    /// The successor starts after the predecessor has finished (FS).
    #[default]
    FinishToStart,
    /// The successor starts no earlier than the predecessor starts (SS).
    StartToStart,
    /// The successor finishes no earlier than the predecessor finishes (FF).
    FinishToFinish,
    /// The successor finishes no earlier than the predecessor starts (SF).
    StartToFinish,
}

/// What happens to the time between two milestones when the first one slips.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum GapPolicy {
    /// Slack between them absorbs the slip first.
    #[default]
    Consume,
    /// The successor moves by as many working days.
    Keep,
}
