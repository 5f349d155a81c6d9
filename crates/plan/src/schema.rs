//! Every root, key and word of the three documents. Renaming one is a migration; `docs/document-format.md` describes them.
//!
//! History of the format:
//! - 1: the first.
//!
//! A key is added with a default on reading, and the version stays. A change of meaning gets a new key. Raising
//! [`VERSION`] makes older builds read-only.

use crate::model::{
    DealRole, DeclineCause, DependencyKind, GapPolicy, MilestoneKind, Side, TrackKind,
};

/// The format this build writes. A document of a newer one opens read-only.
pub const VERSION: u32 = 1;

/// Between the parts of a composite key such as `{milestone}/{person}`.
pub(crate) const SEPARATOR: char = '/';

/// Names of root types.
pub(crate) mod root {
    // The plan document.
    pub(crate) const PLAN: &str = "plan";
    pub(crate) const TITLE: &str = "title";
    pub(crate) const GOAL: &str = "goal";
    pub(crate) const WHY_NOW: &str = "why_now";
    pub(crate) const COMPANIES: &str = "companies";
    pub(crate) const CALENDARS: &str = "calendars";
    pub(crate) const HOLIDAYS: &str = "holidays";
    pub(crate) const BLACKOUTS: &str = "blackouts";
    pub(crate) const PEOPLE: &str = "people";
    pub(crate) const TRACKS: &str = "tracks";
    pub(crate) const CRITERIA: &str = "criteria";
    pub(crate) const MILESTONES: &str = "milestones";
    pub(crate) const OWNERS: &str = "owners";
    pub(crate) const LINKS: &str = "links";
    pub(crate) const CHECKLIST: &str = "checklist";
    pub(crate) const DEPENDENCIES: &str = "dependencies";
    pub(crate) const AGREEMENTS: &str = "agreements";
    pub(crate) const APPROVALS: &str = "approvals";
    pub(crate) const RECEIPTS: &str = "receipts";
    // Every document.
    pub(crate) const SESSIONS: &str = "sessions";
    // The talk document.
    pub(crate) const TALK: &str = "talk";
    pub(crate) const EMAILS: &str = "emails";
    pub(crate) const COMMENTS: &str = "comments";
    pub(crate) const REVIEWS: &str = "reviews";
    pub(crate) const PRESENT: &str = "present";
    // A side's document.
    pub(crate) const SIDE: &str = "side";
    pub(crate) const NOTES: &str = "notes";
    pub(crate) const GATES: &str = "gates";
    pub(crate) const GATE_MILESTONES: &str = "gate_milestones";
    pub(crate) const SIGNALS: &str = "signals";
}

/// Keys of records, of the scalar maps, and inside composite values.
pub(crate) mod key {
    pub(crate) const VERSION: &str = "version";
    pub(crate) const KIND_NAME: &str = "kind_name";
    pub(crate) const SOLUTION: &str = "solution";
    pub(crate) const START: &str = "start";
    pub(crate) const GO_LIVE: &str = "go_live";
    pub(crate) const DECISION: &str = "decision";

    pub(crate) const ARCHIVED: &str = "archived";
    pub(crate) const ORDER: &str = "order";
    pub(crate) const CREATED_BY: &str = "created_by";
    pub(crate) const KIND: &str = "kind";
    pub(crate) const NAME: &str = "name";
    pub(crate) const TITLE: &str = "title";
    pub(crate) const TEXT: &str = "text";

    pub(crate) const DONE_WHEN: &str = "done_when";
    pub(crate) const RESULT: &str = "result";
    pub(crate) const NOTES: &str = "notes";
    pub(crate) const ACCOUNTABLE: &str = "accountable";
    pub(crate) const EVERYBODY: &str = "everybody";
    pub(crate) const DUE: &str = "due";
    pub(crate) const DURATION_DAYS: &str = "duration_days";
    pub(crate) const REMAINING_DAYS: &str = "remaining_days";
    pub(crate) const STATUS: &str = "status";
    pub(crate) const PHASE: &str = "phase";
    pub(crate) const FUNCTION: &str = "function";
    pub(crate) const DONE: &str = "done";

    pub(crate) const PLACEHOLDER: &str = "placeholder";
    pub(crate) const SIDE: &str = "side";
    pub(crate) const ROLE: &str = "role";
    pub(crate) const MERGED_INTO: &str = "merged_into";
    pub(crate) const LEAD: &str = "lead";
    pub(crate) const JUDGED_BY: &str = "judged_by";
    pub(crate) const MET: &str = "met";

