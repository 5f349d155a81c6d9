//! Everything together, one random step after the other.

use std::collections::HashMap;

use sync::{Document, Input, Output, PeerId, RoomInput, RoomOutput, Saving};

use crate::counts::Counts;
use crate::network::{Connection, Down};
use crate::peer::{Peer, Write, access};
use crate::random::Random;
use crate::relay::{Disk, Relay};

pub struct World {
    pub random: Random,
    pub now_ms: u64,
    pub peers: Vec<Peer>,
    pub connections: Vec<Connection>,
    connections_made: u64,
    pub relay: Option<Relay>,
    pub disk: Disk,
    /// The same as on the disk, kept up to date to be asked often.
    on_disk: Document,
    writes: HashMap<String, HashMap<usize, Write>>,
    pub counts: Counts,
    pub history: Vec<String>,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let people = 2 + random.below(4);
        let name =
            |number| char::from(b'A' + u8::try_from(number).expect("few people")).to_string();
        let peers = (0..people)
            .map(|it| Peer::new(name(it), access(it), &mut random))
            .collect();
        let disk = Disk::default();
        Self {
            relay: Some(Relay::start(&disk, random.client_id())),
            on_disk: disk.load(random.client_id()),
            random,
            now_ms: 0,
            peers,
            connections: Vec::new(),
            connections_made: 0,
            disk,
            writes: HashMap::new(),
            counts: Counts::default(),
            history: Vec::new(),
        }
    }

    pub fn note(&mut self, what: impl Into<String>) {
        self.history
            .push(format!("{:>7} ms  {}", self.now_ms, what.into()));
    }

    /// Feeds a person's session and does what it says.
    pub fn person(&mut self, person: usize, input: Input<'_>) {
        let peer = &mut self.peers[person];
        for output in peer.session.step(self.now_ms, input, &mut peer.document) {
            self.perform(person, output);
        }
    }

    fn perform(&mut self, person: usize, output: Output) {
        match output {
            Output::Connect => {
                self.connections_made += 1;
                self.connections
                    .push(Connection::new(PeerId(self.connections_made), person));
            }
            Output::Send(frame) => {
                if let Some(at) = self.connection_of(person) {
                    self.connections[at].up.push_back(frame);
                }
            }
            Output::Close { .. } => self.let_go(person),
            Output::SavingChanged => self.verify(person),
            Output::RemoteChanged => self.peers[person].heard = true,
            Output::PresenceChanged => {}
        }
    }

    pub fn connection_of(&self, person: usize) -> Option<usize> {
        self.connections
            .iter()
            .position(|it| it.person == person && it.person_holds)
    }

    /// The person's end is gone; what was sent may still arrive.
    pub fn let_go(&mut self, person: usize) {
        if let Some(at) = self.connection_of(person) {
            self.connections[at].person_holds = false;
            self.connections[at].down.clear();
        }
    }

    /// Acknowledged means on the relay's disk (P1), and nobody here is ever refused (P9).
    fn verify(&mut self, person: usize) {
        let peer = &mut self.peers[person];
        if let Saving::Refused { code, .. } = peer.session.saving() {
            panic!("{} was refused with {code}", peer.name);
        }
        for number in peer.verified..peer.acknowledged() {
            let foreign = self
                .on_disk
                .inspect(&peer.made[number])
                .expect("own update");
            assert!(
                !self.on_disk.is_news(&foreign),
                "{}'s change {number} is acknowledged and not on the disk",
                peer.name
            );
            peer.verified = number + 1;
            self.counts.acknowledged += 1;
        }
    }

    /// Feeds the relay's room and does what it says.
    pub fn room(&mut self, input: RoomInput) {
        let Some(relay) = &mut self.relay else { return };
        let outputs = relay.step(self.now_ms, input);
        self.route(outputs);
    }

    fn route(&mut self, outputs: Vec<RoomOutput>) {
        for output in outputs {
            match output {
                RoomOutput::Send { peer, frame } => self.queue(peer, &frame),
                RoomOutput::Broadcast { peers, frame } => {
                    peers.into_iter().for_each(|peer| self.queue(peer, &frame));
                }
                RoomOutput::Close { peer, code, .. } => {
                    self.with_relay_end(peer, |connection| connection.end(Some(code)));
                }
                RoomOutput::Persist { .. } | RoomOutput::Broken => {
                    unreachable!("kept by the relay")
                }
            }
        }
    }

    fn queue(&mut self, peer: PeerId, frame: &sync::Frame) {
        self.with_relay_end(peer, |connection| connection.queue(frame.clone()));
    }

    fn with_relay_end(&mut self, peer: PeerId, act: impl FnMut(&mut Connection)) {
        self.connections
            .iter_mut()
            .filter(|it| it.id == peer && it.relay_holds)
            .take(1)
            .for_each(act);
    }

    pub fn edit(&mut self, person: usize) {
        if !self.peers[person].access.may_write {
            return;
        }
        let before: Vec<Write> = self
            .writes
            .values()
            .flat_map(HashMap::values)
            .copied()
            .collect();
        let seen: Vec<bool> = before
            .iter()
            .map(|write| self.peers[person].has_seen(write))
            .collect();
        let clock = self.peers[person].last_write(person).clock;
        let Some((edit, update)) = self.peers[person].edit(&mut self.random) else {
            return;
        };
        self.counts.edits += 1;
        let write = self.peers[person].last_write(person);
        self.counts.deletions_alone += usize::from(write.clock == clock);
        self.note(format!("{} does {edit:?}", self.peers[person].name));
        if let Some(key) = edit.key() {
            let others = self.writes.entry(key).or_default();
            let unseen = |other: &&Write| {
                other.author != person
                    && before.iter().zip(&seen).any(|(it, seen)| {
                        !seen && (it.client, it.clock) == (other.client, other.clock)
                    })
            };
            self.counts.conflicts += others.values().filter(unseen).count();
            others.insert(person, write);
        }
        self.person(person, Input::Edited(&update));
    }

    /// The relay lets a connection in, or is not there.
    pub fn open(&mut self, at: usize) {
        let connection = &mut self.connections[at];
        if !connection.opening || !connection.person_holds {
            return;
        }
        connection.opening = false;
        let (peer, person) = (connection.id, connection.person);
        if self.relay.is_none() {
            connection.person_holds = false;
            return self.person(person, Input::Closed { code: 1006 });
        }
        connection.relay_holds = true;
        self.room(RoomInput::Joined {
            peer,
            access: self.peers[person].access.clone(),
        });
        self.person(person, Input::Opened);
    }

    pub fn deliver_up(&mut self, at: usize) {
        let connection = &mut self.connections[at];
        let (peer, holds) = (connection.id, connection.person_holds);
        if let Some(frame) = connection.up.pop_front() {
            if connection.relay_holds {
                self.counts.late_frames += usize::from(!holds);
                self.room(RoomInput::Received {
                    peer,
                    frame: frame.into(),
                });
            }
        } else if connection.relay_holds && !holds {
            connection.relay_holds = false;
            self.room(RoomInput::Left { peer });
        }
    }

    pub fn deliver_down(&mut self, at: usize, twice: bool) {
        let connection = &mut self.connections[at];
        let (peer, person) = (connection.id, connection.person);
        if !connection.person_holds || connection.opening {
            return;
        }
        match connection.down.pop_front() {
            Some(Down::Frame(frame)) => {
                self.person(person, Input::Received(&frame));
                if twice && self.connection_of(person) == Some(at) {
                    self.counts.duplicates += 1;
                    self.person(person, Input::Received(&frame));
                }
            }
            Some(Down::Closed(code)) => {
                connection.person_holds = false;
                self.person(person, Input::Closed { code });
            }
            None => self.drained(at, peer),
        }
    }

    fn drained(&mut self, at: usize, peer: PeerId) {
        let Some(relay) = &mut self.relay else { return };
        if !self.connections[at].relay_holds {
            return;
        }
        if std::mem::take(&mut self.connections[at].lagging) {
            self.counts.resyncs += 1;
            let outputs = relay.room.resync(peer);
            self.route(outputs);
        } else {
            relay.room.drained(peer);
        }
    }

    pub fn commit(&mut self) {
        let Some(relay) = &mut self.relay else { return };
        if relay.uncommitted() == 0 {
            return;
        }
        let (bytes, outputs) = relay.commit(self.now_ms, &mut self.disk, &mut self.random);
        for update in bytes {
            let foreign = self.on_disk.inspect(&update).expect("validated");
            self.on_disk.merge(foreign).expect("validated");
        }
        self.route(outputs);
    }

    /// Lets time pass for everybody.
    pub fn tick(&mut self, ms: usize) {
        self.now_ms += ms as u64;
        for person in 0..self.peers.len() {
            for _ in 0..3 {
                if self.peers[person]
                    .session
                    .next_wake_ms()
                    .is_some_and(|at| at <= self.now_ms)
                {
                    self.person(person, Input::Tick);
                }
            }
        }
        let due = |relay: &Relay| {
            relay
                .room
                .next_wake_ms()
                .is_some_and(|at| at <= self.now_ms)
        };
        if self.relay.as_ref().is_some_and(due) {
            self.room(RoomInput::Tick);
        }
        self.connections.retain(|connection| !connection.is_over());
    }
}
