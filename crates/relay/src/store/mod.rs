//! What is kept: plans, links, and for every room a snapshot with the log of received bytes beside it.
//!
//! [`Store`] is blocking and small, so that each implementation is easy to check against the contract suite;
//! [`writer::Writer`] turns it into group commit for many rooms at once.

#[cfg(test)]
mod contract;
mod data_file;
pub mod memory;
pub mod schema;
pub mod sqlite;
pub mod writer;

use std::path::PathBuf;

use axum::body::Bytes;

use crate::access::{Link, SecretHash};

/// Why a store could not do what was asked. Stored bytes are untouched then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// What is on disk cannot be read. The start stops here.
    #[error("{file} is damaged: {detail}. It was left as it is: restore it from a backup")]
    Damaged {
        /// Which file.
        file: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// Written by a newer build.
    #[error("{file} has format {found}; this build reads up to {known}")]
    Newer {
        /// Which file.
        file: PathBuf,
        /// Its format.
        found: i64,
        /// The newest that this build knows.
        known: i64,
    },
    /// No room on the disk.
    #[error("the disk is full")]
    Full,
    /// Two owners wrote one room: the second is refused, since its numbering is wrong.
    #[error("the room has moved on: entry {0} exists already")]
    Conflict(u64),
    /// Anything else, for the log.
    #[error("the store failed: {0}")]
    Failed(String),
}

/// A room as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredRoom {
    /// The last snapshot (update v1).
    pub snapshot: Option<Vec<u8>>,
    /// What came after it, in order (updates v1 as received).
    pub updates: Vec<Vec<u8>>,
    /// The number of the last log entry; 0 before the first.
    pub last: u64,
}

/// One entry of a room's log: bytes as received, and what the relay knows of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The room.
    pub room: String,
    /// 1, 2, 3, … within the room; its single owner counts.
    pub seq: u64,
    /// Arrival, Unix time in ms.
    pub at_ms: u64,
    /// The link that carried it.
    pub link: String,
    /// The update v1 as it was received.
    pub bytes: Bytes,
    /// Client ids that it wrote first with; the binding of an id to its first link stays.
    pub clients: Vec<u64>,
}

/// One durable change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Adds to a room's log.
    Append(Entry),
    /// Replaces a room's snapshot: from now on it stands for every entry up to `through`.
    Snapshot {
        /// The room.
        room: String,
        /// The last entry that is in it.
        through: u64,
        /// When, Unix time in ms.
        at_ms: u64,
        /// The whole state (update v1).
        bytes: Bytes,
    },
}

/// Durable storage. Every call blocks; `commit` is called from one thread.
pub trait Store: Send + Sync + 'static {
    /// Makes a plan with its first links; durable when it returns.
    fn create_plan(
        &self,
        plan: &str,
        label: &str,
        now_ms: u64,
        links: &[(Link, SecretHash)],
    ) -> Result<(), StoreError>;

    /// The link of this plan with this secret, unless revoked. An unknown plan and a wrong secret take
    /// the same query (P9).
    fn find_link(&self, plan: &str, secret: &SecretHash) -> Result<Option<Link>, StoreError>;

    /// All links of a plan that are not revoked, oldest first.
    fn links(&self, plan: &str) -> Result<Vec<Link>, StoreError>;

    /// Adds a link; `false` when there is no such plan.
    fn add_link(&self, link: &Link, secret: &SecretHash) -> Result<bool, StoreError>;

    /// Revokes a link for good; `false` when the plan has no such link.
    fn revoke_link(&self, plan: &str, link: &str, now_ms: u64) -> Result<bool, StoreError>;

    /// A room as it was last committed; an unknown one is empty.
    fn load(&self, room: &str) -> Result<StoredRoom, StoreError>;

    /// The link that first wrote with a client id.
    fn client_link(&self, room: &str, client: u64) -> Result<Option<String>, StoreError>;

    /// All of it or nothing; **synced to disk when it returns** (P1, P10).
    fn commit(&self, writes: &[Write]) -> Result<(), StoreError>;

    /// Called once at the end.
    fn close(&self) {}
}
