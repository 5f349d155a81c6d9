//! The terms of a milestone: what exactly a person says yes to.
//!
//! Terms are canonical JSON (RFC 8785), so that the same terms are the same bytes everywhere, and carry
//! the version of their own shape. They hold what the document stores, never a repaired or computed
//! value: two readers with different software must get the same bytes. A reader can recompute every
//! older version, so that an old agreement still compares.
//!
//! RFC 8785 asks for sorted keys, no spaces and the shortest escapes. The structs below declare their
//! fields in sorted order and hold nothing but text, whole numbers, booleans and null, for which
//! serde_json writes exactly that; `tests/engine/terms.rs` holds it against a canonicaliser of its own.

mod present;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

pub(crate) use present::Present;

use crate::{
    id::{MilestoneId, PersonId},
    model::{Decision, Milestone, Plan, Side},
};

/// The version that this build writes.
pub const TERMS_VERSION: u32 = 1;

/// Why a text is not terms.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotTerms {
    /// Not JSON of the shape that the version asks for.
    #[error("these are no terms: {0}")]
    Malformed(String),
    /// A newer build wrote them.
    #[error("terms of version {0}; this build knows up to {TERMS_VERSION}")]
    Newer(u32),
}

/// The terms of one milestone (version 1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Who answers for it.
    pub accountable: Option<Owner>,
    /// The done-criterion.
    pub done_when: String,
    /// The promise.
    pub due: Option<Promise>,
    /// Which milestone.
    pub milestone: MilestoneId,
    /// [`TERMS_VERSION`] of the writer.
    pub terms_version: u32,
}

/// The accountable person as stored: a merged entry is not followed, an unknown one has only its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// Who.
    pub id: PersonId,
    /// The name as it stood; renaming somebody changes the terms.
    pub name: Option<String>,
    /// Whose person.
    pub side: Option<Side>,
}

/// A due date as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The day.
    pub date: NaiveDate,
    /// Whether it is pinned.
    pub pinned: bool,
    /// Weeks from the plan's start, where it was entered so.
    pub weeks: Option<(u16, u16)>,
}

/// The terms of the whole plan (version 1): what an approval approves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanTerms {
    /// When the purchase is decided, and why then.
    pub decision: Option<DecisionTerms>,
    /// The shared target.
    pub go_live: Option<NaiveDate>,
    /// The outcome wanted.
    pub goal: String,
    /// By id, so that reordering the plan changes nothing; archived ones are not part of it.
    pub milestones: Vec<Terms>,
    /// [`TERMS_VERSION`] of the writer.
    pub terms_version: u32,
}

/// The decision date as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionTerms {
    /// The day.
    pub date: NaiveDate,
    /// Why then.
    pub reason: String,
}

impl Terms {
    /// The present terms of a milestone.
    pub fn of(plan: &Plan, milestone: &Milestone) -> Self {
        Self::with(milestone, |id| plan.person(id))
    }

    /// Reads terms that an agreement stored.
    ///
    /// # Errors
    /// [`NotTerms`] when they are no terms, or newer than this build.
    pub fn read(text: &str) -> Result<Self, NotTerms> {
        read(text)
    }

    /// Canonical JSON, ready to be stored in an agreement.
    pub fn to_json(&self) -> String {
        canonical(self)
    }
}

impl PlanTerms {
    /// The present terms of a plan.
    pub fn of(plan: &Plan) -> Self {
        let live = plan.milestones.iter().filter(|one| !one.archived);
        let present = Present::of(plan);
        let mut milestones: Vec<Terms> = live.map(|one| present.terms_of(one)).collect();
        milestones.sort_by_key(|terms| terms.milestone);
        let decision = |decision: &Decision| DecisionTerms {
            date: decision.date,
            reason: decision.reason.clone(),
        };
        Self {
            decision: plan.decision.as_ref().map(decision),
            go_live: plan.go_live,
            goal: plan.goal.clone(),
            milestones,
            terms_version: TERMS_VERSION,
        }
    }

    /// Reads terms that an approval stored.
    ///
    /// # Errors
    /// [`NotTerms`] when they are no terms, or newer than this build.
    pub fn read(text: &str) -> Result<Self, NotTerms> {
        read(text)
    }

