//! Two entries that turned out to be one person: who stands for whom.
//!
//! A merge is one key on one record, and readers follow it. So it also moves the references that other peers write at
//! the same moment, and taking it back restores every reference.

use std::collections::{BTreeMap, BTreeSet};

use super::table::Table;
use crate::{id::PersonId, model::Person};

/// For every merged entry, the one that stands for it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Merges(BTreeMap<PersonId, PersonId>);

impl Merges {
    pub(crate) fn of(people: &Table<PersonId, Person>) -> Self {
        let merged = people
            .values()
            .filter(|person| person.merged_into.is_some());
        let pairs = merged.map(|person| (person.id, end_of_chain(people, person.id)));
        Self(pairs.filter(|(from, into)| from != into).collect())
    }

    /// Who stands for this person; the person itself where nobody does.
    pub(crate) fn resolve(&self, person: PersonId) -> PersonId {
        self.0.get(&person).copied().unwrap_or(person)
    }
}

/// Follows `merged_into`. Two peers may have merged two entries into each other: then the smallest id of the circle
/// stands for all, equal for every reader.
fn end_of_chain(people: &Table<PersonId, Person>, start: PersonId) -> PersonId {
    let next = |id: PersonId| {
        let target = people.get(&id)?.merged_into?;
        people.contains_key(&target).then_some(target)
    };
    let mut seen = BTreeSet::new();
    let mut at = start;
    while seen.insert(at) {
        match next(at) {
            Some(target) => at = target,
            None => return at,
        }
    }
    let mut smallest = at;
    let mut member = next(at);
    while let Some(id) = member.filter(|id| *id != at) {
        smallest = smallest.min(id);
        member = next(id);
    }
    smallest
}
