//! Orders of rows while a transaction is open.

use std::collections::{BTreeMap, HashSet};

use yrs::{Any, Map, MapRef, Out, ReadTxn, TransactionMut};

use super::Writer;
use crate::{
    command::Place,
    order::{self, is_order},
    schema::{SEPARATOR, key},
};

/// The lanes of a root map, by the first part of composite keys; that of single keys under an empty text.
pub(crate) type Lanes = BTreeMap<String, Lane>;

/// Rows of one order, sorted: with their order, and those without one last.
#[derive(Debug, Default)]
pub(crate) struct Lane {
    rows: Vec<(Option<String>, String)>,
    /// The ids of the rows: a new one, which is most of an import, need not be looked for among all.
    known: HashSet<String>,
}

impl Lane {
    /// Moves or adds rows, and says which orders must be written for that. Nothing where they stand there already.
    pub(crate) fn place(
        &mut self,
        ids: &[&str],
        place: &Place<String>,
        jitter: u64,
    ) -> Vec<(String, String)> {
        if !ids.iter().any(|id| self.known.contains(*id)) {
            return self.insert(self.index(place), ids, jitter);
        }
        let before: Vec<String> = self.rows.iter().map(|(_, id)| id.clone()).collect();
        let moved = |id: &str| ids.contains(&id);
        let known: Vec<_> = self
            .rows
            .iter()
            .filter(|(_, id)| moved(id))
            .cloned()
            .collect();
        self.rows.retain(|(_, id)| !moved(id));
        let at = self.index(place);
        // A new record has no order yet, wherever it stands.
        let ordered = known.iter().filter(|(order, _)| order.is_some()).count();
        let stands = ordered == ids.len() && {
            let now = self.rows[..at].iter().chain(&[]).map(|(_, id)| id.as_str());
            let after = self.rows[at..].iter().map(|(_, id)| id.as_str());
            now.chain(ids.iter().copied())
                .chain(after)
                .eq(before.iter().map(String::as_str))
        };
        if stands {
            let known = ids
                .iter()
                .filter_map(|id| known.iter().find(|(_, each)| each == id));
            let known: Vec<_> = known.cloned().collect();
            self.rows.splice(at..at, known);
            return Vec::new();
        }
        self.insert(at, ids, jitter)
    }

    fn insert(&mut self, at: usize, ids: &[&str], jitter: u64) -> Vec<(String, String)> {
        let mut lower = self.rows[..at]
            .iter()
            .rev()
            .find_map(|(order, _)| order.clone());
        // Equal orders are possible (two peers, or a foreign client): the row goes behind all of them.
        let above = |order: &&String| lower.as_ref().is_none_or(|lower| lower < order);
        let upper = self.rows[at..]
            .iter()
            .find_map(|(order, _)| order.as_ref().filter(above))
            .cloned();
        let mut written = Vec::new();
        for id in ids {
            let bits = order::mix(id, jitter);
            let order = order::between(lower.as_deref(), upper.as_deref(), bits);
            lower = Some(order.clone());
            written.push(((*id).to_owned(), order));
        }
        self.known.extend(ids.iter().map(|id| (*id).to_owned()));
        let last = upper.is_none() && at == self.rows.len();
        self.rows.splice(
            at..at,
            written
                .iter()
                .map(|(id, order)| (Some(order.clone()), id.clone())),
        );
        if !last {
            self.sort();
        }
        written
    }

    fn index(&self, place: &Place<String>) -> usize {
        match place {
            Place::First => 0,
            Place::Last => self.rows.len(),
            Place::After(anchor) => {
                let found = self.rows.iter().position(|(_, id)| id == anchor);
                found.map_or(self.rows.len(), |at| at + 1)
            }
        }
    }

    fn sort(&mut self) {
        self.rows
            .sort_by(|a, b| (a.0.is_none(), &a.0, &a.1).cmp(&(b.0.is_none(), &b.0, &b.1)));
    }
}

impl Writer<'_, '_> {
    /// Puts records of a root into their order. `within` is the first part of composite keys, or empty.
    pub(crate) fn place(&mut self, root: &str, within: &str, ids: &[&str], place: &Place<String>) {
        let map = self.roots.map(root);
        let mut lanes = self.lanes.borrow_mut();
        let lanes = lanes
            .entry(root.to_owned())
            .or_insert_with(|| read_lanes(&self.txn, map));
        let lane = lanes.entry(within.to_owned()).or_default();
        let written = lane.place(ids, place, self.client);
        let prefix = if within.is_empty() {
            String::new()
        } else {
            format!("{within}{SEPARATOR}")
        };
        write_orders(&mut self.txn, map, &prefix, written);
    }
}

/// All rows of a root map at once, since a batch asks for one after another.
pub(crate) fn read_lanes<T: ReadTxn>(txn: &T, map: &MapRef) -> Lanes {
    let mut lanes = Lanes::new();
    for (key, out) in map.iter(txn) {
        let (within, id) = key.split_once(SEPARATOR).unwrap_or(("", key));
        let lane = lanes.entry(within.to_owned()).or_default();
        lane.take(txn, id, &out);
    }
    lanes.values_mut().for_each(Lane::sort);
    lanes
}

impl Lane {
    fn take<T: ReadTxn>(&mut self, txn: &T, id: &str, out: &Out) {
        let Out::YMap(record) = out else { return };
        let order = match record.get(txn, key::ORDER) {
            Some(Out::Any(Any::String(text))) if is_order(&text) => Some(text.to_string()),
            _ => None,
        };
        self.known.insert(id.to_owned());
        self.rows.push((order, id.to_owned()));
    }
}

/// Writes what [`Lane::place`] said.
pub(crate) fn write_orders(
    txn: &mut TransactionMut,
    map: &MapRef,
    prefix: &str,
    orders: Vec<(String, String)>,
) {
    for (id, order) in orders {
        if let Some(Out::YMap(record)) = map.get(txn, &format!("{prefix}{id}")) {
            record.insert(txn, key::ORDER, order);
        }
    }
}
