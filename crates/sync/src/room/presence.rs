//! Presence as the relay guards it (P8): an id's state changes only through the connection that
//! owns it, and says of side and name what the link says.

use std::collections::HashMap;

use super::{Access, PeerId};
use crate::awareness::{self, Awareness, Entry};
use crate::wire::{Malformed, STATE_BYTES_MAX, close};

/// Client ids that one connection may be present with. A stock client has one, and takes another
/// when it finds its own in use.
const IDS_A_PEER_MAX: usize = 4;

/// Who is here, and through whom.
#[derive(Default)]
pub(super) struct Presence {
    awareness: Awareness,
    owners: HashMap<u64, Owner>,
}

struct Owner {
    peer: PeerId,
    link: std::sync::Arc<str>,
}

impl Presence {
    /// A peer's awareness message: the client ids whose state it changed, or the code to close
    /// it with. What it says of others' ids is dropped silently: stock clients repeat everybody.
    pub(super) fn receive(
        &mut self,
        now_ms: u64,
        peer: PeerId,
        access: &Access,
        first: bool,
        bytes: &[u8],
    ) -> Result<Vec<u64>, u16> {
        let entries = awareness::decode(bytes).map_err(|Malformed(_)| close::MALFORMED)?;
        let introduces_itself = first && entries.len() == 1;
        let mut changed = Vec::new();
        for entry in entries {
            if !self.may_change(peer, access, introduces_itself, entry) {
                continue;
            }
            let state = entry.state.map(|text| checked(text, access)).transpose()?;
            let entry = Entry {
                state: state.as_deref(),
                ..entry
            };
            if !self.awareness.merge(now_ms, entry) {
                continue;
            }
            changed.push(entry.client);
            if entry.state.is_some() {
                self.owners.insert(
                    entry.client,
                    Owner {
                        peer,
                        link: access.link.clone(),
                    },
                );
            }
        }
        Ok(changed)
    }

    /// An id belongs to the connection that first showed a state under it, until it is gone.
    /// A client that reconnects before its old connection is known to be dead takes its id over:
    /// with its first message, which names only itself, and by the same link.
    fn may_change(
        &self,
        peer: PeerId,
        access: &Access,
        introduces_itself: bool,
        entry: Entry<'_>,
    ) -> bool {
        match self.owners.get(&entry.client) {
            Some(owner) if owner.peer == peer => true,
            Some(owner) => introduces_itself && owner.link == access.link && entry.state.is_some(),
            None => {
                let owned = self
                    .owners
                    .values()
                    .filter(|owner| owner.peer == peer)
                    .count();
                entry.state.is_some() && owned < IDS_A_PEER_MAX
            }
        }
    }

    /// The connection is gone, and with it who was here through it: their client ids.
    pub(super) fn left(&mut self, now_ms: u64, peer: PeerId) -> Vec<u64> {
        let mut gone: Vec<u64> = self
            .owners
            .iter()
            .filter(|(_, owner)| owner.peer == peer)
            .map(|(&client, _)| client)
            .collect();
        gone.sort_unstable();
        self.owners.retain(|_, owner| owner.peer != peer);
        gone.retain(|&client| self.awareness.remove(now_ms, client));
        gone
    }

    /// Client ids that nobody renewed.
    pub(super) fn expire(&mut self, now_ms: u64) -> Vec<u64> {
        let gone = self.awareness.expire(now_ms);
        for client in &gone {
            self.owners.remove(client);
        }
        gone
    }

    /// The body of a message that tells of these client ids.
    pub(super) fn tell(&self, clients: &[u64]) -> Vec<u8> {
        let entries: Vec<_> = clients
            .iter()
            .filter_map(|&client| self.awareness.entry(client))
            .collect();
        awareness::encode(&entries)
    }

    /// The body of a message that tells of everybody here, and how many they are.
    pub(super) fn tell_all(&self) -> (usize, Vec<u8>) {
        let entries: Vec<_> = self.awareness.present().collect();
        (entries.len(), awareness::encode(&entries))
    }

    pub(super) fn next_expiry_ms(&self) -> Option<u64> {
        self.awareness.next_expiry_ms()
    }
}

/// The state as others will see it: a JSON object of bounded size, with the link's side and name.
fn checked(text: &str, access: &Access) -> Result<String, u16> {
    if text.len() > STATE_BYTES_MAX {
        return Err(close::TOO_LARGE);
    }
    let mut state = awareness::parse_state(text).map_err(|Malformed(_)| close::MALFORMED)?;
    if access.side.is_none() && access.name.is_none() {
        return Ok(text.to_owned());
    }
    for (field, truth) in [("side", &access.side), ("name", &access.name)] {
        if let Some(truth) = truth {
            state.insert(field.to_owned(), truth.as_ref().into());
        }
    }
    serde_json::to_string(&state).map_err(|_| close::MALFORMED)
}
