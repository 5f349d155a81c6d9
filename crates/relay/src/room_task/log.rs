//! A room's way to the disk: what waits, what is on its way, and when a snapshot is due.
//!
//! One commit at a time is on its way; what arrives meanwhile makes the next one. What the store refuses
//! is kept and tried again: nothing is acknowledged, nothing is thrown away.

use std::{collections::HashSet, future, sync::Arc};

use sync::{Frame, Room};
use tokio::{sync::oneshot, time::Instant};

use super::{Loaded, where_blocking_is_allowed};
use crate::{
    access::now_ms,
    config::Limits,
    store::{Entry, StoreError, Write, writer::Writer},
};

/// See the module.
pub struct Log {
    room: String,
    /// Store numbers are the room's own numbers plus this.
    base: u64,
    /// Not yet handed to the writer.
    pending: Vec<Write>,
    pending_bytes: usize,
    commit: Option<Commit>,
    /// Client ids whose binding was stored in this life of the room.
    bound: HashSet<u64>,
    entries_since_snapshot: usize,
    bytes_since_snapshot: usize,
    snapshot_bytes: usize,
    writer: Writer,
    limits: Arc<Limits>,
}

/// A batch on its way to the disk, kept until it is there.
struct Commit {
    writes: Vec<Write>,
    through: u64,
    answer: Option<oneshot::Receiver<Result<(), StoreError>>>,
    retry_at: Option<Instant>,
}

/// What became of a commit.
pub enum Outcome {
    /// Everything up to this number of the room is on disk.
    Saved(u64),
    /// Another process writes this room: what is in memory is wrong.
    Conflict,
    /// The store refused; it will be tried again.
    Stalled,
}

impl Log {
    /// The log of a room that was just loaded.
    pub fn new(room: &str, loaded: &Loaded, writer: Writer, limits: Arc<Limits>) -> Self {
        Self {
            room: room.to_owned(),
            base: loaded.last,
            pending: Vec::new(),
            pending_bytes: 0,
            commit: None,
            bound: HashSet::new(),
            entries_since_snapshot: loaded.log_entries,
            bytes_since_snapshot: loaded.log_bytes,
            snapshot_bytes: loaded.snapshot_bytes,
            writer,
            limits,
        }
    }

    /// Takes in received bytes under the room's next number.
    pub fn append(&mut self, seq: u64, link: &str, bytes: Frame) {
        let new = |client: &u64| self.bound.insert(*client);
        let clients = writers_of(&bytes).into_iter().filter(new).collect();
        self.pending_bytes += bytes.len();
        self.bytes_since_snapshot += bytes.len();
        self.entries_since_snapshot += 1;
        self.pending.push(Write::Append(Entry {
            room: self.room.clone(),
            seq: self.base + seq,
            at_ms: now_ms(),
            link: link.to_owned(),
            bytes,
            clients,
        }));
    }

    /// Hands what is pending to the writer, unless a commit is still on its way. With a snapshot of
    /// `room` where one is due; `None` for a room whose document is not to be trusted.
    pub fn submit(&mut self, through: u64, room: Option<&mut Room>) {
        if let Some(commit) = &mut self.commit {
            if commit.retry_at.is_some_and(|at| at <= Instant::now()) {
                commit.retry_at = None;
                commit.answer = Some(self.writer.commit(commit.writes.clone()));
            }
            return;
        }
        if self.pending.is_empty() {
            return;
        }
        let mut writes = std::mem::take(&mut self.pending);
        self.pending_bytes = 0;
        if let Some(room) = room
            && self.wants_snapshot()
        {
            // All that is in the document is in entries up to `through`, and those are in this very
            // transaction or before it: a snapshot never stands for an entry that is not in it.
            writes.push(self.snapshot(through, room));
        }
        let answer = Some(self.writer.commit(writes.clone()));
        self.commit = Some(Commit {
            writes,
            through,
            answer,
            retry_at: None,
        });
    }

    /// Waits for the writer's answer; for ever when nothing is on its way.
    pub async fn answer(&mut self) -> Result<(), StoreError> {
        match self
            .commit
            .as_mut()
            .and_then(|commit| commit.answer.as_mut())
        {
            Some(answer) => answer
                .await
                .unwrap_or_else(|_| Err(StoreError::Failed("the writer has stopped".into()))),
            None => future::pending().await,
        }
    }

