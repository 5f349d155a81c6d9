//! Peers that have seen everything read the same plan.

use proptest::{collection::vec, prelude::*};

use super::{
    intent::{Intent, intent},
    sample,
};
use crate::{PlanDoc, command::Command};

#[derive(Debug, Clone)]
enum Event {
    Act(usize, Intent),
    Undo(usize),
    /// Peer, which of the updates on their way to it, and whether a copy stays behind to come twice.
    Deliver(usize, prop::sample::Index, bool),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (0_usize..3, intent()).prop_map(|(peer, intent)| Event::Act(peer, intent)),
        1 => (0_usize..3).prop_map(Event::Undo),
        3 => (0_usize..3, any::<prop::sample::Index>(), any::<bool>())
            .prop_map(|(peer, which, twice)| Event::Deliver(peer, which, twice)),
    ]
}

struct Peer {
    doc: PlanDoc,
    undo: Vec<Command>,
    inbox: Vec<Vec<u8>>,
}

fn start() -> Vec<Peer> {
    let first = sample(100).encode();
    let peer = |client| {
        let mut doc = PlanDoc::new(client);
        doc.merge(&first).expect("our own bytes");
        Peer {
            doc,
            undo: Vec::new(),
            inbox: Vec::new(),
        }
    };
    (1..4).map(peer).collect()
}

fn act(peers: &mut [Peer], who: usize, command: &Command, keep_undo: bool) {
    let Ok(applied) = peers[who].doc.apply(command) else {
        return;
    };
    assert_eq!(
        applied.update.is_empty(),
        applied.undo.is_nothing() && applied.update.is_empty()
    );
    if keep_undo && !applied.undo.is_nothing() {
        peers[who].undo.push(applied.undo);
    }
    for (other, peer) in peers.iter_mut().enumerate() {
        if other != who && !applied.update.is_empty() {
            peer.inbox.push(applied.update.clone());
        }
    }
}

fn step(peers: &mut [Peer], event: &Event) {
    match event {
        Event::Act(who, intent) => {
            if let Some(command) = intent.command(&peers[*who].doc) {
                act(peers, *who, &command, true);
            }
        }
        Event::Undo(who) => {
            if let Some(undo) = peers[*who].undo.pop() {
                act(peers, *who, &undo, false);
            }
        }
        Event::Deliver(who, which, twice) => {
            let peer = &mut peers[*who];
            if !peer.inbox.is_empty() {
                let at = which.index(peer.inbox.len());
                let update = peer.inbox[at].clone();
                if !twice {
                    peer.inbox.remove(at);
                }
                peer.doc.merge(&update).expect("our own bytes");
            }
        }
    }
}

/// What every peer lacks comes by state difference, as after a reconnect.
fn settle(peers: &mut [Peer]) {
    for from in 0..peers.len() {
        for to in 0..peers.len() {
            let update = peers[from]
                .doc
                .diff(&peers[to].doc.state_vector())
                .expect("a vector");
            peers[to].doc.merge(&update).expect("our own bytes");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn peers_that_have_seen_everything_read_the_same(events in vec(event(), 0..60)) {
        let mut peers = start();
        for event in &events {
            step(&mut peers, event);
            for peer in &peers {
                let (kept, afresh) = (peer.doc.read(), peer.doc.read_afresh());
                prop_assert_eq!(kept, afresh, "reading what changed is reading all");
            }
        }
        settle(&mut peers);
        settle(&mut peers);
        for peer in &peers {
            prop_assert_eq!(peer.doc.read(), peers[0].doc.read());
            prop_assert_eq!(&peer.doc.read().oddities, &Vec::new());
        }
    }
}
