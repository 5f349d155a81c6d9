//! The relay's side of one document, as a pure step: peers, frames and commits in, frames and
//! bytes to store out. The caller owns sockets, clock and disk, and does the outputs in order.

use std::collections::{BTreeMap, VecDeque};

use crate::replica::{Document, Replica};
use crate::wire::{DOCUMENT_BYTES_MAX, FRAME_BYTES_MAX, Message, close};
use content::Waiting;
pub use io::{Access, Frame, PeerId, RoomInput, RoomOutput};
use presence::Presence;
use writers::Writers;

mod content;
mod io;
mod presence;
#[cfg(test)]
mod tests;
mod writers;

/// One document and who is connected to it.
pub struct Room {
    document: Document,
    document_bytes_max: usize,
    peers: BTreeMap<PeerId, Peer>,
    presence: Presence,
    writers: Writers,
    /// The last number given out to be stored, and the last that is.
    seq: u64,
    committed: u64,
    /// What waits for the disk, in order of the number it waits for.
    waiting: VecDeque<(u64, Waiting)>,
    out: Vec<RoomOutput>,
}

struct Peer {
    access: Access,
    /// Told its presence before.
    introduced: bool,
    /// Its step 2 arrived.
    answered: bool,
    /// What it is known to have: its state vector when it last said.
    has: Option<Vec<u8>>,
    /// Step 2 and update messages received, and how many of them it was told are on disk.
    received: u64,
    acknowledged: u64,
}

impl Room {
    /// A room over a document that was loaded whole; what is in it counts as on disk.
    #[must_use]
    pub fn new(document: Document) -> Self {
        Self {
            document,
            document_bytes_max: DOCUMENT_BYTES_MAX,
            peers: BTreeMap::new(),
            presence: Presence::default(),
            writers: Writers::default(),
            seq: 0,
            committed: 0,
            waiting: VecDeque::new(),
            out: Vec::new(),
        }
    }

    /// Another limit for the encoded whole state than [`DOCUMENT_BYTES_MAX`].
    #[must_use]
    pub fn with_document_bytes_max(mut self, bytes: usize) -> Self {
        self.document_bytes_max = bytes;
        self
    }

    /// The whole protocol, with no socket, clock or disk in it. `now_ms`: any steady clock.
    pub fn step(&mut self, now_ms: u64, input: RoomInput) -> Vec<RoomOutput> {
        match input {
            RoomInput::Joined { peer, access } => self.joined(peer, access),
            RoomInput::Received { peer, frame } => self.received(now_ms, peer, &frame),
            RoomInput::Left { peer } => self.forget(now_ms, peer),
            RoomInput::Committed { seq } => self.committed(seq),
            RoomInput::Revoked { link } => {
                self.close_where(now_ms, close::UNAUTHORIZED, "link revoked", |access| {
                    access.link == link
                });
            }
            RoomInput::Deleted => {
                self.close_where(now_ms, close::DELETED, "plan deleted", |_| true);
            }
            RoomInput::Tick => {
                let gone = self.presence.expire(now_ms);
                self.tell_presence(&gone);
            }
        }
        std::mem::take(&mut self.out)
    }

    /// When to call with `Tick`, at the latest; `None` while nobody is present.
    #[must_use]
    pub fn next_wake_ms(&self) -> Option<u64> {
        self.presence.next_expiry_ms()
    }

    /// A slow reader's queue was thrown away (P2): what to queue for it instead. One state
    /// difference since what it is known to have, the acknowledgements and who is here.
    pub fn resync(&mut self, peer: PeerId) -> Vec<RoomOutput> {
        let Some(state) = self.peers.get(&peer) else {
            return Vec::new();
        };
        let (answered, acknowledged, has) = (state.answered, state.acknowledged, state.has.clone());
        if !answered {
            self.ask(peer);
        }
        // Before its step 1 nothing is known of a peer: it will ask, and be answered then.
        if let Some(has) = has {
            self.answer(peer, &has);
        }
        if acknowledged > 0 {
            self.acknowledge(peer, acknowledged, None);
        }
        self.introduce_others(peer, true);
        std::mem::take(&mut self.out)
    }

    /// This peer's queue is empty, all of it handed to the socket: a later `resync` may start from
    /// here. Optional; without it differences start at the join.
    pub fn drained(&mut self, peer: PeerId) {
        let state_vector = self.document.state_vector();
        let nothing_held = self.committed == self.seq;
        if let Some(state) = self.peers.get_mut(&peer)
            && state.has.is_some()
            // A stock client waits for the echo of its updates, which a difference since now lacks;
            // a read-only peer was not shown yet what is not on disk.
            && state.access.counts
            && (state.access.may_write || nothing_held)
        {
            state.has = Some(state_vector);
        }
    }

