//! What a plan is, as plain values. No document, no clock, no rule: reading fills these, everything else takes them.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::id::{
    ApprovalId, CommentId, CriterionId, GateId, ItemId, LinkId, MilestoneId, PersonId, ReceiptId,
    ReviewId, SignalId, TrackId,
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
    /// What is to be achieved, for the goal sentence of 004-30 ("confirm that [solution] can achieve [goal]").
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

/// A person on one of the sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// The person's name; for a placeholder the role, for example "Legal".
    pub name: String,
    /// The name is still to come (001-04): `name` is a role.
    pub placeholder: bool,
    /// Whose person.
    pub side: Side,
    /// Job title.
    pub title: String,
    /// Function in the company, for example "Finance".
    pub function: String,
    /// Part in the deal.
    pub role: Option<DealRole>,
    /// Kept, but out of sight.
    pub archived: bool,
    /// When two entries were one person: the entry that stands for both.
    pub merged_into: Option<PersonId>,
}

/// A person's part in the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the field's own")]
pub enum DealRole {
    Champion,
    EconomicBuyer,
    DecisionMaker,
    Legal,
    Procurement,
    ItSecurity,
    ExecutiveSponsor,
    User,
    AccountExecutive,
    SalesEngineer,
    CustomerSuccess,
    Implementation,
    Other,
}

/// A phase (they follow each other) or a function (they run side by side).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    /// Its id.
    pub id: TrackId,
    /// Its name, for example "Evaluate" or "Legal".
    pub name: String,
    /// Phase or function.
    pub kind: TrackKind,
    /// Who leads a function.
    pub lead: Option<PersonId>,
    /// Kept, but out of sight.
    pub archived: bool,
}

/// The two ways to group milestones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackKind {
    /// Part of a sequence.
    Phase,
    /// A parallel sub-map, for example security or procurement (004-21).
    Function,
}

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
    /// The client id of the session that created it, see [`Plan::sessions`].
    pub created_by: Option<u64>,
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

/// A person's yes to the terms of a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Which milestone.
    pub milestone: MilestoneId,
    /// Who said yes.
    pub person: PersonId,
    /// The terms as they were then: canonical JSON (RFC 8785), see `terms`.
    pub terms: String,
    /// Unix time in seconds, as the session's clock said.
    pub at: i64,
}

/// A sign-off on the whole plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Its id.
    pub id: ApprovalId,
    /// Who signed off.
    pub person: PersonId,
    /// All terms as they were then: canonical JSON (RFC 8785), see `terms`.
    pub terms: String,
    /// Unix time in seconds, as the session's clock said.
    pub at: i64,
}

/// What a relay signed. Opaque here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Its id.
    pub id: ReceiptId,
    /// The signed statement, as the relay gave it.
    pub statement: String,
}

/// Working time of a side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Working weekdays, Monday first, without repeats.
    pub weekdays: Vec<Weekday>,
    /// Days off with their names, copied into the plan when chosen.
    pub holidays: BTreeMap<NaiveDate, String>,
    /// Ranges without work, for example a quarter-end freeze; both ends included.
    pub blackouts: Vec<Blackout>,
}

impl Default for Calendar {
    fn default() -> Self {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        Self {
            weekdays: vec![Mon, Tue, Wed, Thu, Fri],
            holidays: BTreeMap::new(),
            blackouts: Vec::new(),
        }
    }
}

/// A range of days without work; both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blackout {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Why.
    pub reason: String,
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

/// The talk document: opened by editor links, not by viewer or embed links.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Talk {
    /// E-mail addresses by person.
    pub emails: BTreeMap<PersonId, String>,
    /// By time.
    pub comments: Vec<Comment>,
    /// Call reviews by date.
    pub reviews: Vec<Review>,
    /// See [`Plan::oddities`].
    pub oddities: Vec<Oddity>,
}

/// A comment on a milestone, or on the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// What it is about; `None` is the plan.
    pub milestone: Option<MilestoneId>,
    /// Who wrote it.
    pub author: Option<PersonId>,
    /// What was written.
    pub text: String,
    /// Who is mentioned, sorted.
    pub mentions: Vec<PersonId>,
    /// Unix time in seconds, as the session's clock said.
    pub at: i64,
    /// Taken back or settled.
    pub archived: bool,
}

/// A look at the plan during a call (001-28, 004-19).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// When.
    pub date: NaiveDate,
    /// Who was there, sorted.
    pub present: Vec<PersonId>,
    /// What was seen: status of each milestone then.
    pub seen: BTreeMap<MilestoneId, Status>,
    /// What was said.
    pub note: String,
}

/// A side's own document: opened by links of that side only.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SideDocument {
    /// Private notes.
    pub notes: String,
    /// What the deal is worth, as text with its currency.
    pub deal_value: Option<DealValue>,
    /// The close date that the CRM says (001-12).
    pub crm_date: Option<NaiveDate>,
    /// Pipeline stages and what must be complete for them (001-39), in order.
    pub gates: Vec<StageGate>,
    /// How it ended, or that it has not.
    pub outcome: Outcome,
    /// Why the buyer declined to plan (001-41), and what was decided (004-16).
    pub declined: Option<Declined>,
    /// What this side noticed about the other.
    pub signals: Vec<Signal>,
    /// See [`Plan::oddities`].
    pub oddities: Vec<Oddity>,
}

/// Money in minor units, so that no rounding happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealValue {
    /// For example cents.
    pub minor_units: i64,
    /// ISO 4217, for example "EUR".
    pub currency: String,
}

/// A pipeline stage that asks for milestones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageGate {
    /// Its id.
    pub id: GateId,
    /// Name of the stage.
    pub stage: String,
    /// What must be complete, sorted.
    pub milestones: Vec<MilestoneId>,
}

/// How the deal ended. One value in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[allow(missing_docs, reason = "every ending has the same two facts")]
pub enum Outcome {
    #[default]
    Open,
    Won {
        on: NaiveDate,
        reason: String,
    },
    Lost {
        on: NaiveDate,
        reason: String,
    },
    NoDecision {
        on: NaiveDate,
        reason: String,
    },
    Paused {
        on: NaiveDate,
        reason: String,
    },
}

/// The buyer did not want a plan. One value in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    /// Timing or deal health (001-41).
    pub cause: DeclineCause,
    /// In their words.
    pub reason: String,
    /// When.
    pub on: NaiveDate,
    /// What was decided: invest or move on (004-16).
    pub decision: String,
}

/// Why a plan was declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum DeclineCause {
    NoTimelineYet,
    StakeholdersUnknown,
    OwnProcess,
    Timing,
    DealHealth,
    Other,
}

/// Something one side noticed about the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Its id.
    pub id: SignalId,
    /// What was noticed.
    pub text: String,
    /// When.
    pub on: NaiveDate,
    /// About which milestone.
    pub milestone: Option<MilestoneId>,
    /// Settled.
    pub archived: bool,
}
