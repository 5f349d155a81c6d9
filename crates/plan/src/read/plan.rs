//! From tables to the plan that everybody reads, whole or only where something changed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Row, Tables, people::Merges, tables::Table};
use crate::{
    id::{Lowest, MilestoneId, PersonId},
    model::{
        Agreement, Approval, Blackout, Calendar, Criterion, Dependency, Link, Milestone, Oddity,
        Person, Plan, Receipt, Side, Status, Track,
    },
    schema::root,
};

/// What a change touched: rows, and parts of the plan by the name of their root.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    pub(crate) milestones: BTreeSet<MilestoneId>,
    pub(crate) roots: BTreeSet<&'static str>,
}

/// The whole plan.
pub(crate) fn assemble(tables: &Tables) -> Plan {
    let mut plan = Plan::default();
    for root in Tables::MAPS.iter().chain([&root::PLAN, &root::TITLE]) {
        part(&mut plan, tables, root);
    }
    plan.milestones = in_order(&tables.milestones, |row| milestone(tables, &row.value));
    plan.dependencies = dependencies(tables);
    plan.oddities = oddities(tables);
    plan
}

/// Brings `plan` up to the tables where they changed; equal to [`assemble`].
pub(crate) fn update(plan: &mut Plan, tables: &mut Tables, changed: &Changed) {
    let merges = Merges::of(&tables.people);
    if changed.roots.contains(root::PEOPLE) && merges != tables.merges {
        tables.merges = merges; // any reference may have moved
        *plan = assemble(tables);
        return;
    }
    for root in &changed.roots {
        part(plan, tables, root);
    }
    let mut same_rows = true;
    if !changed.milestones.is_empty() {
        same_rows = update_rows(plan, tables, changed);
    }
    if !same_rows || changed.roots.contains(root::DEPENDENCIES) {
        plan.dependencies = dependencies(tables);
    }
    plan.oddities = oddities(tables);
}

/// Returns whether the same milestones exist as before.
fn update_rows(plan: &mut Plan, tables: &Tables, changed: &Changed) -> bool {
    let mut found = 0;
    for row in plan
        .milestones
        .iter_mut()
        .filter(|row| changed.milestones.contains(&row.id))
    {
        if let Some(read) = tables.milestones.get(&row.id) {
            *row = milestone(tables, &read.value);
            found += 1;
        }
    }
    let present = changed
        .milestones
        .iter()
        .filter(|id| tables.milestones.contains_key(id));
    let same_rows = found == present.count() && plan.milestones.len() == tables.milestones.len();
    if !same_rows {
        plan.milestones = in_order(&tables.milestones, |row| milestone(tables, &row.value));
        return false;
    }
    let place = |row: &Milestone| sort_key(&tables.milestones[&row.id], row.id);
    if !plan.milestones.is_sorted_by(|a, b| place(a) <= place(b)) {
        plan.milestones.sort_by(|a, b| place(a).cmp(&place(b)));
    }
    true
}

/// The part of the plan that a root holds; milestones and dependencies are apart.
fn part(plan: &mut Plan, tables: &Tables, root: &str) {
    match root {
        root::TITLE | root::GOAL | root::WHY_NOW => {
            plan.title.clone_from(&tables.title);
            plan.goal.clone_from(&tables.goal);
            plan.why_now.clone_from(&tables.why_now);
        }
        root::PLAN => scalars(plan, tables),
        root::COMPANIES => {
            let names = tables.companies.iter();
            plan.companies = names.map(|(side, name)| (*side, name.0.clone())).collect();
        }
        root::CALENDARS | root::HOLIDAYS | root::BLACKOUTS => plan.calendars = calendars(tables),
        root::PEOPLE => plan.people = people(tables),
        root::TRACKS => {
            plan.tracks = in_order(&tables.tracks, |row| Track {
                lead: row.value.lead.map(|lead| tables.merges.resolve(lead)),
                ..row.value.clone()
            });
        }
        root::CRITERIA => plan.criteria = in_order(&tables.criteria, criterion),
        root::AGREEMENTS => plan.agreements = agreements(tables),
        root::APPROVALS => plan.approvals = approvals(tables),
        root::RECEIPTS => {
            let receipts = tables.receipts.iter();
            plan.receipts = receipts
                .map(|(id, statement)| Receipt {
                    id: *id,
                    statement: statement.0.clone(),
                })
                .collect();
        }
        root::SESSIONS => plan.sessions.clone_from(&tables.sessions),
        _ => {}
    }
}

fn scalars(plan: &mut Plan, tables: &Tables) {
    let scalars = &tables.scalars;
    plan.version = scalars.version;
    plan.kind_name.clone_from(&scalars.kind_name);
    plan.solution.clone_from(&scalars.solution);
    plan.start = scalars.start;
    plan.go_live = scalars.go_live;
    plan.decision.clone_from(&scalars.decision);
}

