//! What a person can do to a plan: named values, each checked over values and then written in one transaction.

mod batch;
mod check;
mod draft;
mod field;
mod inverse;
mod perform;
mod refused;
pub(crate) mod texts;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    id::{ApprovalId, CriterionId, ItemId, LinkId, MilestoneId, PersonId, ReceiptId, TrackId},
    model::{
        Agreement, Approval, Calendar, DealRole, Decision, Dependency, DependencyKind, Due, Link,
        MilestoneKind, Receipt, Session, Side, Status, TrackKind,
    },
    text::Splice,
};

pub use self::field::{Place, TextField};
pub use self::refused::{Countable, Limit, Record, Refused};
pub(crate) use self::{
    check::{absent, after, check, date, line, prose, range, room, room_for},
    draft::Draft,
    inverse::inverse,
    perform::{milestone_of, perform},
};

/// One intent of a person. [`PlanDoc::apply`](crate::doc::PlanDoc::apply) turns it into one transaction.
///
/// A command that would change nothing is accepted and writes nothing. Records that a peer archived
/// meanwhile can still be edited: an edit made offline must not be lost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "fields are named for the model's fields they set"
)]
pub enum Command {
    /// All of them or none: one transaction, one undo step.
    Batch(Vec<Command>),

    /// Changes a text where two people may be typing.
    EditText {
        field: TextField,
        splice: Splice,
    },
    /// Inverse of [`Command::EditText`]: where `inserted` still stands (nearest to `at`), `removed` comes back.
    RevertText {
        field: TextField,
        at: u32,
        inserted: String,
        removed: String,
    },

    SetKindName(String),
    SetCompany {
        side: Side,
        name: String,
    },
    SetSolution(String),
    SetPlanStart(Option<NaiveDate>),
    SetGoLive(Option<NaiveDate>),
    SetDecision(Option<Decision>),
    /// The side's working time; `None` goes back to Monday to Friday.
    SetCalendar {
        side: Side,
        calendar: Option<Calendar>,
    },

    AddMilestone {
        id: MilestoneId,
        place: Place,
        title: String,
    },
    /// They stand in the given order afterwards, without a gap.
    MoveMilestones {
        ids: Vec<MilestoneId>,
        place: Place,
    },
    ArchiveMilestones(Vec<MilestoneId>),
    RestoreMilestones(Vec<MilestoneId>),
    SetKind {
        milestone: MilestoneId,
        kind: MilestoneKind,
    },
    SetDue {
        milestone: MilestoneId,
        due: Option<Due>,
    },
    SetStart {
        milestone: MilestoneId,
        start: Option<NaiveDate>,
    },
    /// Working days.
    SetDuration {
        milestone: MilestoneId,
        days: Option<u32>,
    },
    /// Working days.
    SetRemaining {
        milestone: MilestoneId,
        days: Option<u32>,
    },
    SetStatus {
        milestone: MilestoneId,
        status: Status,
    },
    SetAccountable {
        milestone: MilestoneId,
        person: Option<PersonId>,
    },
    AddHelper {
        milestone: MilestoneId,
        person: PersonId,
    },
    RemoveHelper {
        milestone: MilestoneId,
        person: PersonId,
    },
    SetEverybody {
        milestone: MilestoneId,
        everybody: bool,
    },
    SetPhase {
        milestone: MilestoneId,
        track: Option<TrackId>,
    },
    SetFunction {
        milestone: MilestoneId,
        track: Option<TrackId>,
    },
    /// Adds a link (an address) or changes the one with the same id.
    SetLink {
        milestone: MilestoneId,
        link: Link,
    },
    RemoveLink {
        milestone: MilestoneId,
        link: LinkId,
    },

    AddChecklistItem {
        milestone: MilestoneId,
        id: ItemId,
        text: String,
        place: Place<ItemId>,
    },
    SetChecklistText {
        milestone: MilestoneId,
        item: ItemId,
        text: String,
    },
    SetChecklistDone {
        milestone: MilestoneId,
        item: ItemId,
        done: bool,
    },
    MoveChecklistItem {
        milestone: MilestoneId,
        item: ItemId,
        place: Place<ItemId>,
    },
    ArchiveChecklistItem {
        milestone: MilestoneId,
        item: ItemId,
    },
    RestoreChecklistItem {
        milestone: MilestoneId,
        item: ItemId,
    },

    /// Adds a dependency, or changes lag and policy of the one with the same ends and kind.
    AddDependency(Dependency),
    RemoveDependency {
        predecessor: MilestoneId,
        successor: MilestoneId,
        kind: DependencyKind,
    },

    AddPerson {
        id: PersonId,
        name: String,
        side: Side,
        placeholder: bool,
    },
    /// Name and placeholder are one value: a name makes a placeholder a person (001-04).
    SetPersonName {
        person: PersonId,
        name: String,
        placeholder: bool,
    },
    SetPersonSide {
        person: PersonId,
        side: Side,
    },
    SetPersonTitle {
        person: PersonId,
        title: String,
    },
    SetPersonFunction {
        person: PersonId,
        function: String,
    },
    SetPersonRole {
        person: PersonId,
        role: Option<DealRole>,
    },
    ArchivePerson(PersonId),
    RestorePerson(PersonId),
    /// Two entries are one person: every reference to `from` reads as `into`, those that peers are just writing too.
    MergePeople {
        from: PersonId,
        into: PersonId,
    },
    /// Inverse of [`Command::MergePeople`].
    SeparatePerson(PersonId),

    AddTrack {
        id: TrackId,
        kind: TrackKind,
        name: String,
        place: Place<TrackId>,
    },
    SetTrackName {
        track: TrackId,
        name: String,
    },
    SetTrackLead {
        track: TrackId,
        lead: Option<PersonId>,
    },
    MoveTrack {
        track: TrackId,
        place: Place<TrackId>,
    },
    ArchiveTrack(TrackId),
    RestoreTrack(TrackId),

    AddCriterion {
        id: CriterionId,
        text: String,
        place: Place<CriterionId>,
    },
    SetCriterionMet {
        criterion: CriterionId,
        met: Option<bool>,
    },
    MoveCriterion {
        criterion: CriterionId,
        place: Place<CriterionId>,
    },
    ArchiveCriterion(CriterionId),
    RestoreCriterion(CriterionId),

    /// Says yes to the terms of a milestone; replaces the person's earlier yes.
    Agree {
        agreement: Agreement,
    },
    WithdrawAgreement {
        milestone: MilestoneId,
        person: PersonId,
    },
    /// Signs off on the whole plan.
    Approve {
        approval: Approval,
    },
    WithdrawApproval(ApprovalId),
    /// Keeps a copy of what a relay signed.
    KeepReceipt(Receipt),
    RemoveReceipt(ReceiptId),

    /// Only for a snapshot that comes back: a dependency as it was, even one that closes a cycle.
    RestoreDependency(Dependency),
    /// Only for a snapshot that comes back: who created a milestone there.
    RestoreCreator {
        milestone: MilestoneId,
        client: Option<u64>,
    },
    /// Only for a snapshot that comes back: who wrote under a client id there.
    RestoreSession {
        client: u64,
        session: Session,
    },
}
