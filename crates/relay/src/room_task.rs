//! One live room: the task that owns `sync::Room`, its log, and the outboxes of its peers.
//!
//! Everything passes through one inbox, so there is one writer a document and no lock. What arrives is
//! applied and sent on at once; one commit at a time is on its way to the disk, and what arrives
//! meanwhile makes the next one. Acknowledgements come out of `Committed`, hence after the disk (P1).

use std::{
    collections::{HashMap, HashSet},
    future,
    sync::Arc,
    time::Duration,
};

use sync::{Access, Frame, PeerId, Room, RoomInput, RoomOutput, close};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

use crate::{
    access::now_ms,
    config::Limits,
    outbox::Outbox,
    store::{Entry, StoreError, Write, writer::Writer},
};

/// Messages taken from the inbox before what they brought is committed.
const BURST: usize = 64;
/// Frames from this size on are applied where blocking is allowed.
const LARGE_FRAME_BYTES: usize = 64 << 10;

/// What a room is told.
pub enum RoomMessage {
    /// A connection whose rights were checked wants in.
    Join {
        /// Who, what they may do, and where to send.
        joining: Joining,
        /// Answered when the room has taken it; dropped when the room has ended, so that it is asked anew.
        done: oneshot::Sender<Result<(), JoinError>>,
    },
    /// A binary message.
    Received {
        /// From whom.
        peer: PeerId,
        /// The message.
        frame: Frame,
    },
    /// A connection has gone.
    Left(PeerId),
    /// Everything queued for this peer was sent, and it was a lot.
    Drained(PeerId),
    /// This peer fell behind and has drained: it needs the difference.
    Resync(PeerId),
    /// Commit, say goodbye with 1012, end.
    Shutdown,
}

/// A connection on its way in.
#[derive(Clone)]
pub struct Joining {
    /// Who.
    pub peer: PeerId,
    /// What they may do.
    pub access: Access,
    /// Where to send.
    pub outbox: Arc<Outbox>,
}

/// Why a room took no one in. All of it is temporary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// What is stored could not be read (P4).
    #[error("the room could not be loaded")]
    LoadFailed,
    /// What it holds could not be written.
    #[error("the room waits for its store")]
    Stalled,
    /// The relay ends.
    #[error("the relay is restarting")]
    ShuttingDown,
}

impl JoinError {
    /// The close code for it.
    pub fn code(self) -> u16 {
        match self {
            Self::LoadFailed => close::INTERNAL,
            Self::Stalled => close::TRY_AGAIN,
            Self::ShuttingDown => close::RESTART,
        }
    }

    /// The close reason for it.
    pub fn reason(self) -> &'static str {
        match self {
            Self::LoadFailed => "the plan could not be loaded, try again later",
            Self::Stalled => "the relay cannot save at the moment, try again later",
            Self::ShuttingDown => "the relay is restarting",
        }
    }
}

/// How a room ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// Idle or shut down, with everything on disk.
    Saved,
    /// Shut down while the store refused: this many entries were never acknowledged.
    Unsaved(usize),
}

/// A loaded room and what is known of its place in the store.
pub struct Loaded {
    /// The protocol over the document.
    pub room: Room,
    /// The number of the last entry on disk.
    pub last: u64,
    /// Entries after the snapshot.
    pub log_entries: usize,
    /// Their bytes.
    pub log_bytes: usize,
    /// Bytes of the snapshot.
    pub snapshot_bytes: usize,
}

/// The task's state.
pub struct RoomTask {
    name: String,
    loaded: Loaded,
    /// Store numbers are the room's own numbers plus this.
    base: u64,
    outboxes: HashMap<PeerId, Arc<Outbox>>,
    /// Not yet handed to the writer.
    pending: Vec<Write>,
    pending_bytes: usize,
    commit: Option<Commit>,
    /// Client ids whose binding was stored in this life of the room.
    bound: HashSet<u64>,
    writer: Writer,
    limits: Arc<Limits>,
    born: Instant,
    idle_since: Option<Instant>,
    end: Option<End>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Shutdown,
    /// The document in memory is not to be trusted.
    Broken,
}

/// A batch on its way to the disk, kept until it is there.
struct Commit {
    writes: Vec<Write>,
    through: u64,
    answer: Option<oneshot::Receiver<Result<(), StoreError>>>,
    retry_at: Option<Instant>,
}

impl RoomTask {
    /// A room that was just loaded.
    pub fn new(name: String, loaded: Loaded, writer: Writer, limits: Arc<Limits>) -> Self {
        Self {
            name,
            base: loaded.last,
            loaded,
            outboxes: HashMap::new(),
            pending: Vec::new(),
            pending_bytes: 0,
            commit: None,
            bound: HashSet::new(),
            writer,
            limits,
            born: Instant::now(),
            idle_since: Some(Instant::now()),
            end: None,
        }
    }