fn criterion(row: &Row<Criterion>) -> Criterion {
    row.value.clone()
}

/// Where a row stands: by order, rows without one last, the id as tie-break.
fn sort_key<V, Id>(row: &Row<V>, id: Id) -> (bool, Option<&str>, Id) {
    (row.order.is_none(), row.order.as_deref(), id)
}

/// The rows of a table in their order.
pub(super) fn in_order<V, W>(table: &Table<Row<V>>, make: impl Fn(&Row<V>) -> W) -> Vec<W>
where
    Row<V>: Entry,
{
    let mut rows: Vec<_> = table.iter().collect();
    rows.sort_by(|(a_id, a), (b_id, b)| sort_key(a, **a_id).cmp(&sort_key(b, **b_id)));
    rows.into_iter().map(|(_, row)| make(row)).collect()
}

fn people(tables: &Tables) -> Vec<Person> {
    let entry = |person: &Person| {
        let stands = tables.merges.resolve(person.id);
        let merged_into = (stands != person.id).then_some(stands);
        Person {
            merged_into,
            archived: person.archived || merged_into.is_some(),
            ..person.clone()
        }
    };
    tables.people.values().map(entry).collect()
}

fn milestone(tables: &Tables, stored: &Milestone) -> Milestone {
    let id = stored.id;
    let resolve = |person: PersonId| tables.merges.resolve(person);
    let accountable = stored.accountable.map(resolve);
    let helpers: BTreeSet<PersonId> = below(&tables.helpers, id)
        .map(|((_, p), _)| resolve(*p))
        .collect();
    let mut items: Vec<_> = below(&tables.checklist, id).collect();
    items.sort_by(|(a_id, a), (b_id, b)| sort_key(a, **a_id).cmp(&sort_key(b, **b_id)));
    let links = below(&tables.links, id).map(|((_, link), address)| Link {
        id: *link,
        url: address.url.clone(),
        label: address.label.clone(),
    });
    let status = match &stored.status {
        Status::Blocked { reason, clears } => Status::Blocked {
            reason: reason.clone(),
            clears: clears.map(resolve),
        },
        other => other.clone(),
    };
    Milestone {
        accountable,
        helpers: helpers
            .into_iter()
            .filter(|helper| Some(*helper) != accountable)
            .collect(),
        status,
        links: links.collect(),
        checklist: items
            .into_iter()
            .map(|(_, row)| row.value.clone())
            .collect(),
        ..stored.clone()
    }
}

/// The entries whose composite key starts with a milestone.
fn below<B: Lowest + Ord + Copy, V>(
    table: &BTreeMap<(MilestoneId, B), V>,
    id: MilestoneId,
) -> impl Iterator<Item = (&(MilestoneId, B), &V)> {
    table
        .range((id, B::LOWEST)..)
        .take_while(move |((milestone, _), _)| *milestone == id)
}

fn dependencies(tables: &Tables) -> Vec<Dependency> {
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
fn agreements(tables: &Tables) -> Vec<Agreement> {
    let mut latest: BTreeMap<(MilestoneId, PersonId), Agreement> = BTreeMap::new();
    for ((milestone, person), yes) in &tables.agreements {
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

fn approvals(tables: &Tables) -> Vec<Approval> {
    let approval = |(id, approved): (&_, &super::entries::Approved)| {
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
fn calendars(tables: &Tables) -> BTreeMap<Side, Calendar> {
    let mut calendars: BTreeMap<Side, Calendar> = BTreeMap::new();
    for (side, days) in &tables.weekdays {
        calendars
            .entry(*side)
            .or_default()
            .weekdays
            .clone_from(&days.0);
    }
    for ((side, on), name) in &tables.holidays {
        calendars
            .entry(*side)
            .or_default()
            .holidays
            .insert(*on, name.0.clone());
    }
    for ((side, from, to), reason) in &tables.blackouts {
        let blackout = Blackout {
            from: *from,
            to: *to,
            reason: reason.0.clone(),
        };
        calendars.entry(*side).or_default().blackouts.push(blackout);
    }
    calendars
}

/// What was odd in single entries, and what points to milestones that are not there.
fn oddities(tables: &Tables) -> Vec<Oddity> {
    let mut oddities: Vec<Oddity> = tables.oddities.values().flatten().cloned().collect();
    let unknown = |id: &MilestoneId| !tables.milestones.contains_key(id);
    let mut lost = |root: &str, key: String| {
        let found = "belongs to a milestone that is not there".to_owned();
        oddities.push(Oddity {
            at: format!("{root}/{key}"),
            found,
        });
    };
    for (from, to, kind) in tables.dependencies.keys() {
        if unknown(from) || unknown(to) {
            lost(
                root::DEPENDENCIES,
                super::keys::dependency(*from, *to, *kind),
            );
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
            lost(root, super::keys::pair(id, part));
        }
    }
    oddities.sort();
    oddities
}
