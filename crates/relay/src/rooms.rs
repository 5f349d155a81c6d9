//! Which task owns which room: loading is single-flight, unloading waits for the store (P3).
//!
//! A room is in the map from before it is loaded until after it is saved. Who joins meanwhile waits in its
//! inbox; who was too late finds the inbox closed and asks again.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use sync::{Document, PeerId, Replica, Room};
use tokio::sync::{mpsc, oneshot};

use crate::{
    config::Limits,
    room_task::{Ended, JoinError, Joining, Loaded, RoomMessage, RoomTask},
    store::{Store, StoreError, StoredRoom, writer::Writer},
};

/// Messages that wait in a room's inbox before its connections are slowed down.
const INBOX: usize = 64;

/// The registry. Cheap to clone.
#[derive(Clone)]
pub struct Rooms(Arc<Shared>);

struct Shared {
    live: Mutex<Live>,
    store: Arc<dyn Store>,
    writer: Writer,
    limits: Arc<Limits>,
    peers: AtomicU64,
}

struct Live {
    rooms: HashMap<String, Handle>,
    lives: u64,
    /// Every room task holds a clone: when all are gone, all rooms have ended. `None` once closed.
    running: Option<mpsc::Sender<()>>,
}

#[derive(Clone)]
struct Handle {
    inbox: mpsc::Sender<RoomMessage>,
    /// Tells two lives of one room apart.
    life: u64,
}

/// A room could not be loaded.
#[derive(Debug, thiserror::Error)]
enum LoadError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("stored bytes do not decode: {0}")]
    Undecodable(&'static str),
}

impl Rooms {
    /// An empty registry. The receiver ends when it was shut down and all rooms have ended.
    pub fn new(
        store: Arc<dyn Store>,
        writer: Writer,
        limits: Arc<Limits>,
    ) -> (Self, mpsc::Receiver<()>) {
        let (running, all_ended) = mpsc::channel(1);
        let live = Live {
            rooms: HashMap::new(),
            lives: 0,
            running: Some(running),
        };
        let shared = Shared {
            live: Mutex::new(live),
            store,
            writer,
            limits,
            peers: AtomicU64::new(1),
        };
        (Self(Arc::new(shared)), all_ended)
    }

    /// A number for a new connection.
    pub fn next_peer(&self) -> PeerId {
        PeerId(self.0.peers.fetch_add(1, Ordering::Relaxed))
    }

    /// Rooms in memory.
    pub fn live(&self) -> usize {
        self.lock().rooms.len()
    }

    /// Joins a room, loading it where needed; gives the way to it.
    pub async fn join(
        &self,
        name: &str,
        joining: &Joining,
    ) -> Result<mpsc::Sender<RoomMessage>, JoinError> {
        loop {
            let inbox = self.inbox(name)?;
            let (done, answer) = oneshot::channel();
            let message = RoomMessage::Join {
                joining: joining.clone(),
                done,
            };
            if inbox.send(message).await.is_ok()
                && let Ok(outcome) = answer.await
            {
                return outcome.map(|()| inbox);
            }
            // The room ended between the two: its successor will answer.
            tokio::task::yield_now().await;
        }
    }

    /// Tells all rooms to commit and end; nobody joins any more.
    pub async fn shut_down(&self) {
        let rooms: Vec<Handle> = {
            let mut live = self.lock();
            live.running = None;
            live.rooms.values().cloned().collect()
        };
        for room in rooms {
            let _ = room.inbox.send(RoomMessage::Shutdown).await; // ended by itself
        }
    }

    fn inbox(&self, name: &str) -> Result<mpsc::Sender<RoomMessage>, JoinError> {
        let mut live = self.lock();
        let running = live.running.clone().ok_or(JoinError::ShuttingDown)?;
        // A closed inbox in the map is a task that panicked: nothing of it was acknowledged, load anew.
        if let Some(handle) = live
            .rooms
            .get(name)
            .filter(|handle| !handle.inbox.is_closed())
        {
            return Ok(handle.inbox.clone());
        }
        live.lives += 1;
        let (inbox, receiver) = mpsc::channel(INBOX);
        let handle = Handle {
            inbox: inbox.clone(),
            life: live.lives,
        };
        let life = self.clone().own(name.to_owned(), handle.life, receiver);
        tokio::spawn(async move {
            life.await;
            drop(running);
        });
        live.rooms.insert(name.to_owned(), handle);
        Ok(inbox)
    }

    /// The life of one room. It is in the map for all of it, so nobody loads what is not yet saved.
    async fn own(self, name: String, life: u64, mut inbox: mpsc::Receiver<RoomMessage>) {
        match self.load(&name).await {
            Ok(loaded) => {
                let task = RoomTask::new(
                    name.clone(),
                    loaded,
                    self.0.writer.clone(),
                    self.0.limits.clone(),
                );
                let ended = task.run(&mut inbox).await;
                self.release(&name, life);
                report(&name, &ended);
            }
            Err(error) => {
                tracing::error!(room = name, %error, "room could not be loaded; its stored bytes are untouched");
                self.release(&name, life);
                refuse_all(&mut inbox);
            }
        }
    }

    async fn load(&self, name: &str) -> Result<Loaded, LoadError> {
        let (store, room) = (self.0.store.clone(), name.to_owned());
        let began = Instant::now();
        let loaded = tokio::task::spawn_blocking(move || rebuild(&store.load(&room)?))
            .await
            .unwrap_or(Err(LoadError::Undecodable("the decoder panicked")));
        tracing::debug!(
            room = name,
            took_us = began.elapsed().as_micros() as u64,
            ok = loaded.is_ok(),
            "room loaded"
        );
        loaded
    }

    fn release(&self, name: &str, life: u64) {
        let mut live = self.lock();
        if live
            .rooms
            .get(name)
            .is_some_and(|handle| handle.life == life)
        {
            live.rooms.remove(name);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Live> {
        self.0.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The document from what is stored. Runs where blocking is allowed.
fn rebuild(stored: &StoredRoom) -> Result<Loaded, LoadError> {
    let mut client = [0; 8];
    getrandom::fill(&mut client).expect("the operating system has randomness");
    let mut document = Document::new(u64::from_le_bytes(client) >> 11);
    for update in stored.snapshot.iter().chain(&stored.updates) {
        document
            .apply(update)
            .map_err(|malformed| LoadError::Undecodable(malformed.0))?;
    }
    Ok(Loaded {
        room: Room::new(document),
        last: stored.last,
        log_entries: stored.updates.len(),
        log_bytes: stored.updates.iter().map(Vec::len).sum(),
        snapshot_bytes: stored.snapshot.as_ref().map_or(0, Vec::len),
    })
}

/// Everybody who waited for a room that could not be loaded is told to come back (P4).
fn refuse_all(inbox: &mut mpsc::Receiver<RoomMessage>) {
    inbox.close();
    while let Ok(message) = inbox.try_recv() {
        if let RoomMessage::Join { done, .. } = message {
            let _ = done.send(Err(JoinError::LoadFailed)); // it may have gone meanwhile
        }
    }
}

fn report(room: &str, ended: &Ended) {
    match ended {
        Ended::Saved => tracing::debug!(room, "room unloaded"),
        Ended::Unsaved(entries) => tracing::error!(
            room,
            entries,
            "room ended unsaved; none of it was acknowledged, its senders still hold it"
        ),
    }
}
