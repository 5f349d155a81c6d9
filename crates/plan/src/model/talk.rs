//! The talk document.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    id::{CommentId, MilestoneId, PersonId, ReviewId},
    model::{Oddity, Session, Status},
};

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
    /// Who wrote under which client id, see [`Comment::created_by`].
    pub sessions: BTreeMap<u64, Session>,
    /// See [`Plan::oddities`](crate::model::Plan::oddities).
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
    /// The client id of the session that wrote it, see [`Talk::sessions`]. The document says it: a command's is ignored.
    #[serde(default)]
    pub created_by: Option<u64>,
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