    pub(crate) const DATE: &str = "date";
    pub(crate) const PINNED: &str = "pinned";
    pub(crate) const FIRST_WEEK: &str = "first_week";
    pub(crate) const LAST_WEEK: &str = "last_week";
    pub(crate) const STATE: &str = "state";
    pub(crate) const ON: &str = "on";
    pub(crate) const REASON: &str = "reason";
    pub(crate) const CLEARS: &str = "clears";
    pub(crate) const LAG_DAYS: &str = "lag_days";
    pub(crate) const POLICY: &str = "policy";
    pub(crate) const URL: &str = "url";
    pub(crate) const LABEL: &str = "label";
    pub(crate) const TERMS: &str = "terms";
    pub(crate) const AT: &str = "at";
    pub(crate) const PERSON: &str = "person";

    pub(crate) const MILESTONE: &str = "milestone";
    pub(crate) const AUTHOR: &str = "author";
    pub(crate) const BODY: &str = "body";
    pub(crate) const MENTIONS: &str = "mentions";
    pub(crate) const NOTE: &str = "note";
    pub(crate) const SEEN: &str = "seen";

    pub(crate) const DEAL_VALUE: &str = "deal_value";
    pub(crate) const MINOR_UNITS: &str = "minor_units";
    pub(crate) const CURRENCY: &str = "currency";
    pub(crate) const CRM_DATE: &str = "crm_date";
    pub(crate) const OUTCOME: &str = "outcome";
    pub(crate) const DECLINED: &str = "declined";
    pub(crate) const CAUSE: &str = "cause";
    pub(crate) const STAGE: &str = "stage";
}

/// Values of `state` in a status or an outcome.
pub(crate) mod state {
    pub(crate) const NOT_STARTED: &str = "not_started";
    pub(crate) const WAITING: &str = "waiting";
    pub(crate) const IN_PROGRESS: &str = "in_progress";
    pub(crate) const BLOCKED: &str = "blocked";
    pub(crate) const DONE: &str = "done";
    pub(crate) const NOT_NEEDED: &str = "not_needed";

    pub(crate) const OPEN: &str = "open";
    pub(crate) const WON: &str = "won";
    pub(crate) const LOST: &str = "lost";
    pub(crate) const NO_DECISION: &str = "no_decision";
    pub(crate) const PAUSED: &str = "paused";
}

/// Weekdays as they stand in a calendar, Monday first.
pub(crate) const WEEKDAYS: [(&str, chrono::Weekday); 7] = [
    ("mon", chrono::Weekday::Mon),
    ("tue", chrono::Weekday::Tue),
    ("wed", chrono::Weekday::Wed),
    ("thu", chrono::Weekday::Thu),
    ("fri", chrono::Weekday::Fri),
    ("sat", chrono::Weekday::Sat),
    ("sun", chrono::Weekday::Sun),
];

/// A value that is one word in the document.
pub(crate) trait Word: Copy + PartialEq + 'static {
    /// All words with their values.
    const WORDS: &'static [(&'static str, Self)];

    fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, value)| *value == self);
        found.expect("every value has a word").0
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS
            .iter()
            .find(|(each, _)| *each == word)
            .map(|(_, value)| *value)
    }
}

impl Word for Side {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("buyer", Self::Buyer),
        ("seller", Self::Seller),
        ("partner", Self::Partner),
    ];
}

impl Word for DealRole {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("champion", Self::Champion),
        ("economic_buyer", Self::EconomicBuyer),
        ("decision_maker", Self::DecisionMaker),
        ("legal", Self::Legal),
        ("procurement", Self::Procurement),
        ("it_security", Self::ItSecurity),
        ("executive_sponsor", Self::ExecutiveSponsor),
        ("user", Self::User),
        ("account_executive", Self::AccountExecutive),
        ("sales_engineer", Self::SalesEngineer),
        ("customer_success", Self::CustomerSuccess),
        ("implementation", Self::Implementation),
        ("other", Self::Other),
    ];
}

impl Word for TrackKind {
    const WORDS: &'static [(&'static str, Self)] =
        &[("phase", Self::Phase), ("function", Self::Function)];
}

impl Word for MilestoneKind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("step", Self::Step),
        ("meeting", Self::Meeting),
        ("approval", Self::Approval),
        ("deliverable", Self::Deliverable),
        ("decision", Self::Decision),
        ("go_live", Self::GoLive),
    ];
}

impl Word for DependencyKind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("finish_to_start", Self::FinishToStart),
        ("start_to_start", Self::StartToStart),
        ("finish_to_finish", Self::FinishToFinish),
        ("start_to_finish", Self::StartToFinish),
    ];
}

impl Word for GapPolicy {
    const WORDS: &'static [(&'static str, Self)] =
        &[("consume", Self::Consume), ("keep", Self::Keep)];
}

impl Word for DeclineCause {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("no_timeline_yet", Self::NoTimelineYet),
        ("stakeholders_unknown", Self::StakeholdersUnknown),
        ("own_process", Self::OwnProcess),
        ("timing", Self::Timing),
        ("deal_health", Self::DealHealth),
        ("other", Self::Other),
    ];
}
