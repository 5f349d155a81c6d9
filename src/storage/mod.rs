//! What this device keeps of a document: every update, appended before it counts as kept, and a mark for
//! what the relay has not acknowledged yet (the outbox).
//!
//! One store holds one room. Several tabs may hold the same store: appending never touches what is there,
//! and compaction replaces only what it has read, so that no order of both loses an update.

mod facts;
mod indexed_db;
mod memory;
#[cfg(test)]
mod tests;

use std::rc::Rc;

pub use indexed_db::{IndexedDb, rooms};
pub use memory::Memory;

use crate::paths::Secret;

/// Names an appended record; never used twice in a store.
pub type Key = u32;

/// Where an update comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// This browser: it goes to the outbox until the relay has it.
    Here,
    /// The relay.
    Relay,
}

/// An update to append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpdate {
    /// A Yjs update, v1.
    pub bytes: Vec<u8>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Everything a store holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    /// In the order of appending.
    pub updates: Vec<(Key, Vec<u8>)>,
    /// What the relay has not acknowledged yet.
    pub outbox: Vec<Waiting>,
}

/// An entry of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Its key in the outbox (not the update's).
    pub key: Key,
    /// Unix time in milliseconds when it was made.
    pub since_ms: u64,
}

/// Why the device did not keep or give it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The browser gives this page no store: private window, third-party frame, blocked site data.
    #[error("this browser keeps nothing for this page: {0}")]
    Denied(String),
    /// The device or the browser's share of it is full.
    #[error("no room on this device")]
    Full,
    /// Anything else; the store may have been deleted under us.
    #[error("the store on this device failed: {0}")]
    Failed(String),
}

/// What a store knows beside the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The key that this browser opens the plan with. A browser that is killed may forget what it was told to
    /// keep in `localStorage` seconds before; a key that has left the address bar must not be lost with it.
    pub secret: Option<Secret>,
    /// Unix time in milliseconds when everything here was last on the relay.
    pub synced_ms: Option<u64>,
}

/// One of [`Facts`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// See [`Facts::secret`]; `None` forgets it.
    Secret(Option<Secret>),
    /// See [`Facts::synced_ms`].
    Synced(u64),
}

/// What a relay has refused: readable, and out of the way of the document that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// The close code of the refusal.
    pub code: u16,
    /// Unix time in milliseconds of the first refusal.
    pub since_ms: u64,
    /// Updates of the refused document, in an order in which they can be merged.
    pub updates: Vec<Vec<u8>>,
}

/// Which records of a store.
#[derive(Debug, Clone, Copy)]
pub enum Records<'a> {
    /// Whatever is there.
    All,
    /// These.
    These(&'a [Key]),
}

impl Records<'_> {
    fn include(self, key: Key) -> bool {
        match self {
            Self::All => true,
            Self::These(keys) => keys.contains(&key),
        }
    }
}

/// A store of one room.
pub trait Storage {
    /// Moves records out of the way, and `more` with them, beside what lies there already: a relay has refused them.
    /// With all records the outbox is emptied. All of it or nothing.
    async fn set_aside(
        &self,
        code: u16,
        records: Records<'_>,
        more: &[u8],
    ) -> Result<(), StorageError>;

    /// What was set aside.
    async fn aside(&self) -> Result<Option<Aside>, StorageError>;

    /// Lets go of what was set aside.
    async fn forget_aside(&self) -> Result<(), StorageError>;

    /// What is known beside the document.
    async fn facts(&self) -> Result<Facts, StorageError>;

    /// Remembers a fact. When it returns it survives the end of the browser.
    async fn remember(&self, fact: Fact) -> Result<(), StorageError>;

    /// How many edits wait for the relay, of this tab and of all others.
    async fn waiting(&self) -> Result<usize, StorageError>;

    /// Reads everything.
    async fn load(&self) -> Result<Loaded, StorageError>;

    /// Appends all of them or nothing. When it returns they survive the end of the browser.
    /// The outbox keys of those that were made here, in order.
    async fn append(&self, updates: &[NewUpdate]) -> Result<Vec<Key>, StorageError>;

    /// Takes entries out of the outbox: the relay has them on disk.
    async fn acknowledged(&self, outbox: &[Key]) -> Result<(), StorageError>;

    /// Puts one update in the place of those that it was made from. The outbox stays.
    async fn compact(&self, replaced: &[Key], whole: &[u8]) -> Result<(), StorageError>;
}

/// The store that could be opened.
#[derive(Debug)]
pub enum Store {
    /// On this device.
    Device(IndexedDb),
    /// Only until the tab is closed; a plan that is opened again meets what it left.
    Memory(Rc<Memory>),
}

impl Store {
    /// Opens the store of a room, in memory where the browser denies one. Says why it was denied.
    pub async fn open(room: &str) -> (Self, Option<StorageError>) {
        match IndexedDb::open(room).await {
            Ok(store) => (Self::Device(store), None),
            Err(error) => (Self::Memory(Memory::of_tab(room)), Some(error)),
        }
    }

    /// Whether what it holds survives the tab.
    pub fn is_on_device(&self) -> bool {
        matches!(self, Self::Device(_))
    }
}

impl Storage for Store {
    async fn set_aside(
        &self,
        code: u16,
        records: Records<'_>,
        more: &[u8],
    ) -> Result<(), StorageError> {
        match self {
            Self::Device(store) => store.set_aside(code, records, more).await,
            Self::Memory(store) => store.set_aside(code, records, more).await,
        }
    }

    async fn aside(&self) -> Result<Option<Aside>, StorageError> {
        match self {
            Self::Device(store) => store.aside().await,
            Self::Memory(store) => store.aside().await,
        }
    }

    async fn forget_aside(&self) -> Result<(), StorageError> {
        match self {
            Self::Device(store) => store.forget_aside().await,
            Self::Memory(store) => store.forget_aside().await,
        }
    }

    async fn waiting(&self) -> Result<usize, StorageError> {
        match self {
            Self::Device(store) => store.waiting().await,
            Self::Memory(store) => store.waiting().await,
        }
    }

    async fn remember(&self, fact: Fact) -> Result<(), StorageError> {
        match self {
            Self::Device(store) => store.remember(fact).await,
            Self::Memory(store) => store.remember(fact).await,
        }
    }

    async fn facts(&self) -> Result<Facts, StorageError> {
        match self {
            Self::Device(store) => store.facts().await,
            Self::Memory(store) => store.facts().await,
        }
    }

    async fn load(&self) -> Result<Loaded, StorageError> {
        match self {
            Self::Device(store) => store.load().await,
            Self::Memory(store) => store.load().await,
        }
    }

    async fn append(&self, updates: &[NewUpdate]) -> Result<Vec<Key>, StorageError> {
        match self {
            Self::Device(store) => store.append(updates).await,
            Self::Memory(store) => store.append(updates).await,
        }
    }

    async fn acknowledged(&self, outbox: &[Key]) -> Result<(), StorageError> {
        match self {
            Self::Device(store) => store.acknowledged(outbox).await,
            Self::Memory(store) => store.acknowledged(outbox).await,
        }
    }

    async fn compact(&self, replaced: &[Key], whole: &[u8]) -> Result<(), StorageError> {
        match self {
            Self::Device(store) => store.compact(replaced, whole).await,
            Self::Memory(store) => store.compact(replaced, whole).await,
        }
    }
}
