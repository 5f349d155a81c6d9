//! The store on this device: one IndexedDB database a room.
//!
//! `updates` holds the bytes under ascending keys; `outbox` holds the time (Unix, milliseconds) at which each
//! unacknowledged change was made. Both are written in one strict transaction, so neither is there without the other.

use std::future::IntoFuture;

use idb::builder::{DatabaseBuilder, ObjectStoreBuilder};
use idb::{
    Database, ObjectStore, Query, Transaction, TransactionFuture, TransactionMode,
    TransactionResult,
};
use js_sys::{Array, Function, JsString, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbDatabase;

use super::{
    Aside, Fact, Facts, Key, Loaded, NewUpdate, Origin, Records, Storage, StorageError, Waiting,
};
use crate::clock::now_ms;

/// 1: updates and outbox. 2: facts. A step up only adds stores: what an older build wrote stays, and an older
/// build (a tab that was not loaded again) works on what a newer one has made.
const DATABASE_VERSION: u32 = 2;
pub(super) const UPDATES: &str = "updates";
pub(super) const OUTBOX: &str = "outbox";
pub(super) const FACTS: &str = "facts";
/// Before the name of the room.
const NAME_PREFIX: &str = "coplan:";

/// An open database. Dropping it closes the connection.
#[derive(Debug)]
pub struct IndexedDb {
    database: IdbDatabase,
    /// Keeps the handler that closes the connection when another tab deletes the database.
    _handlers: Database,
}

impl IndexedDb {
    /// Opens or creates the store of a room.
    ///
    /// # Errors
    /// [`StorageError::Denied`] where the browser gives this page no IndexedDB.
    pub async fn open(room: &str) -> Result<Self, StorageError> {
        let builder = DatabaseBuilder::new(&database_name(room)).version(DATABASE_VERSION);
        let builder = builder
            .add_object_store(ObjectStoreBuilder::new(UPDATES).auto_increment(true))
            .add_object_store(ObjectStoreBuilder::new(OUTBOX).auto_increment(true))
            .add_object_store(ObjectStoreBuilder::new(FACTS));
        let opened = match builder.build().await {
            Err(error) if error.to_string().contains("VersionError") => as_it_is(room).await,
            opened => opened,
        };
        let opened = opened.map_err(|error| StorageError::Denied(error.to_string()))?;
        let database: IdbDatabase = opened.into();
        let mut handlers = Database::from(database.clone());
        let to_close = database.clone();
        handlers.on_version_change(move |_| to_close.close());
        Ok(Self {
            database,
            _handlers: handlers,
        })
    }

    /// Deletes the store of a room, with everything it holds.
    ///
    /// # Errors
    /// [`StorageError::Failed`] when the browser refuses.
    pub async fn delete(room: &str) -> Result<(), StorageError> {
        let factory = idb::Factory::new().map_err(failed)?;
        let request = factory.delete(&database_name(room)).map_err(failed)?;
        request.await.map_err(failed)
    }

    /// A transaction that is complete only when the disk has it. Neither `idb` nor stable `web-sys` can ask
    /// for that durability, so the method is called by its name.
    pub(super) fn strict(&self) -> Result<Transaction, StorageError> {
        let options = Object::new();
        let strict = JsValue::from_str("strict");
        Reflect::set(&options, &JsValue::from_str("durability"), &strict).map_err(thrown)?;
        let method = JsValue::from_str("transaction");
        let method: Function = Reflect::get(&self.database, &method)
            .map_err(thrown)?
            .unchecked_into();
        let stores: Array = [UPDATES, OUTBOX, FACTS]
            .map(JsString::from)
            .iter()
            .collect();
        let mode = JsValue::from_str("readwrite");
        let transaction = method.call3(&self.database, &stores, &mode, &options);
        Transaction::try_from(transaction.map_err(thrown)?).map_err(failed)
    }

    pub(super) fn reading(&self) -> Result<Transaction, StorageError> {
        let database = Database::from(self.database.clone());
        database
            .transaction(&[UPDATES, OUTBOX, FACTS], TransactionMode::ReadOnly)
            .map_err(failed)
    }
}

impl Drop for IndexedDb {
    fn drop(&mut self) {
        self.database.close();
    }
}

impl Storage for IndexedDb {
    async fn facts(&self) -> Result<Facts, StorageError> {
        self.read_facts().await
    }

    async fn remember(&self, fact: Fact) -> Result<(), StorageError> {
        self.write_fact(fact).await
    }

    async fn set_aside(
        &self,
        code: u16,
        records: Records<'_>,
        more: &[u8],
    ) -> Result<(), StorageError> {
        self.move_aside(code, records, more).await
    }

    async fn aside(&self) -> Result<Option<Aside>, StorageError> {
        self.read_aside().await
    }

    async fn forget_aside(&self) -> Result<(), StorageError> {
        self.delete_aside().await
    }

    async fn waiting(&self) -> Result<usize, StorageError> {
        let transaction = self.reading()?;
        let outbox = transaction.object_store(OUTBOX).map_err(failed)?;
        let count = outbox.count(None).map_err(failed)?;
        Ok(count.await.map_err(failed)? as usize)
    }

    async fn load(&self) -> Result<Loaded, StorageError> {
        let transaction = self.reading()?;
        let updates = transaction.object_store(UPDATES).map_err(failed)?;
        let outbox = transaction.object_store(OUTBOX).map_err(failed)?;
        let done = transaction.into_future();
        let updates = entries(&updates).await?.into_iter();
        let outbox = entries(&outbox).await?.into_iter();
        finished(done.await)?;
        Ok(Loaded {
            updates: updates
                .map(|(key, bytes)| (key, Uint8Array::new(&bytes).to_vec()))
                .collect(),
            outbox: outbox
                .map(|(key, since)| Waiting {
                    key,
                    since_ms: since.as_f64().unwrap_or_default() as u64,
                })
                .collect(),
        })
    }

    async fn append(&self, updates: &[NewUpdate]) -> Result<Vec<Key>, StorageError> {
        let transaction = self.strict()?;
        let store = transaction.object_store(UPDATES).map_err(failed)?;
        let outbox = transaction.object_store(OUTBOX).map_err(failed)?;
        let now = JsValue::from_f64(now_ms() as f64);
        let mut marks = Vec::new();
        for update in updates {
            let bytes = Uint8Array::from(update.bytes.as_slice());
            let _ = store.add(&bytes, None).map_err(failed)?;
            if update.origin == Origin::Here {
                marks.push(outbox.add(&now, None).map_err(failed)?);
            }
        }
        let done = committing(transaction)?;
        let mut keys = Vec::with_capacity(marks.len());
        for mark in marks {
            keys.push(key_from(&mark.await.map_err(failed)?));
        }
        finished(done.await)?;
        Ok(keys)
    }

    async fn acknowledged(&self, outbox: &[Key]) -> Result<(), StorageError> {
        let transaction = self.strict()?;
        let store = transaction.object_store(OUTBOX).map_err(failed)?;
        for key in outbox {
            let _ = store.delete(key_to(*key)).map_err(failed)?;
        }
        finished(committing(transaction)?.await)
    }

    async fn compact(&self, replaced: &[Key], whole: &[u8]) -> Result<(), StorageError> {
        let transaction = self.strict()?;
        let store = transaction.object_store(UPDATES).map_err(failed)?;
        let _ = store.add(&Uint8Array::from(whole), None).map_err(failed)?;
        for key in replaced {
            let _ = store.delete(key_to(*key)).map_err(failed)?;
        }
        finished(committing(transaction)?.await)
    }
}

/// All keys and values of an object store, in the order of their keys.
pub(super) async fn entries(store: &ObjectStore) -> Result<Vec<(Key, JsValue)>, StorageError> {
    let keys = store.get_all_keys(None, None).map_err(failed)?;
    let values = store.get_all(None, None).map_err(failed)?;
    let keys = keys.await.map_err(failed)?;
    let values = values.await.map_err(failed)?;
    Ok(keys.iter().map(key_from).zip(values).collect())
}

/// Opens a store that a newer build has made.
async fn as_it_is(room: &str) -> Result<Database, idb::Error> {
    idb::Factory::new()?.open(&database_name(room), None)?.await
}

/// The rooms of all stores on this device. None where the browser cannot list them.
pub async fn rooms() -> Vec<String> {
    let list = async || -> Result<Array, JsValue> {
        let factory = Reflect::get(&js_sys::global(), &"indexedDB".into())?;
        let method: Function = Reflect::get(&factory, &"databases".into())?.dyn_into()?;
        let promise: Promise = method.call0(&factory)?.dyn_into()?;
        JsFuture::from(promise).await?.dyn_into()
    };
    let databases = list().await.unwrap_or_default();
    let name = |database: JsValue| Reflect::get(&database, &"name".into()).ok()?.as_string();
    let names = databases.iter().filter_map(name);
    names
        .filter_map(|name| name.strip_prefix(NAME_PREFIX).map(str::to_owned))
        .collect()
}

fn database_name(room: &str) -> String {
    format!("{NAME_PREFIX}{room}")
}

fn key_from(value: &JsValue) -> Key {
    value
        .as_f64()
        .expect("the key generator counts: keys are numbers") as Key
}

pub(super) fn key_to(key: Key) -> Query {
    Query::Key(JsValue::from(key))
}

/// Asks for the commit with the last request, not a round trip later: a tab that closes meanwhile has asked.
pub(super) fn committing(transaction: Transaction) -> Result<TransactionFuture, StorageError> {
    Ok(transaction.commit().map_err(failed)?.into_future())
}

pub(super) fn finished(result: Result<TransactionResult, idb::Error>) -> Result<(), StorageError> {
    match result.map_err(failed)? {
        TransactionResult::Committed => Ok(()),
        // An abort that no request caused: the commit itself failed, for want of room as a rule.
        TransactionResult::Aborted => Err(StorageError::Full),
    }
}

#[allow(clippy::needless_pass_by_value, reason = "for `map_err`")]
pub(super) fn failed(error: idb::Error) -> StorageError {
    let text = error.to_string();
    if text.contains("QuotaExceeded") {
        return StorageError::Full;
    }
    StorageError::Failed(text)
}

#[allow(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn thrown(value: JsValue) -> StorageError {
    StorageError::Failed(format!("{value:?}"))
}
