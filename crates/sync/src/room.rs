//! The relay's side of one document, as a pure step: peers, frames and commits in, frames and
//! bytes to store out. The caller owns sockets, clock and disk, and does the outputs in order.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use bytes::Bytes;

use crate::replica::{Document, Foreign, Replica};
use crate::wire::{DOCUMENT_BYTES_MAX, FRAME_BYTES_MAX, Message, close};
use presence::Presence;
use writers::Writers;

mod presence;
#[cfg(test)]
mod tests;
mod writers;

/// The bytes of one WebSocket message, or of an update within one; shared, not copied.
pub type Frame = Bytes;

/// One connection. Never used twice within a room's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PeerId(pub u64);

/// What a connection may do: read off its link before it joins (P9).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Editor or admin; a viewer may send presence only.
    pub may_write: bool,
    /// The link's id, not its secret.
    pub link: Arc<str>,
    /// Written into presence states as `side`, over what the client says.
    pub side: Option<Arc<str>>,
    /// Written into presence states as `name`, over what the client says, where the link has one.
    pub name: Option<Arc<str>>,
    /// The client offered `coplan.v1`: acknowledge by count; else by echo.
    pub counts: bool,
}

/// What happened in or to the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomInput {
    /// A connection whose rights were checked.
    Joined {
        /// Who.
        peer: PeerId,
        /// What they may do.
        access: Access,
    },
    /// A binary message of a peer.
    Received {
        /// From whom.
        peer: PeerId,
        /// The whole message.
        frame: Frame,
    },
    /// The connection is gone.
    Left {
        /// Who.
        peer: PeerId,
    },
    /// Everything that was asked to be stored, up to and with this number, is on disk.
    Committed {
        /// [`RoomOutput::Persist`]'s number.
        seq: u64,
    },
    /// A link was revoked: its connections end now.
    Revoked {
        /// The link's id.
        link: Arc<str>,
    },
    /// The plan was deleted: every connection ends now.
    Deleted,
    /// Time has passed.
    Tick,
}

/// What to do, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomOutput {
    /// Queue this frame for one peer.
    Send {
        /// For whom.
        peer: PeerId,
        /// One message.
        frame: Frame,
    },
    /// Queue this frame for several peers.
    Broadcast {
        /// For whom.
        peers: Vec<PeerId>,
        /// One message.
        frame: Frame,
    },
    /// Close this connection after what is queued for it. Nothing of it is heard any more; a
    /// `Left` may follow and does no harm.
    Close {
        /// Whom.
        peer: PeerId,
        /// See [`crate::wire::close`].
        code: u16,
        /// For people who read close frames.
        reason: &'static str,
    },
    /// Append these received bytes, one update, to the log; answer with `Committed`.
    Persist {
        /// Counts up by one; a group commit answers with its last.
        seq: u64,
        /// Who carried it.
        peer: PeerId,
        /// By which link.
        link: Arc<str>,
        /// The update.
        bytes: Frame,
    },
    /// The document in memory can no longer be trusted (a decoder panicked halfway). Close every
    /// connection with 1012, drop the room once its store has finished, and load it anew.
    Broken,
}

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

enum Waiting {
    /// Tell a sender that its n-th message is on disk: by number, or by its echo.
    Acknowledge {
        peer: PeerId,
        count: u64,
        echo: Option<Frame>,
    },
    /// Content for one read-only peer, or for all of them.
    Show { peer: Option<PeerId>, frame: Frame },
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
                self.close_where(now_ms, close::DELETED, "plan deleted", |_| true)
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

    fn asked(&mut self, now_ms: u64, peer: PeerId, state_vector: &[u8]) {
        if !self.answer(peer, state_vector) {
            return self.close(now_ms, peer, close::MALFORMED, "not a state vector");
        }
        if let Some(state) = self.peers.get_mut(&peer) {
            state.has = Some(state_vector.to_vec());
        }
    }

    /// Step 2 for the holder of this state vector; `false` if it is none.
    fn answer(&mut self, peer: PeerId, state_vector: &[u8]) -> bool {
        let nothing = state_vector == [0];
        let step_2 = if nothing {
            Message::SyncStep2(self.document.encode()).encode()
        } else {
            let Ok(diff) = self.document.diff(state_vector) else {
                return false;
            };
            Message::SyncStep2(&diff).encode()
        };
        self.show(peer, step_2.into());
        true
    }

