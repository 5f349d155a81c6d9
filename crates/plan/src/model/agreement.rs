//! What people said yes to, as data.

use serde::{Deserialize, Serialize};

use crate::id::{ApprovalId, MilestoneId, PersonId, ReceiptId};

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
