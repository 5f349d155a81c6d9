//! Why a command was not carried out: the rule, the records, and what would be allowed. Nothing was written.

use std::fmt;

use chrono::NaiveDate;

use crate::{
    id::{
        ApprovalId, CommentId, CriterionId, GateId, ItemId, LinkId, MilestoneId, PersonId,
        ReceiptId, ReviewId, SignalId, TrackId,
    },
    model::TrackKind,
};

/// A record that a command named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the records' own")]
pub enum Record {
    Milestone(MilestoneId),
    Person(PersonId),
    Track(TrackId),
    Criterion(CriterionId),
    ChecklistItem(MilestoneId, ItemId),
    Link(MilestoneId, LinkId),
    Approval(ApprovalId),
    Receipt(ReceiptId),
    Comment(CommentId),
    Review(ReviewId),
    Gate(GateId),
    Signal(SignalId),
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Countable {
    Milestones,
    People,
    Tracks,
    Criteria,
    Dependencies,
    HelpersOfMilestone,
    ChecklistItemsOfMilestone,
    LinksOfMilestone,
    Holidays,
    Blackouts,
    Agreements,
    Approvals,
    Receipts,
    Comments,
    Mentions,
    Reviews,
    Gates,
    Signals,
    CommandsInBatch,
    /// Bytes of the document with its history.
    DocumentBytes,
}

/// A limit of [`limits`](crate::limits) and what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What is counted.
    pub what: Countable,
    /// How many there may be.
    pub max: usize,
}