    /// A step 2 or an update: the only messages that may change the document, and are counted.
    fn content(
        &mut self,
        now_ms: u64,
        peer: PeerId,
        frame: &Frame,
        update: &[u8],
        is_update: bool,
    ) {
        let Ok(foreign) = self.document.inspect(update) else {
            return self.close(now_ms, peer, close::MALFORMED, "not an update");
        };
        let Some(state) = self.peers.get_mut(&peer) else {
            return;
        };
        state.received += 1;
        state.answered |= !is_update;
        let (count, access) = (state.received, state.access.clone());
        if !access.may_write {
            if self.document.is_news(&foreign) {
                self.send(peer, Message::Denied("this link may not write").encode());
                return self.close(now_ms, peer, close::FORBIDDEN, "this link may not write");
            }
            return self.acknowledge_when_stored(peer, count, None);
        }
        if let Err((code, reason)) = self.check(&access, is_update, &foreign, update.len()) {
            return self.close(now_ms, peer, code, reason);
        }
        let writers = foreign.writers();
        let Ok(changed) = self.document.merge(foreign) else {
            self.close(now_ms, peer, close::MALFORMED, "not an update");
            self.out.push(RoomOutput::Broken);
            return;
        };
        if let (true, [client]) = (is_update, writers.as_slice()) {
            self.writers.wrote(&access.link, peer, *client);
        }
        let forward = if is_update {
            frame.clone()
        } else {
            Message::Update(update).encode().into()
        };
        if changed {
            self.persist(peer, &access.link, frame.slice_ref(update));
            self.forward(peer, &forward);
        }
        let echo = (!access.counts && (changed || is_update)).then_some(forward);
        self.acknowledge_when_stored(peer, count, echo);
    }

    /// Everything that can refuse a writer, before a byte of it is applied.
    fn check(
        &mut self,
        access: &Access,
        is_update: bool,
        foreign: &Foreign,
        bytes: usize,
    ) -> Result<(), (u16, &'static str)> {
        let writers = foreign.writers();
        let live_edit = is_update && writers.len() == 1;
        let here = |peer| self.peers.contains_key(&peer);
        self.writers
            .check(&access.link, live_edit, &writers, here)
            .map_err(|code| (code, "another link writes under this client id"))?;
        let max = self.document_bytes_max;
        let fits = self.document.bytes_at_most() + bytes <= max
            || self.document.encode().len() + bytes <= max;
        if !fits && self.document.is_news(foreign) {
            return Err((close::TOO_LARGE, "document too large"));
        }
        Ok(())
    }

    fn persist(&mut self, peer: PeerId, link: &Arc<str>, bytes: Frame) {
        self.seq += 1;
        let link = link.clone();
        self.out.push(RoomOutput::Persist {
            seq: self.seq,
            peer,
            link,
            bytes,
        });
    }

    /// To writers at once. To read-only peers once it is on disk: what a viewer hands back must
    /// never be news, and a relay that was killed has lost what it had not stored.
    fn forward(&mut self, from: PeerId, frame: &Frame) {
        let writers = self
            .peers
            .iter()
            .filter(|(peer, state)| **peer != from && state.access.may_write);
        let writers: Vec<_> = writers.map(|(peer, _)| *peer).collect();
        self.broadcast(writers, frame.clone());
        if self.peers.values().any(|state| !state.access.may_write) {
            self.waiting.push_back((
                self.seq,
                Waiting::Show {
                    peer: None,
                    frame: frame.clone(),
                },
            ));
        }
    }

    fn show(&mut self, peer: PeerId, frame: Frame) {
        let reader = self
            .peers
            .get(&peer)
            .is_some_and(|state| !state.access.may_write);
        if reader && self.committed < self.seq {
            self.waiting.push_back((
                self.seq,
                Waiting::Show {
                    peer: Some(peer),
                    frame,
                },
            ));
        } else {
            self.send(peer, frame);
        }
    }

    /// A duplicate waits as well: what it repeats may not be on disk yet.
    fn acknowledge_when_stored(&mut self, peer: PeerId, count: u64, echo: Option<Frame>) {
        if self.committed < self.seq {
            self.waiting
                .push_back((self.seq, Waiting::Acknowledge { peer, count, echo }));
        } else {
            self.acknowledge(peer, count, echo);
        }
    }

    fn committed(&mut self, seq: u64) {
        self.committed = self.committed.max(seq.min(self.seq));
        let mut counts = BTreeMap::new();
        while let Some((_, waiting)) = self.waiting.pop_front_if(|(seq, _)| *seq <= self.committed)
        {
            match waiting {
                Waiting::Acknowledge {
                    peer,
                    count,
                    echo: None,
                } => {
                    counts.insert(peer, count);
                }
                Waiting::Acknowledge { peer, count, echo } => self.acknowledge(peer, count, echo),
                Waiting::Show {
                    peer: Some(peer),
                    frame,
                } => self.send(peer, frame),
                Waiting::Show { peer: None, frame } => {
                    let readers = self
                        .peers
                        .iter()
                        .filter(|(_, state)| !state.access.may_write);
                    let readers = readers.map(|(peer, _)| *peer).collect();
                    self.broadcast(readers, frame);
                }
            }
        }
        for (peer, count) in counts {
            self.acknowledge(peer, count, None);
        }
    }

    fn acknowledge(&mut self, peer: PeerId, count: u64, echo: Option<Frame>) {
        let Some(state) = self.peers.get_mut(&peer) else {
            return;
        };
        state.acknowledged = count;
        if state.access.counts {
            self.send(peer, Message::Saved(count).encode());
        } else if let Some(echo) = echo {
            self.send(peer, echo);
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
