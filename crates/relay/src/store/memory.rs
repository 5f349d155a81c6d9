//! A store that forgets at the end: for tests, and for demonstrations without a folder.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{Store, StoreError, StoredRoom, Write};
use crate::access::{Link, SecretHash};

/// See the module.
#[derive(Default)]
pub struct MemoryStore(Mutex<State>);

#[derive(Default)]
struct State {
    plans: BTreeMap<String, Vec<(Link, SecretHash)>>,
    rooms: BTreeMap<String, Room>,
}

#[derive(Default)]
struct Room {
    snapshot: Option<(u64, Vec<u8>)>,
    log: BTreeMap<u64, Vec<u8>>,
    clients: BTreeMap<u64, String>,
}

impl MemoryStore {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn create_plan(
        &self,
        plan: &str,
        _label: &str,
        _now_ms: u64,
        links: &[(Link, SecretHash)],
    ) -> Result<(), StoreError> {
        let mut state = self.state();
        if state.plans.contains_key(plan) {
            return Err(StoreError::Failed("the plan exists".into()));
        }
        state.plans.insert(plan.to_owned(), links.to_vec());
        Ok(())
    }

    fn find_link(&self, plan: &str, secret: &SecretHash) -> Result<Option<Link>, StoreError> {
        let state = self.state();
        let found = state
            .plans
            .get(plan)
            .and_then(|links| links.iter().find(|(_, hash)| hash == secret));
        Ok(found.map(|(link, _)| link.clone()))
    }

    fn links(&self, plan: &str) -> Result<Vec<Link>, StoreError> {
        let state = self.state();
        let mut links: Vec<Link> = state
            .plans
            .get(plan)
            .into_iter()
            .flatten()
            .map(|(link, _)| link.clone())
            .collect();
        links.sort_by(|a, b| (a.created_ms, &a.id).cmp(&(b.created_ms, &b.id)));
        Ok(links)
    }

    fn add_link(&self, link: &Link, secret: &SecretHash) -> Result<bool, StoreError> {
        let mut state = self.state();
        let links = state.plans.get_mut(&link.plan);
        Ok(links
            .map(|links| links.push((link.clone(), *secret)))
            .is_some())
    }

    fn revoke_link(&self, plan: &str, link: &str, _now_ms: u64) -> Result<bool, StoreError> {
        let mut state = self.state();
        let Some(links) = state.plans.get_mut(plan) else {
            return Ok(false);
        };
        let before = links.len();
        links.retain(|(known, _)| known.id != link);
        Ok(links.len() < before)
    }

    fn load(&self, room: &str) -> Result<StoredRoom, StoreError> {
        let state = self.state();
        let Some(room) = state.rooms.get(room) else {
            return Ok(StoredRoom::default());
        };
        let (through, snapshot) = match &room.snapshot {
            Some((through, bytes)) => (*through, Some(bytes.clone())),
            None => (0, None),
        };
        let updates = room
            .log
            .range(through + 1..)
            .map(|(_, bytes)| bytes.clone())
            .collect();
        let last = room
            .log
            .keys()
            .next_back()
            .copied()
            .unwrap_or(0)
            .max(through);
        Ok(StoredRoom {
            snapshot,
            updates,
            last,
        })
    }

    fn client_link(&self, room: &str, client: u64) -> Result<Option<String>, StoreError> {
        Ok(self
            .state()
            .rooms
            .get(room)
            .and_then(|room| room.clients.get(&client).cloned()))
    }

    fn commit(&self, writes: &[Write]) -> Result<(), StoreError> {
        let mut state = self.state();
        for write in writes {
            if let Write::Append(entry) = write
                && state
                    .rooms
                    .get(&entry.room)
                    .is_some_and(|room| room.log.contains_key(&entry.seq))
            {
                return Err(StoreError::Conflict(entry.seq));
            }
        }
        for write in writes {
            match write {
                Write::Append(entry) => {
                    let room = state.rooms.entry(entry.room.clone()).or_default();
                    room.log.insert(entry.seq, entry.bytes.to_vec());
                    for client in &entry.clients {
                        room.clients
                            .entry(*client)
                            .or_insert_with(|| entry.link.clone());
                    }
                }
                Write::Snapshot {
                    room,
                    through,
                    bytes,
                    ..
                } => {
                    let room = state.rooms.entry(room.clone()).or_default();
                    room.snapshot = Some((*through, bytes.to_vec()));
                }
            }
        }
        Ok(())
    }
}
