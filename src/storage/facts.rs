//! Single values beside the document, each under its name: the plan's key, the last sync, and what was set aside.

use idb::{ObjectStore, Query};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::indexed_db::{
    FACTS, IndexedDb, OUTBOX, UPDATES, committing, entries, failed, finished, key_to,
};
use super::{Aside, Fact, Facts, Records, StorageError};
use crate::clock::now_ms;

const SECRET: &str = "secret";
const SYNCED: &str = "synced_ms";
/// `[close code, Unix time in milliseconds, bytes…]`.
const ASIDE: &str = "aside";

impl IndexedDb {
    pub(super) async fn read_facts(&self) -> Result<Facts, StorageError> {
        let transaction = self.reading()?;
        let facts = transaction.object_store(FACTS).map_err(failed)?;
        let (secret, synced) = (get(&facts, SECRET)?, get(&facts, SYNCED)?);
        let secret = secret.await.map_err(failed)?;
        let secret = secret.and_then(|value| value.as_string());
        let synced = synced.await.map_err(failed)?;
        let synced = synced.and_then(|value| value.as_f64());
        Ok(Facts {
            secret: secret.and_then(|secret| secret.parse().ok()),
            synced_ms: synced.map(|at_ms| at_ms as u64),
        })
    }

    pub(super) async fn write_fact(&self, fact: Fact) -> Result<(), StorageError> {
        let transaction = self.strict()?;
        let facts = transaction.object_store(FACTS).map_err(failed)?;
        let (name, value) = match fact {
            Fact::Secret(secret) => (
                SECRET,
                secret.map(|secret| JsValue::from_str(secret.as_str())),
            ),
            Fact::Synced(at_ms) => (SYNCED, Some(JsValue::from_f64(at_ms as f64))),
        };
        let name = JsValue::from_str(name);
        match value {
            Some(value) => drop(facts.put(&value, Some(&name)).map_err(failed)?),
            None => drop(facts.delete(Query::Key(name)).map_err(failed)?),
        }
        finished(committing(transaction)?.await)
    }

    pub(super) async fn read_aside(&self) -> Result<Option<Aside>, StorageError> {
        let transaction = self.reading()?;
        let facts = transaction.object_store(FACTS).map_err(failed)?;
        let value = get(&facts, ASIDE)?.await.map_err(failed)?;
        Ok(value.and_then(|value| aside_from(&value)))
    }

    /// One transaction: what leaves the records is aside, whenever the browser is killed.
    pub(super) async fn move_aside(
        &self,
        code: u16,
        records: Records<'_>,
        more: &[u8],
    ) -> Result<(), StorageError> {
        let transaction = self.strict()?;
        let store = |name| transaction.object_store(name).map_err(failed);
        let (updates, outbox, facts) = (store(UPDATES)?, store(OUTBOX)?, store(FACTS)?);
        let earlier = get(&facts, ASIDE)?.await.map_err(failed)?;
        let mut aside = earlier
            .and_then(|value| aside_from(&value))
            .unwrap_or_else(|| Aside {
                code,
                since_ms: now_ms(),
                updates: Vec::new(),
            });
        for (key, bytes) in entries(&updates).await? {
            if records.include(key) {
                aside.updates.push(Uint8Array::new(&bytes).to_vec());
                let _ = updates.delete(key_to(key)).map_err(failed)?;
            }
        }
        if matches!(records, Records::All) {
            let _ = outbox.clear().map_err(failed)?;
        }
        if !more.is_empty() {
            aside.updates.push(more.to_owned());
        }
        let name = JsValue::from_str(ASIDE);
        let _ = facts.put(&aside_to(&aside), Some(&name)).map_err(failed)?;
        finished(committing(transaction)?.await)
    }

    pub(super) async fn delete_aside(&self) -> Result<(), StorageError> {
        let transaction = self.strict()?;
        let facts = transaction.object_store(FACTS).map_err(failed)?;
        let name = JsValue::from_str(ASIDE);
        let _ = facts.delete(Query::Key(name)).map_err(failed)?;
        finished(committing(transaction)?.await)
    }
}

fn get(facts: &ObjectStore, name: &str) -> Result<idb::request::GetStoreRequest, StorageError> {
    let name = Query::Key(JsValue::from_str(name));
    facts.get(name).map_err(failed)
}

fn aside_to(aside: &Aside) -> JsValue {
    let bytes = aside.updates.iter();
    let bytes = bytes.map(|bytes| JsValue::from(Uint8Array::from(bytes.as_slice())));
    let head = [f64::from(aside.code), aside.since_ms as f64].map(JsValue::from_f64);
    head.into_iter().chain(bytes).collect::<Array>().into()
}

fn aside_from(value: &JsValue) -> Option<Aside> {
    let value = value.dyn_ref::<Array>()?;
    let bytes = value.iter().skip(2);
    let bytes = bytes.filter_map(|bytes| bytes.dyn_into::<Uint8Array>().ok());
    Some(Aside {
        code: value.get(0).as_f64()? as u16,
        since_ms: value.get(1).as_f64()? as u64,
        updates: bytes.map(|bytes| bytes.to_vec()).collect(),
    })
}