    /// Takes in the writer's answer.
    pub fn settle(&mut self, answer: Result<(), StoreError>) -> Option<Outcome> {
        let commit = self.commit.take()?;
        let room = &self.room;
        Some(match answer {
            Ok(()) => Outcome::Saved(commit.through),
            Err(StoreError::Conflict(seq)) => {
                tracing::error!(
                    room,
                    seq,
                    "another process writes this room; it is loaded anew"
                );
                self.pending.clear();
                Outcome::Conflict
            }
            Err(error) => {
                let entries = commit.writes.len();
                tracing::error!(room, %error, entries, "commit failed, will be tried again");
                let retry_at = Some(Instant::now() + self.limits.commit_retry);
                self.commit = Some(Commit {
                    answer: None,
                    retry_at,
                    ..commit
                });
                Outcome::Stalled
            }
        })
    }

    /// Whether everything is on disk.
    pub fn is_saved(&self) -> bool {
        self.commit.is_none() && self.pending.is_empty()
    }

    /// Whether the store refused and has not yet been asked again.
    pub fn is_stalled(&self) -> bool {
        self.retry_at().is_some()
    }

    /// When to call [`Log::submit`] again.
    pub fn retry_at(&self) -> Option<Instant> {
        self.commit.as_ref().and_then(|commit| commit.retry_at)
    }

    /// Whether a commit waits for the disk.
    pub fn is_committing(&self) -> bool {
        self.commit.is_some() && !self.is_stalled()
    }

    /// Whether more may be taken in while the disk is slow.
    pub fn has_space(&self) -> bool {
        self.pending_bytes < self.limits.unsaved_bytes_max
    }

    /// Entries that are not on disk.
    pub fn unsaved(&self) -> usize {
        self.pending.len() + self.commit.as_ref().map_or(0, |commit| commit.writes.len())
    }

    /// So rarely that writing snapshots costs no more than writing the log.
    fn wants_snapshot(&self) -> bool {
        let entries_max = self.limits.log_entries_max.max(self.snapshot_bytes / 64);
        let bytes_max = self.limits.log_bytes_max.max(self.snapshot_bytes);
        self.entries_since_snapshot >= entries_max || self.bytes_since_snapshot >= bytes_max
    }

    fn snapshot(&mut self, through: u64, room: &mut Room) -> Write {
        let bytes = Frame::copy_from_slice(where_blocking_is_allowed(|| room.encode()));
        (self.entries_since_snapshot, self.bytes_since_snapshot) = (0, 0);
        self.snapshot_bytes = bytes.len();
        let (room, through) = (self.room.clone(), self.base + through);
        Write::Snapshot {
            room,
            through,
            at_ms: now_ms(),
            bytes,
        }
    }
}

/// The client ids of which an update holds operations. Nearly every update is of one client, and that
/// id stands third in it: no need to decode the rest again.
fn writers_of(update: &[u8]) -> Vec<u64> {
    use yrs::updates::decoder::Decode;
    let mut rest = update;
    match var_uint(&mut rest) {
        Some(0) | None => Vec::new(),
        Some(1) => var_uint(&mut rest)
            .and_then(|_structs| var_uint(&mut rest))
            .into_iter()
            .collect(),
        Some(_) => yrs::Update::decode_v1(update)
            .map(|update| {
                update
                    .insertions(true)
                    .iter()
                    .map(|(client, _)| client.get())
                    .collect()
            })
            .unwrap_or_default(),
    }
}

fn var_uint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..63).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use yrs::{Doc, ReadTxn, StateVector, Text, Transact, updates::decoder::Decode};

    use super::*;

    #[test]
    fn the_writers_of_an_update_are_read_from_its_head() {
        let of = |id: u64, text: &str, seen: &[u8]| {
            let doc = Doc::with_client_id(id);
            let root = doc.get_or_insert_text("t");
            let mut txn = doc.transact_mut();
            if !seen.is_empty() {
                txn.apply_update(yrs::Update::decode_v1(seen).expect("an update"))
                    .expect("applies");
            }
            root.push(&mut txn, text);
            txn.encode_state_as_update_v1(&StateVector::default())
        };
        let one = of(300, "a", &[]);
        assert_eq!(writers_of(&one), [300]);
        let mut two = writers_of(&of(7, "b", &one));
        two.sort_unstable();
        assert_eq!(two, [7, 300]);
        assert!(writers_of(&[0, 0]).is_empty());
        assert!(writers_of(&[]).is_empty());
    }
}