    /// Canonical JSON, ready to be stored in an approval.
    pub fn to_json(&self) -> String {
        canonical(self)
    }
}

/// SHA-256 of canonical terms, as 64 lowercase hexadecimal digits.
pub fn digest(terms: &str) -> String {
    let bytes = Sha256::digest(terms.as_bytes());
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn canonical(terms: &impl Serialize) -> String {
    serde_json::to_string(terms).expect("terms are text, numbers and lists")
}

fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, NotTerms> {
    #[derive(Deserialize)]
    struct Version {
        terms_version: u32,
    }
    let malformed = |error: serde_json::Error| NotTerms::Malformed(error.to_string());
    match serde_json::from_str(text).map_err(malformed)? {
        Version { terms_version } if terms_version > TERMS_VERSION => {
            Err(NotTerms::Newer(terms_version))
        }
        _ => serde_json::from_str(text).map_err(malformed),
    }
}

/// One difference between two versions of terms; `was` is the older.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "changed")]
#[allow(missing_docs, reason = "was and is are what they say")]
pub enum TermsChange {
    /// Somebody else answers for it, or is called otherwise.
    Accountable {
        milestone: MilestoneId,
        was: Option<Owner>,
        is: Option<Owner>,
    },
    /// The promise moved, or is pinned now, or no more.
    Due {
        milestone: MilestoneId,
        was: Option<Promise>,
        is: Option<Promise>,
    },
    /// The done-criterion reads otherwise.
    DoneWhen {
        milestone: MilestoneId,
        was: String,
        is: String,
    },
    /// The milestone is new.
    Added { milestone: MilestoneId },
    /// The milestone is gone from the plan.
    Removed { milestone: MilestoneId },
    /// The go-live date moved.
    GoLive {
        was: Option<NaiveDate>,
        is: Option<NaiveDate>,
    },
    /// The decision date or its reason changed.
    Decision {
        was: Option<DecisionTerms>,
        is: Option<DecisionTerms>,
    },
    /// The goal reads otherwise.
    Goal { was: String, is: String },
}

/// What changed in the terms of one milestone: due, owner, done-criterion.
pub fn changes(was: &Terms, is: &Terms) -> Vec<TermsChange> {
    let milestone = is.milestone;
    let due = (was.due != is.due).then_some(TermsChange::Due {
        milestone,
        was: was.due,
        is: is.due,
    });
    let accountable = (was.accountable != is.accountable).then(|| TermsChange::Accountable {
        milestone,
        was: was.accountable.clone(),
        is: is.accountable.clone(),
    });
    let done_when = (was.done_when != is.done_when).then(|| TermsChange::DoneWhen {
        milestone,
        was: was.done_when.clone(),
        is: is.done_when.clone(),
    });
    due.into_iter()
        .chain(accountable)
        .chain(done_when)
        .collect()
}

/// What changed in the terms of a plan: the plan's own first, then by milestone id.
pub fn plan_changes(was: &PlanTerms, is: &PlanTerms) -> Vec<TermsChange> {
    let mut found = Vec::new();
    if was.go_live != is.go_live {
        let (was, is) = (was.go_live, is.go_live);
        found.push(TermsChange::GoLive { was, is });
    }
    if was.decision != is.decision {
        let (was, is) = (was.decision.clone(), is.decision.clone());
        found.push(TermsChange::Decision { was, is });
    }
    if was.goal != is.goal {
        let (was, is) = (was.goal.clone(), is.goal.clone());
        found.push(TermsChange::Goal { was, is });
    }
    let (mut old, mut new) = (
        was.milestones.iter().peekable(),
        is.milestones.iter().peekable(),
    );
    loop {
        match (old.peek().copied(), new.peek().copied()) {
            (None, None) => return found,
            (Some(was), Some(is)) if was.milestone == is.milestone => {
                found.extend(changes(was, is));
                old.next();
                new.next();
            }
            (Some(was), is) if is.is_none_or(|is| was.milestone < is.milestone) => {
                let milestone = was.milestone;
                found.push(TermsChange::Removed { milestone });
                old.next();
            }
            (_, Some(is)) => {
                let milestone = is.milestone;
                found.push(TermsChange::Added { milestone });
                new.next();
            }
            (Some(_), None) => unreachable!("the arm before takes it"),
        }
    }
}