    /// The whole state for compaction, cached until the next write.
    pub fn encode(&mut self) -> &[u8] {
        self.document.encode()
    }

    /// The document, to be read.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The number of the last [`RoomOutput::Persist`]; zero before the first.
    #[must_use]
    pub fn last_seq(&self) -> u64 {
        self.seq
    }

    /// Connections that have joined and neither left nor been closed.
    #[must_use]
    pub fn peers(&self) -> usize {
        self.peers.len()
    }

    fn joined(&mut self, peer: PeerId, access: Access) {
        let state = Peer {
            access,
            introduced: false,
            answered: false,
            has: None,
            received: 0,
            acknowledged: 0,
        };
        self.peers.insert(peer, state);
        self.ask(peer);
        self.introduce_others(peer, false);
    }

    /// Step 1, to everybody: without it nothing typed offline would ever arrive (P6), and a viewer
    /// whose link could write before would not be told of its loss.
    fn ask(&mut self, peer: PeerId) {
        let step_1 = Message::SyncStep1(&self.document.state_vector()).encode();
        self.send(peer, step_1);
    }

    fn introduce_others(&mut self, peer: PeerId, even_if_nobody: bool) {
        let (count, everybody) = self.presence.tell_all();
        if count > 0 || even_if_nobody {
            self.send(peer, Message::Awareness(&everybody).encode());
        }
    }

    fn received(&mut self, now_ms: u64, peer: PeerId, frame: &Frame) {
        // Whoever was closed may still have frames on the way: a writer's stream ends as a whole.
        if !self.peers.contains_key(&peer) {
            return;
        }
        if frame.len() > FRAME_BYTES_MAX {
            return self.close(now_ms, peer, close::TOO_LARGE, "message too large");
        }
        let Ok(message) = Message::decode(frame) else {
            return self.close(now_ms, peer, close::MALFORMED, "not a message");
        };
        match message {
            Message::SyncStep1(state_vector) => self.asked(now_ms, peer, state_vector),
            Message::SyncStep2(update) => self.content(now_ms, peer, frame, update, false),
            Message::Update(update) => self.content(now_ms, peer, frame, update, true),
            Message::Awareness(bytes) => self.presence_told(now_ms, peer, bytes),
            Message::QueryAwareness => self.introduce_others(peer, true),
            Message::Denied(_) | Message::Saved(_) => {
                self.close(now_ms, peer, close::MALFORMED, "not a client's message");
            }
        }
    }

    fn presence_told(&mut self, now_ms: u64, peer: PeerId, bytes: &[u8]) {
        let Some(state) = self.peers.get_mut(&peer) else {
            return;
        };
        let first = !std::mem::replace(&mut state.introduced, true);
        match self
            .presence
            .receive(now_ms, peer, &state.access, first, bytes)
        {
            Ok(changed) => self.tell_presence(&changed),
            Err(code) => self.close(now_ms, peer, code, "presence that is not allowed"),
        }
    }

    /// To everybody, its owner included: stock clients take their echo as a sign of life.
    fn tell_presence(&mut self, clients: &[u64]) {
        if !clients.is_empty() {
            let frame = Message::Awareness(&self.presence.tell(clients)).encode();
            self.broadcast(self.peers.keys().copied().collect(), frame.into());
        }
    }

    fn close_where(
        &mut self,
        now_ms: u64,
        code: u16,
        reason: &'static str,
        which: impl Fn(&Access) -> bool,
    ) {
        let peers = self.peers.iter().filter(|(_, state)| which(&state.access));
        let peers: Vec<_> = peers.map(|(peer, _)| *peer).collect();
        for peer in peers {
            self.close(now_ms, peer, code, reason);
        }
    }

    fn close(&mut self, now_ms: u64, peer: PeerId, code: u16, reason: &'static str) {
        self.out.push(RoomOutput::Close { peer, code, reason });
        self.forget(now_ms, peer);
    }

    fn forget(&mut self, now_ms: u64, peer: PeerId) {
        if self.peers.remove(&peer).is_some() {
            let gone = self.presence.left(now_ms, peer);
            self.tell_presence(&gone);
        }
    }

    fn send(&mut self, peer: PeerId, frame: impl Into<Frame>) {
        self.out.push(RoomOutput::Send {
            peer,
            frame: frame.into(),
        });
    }

    fn broadcast(&mut self, peers: Vec<PeerId>, frame: Frame) {
        if !peers.is_empty() {
            self.out.push(RoomOutput::Broadcast { peers, frame });
        }
    }
}
