//! Writing a checked command into the document: only what changes, each record whole in one transaction.

mod fields;
mod lanes;
mod people;
mod rows;
pub(crate) mod scalars;
pub(crate) mod texts;

use std::{cell::RefCell, collections::BTreeMap};

use yrs::{Map, MapPrelim, MapRef, Out, TransactionMut};

use self::lanes::Lane;
use crate::{
    command::{Command, Draft},
    read::{Roots, keys},
    schema::{key, root},
    value::{Gap, Value, Yes, overlay},
};

/// An open transaction on a plan document.
pub(crate) struct Writer<'a, 'doc> {
    pub(crate) txn: TransactionMut<'doc>,
    pub(crate) roots: &'a Roots,
    /// Stamped on what is created.
    pub(crate) client: u64,
    /// Orders of rows, read once a transaction.
    pub(crate) lanes: RefCell<BTreeMap<String, Lane>>,
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

    /// Writes one command that is no batch. `draft` is the plan before it.
    pub(crate) fn write(&mut self, draft: &Draft, command: &Command) {
        match command {
            Command::Batch(_) => {} // flattened before
            Command::EditText { .. } | Command::RevertText { .. } => {
                self.write_text(draft, command)
            }
            Command::SetKindName(_)
            | Command::SetCompany { .. }
            | Command::SetSolution(_)
            | Command::SetPlanStart(_)
            | Command::SetGoLive(_)
            | Command::SetDecision(_)
            | Command::SetCalendar { .. }
            | Command::RestoreSession { .. } => self.write_scalar(draft, command),
            Command::AddMilestone { .. }
            | Command::MoveMilestones { .. }
            | Command::ArchiveMilestones(_)
            | Command::RestoreMilestones(_)
            | Command::AddChecklistItem { .. }
            | Command::MoveChecklistItem { .. }
            | Command::AddTrack { .. }
            | Command::MoveTrack { .. }
            | Command::AddCriterion { .. }
            | Command::MoveCriterion { .. } => self.write_rows(command),
            Command::AddPerson { .. }
            | Command::SetPersonName { .. }
            | Command::SetPersonSide { .. }
            | Command::SetPersonTitle { .. }
            | Command::SetPersonFunction { .. }
            | Command::SetPersonRole { .. }
            | Command::ArchivePerson(_)
            | Command::RestorePerson(_)
            | Command::MergePeople { .. }
            | Command::SeparatePerson(_) => self.write_person(draft, command),
            Command::AddDependency(_)
            | Command::RestoreDependency(_)
            | Command::RemoveDependency { .. }
            | Command::Agree { .. }
            | Command::WithdrawAgreement { .. }
            | Command::Approve { .. }
            | Command::WithdrawApproval(_)
            | Command::KeepReceipt(_)
            | Command::RemoveReceipt(_) => self.write_entry(draft, command),
            _ => self.write_field(draft, command),
        }
    }

    /// Entries that are one value under one key.
    fn write_entry(&mut self, draft: &Draft, command: &Command) {
        match command {
            Command::AddDependency(new) | Command::RestoreDependency(new) => {
                let key = keys::dependency(new.predecessor, new.successor, new.kind);
                let gap = Gap {
                    lag_days: new.lag_days,
                    policy: new.policy,
                };
                self.set(root::DEPENDENCIES, &key, Some(&gap));
            }
            Command::RemoveDependency {
                predecessor,
                successor,
                kind,
            } => {
                let key = keys::dependency(*predecessor, *successor, *kind);
                self.set::<Gap>(root::DEPENDENCIES, &key, None);
            }
            Command::Agree { agreement } => {
                let yes = Yes {
                    person: None,
                    terms: agreement.terms.clone(),
                    at: agreement.at,
                };
                // Entries merged into this person may hold an older yes; the new one replaces them all.
                let person = draft.resolve(agreement.person);
                for alias in draft
                    .aliases(person)
                    .into_iter()
                    .filter(|alias| *alias != person)
                {
                    self.set::<Yes>(
                        root::AGREEMENTS,
                        &keys::pair(agreement.milestone, alias),
                        None,
                    );
                }
                self.set(
                    root::AGREEMENTS,
                    &keys::pair(agreement.milestone, person),
                    Some(&yes),
                );
            }
            Command::WithdrawAgreement { milestone, person } => {
                for alias in draft.aliases(draft.resolve(*person)) {
                    self.set::<Yes>(root::AGREEMENTS, &keys::pair(*milestone, alias), None);
                }
            }
            Command::Approve { approval } => {
                let (person, terms) = (Some(approval.person), approval.terms.clone());
                let yes = Yes {
                    person,
                    terms,
                    at: approval.at,
                };
                self.set(root::APPROVALS, approval.id.as_str(), Some(&yes));
            }
            Command::WithdrawApproval(id) => self.set::<Yes>(root::APPROVALS, id.as_str(), None),
            Command::KeepReceipt(receipt) => {
                self.set(
                    root::RECEIPTS,
                    receipt.id.as_str(),
                    Some(&receipt.statement),
                );
            }
            Command::RemoveReceipt(id) => self.set::<String>(root::RECEIPTS, id.as_str(), None),
            _ => {}
        }
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