/// Why a command was not carried out. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A newer build wrote the document; this one shows it and changes nothing.
    #[error(
        "the document has format {found}; this build writes format {known}, a newer build can edit it"
    )]
    NewerFormat {
        /// Version in the document.
        found: u32,
        /// Newest version this build writes.
        known: u32,
    },
    /// The record is not in the document.
    #[error("{0} is not in the document")]
    Unknown(Record),
    /// The id is taken; a new record needs a fresh one.
    #[error("{0} exists already; a new record needs a fresh id")]
    Exists(Record),
    /// One more would pass the limit.
    #[error("at most {} {}", .0.max, .0.what)]
    TooMany(Limit),
    /// The text would be too long, in UTF-16 units.
    #[error("{field} would have {length} characters, at most {max} are allowed")]
    TooLong {
        /// Which text.
        field: String,
        /// How long it would be.
        length: usize,
        /// How long it may be.
        max: usize,
    },
    /// The splice reaches past the end of the text.
    #[error("the edit reaches to {end}, the {field} has {length} characters")]
    SpliceOutside {
        /// Which text.
        field: String,
        /// Where the splice ends, in UTF-16 units.
        end: u32,
        /// Length of the text, in UTF-16 units.
        length: u32,
    },
    /// The splice starts or ends inside a character as people see it.
    #[error(
        "the edit of {field} would cut a character at {at}; {before} and {after} are between characters"
    )]
    SpliceInsideCharacter {
        /// Which text.
        field: String,
        /// The offset asked for, in UTF-16 units.
        at: u32,
        /// The boundary before it.
        before: u32,
        /// The boundary after it.
        after: u32,
    },
    /// What an undo wants to take back was changed by somebody else.
    #[error("the {field} was changed since; there is nothing left to take back")]
    ChangedSince {
        /// Which text.
        field: String,
    },
    /// A milestone cannot wait for itself.
    #[error("milestone {0} cannot depend on itself")]
    DependsOnItself(MilestoneId),
    /// The dependency would close a circle; the chain starts and ends with the same milestone.
    #[error("the dependency would close a circle of {} milestones; remove one of its links first", .0.len() - 1)]
    ClosesCircle(Vec<MilestoneId>),
    /// A number is outside its range.
    #[error("{field} is {found}, allowed is {min} to {max}")]
    OutOfRange {
        /// Which value.
        field: &'static str,
        /// What was asked.
        found: i64,
        /// Smallest allowed.
        min: i64,
        /// Largest allowed.
        max: i64,
    },
    /// A date is outside the years a plan can hold.
    #[error("{found} is outside {min} to {max}")]
    DateOutside {
        /// What was asked.
        found: NaiveDate,
        /// First allowed day.
        min: NaiveDate,
        /// Last allowed day.
        max: NaiveDate,
    },
    /// The last day lies before the first one.
    #[error("{to} lies before {from}")]
    EndsBeforeStart {
        /// First day (or week).
        from: String,
        /// Last day (or week).
        to: String,
    },
    /// A phase was given where a function belongs, or the reverse.
    #[error("track {track} is not a {wanted:?}")]
    WrongTrackKind {
        /// The track.
        track: TrackId,
        /// What is allowed there.
        wanted: TrackKind,
    },
    /// The two entries are one already, or one stands for the other.
    #[error("{from} cannot be merged into {into}: they are one entry already")]
    MergedAlready {
        /// The entry to give up.
        from: PersonId,
        /// The entry to keep.
        into: PersonId,
    },
    /// The person who is accountable cannot also be a helper.
    #[error("{person} is accountable for {milestone} and needs no second mention")]
    AlreadyAccountable {
        /// The milestone.
        milestone: MilestoneId,
        /// The person.
        person: PersonId,
    },
    /// Only web and mail addresses are links.
    #[error("a link starts with https:, http: or mailto:")]
    UnsafeLink,
    /// An e-mail address has a name, an at sign and a host.
    #[error("an e-mail address looks like name@example.com")]
    NotAnAddress,
    /// A currency is its ISO 4217 code.
    #[error("a currency is three capital letters, for example EUR")]
    NotACurrency,
    /// A week has at least one working day.
    #[error("a calendar needs at least one working weekday, each named once")]
    NoWorkingDay,
    /// A place next to the record itself means nothing.
    #[error("{0} cannot be placed after itself")]
    AfterItself(Record),
    /// The same record twice in one command.
    #[error("{0} is named twice")]
    NamedTwice(Record),
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Milestone(id) => write!(f, "milestone {id}"),
            Self::Person(id) => write!(f, "person {id}"),
            Self::Track(id) => write!(f, "track {id}"),
            Self::Criterion(id) => write!(f, "criterion {id}"),
            Self::ChecklistItem(milestone, id) => write!(f, "item {id} of milestone {milestone}"),
            Self::Link(milestone, id) => write!(f, "link {id} of milestone {milestone}"),
            Self::Approval(id) => write!(f, "approval {id}"),
            Self::Receipt(id) => write!(f, "receipt {id}"),
            Self::Comment(id) => write!(f, "comment {id}"),
            Self::Review(id) => write!(f, "review {id}"),
            Self::Gate(id) => write!(f, "stage gate {id}"),
            Self::Signal(id) => write!(f, "signal {id}"),
        }
    }
}

impl fmt::Display for Countable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Milestones => "milestones in a plan",
            Self::People => "people in a plan",
            Self::Tracks => "tracks in a plan",
            Self::Criteria => "criteria in a plan",
            Self::Dependencies => "dependencies in a plan",
            Self::HelpersOfMilestone => "helpers of a milestone",
            Self::ChecklistItemsOfMilestone => "checklist items of a milestone",
            Self::LinksOfMilestone => "links of a milestone",
            Self::Holidays => "holidays of a side",
            Self::Blackouts => "blackout ranges of a side",
            Self::Agreements => "agreements in a plan",
            Self::Approvals => "approvals in a plan",
            Self::Receipts => "receipts in a plan",
            Self::Comments => "comments in a plan",
            Self::Mentions => "mentions in a comment",
            Self::Reviews => "reviews of a plan",
            Self::Gates => "stage gates of a side",
            Self::Signals => "signals of a side",
            Self::CommandsInBatch => "commands in one step",
            Self::DocumentBytes => "bytes of a document with its history",
        })
    }
}