    /// Runs until the room is idle with everything on disk, or told to end.
    pub async fn run(mut self, inbox: &mut mpsc::Receiver<RoomMessage>) -> Ended {
        let mut burst = Vec::with_capacity(BURST);
        loop {
            self.submit();
            if self.end.is_some() && (self.commit.is_none() || self.is_stalled()) {
                return self.finish();
            }
            let room_left = self.is_stalled() || self.pending_bytes < self.limits.unsaved_bytes_max;
            let listening = self.end.is_none() && room_left;
            let wake = self.next_wake();
            tokio::select! {
                biased;
                outcome = commit_answer(&mut self.commit) => self.committed(outcome),
                received = inbox.recv_many(&mut burst, BURST), if listening => {
                    if received == 0 {
                        self.end = Some(End::Shutdown);
                    }
                    for message in burst.drain(..) {
                        self.receive(message);
                    }
                }
                () = sleep_until(wake) => {
                    self.tick();
                    if self.is_idle() && inbox.is_empty() {
                        return Ended::Saved;
                    }
                }
            }
        }
    }

    fn receive(&mut self, message: RoomMessage) {
        match message {
            RoomMessage::Join { joining, done } => self.join(joining, done),
            RoomMessage::Received { peer, frame } => {
                if frame.len() >= LARGE_FRAME_BYTES {
                    where_blocking_is_allowed(|| self.step(RoomInput::Received { peer, frame }));
                } else {
                    self.step(RoomInput::Received { peer, frame });
                }
            }
            RoomMessage::Left(peer) => {
                self.outboxes.remove(&peer);
                self.step(RoomInput::Left { peer });
            }
            RoomMessage::Drained(peer) => {
                // Only this task pushes: drained now means that nothing was queued since.
                if self
                    .outboxes
                    .get(&peer)
                    .is_some_and(|outbox| outbox.is_drained())
                {
                    self.loaded.room.drained(peer);
                }
            }
            RoomMessage::Resync(peer) => {
                if let Some(outbox) = self.outboxes.get(&peer) {
                    outbox.caught_up();
                    let outputs = self.loaded.room.resync(peer);
                    self.perform(outputs);
                }
            }
            RoomMessage::Shutdown => self.end = Some(End::Shutdown),
        }
        self.idle_since = match self.outboxes.is_empty() {
            true => Some(self.idle_since.unwrap_or_else(Instant::now)),
            false => None,
        };
    }

    fn join(&mut self, joining: Joining, done: oneshot::Sender<Result<(), JoinError>>) {
        if self.end == Some(End::Broken) {
            return; // `done` is dropped: the connection asks again and gets the room that is loaded next
        }
        let refused = match (self.end, self.is_stalled()) {
            (Some(_), _) => Some(JoinError::ShuttingDown),
            (None, true) => Some(JoinError::Stalled),
            (None, false) => None,
        };
        if let Some(error) = refused {
            let _ = done.send(Err(error));
        } else if done.send(Ok(())).is_ok() {
            self.outboxes.insert(joining.peer, joining.outbox);
            self.step(RoomInput::Joined {
                peer: joining.peer,
                access: joining.access,
            });
        }
    }

    fn step(&mut self, input: RoomInput) {
        let now_ms = self.born.elapsed().as_millis() as u64;
        let outputs = self.loaded.room.step(now_ms, input);
        self.perform(outputs);
    }

    fn perform(&mut self, outputs: Vec<RoomOutput>) {
        for output in outputs {
            match output {
                RoomOutput::Send { peer, frame } => self.push(peer, frame),
                RoomOutput::Broadcast { peers, frame } => {
                    for peer in peers {
                        self.push(peer, frame.clone());
                    }
                }
                RoomOutput::Close { peer, code, reason } => {
                    tracing::info!(
                        room = self.name,
                        peer = peer.0,
                        code,
                        reason,
                        "connection closed by the room"
                    );
                    if let Some(outbox) = self.outboxes.remove(&peer) {
                        outbox.close(code, reason);
                    }
                }
                RoomOutput::Persist {
                    seq, link, bytes, ..
                } => self.persist(seq, &link, bytes),
                RoomOutput::Broken => {
                    tracing::error!(
                        room = self.name,
                        "the document in memory broke and is loaded anew"
                    );
                    self.end = Some(End::Broken);
                }
            }
        }
    }

    fn push(&self, peer: PeerId, frame: Frame) {
        if let Some(outbox) = self.outboxes.get(&peer) {
            outbox.push(frame);
        }
    }

    fn persist(&mut self, seq: u64, link: &str, bytes: Frame) {
        let clients = writers_of(&bytes)
            .into_iter()
            .filter(|client| self.bound.insert(*client))
            .collect();
        self.pending_bytes += bytes.len();
        self.loaded.log_bytes += bytes.len();
        self.loaded.log_entries += 1;
        self.pending.push(Write::Append(Entry {
            room: self.name.clone(),
            seq: self.base + seq,
            at_ms: now_ms(),
            link: link.to_owned(),
            bytes,
            clients,
        }));
    }

