//! Reading a document: total, whatever bytes it holds. What cannot be understood is listed and stays untouched.

pub(crate) mod entries;
pub(crate) mod keys;
mod parts;
mod people;
mod plan;
mod records;
mod scalars;
mod table;
mod tables;

use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn};

use crate::{model::Oddity, order, schema::key, value::Value};

pub(crate) use self::{
    plan::{Changed, Rows, assemble, in_order, update},
    tables::{Entries, Oddities, Roots, Tables, fill},
};

/// One entry of a root map: under an id, or under a composite key.
pub(crate) trait Entry: Sized + PartialEq {
    /// The key, parsed.
    type Key: Ord + Copy;
    /// Name of the root map.
    const ROOT: &'static str;

    fn parse(key: &str) -> Option<Self::Key>;
    /// `None` says that the entry does not count; why stands in the source's oddities.
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self>;
}

/// A record with its place in an order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row<V> {
    pub(crate) order: Option<String>,
    pub(crate) value: V,
}

/// Where something is read, and what was odd there.
pub(crate) struct Source<'a, T> {
    pub(crate) txn: &'a T,
    pub(crate) root: &'static str,
    /// Key of the entry; empty where the root itself is read.
    pub(crate) key: &'a str,
    pub(crate) oddities: Vec<Oddity>,
}

impl<T: ReadTxn> Source<'_, T> {
    pub(crate) fn odd(&mut self, below: &str, found: impl Into<String>) {
        let parts = [self.root, self.key, below];
        let named: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let at = named.join("/");
        self.oddities.push(Oddity {
            at,
            found: found.into(),
        });
    }

    /// The entry as a nested map.
    pub(crate) fn record(&mut self, out: &Out) -> Option<MapRef> {
        match out {
            Out::YMap(map) => Some(map.clone()),
            other => {
                self.odd("", describe(other));
                None
            }
        }
    }

    /// The entry as a value.
    pub(crate) fn entry<V: Value>(&mut self, out: &Out) -> Option<V> {
        let value = match out {
            Out::Any(any) => V::from_any(any),
            _ => None,
        };
        if value.is_none() {
            self.odd("", describe(out));
        }
        value
    }

    /// A field of a record; `null` is the same as absent.
    pub(crate) fn value<V: Value>(&mut self, record: &MapRef, key: &str) -> Option<V> {
        let out = record.get(self.txn, key)?;
        let value = match &out {
            Out::Any(Any::Null | Any::Undefined) => return None,
            Out::Any(any) => V::from_any(any),
            _ => None,
        };
        if value.is_none() {
            self.odd(key, describe(&out));
        }
        value
    }

    /// A field of a record that has a default.
    pub(crate) fn or_default<V: Value + Default>(&mut self, record: &MapRef, key: &str) -> V {
        self.value(record, key).unwrap_or_default()
    }

    /// A text of a record; a plain string is read too.
    pub(crate) fn text(&mut self, record: &MapRef, key: &str) -> String {
        match record.get(self.txn, key) {
            Some(Out::YText(text)) => text.get_string(self.txn),
            None => String::new(),
            Some(_) => self.or_default(record, key),
        }
    }

    /// The record's place; what is no order counts as none, and such rows come last.
    pub(crate) fn order(&mut self, record: &MapRef) -> Option<String> {
        let text: String = self.value(record, key::ORDER)?;
        if !order::is_order(&text) {
            self.odd(key::ORDER, "not an order");
            return None;
        }
        Some(text)
    }
}

/// Whether a key of a set counts: `false` and `null` are a foreign client's way to take it out.
pub(crate) fn is_member(out: &Out) -> bool {
    !matches!(out, Out::Any(Any::Null | Any::Undefined | Any::Bool(false)))
}

/// What stands there, in few words: never its content, which may be personal.
fn describe(out: &Out) -> &'static str {
    match out {
        Out::Any(Any::Null | Any::Undefined) => "nothing",
        Out::Any(Any::Bool(_)) => "an unexpected flag",
        Out::Any(Any::Number(_)) => "an unexpected number",
        Out::Any(Any::String(_)) => "an unexpected text",
        Out::Any(Any::Buffer(_)) => "unexpected bytes",
        Out::Any(Any::Array(_)) => "an unexpected list",
        Out::Any(Any::Map(_)) => "an unexpected value with parts",
        Out::YText(_) => "an unexpected shared text",
        Out::YMap(_) => "an unexpected shared map",
        Out::YArray(_) => "an unexpected shared list",
        _ => "an unexpected shared type",
    }
}
