//! One live room: the task that owns `sync::Room`, its log, and the outboxes of its peers.
//!
//! Everything passes through one inbox, so there is one writer a document and no lock. What arrives is
//! applied and sent on at once; acknowledgements come out of `Committed`, hence after the disk (P1).

mod log;
mod message;

use std::{collections::HashMap, future, sync::Arc, time::Duration};

use sync::{Frame, PeerId, Room, RoomInput, RoomOutput, close};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

use self::log::{Log, Outcome};
pub use self::message::{JoinError, Joining, RoomMessage};
use crate::{
    config::Limits,
    outbox::Outbox,
    store::{StoreError, writer::Writer},
};

/// Messages taken from the inbox before what they brought is committed.
const BURST: usize = 64;
/// Frames from this size on are applied where blocking is allowed.
const LARGE_FRAME_BYTES: usize = 64 << 10;
const CANNOT_SAVE: &str = "the relay cannot save at the moment, try again later";

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
    room: Room,
    log: Log,
    outboxes: HashMap<PeerId, Arc<Outbox>>,
    idle_unload: Duration,
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

impl RoomTask {
    /// A room that was just loaded.
    pub fn new(name: String, loaded: Loaded, writer: Writer, limits: Arc<Limits>) -> Self {
        let idle_unload = limits.idle_unload;
        Self {
            log: Log::new(&name, &loaded, writer, limits),
            name,
            room: loaded.room,
            outboxes: HashMap::new(),
            idle_unload,
            born: Instant::now(),
            idle_since: Some(Instant::now()),
            end: None,
        }
    }

    /// Runs until the room is idle with everything on disk, or told to end.
    pub async fn run(mut self, inbox: &mut mpsc::Receiver<RoomMessage>) -> Ended {
        let mut burst = Vec::with_capacity(BURST);
        loop {
            let through = self.room.last_seq();
            let trusted = (self.end != Some(End::Broken)).then_some(&mut self.room);
            self.log.submit(through, trusted);
            if self.end.is_some() && !self.log.is_committing() {
                return self.finish();
            }
            let listening = self.end.is_none() && (self.log.is_stalled() || self.log.has_space());
            let wake = self.next_wake();
            tokio::select! {
                biased;
                answer = self.log.answer() => self.settle(answer),
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
                    self.room.drained(peer);
                }
            }
            RoomMessage::Resync(peer) => {
                if let Some(outbox) = self.outboxes.get(&peer).cloned() {
                    let outputs = self.room.resync(peer);
                    outbox.catch_up(|| self.perform(outputs));
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
        let refused = match (self.end, self.log.is_stalled()) {
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
        let outputs = self.room.step(now_ms, input);
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
                } => self.log.append(seq, &link, bytes),
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

    fn settle(&mut self, answer: Result<(), StoreError>) {
        match self.log.settle(answer) {
            Some(Outcome::Saved(seq)) => self.step(RoomInput::Committed { seq }),
            Some(Outcome::Conflict) => self.end = Some(End::Broken),
            // People are sent off with a retry code; what they brought stays here and is tried again.
            Some(Outcome::Stalled) => self.close_all(close::INTERNAL, CANNOT_SAVE),
            None => {}
        }
    }

    fn close_all(&mut self, code: u16, reason: &'static str) {
        for (peer, outbox) in std::mem::take(&mut self.outboxes) {
            outbox.close(code, reason);
            self.room.step(
                self.born.elapsed().as_millis() as u64,
                RoomInput::Left { peer },
            );
        }
        self.idle_since = Some(Instant::now());
    }

    fn tick(&mut self) {
        let now_ms = self.born.elapsed().as_millis() as u64;
        if self.room.next_wake_ms().is_some_and(|at| at <= now_ms) {
            self.step(RoomInput::Tick);
        }
    }

    fn is_idle(&self) -> bool {
        let idle_long = |since: Instant| since.elapsed() >= self.idle_unload;
        self.log.is_saved() && self.idle_since.is_some_and(idle_long)
    }

    fn next_wake(&self) -> Option<Instant> {
        let at = |ms| self.born + Duration::from_millis(ms);
        let presence = self.room.next_wake_ms().map(at);
        let unload = |since: Instant| since + self.idle_unload;
        let idle = self.idle_since.filter(|_| self.log.is_saved()).map(unload);
        [presence, self.log.retry_at(), idle]
            .into_iter()
            .flatten()
            .min()
    }

    fn finish(mut self) -> Ended {
        self.close_all(close::RESTART, "the relay is restarting");
        match self.log.unsaved() {
            0 => Ended::Saved,
            entries => Ended::Unsaved(entries),
        }
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
