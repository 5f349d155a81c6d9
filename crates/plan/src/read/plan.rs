//! From tables to the plan that everybody reads, whole or only where something changed.

use std::collections::BTreeSet;

use super::{
    Entry, Row, Tables,
    parts::{BELONGING, agreements, approvals, calendars, dependencies, oddities, orphans},
    people::Merges,
    table::Table,
    tables::Entries,
};
use crate::{
    id::{Lowest, MilestoneId, PersonId},
    model::{Criterion, Link, Milestone, Person, Plan, Receipt, Status, Track},
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

/// What [`update`] did to the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    /// The same ones in the same order.
    Stand,
    /// The same ones in another order.
    Moved,
    /// Some came or went.
    Other,
}

/// Brings `plan` up to the tables where they changed; equal to [`assemble`].
pub(crate) fn update(plan: &mut Plan, tables: &mut Tables, changed: &Changed) -> Rows {
    let merges = Merges::of(&tables.people);
    if changed.roots.contains(root::PEOPLE) && merges != tables.merges {
        tables.merges = merges; // any reference may have moved
        tables.orphans = orphans(tables);
        *plan = assemble(tables);
        return Rows::Other;
    }
    for root in &changed.roots {
        part(plan, tables, root);
    }
    let rows = update_rows(plan, tables, changed);
    if rows == Rows::Other || changed.roots.contains(root::DEPENDENCIES) {
        plan.dependencies = dependencies(tables);
    }
    // They cost a look at everything: only when some may have come or gone.
    if rows == Rows::Other || changed.roots.iter().any(|root| BELONGING.contains(root)) {
        tables.orphans = orphans(tables);
    }
    plan.oddities = oddities(tables);
    rows
}

fn update_rows(plan: &mut Plan, tables: &Tables, changed: &Changed) -> Rows {
    let mut found = Vec::new();
    for (at, row) in plan.milestones.iter_mut().enumerate() {
        if changed.milestones.contains(&row.id)
            && let Some(read) = tables.milestones.get(&row.id)
        {
            *row = milestone(tables, &read.value);
            found.push(at);
        }
    }
    let present = changed
        .milestones
        .iter()
        .filter(|id| tables.milestones.contains_key(id));
    if found.len() != present.count() || plan.milestones.len() != tables.milestones.len() {
        plan.milestones = in_order(&tables.milestones, |row| milestone(tables, &row.value));
        return Rows::Other;
    }
    let place = |row: &Milestone| sort_key(&tables.milestones[&row.id], row.id);
    let stands = |at: usize| {
        let around = &plan.milestones[at.saturating_sub(1)..(at + 2).min(plan.milestones.len())];
        around.is_sorted_by(|a, b| place(a) <= place(b))
    };
    // Only rows that changed can stand wrong.
    if found.into_iter().all(stands) {
        return Rows::Stand;
    }
    plan.milestones.sort_by(|a, b| place(a).cmp(&place(b)));
    Rows::Moved
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
        root::SESSIONS => {
            let sessions = tables.sessions.iter();
            plan.sessions = sessions
                .map(|(client, one)| (*client, one.clone()))
                .collect();
        }
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
pub(crate) fn in_order<V, W>(table: &Entries<Row<V>>, make: impl Fn(&Row<V>) -> W) -> Vec<W>
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
    table: &Table<(MilestoneId, B), V>,
    id: MilestoneId,
) -> impl Iterator<Item = (&(MilestoneId, B), &V)> {
    table
        .from(&(id, B::LOWEST))
        .take_while(move |((milestone, _), _)| *milestone == id)
}
