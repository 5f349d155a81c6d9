//! What goes wrong, at random, and the peace in which all of it must come right.

use std::collections::BTreeSet;

use sync::{Input, Saving};

use crate::relay::Relay;
use crate::world::World;

/// Random steps of one run.
const STEPS: usize = 400;
/// Peace lasts at least this long: old presence is gone by then.
const PEACE_MS: u64 = 120_000;
const REST_MS_MAX: u64 = 1_200_000;

impl World {
    /// A whole run: trouble, peace, and what must hold then.
    pub fn run(&mut self) {
        for _ in 0..STEPS {
            let ms = if self.random.chance(1) {
                20_000
            } else {
                self.random.below(150)
            };
            self.tick(ms);
            self.step();
        }
        self.come_to_rest();
        self.agree();
    }

    fn step(&mut self) {
        let person = self.random.below(self.peers.len());
        match self.random.below(1_000) {
            0..=279 => self.edit(person),
            280..=799 => self.deliver(),
            800..=879 => self.commit(),
            880..=909 => self.break_connection(person),
            910..=924 => self.crash(person),
            925..=939 => self.kill_or_start(),
            940..=949 => self.compact(),
            950..=964 => self.peers[person].keep(),
            965..=974 => self.person(person, Input::Retry),
            975..=979 => self.person(person, Input::Offline),
            980..=984 => self.person(person, Input::Online),
            _ => self.show_presence(person),
        }
    }

    /// A few frames of one connection, or the end of its opening.
    fn deliver(&mut self) {
        if self.connections.is_empty() {
            return;
        }
        for _ in 0..1 + self.random.below(4) {
            let at = self.random.below(self.connections.len());
            self.open(at);
            let twice = self.random.chance(5);
            if self.random.chance(50) {
                self.deliver_up(at);
            } else {
                self.deliver_down(at, twice);
            }
        }
    }

    /// The person's end breaks; what was sent may arrive in part, after the next connection's.
    fn break_connection(&mut self, person: usize) {
        let Some(at) = self.connection_of(person) else {
            return;
        };
        self.counts.breaks += 1;
        self.note(format!("{}'s connection breaks", self.peers[person].name));
        let sent = self.connections[at].up.len();
        let arrives = self.random.below(sent + 1);
        self.connections[at].up.truncate(arrives);
        self.let_go(person);
        self.person(person, Input::Closed { code: 1006 });
    }

    fn crash(&mut self, person: usize) {
        self.counts.crashes += 1;
        self.note(format!(
            "{}'s tab crashes and is opened again",
            self.peers[person].name
        ));
        self.let_go(person);
        self.peers[person].crash(self.now_ms, &mut self.random);
    }

    fn kill_or_start(&mut self) {
        match self.relay.take() {
            Some(relay) => {
                self.counts.kills += 1;
                self.counts.lost_uncommitted += relay.uncommitted();
                self.note(format!(
                    "the relay is killed, {} updates are lost",
                    relay.uncommitted()
                ));
                for connection in self.connections.iter_mut().filter(|it| it.relay_holds) {
                    let arrives = self.random.below(connection.down.len() + 1);
                    connection.down.truncate(arrives);
                    connection.end(self.random.chance(50).then_some(1006)); // or nobody hears of it
                }
            }
            None => {
                self.note(format!(
                    "the relay starts with {} log entries",
                    self.disk.entries()
                ));
                self.relay = Some(Relay::start(&self.disk, self.random.client_id()));
            }
        }
    }

    fn compact(&mut self) {
        self.counts.compactions += 1;
        let killed = self.relay.is_none();
        self.note("the relay's store is compacted");
        self.disk.compact(self.random.client_id(), killed);
    }

    fn show_presence(&mut self, person: usize) {
        let here = self.random.chance(80);
        self.peers[person].present = here;
        let state = here.then(|| format!("{{\"cell\":{}}}", self.random.below(9)));
        self.person(person, Input::Presence(state));
    }

    /// No more trouble: everything that can be delivered is.
    fn come_to_rest(&mut self) {
        self.note("peace");
        if self.relay.is_none() {
            self.kill_or_start();
        }
        let peace_ms = self.now_ms + PEACE_MS;
        while self.now_ms < peace_ms || !self.is_at_rest() {
            assert!(
                self.now_ms < peace_ms + REST_MS_MAX,
                "it never comes to rest: {}",
                self.restless()
            );
            self.tick(500);
            for at in 0..self.connections.len() {
                self.open(at);
                while !self.connections[at].up.is_empty() {
                    self.deliver_up(at);
                }
                self.deliver_up(at); // the end, if it ended
                while !self.connections[at].down.is_empty() && self.connections[at].person_holds {
                    self.deliver_down(at, false);
                }
                self.deliver_down(at, false); // drained
            }
            self.commit();
        }
    }

    fn is_at_rest(&self) -> bool {
        let empty = self
            .connections
            .iter()
            .all(|it| it.up.is_empty() && it.down.is_empty());
        let committed = self
            .relay
            .as_ref()
            .is_some_and(|relay| relay.uncommitted() == 0);
        empty
            && committed
            && self
                .peers
                .iter()
                .all(|it| it.session.saving() == Saving::Saved || !it.access.counts)
    }

    fn restless(&self) -> String {
        let states = self
            .peers
            .iter()
            .map(|it| format!("{} {:?}", it.name, it.session.saving()));
        states.collect::<Vec<_>>().join(", ")
    }

    /// All documents hold the same, the relay's disk included, and all know who is here.
    fn agree(&mut self) {
        let on_disk = self.disk.load(self.random.client_id());
        let relay = self.relay.as_ref().expect("started in peace");
        assert_same("the relay's memory", relay.room.document(), &on_disk);
        for peer in &self.peers {
            assert_same(&peer.name, &peer.document, &on_disk);
            assert!(
                peer.verified == peer.made.len() || !peer.access.counts,
                "{} has unsaved changes",
                peer.name
            );
        }
        assert!(
            on_disk.content().contains("waiting []"),
            "nothing waits for ever"
        );
        for peer in &self.peers {
            let told: BTreeSet<u64> = peer.session.present().iter().map(|it| it.client).collect();
            let others = self
                .peers
                .iter()
                .filter(|it| it.present && it.name != peer.name);
            let here: BTreeSet<u64> = others.map(|it| it.document.client_id()).collect();
            assert_eq!(told, here, "whom {} sees", peer.name);
        }
    }
}

fn assert_same(who: &str, document: &sync::Document, on_disk: &sync::Document) {
    if document.digest() != on_disk.digest() {
        panic!(
            "{who} holds\n{}\nthe disk holds\n{}",
            document.content(),
            on_disk.content()
        );
    }
}
