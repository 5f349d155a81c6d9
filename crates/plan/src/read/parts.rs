//! Parts of the plan that are lists of entries, and what was odd.

use std::collections::BTreeMap;

use super::{Tables, entries::Approved, keys};
use crate::{
    id::{MilestoneId, PersonId},
    model::{Agreement, Approval, Blackout, Calendar, Dependency, Oddity, Side},
    schema::root,
};

pub(super) fn dependencies(tables: &Tables) -> Vec<Dependency> {
    let known = |id: &MilestoneId| tables.milestones.contains_key(id);
    let links = tables
        .dependencies
        .iter()
        .filter(|((from, to, _), _)| known(from) && known(to));
    links
        .map(|((predecessor, successor, kind), gap)| Dependency {
            predecessor: *predecessor,
            successor: *successor,
            kind: *kind,
            lag_days: gap.lag_days,
            policy: gap.policy,
        })
        .collect()
}

/// At most one a milestone and person: where a merge brings two together, the later one counts.
pub(super) fn agreements(tables: &Tables) -> Vec<Agreement> {
    let mut latest: BTreeMap<(MilestoneId, PersonId), Agreement> = BTreeMap::new();
    for ((milestone, person), yes) in tables.agreements.iter() {
        let person = tables.merges.resolve(*person);
        let (terms, at) = (yes.0.terms.clone(), yes.0.at);
        let agreement = Agreement {
            milestone: *milestone,
            person,
            terms,
            at,
        };
        let slot = latest
            .entry((*milestone, person))
            .or_insert_with(|| agreement.clone());
        if (slot.at, &slot.terms) < (agreement.at, &agreement.terms) {
            *slot = agreement;
        }
    }
    latest.into_values().collect()
}

pub(super) fn approvals(tables: &Tables) -> Vec<Approval> {
    let approval = |(id, approved): (&_, &Approved)| {
        let person = tables.merges.resolve(approved.0.person?);
        Some(Approval {
            id: *id,
            person,
            terms: approved.0.terms.clone(),
            at: approved.0.at,
        })
    };
    tables.approvals.iter().filter_map(approval).collect()
}

/// A side has a calendar as soon as one of its parts stands in the document.
pub(super) fn calendars(tables: &Tables) -> BTreeMap<Side, Calendar> {
    let mut calendars: BTreeMap<Side, Calendar> = BTreeMap::new();
    for (side, days) in tables.weekdays.iter() {
        calendars
            .entry(*side)
            .or_default()
            .weekdays
            .clone_from(&days.0);
    }
    for ((side, on), name) in tables.holidays.iter() {
        calendars
            .entry(*side)
            .or_default()
            .holidays
            .insert(*on, name.0.clone());
    }
    for ((side, from, to), reason) in tables.blackouts.iter() {
        let blackout = Blackout {
            from: *from,
            to: *to,
            reason: reason.0.clone(),
        };
        calendars.entry(*side).or_default().blackouts.push(blackout);
    }
    calendars
}

/// Roots whose entries belong to milestones.
pub(super) const BELONGING: [&str; 5] = [
    root::DEPENDENCIES,
    root::OWNERS,
    root::LINKS,
    root::CHECKLIST,
    root::AGREEMENTS,
];

/// What was odd in single entries, and what points to milestones that are not there.
pub(super) fn oddities(tables: &Tables) -> Vec<Oddity> {
    let mut oddities: Vec<Oddity> = tables.oddities.values().flatten().cloned().collect();
    oddities.extend(tables.orphans.iter().cloned());
    oddities.sort();
    oddities
}

/// What points to milestones that are not there.
pub(super) fn orphans(tables: &Tables) -> Vec<Oddity> {
    let mut orphans = Vec::new();
    let unknown = |id: &MilestoneId| !tables.milestones.contains_key(id);
    let mut lost = |root: &str, key: String| {
        let found = "belongs to a milestone that is not there".to_owned();
        orphans.push(Oddity {
            at: format!("{root}/{key}"),
            found,
        });
    };
    for (from, to, kind) in tables.dependencies.keys() {
        if unknown(from) || unknown(to) {
            lost(root::DEPENDENCIES, keys::dependency(*from, *to, *kind));
        }
    }
    let helpers = tables
        .helpers
        .keys()
        .map(|(id, part)| (root::OWNERS, *id, part.as_str()));
    let links = tables
        .links
        .keys()
        .map(|(id, part)| (root::LINKS, *id, part.as_str()));
    let items = tables
        .checklist
        .keys()
        .map(|(id, part)| (root::CHECKLIST, *id, part.as_str()));
    let said = tables
        .agreements
        .keys()
        .map(|(id, part)| (root::AGREEMENTS, *id, part.as_str()));
    for (root, id, part) in helpers.chain(links).chain(items).chain(said) {
        if unknown(&id) {
            lost(root, keys::pair(id, part));
        }
    }
    orphans
}
