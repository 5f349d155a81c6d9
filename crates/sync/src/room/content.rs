//! What may change the document, who is shown it when, and who is told that it is on disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Access, Frame, PeerId, Room, RoomOutput};
use crate::replica::{Foreign, Replica};
use crate::wire::{Message, close};

/// What waits until everything up to a number is on disk.
pub(super) enum Waiting {
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
    pub(super) fn asked(&mut self, now_ms: u64, peer: PeerId, state_vector: &[u8]) {
        if !self.answer(peer, state_vector) {
            return self.close(now_ms, peer, close::MALFORMED, "not a state vector");
        }
        if let Some(state) = self.peers.get_mut(&peer) {
            state.has = Some(state_vector.to_vec());
        }
    }

    /// Step 2 for the holder of this state vector; `false` if it is none.
    pub(super) fn answer(&mut self, peer: PeerId, state_vector: &[u8]) -> bool {
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
    pub(super) fn content(
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
    pub(super) fn check(
        &mut self,
        access: &Access,
        is_update: bool,
        foreign: &Foreign<'_>,
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

    pub(super) fn persist(&mut self, peer: PeerId, link: &Arc<str>, bytes: Frame) {
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
    pub(super) fn forward(&mut self, from: PeerId, frame: &Frame) {
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

    pub(super) fn show(&mut self, peer: PeerId, frame: Frame) {
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
    pub(super) fn acknowledge_when_stored(
        &mut self,
        peer: PeerId,
        count: u64,
        echo: Option<Frame>,
    ) {
        if self.committed < self.seq {
            self.waiting
                .push_back((self.seq, Waiting::Acknowledge { peer, count, echo }));
        } else {
            self.acknowledge(peer, count, echo);
        }
    }

    pub(super) fn committed(&mut self, seq: u64) {
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

    pub(super) fn acknowledge(&mut self, peer: PeerId, count: u64, echo: Option<Frame>) {
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
}
