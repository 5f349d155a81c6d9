//! Writing a checked command into the document: only what changes, each record whole in one transaction.

mod entries;
mod fields;
pub(crate) mod lanes;
mod people;
pub(crate) mod rows;
pub(crate) mod scalars;
pub(crate) mod texts;

use std::{cell::RefCell, collections::BTreeMap};

use yrs::{Map, MapPrelim, MapRef, Out, TransactionMut};

use self::lanes::Lanes;
use crate::{
    command::{Command, Draft},
    read::Roots,
    schema::key,
    value::{Value, overlay},
};

/// An open transaction on a plan document.
pub(crate) struct Writer<'a, 'doc> {
    pub(crate) txn: TransactionMut<'doc>,
    pub(crate) roots: &'a Roots,
    /// Stamped on what is created.
    pub(crate) client: u64,
    /// Orders of rows, read once a transaction.
    pub(crate) lanes: RefCell<BTreeMap<String, Lanes>>,
}

impl<'a, 'doc> Writer<'a, 'doc> {
    pub(crate) fn new(txn: TransactionMut<'doc>, roots: &'a Roots, client: u64) -> Self {
        Self {
            txn,
            roots,
            client,
            lanes: RefCell::default(),
        }
    }

    /// Writes one command that is no batch. `draft` is the plan before it. Each part takes the commands that are its own.
    pub(crate) fn write(&mut self, draft: &Draft, command: &Command) {
        self.write_text(draft, command);
        self.write_scalar(draft, command);
        self.write_milestone_rows(command);
        self.write_list_rows(command);
        self.write_person(draft, command);
        self.write_dependency(command);
        self.write_words(draft, command);
        self.write_field(command);
        self.write_owner(draft, command);
        self.write_list_field(command);
    }

    /// Sets or removes an entry of a root map.
    pub(crate) fn set<V: Value>(&mut self, root: &str, key: &str, value: Option<&V>) {
        put(&mut self.txn, self.roots.map(root), key, value);
    }

    /// The record under an id, where it is one.
    pub(crate) fn record(&self, root: &str, id: &str) -> Option<MapRef> {
        match self.roots.map(root).get(&self.txn, id) {
            Some(Out::YMap(record)) => Some(record),
            _ => None,
        }
    }

    /// A field of a record; `None` takes it out.
    pub(crate) fn field<V: Value>(&mut self, root: &str, id: &str, key: &str, value: Option<&V>) {
        if let Some(record) = self.record(root, id) {
            put(&mut self.txn, &record, key, value);
        }
    }

    /// A field of a record that is absent while it has its default.
    pub(crate) fn field_or_default<V: Value + Default>(
        &mut self,
        root: &str,
        id: &str,
        key: &str,
        value: &V,
    ) {
        if let Some(record) = self.record(root, id) {
            put_or_default(&mut self.txn, &record, key, value);
        }
    }

    pub(crate) fn archive(&mut self, root: &str, id: &str, archived: bool) {
        self.field_or_default(root, id, key::ARCHIVED, &archived);
    }

    /// A new record. Its texts are created with it, in the same transaction: two peers that created one lazily would
    /// keep only one of them.
    pub(crate) fn create(&mut self, root: &str, id: &str, texts: &[(&str, &str)]) -> MapRef {
        let record = self
            .roots
            .map(root)
            .insert(&mut self.txn, id, MapPrelim::default());
        for (key, text) in texts {
            record.insert(&mut self.txn, *key, yrs::TextPrelim::new(*text));
        }
        record
    }
}

/// Writes a value if it differs from what stands there: rewriting an equal one could still beat a peer's edit.
pub(crate) fn put<V: Value>(txn: &mut TransactionMut, map: &MapRef, key: &str, value: Option<&V>) {
    let old = map.get(txn, key);
    match (old, value) {
        (None, None) => {}
        (Some(_), None) => drop(map.remove(txn, key)),
        (Some(Out::Any(old)), Some(value)) => {
            if V::from_any(&old).as_ref() != Some(value) {
                map.insert(txn, key, overlay(Some(&old), value));
            }
        }
        (_, Some(value)) => drop(map.insert(txn, key, value.to_any())),
    }
}

/// The same for a value with a default, which absence reads as.
pub(crate) fn put_or_default<V: Value + Default>(
    txn: &mut TransactionMut,
    map: &MapRef,
    key: &str,
    value: &V,
) {
    if *value != V::default() || map.get(txn, key).is_some() {
        put(txn, map, key, Some(value));
    }
}