    /// Hands what is pending to the writer, unless a commit is still on its way.
    fn submit(&mut self) {
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
        let through = self.loaded.room.last_seq();
        if self.end != Some(End::Broken) && self.wants_snapshot() {
            // All that is in the document is in entries up to `through`, and those are in this very
            // transaction or before it: the snapshot can never stand for an entry that is not in it.
            writes.push(self.snapshot(through));
        }
        self.commit = Some(Commit {
            answer: Some(self.writer.commit(writes.clone())),
            writes,
            through,
            retry_at: None,
        });
        self.pending_bytes = 0;
    }

    fn wants_snapshot(&self) -> bool {
        let Loaded {
            log_entries,
            log_bytes,
            snapshot_bytes,
            ..
        } = self.loaded;
        log_entries >= self.limits.log_entries_max.max(snapshot_bytes / 64)
            || log_bytes >= self.limits.log_bytes_max.max(snapshot_bytes)
    }

    fn snapshot(&mut self, through: u64) -> Write {
        let bytes = Frame::copy_from_slice(where_blocking_is_allowed(|| self.loaded.room.encode()));
        (self.loaded.log_entries, self.loaded.log_bytes) = (0, 0);
        self.loaded.snapshot_bytes = bytes.len();
        Write::Snapshot {
            room: self.name.clone(),
            through: self.base + through,
            at_ms: now_ms(),
            bytes,
        }
    }

    fn committed(&mut self, outcome: Result<(), StoreError>) {
        let Some(commit) = self.commit.take() else {
            return;
        };
        match outcome {
            Ok(()) => self.step(RoomInput::Committed {
                seq: commit.through,
            }),
            Err(StoreError::Conflict(seq)) => {
                tracing::error!(
                    room = self.name,
                    seq,
                    "another process writes this room; it is loaded anew"
                );
                self.pending.clear();
                self.end = Some(End::Broken);
            }
            Err(error) => {
                // Nothing is acknowledged, nothing is thrown away: people are sent off with a retry code,
                // what they brought stays here and is tried again.
                tracing::error!(room = self.name, %error, entries = commit.writes.len(), "commit failed, will be tried again");
                let retry_at = Some(Instant::now() + self.limits.commit_retry);
                self.commit = Some(Commit {
                    answer: None,
                    retry_at,
                    ..commit
                });
                self.close_all(
                    close::INTERNAL,
                    "the relay cannot save at the moment, try again later",
                );
            }
        }
    }

    fn close_all(&mut self, code: u16, reason: &'static str) {
        for (peer, outbox) in std::mem::take(&mut self.outboxes) {
            outbox.close(code, reason);
            self.loaded.room.step(
                self.born.elapsed().as_millis() as u64,
                RoomInput::Left { peer },
            );
        }
        self.idle_since = Some(Instant::now());
    }

    fn tick(&mut self) {
        let now_ms = self.born.elapsed().as_millis() as u64;
        if self
            .loaded
            .room
            .next_wake_ms()
            .is_some_and(|at| at <= now_ms)
        {
            self.step(RoomInput::Tick);
        }
    }

    fn is_stalled(&self) -> bool {
        self.commit
            .as_ref()
            .is_some_and(|commit| commit.retry_at.is_some())
    }

    fn is_idle(&self) -> bool {
        let saved = self.commit.is_none() && self.pending.is_empty();
        saved
            && self
                .idle_since
                .is_some_and(|since| since.elapsed() >= self.limits.idle_unload)
    }

    fn next_wake(&self) -> Option<Instant> {
        let presence = self
            .loaded
            .room
            .next_wake_ms()
            .map(|at| self.born + Duration::from_millis(at));
        let retry = self.commit.as_ref().and_then(|commit| commit.retry_at);
        let saved = self.commit.is_none() && self.pending.is_empty();
        let idle = self
            .idle_since
            .filter(|_| saved)
            .map(|since| since + self.limits.idle_unload);
        [presence, retry, idle].into_iter().flatten().min()
    }

    fn finish(mut self) -> Ended {
        self.close_all(close::RESTART, "the relay is restarting");
        let in_commit = self.commit.map_or(0, |commit| commit.writes.len());
        match in_commit + self.pending.len() {
            0 => Ended::Saved,
            entries => Ended::Unsaved(entries),
        }
    }
}

async fn commit_answer(commit: &mut Option<Commit>) -> Result<(), StoreError> {
    match commit.as_mut().and_then(|commit| commit.answer.as_mut()) {
        Some(answer) => answer
            .await
            .unwrap_or_else(|_| Err(StoreError::Failed("the writer has stopped".into()))),
        None => future::pending().await,
    }
}

async fn sleep_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => future::pending().await,
    }
}

/// Long work must not hold up the other rooms of this thread; a single-threaded runtime has no other.
pub fn where_blocking_is_allowed<T>(work: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    match Handle::current().runtime_flavor() {
        RuntimeFlavor::MultiThread => tokio::task::block_in_place(work),
        _ => work(),
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
