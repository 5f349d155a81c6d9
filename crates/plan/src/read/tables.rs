//! The plan document's root maps as typed tables. One entry can be read again on its own: that makes reading after a
//! change cheap.

use std::collections::BTreeMap;

use yrs::{Doc, GetString, Map, MapRef, Out, ReadTxn, TextRef};

use super::{
    Entry, Row, Source,
    entries::{Agreed, Approved, BlackoutReason, Company, Helper, Holiday, Statement, Weekdays},
    parts::orphans,
    people::Merges,
    scalars::Scalars,
    table::Table,
};
use crate::{
    command::TextField,
    model::{ChecklistItem, Criterion, Milestone, Oddity, Person, Session, Track},
    schema::root,
    value::{Address, Gap},
};

/// Entries of one root map by parsed key.
pub(crate) type Entries<E> = Table<<E as Entry>::Key, E>;
/// What was odd, by root and key.
pub(crate) type Oddities = BTreeMap<(&'static str, String), Vec<Oddity>>;

macro_rules! tables {
    ($($field:ident: $entry:ty,)*) => {
        /// Everything the plan document holds, as read.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub(crate) struct Tables {
            pub(crate) title: String,
            pub(crate) goal: String,
            pub(crate) why_now: String,
            pub(crate) scalars: Scalars,
            $(pub(crate) $field: Entries<$entry>,)*
            /// Who stands for whom; follows from `people`.
            pub(crate) merges: Merges,
            pub(crate) oddities: Oddities,
            /// What points to milestones that are not there; follows from the rest.
            pub(crate) orphans: Vec<Oddity>,
        }

        impl Tables {
            /// Names of the root maps with entries.
            pub(crate) const MAPS: &'static [&'static str] = &[$(<$entry as Entry>::ROOT,)*];

            fn fill_all<T: ReadTxn>(&mut self, txn: &T, roots: &Roots) {
                $(fill(&mut self.$field, &mut self.oddities, txn, roots.map(<$entry as Entry>::ROOT));)*
            }

            /// Reads one entry again.
            pub(crate) fn refresh<T: ReadTxn>(&mut self, txn: &T, roots: &Roots, name: &'static str, key: &str) {
                let map = roots.map(name);
                match name {
                    $(<$entry as Entry>::ROOT => refresh(&mut self.$field, &mut self.oddities, txn, map, key),)*
                    root::PLAN => self.scalars = Scalars::read(txn, map, &mut self.oddities),
                    _ => {}
                }
            }
        }
    };
}

tables! {
    companies: Company,
    weekdays: Weekdays,
    holidays: Holiday,
    blackouts: BlackoutReason,
    people: Person,
    tracks: Row<Track>,
    criteria: Row<Criterion>,
    milestones: Row<Milestone>,
    helpers: Helper,
    links: Address,
    checklist: Row<ChecklistItem>,
    dependencies: Gap,
    agreements: Agreed,
    approvals: Approved,
    receipts: Statement,
    sessions: Session,
}

impl Tables {
    /// Everything from nothing.
    pub(crate) fn read<T: ReadTxn>(txn: &T, roots: &Roots) -> Self {
        let mut tables = Self::default();
        tables.fill_all(txn, roots);
        tables.scalars = Scalars::read(txn, roots.map(root::PLAN), &mut tables.oddities);
        tables.read_texts(txn, roots);
        tables.merges = Merges::of(&tables.people);
        tables.orphans = orphans(&tables);
        tables
    }

    /// The three root texts.
    pub(crate) fn read_texts<T: ReadTxn>(&mut self, txn: &T, roots: &Roots) {
        self.title = roots.title.get_string(txn);
        self.goal = roots.goal.get_string(txn);
        self.why_now = roots.why_now.get_string(txn);
    }
}

/// The root types of a plan document.
pub(crate) struct Roots {
    pub(crate) title: TextRef,
    pub(crate) goal: TextRef,
    pub(crate) why_now: TextRef,
    maps: BTreeMap<&'static str, MapRef>,
}

impl Roots {
    /// Declares them; that writes nothing.
    pub(crate) fn of(doc: &Doc) -> Self {
        let mut maps: BTreeMap<_, _> = Tables::MAPS
            .iter()
            .map(|name| (*name, doc.get_or_insert_map(*name)))
            .collect();
        maps.insert(root::PLAN, doc.get_or_insert_map(root::PLAN));
        Self {
            title: doc.get_or_insert_text(root::TITLE),
            goal: doc.get_or_insert_text(root::GOAL),
            why_now: doc.get_or_insert_text(root::WHY_NOW),
            maps,
        }
    }

    pub(crate) fn map(&self, name: &str) -> &MapRef {
        self.maps
            .get(name)
            .expect("every root of the schema is declared")
    }

    pub(crate) fn texts(&self) -> [(&TextRef, TextField); 3] {
        [
            (&self.title, TextField::PlanTitle),
            (&self.goal, TextField::Goal),
            (&self.why_now, TextField::WhyNow),
        ]
    }

    pub(crate) fn maps(&self) -> impl Iterator<Item = (&'static str, &MapRef)> {
        self.maps.iter().map(|(name, map)| (*name, map))
    }
}

/// Reads a whole root map into an empty table.
pub(crate) fn fill<E: Entry, T: ReadTxn>(
    table: &mut Entries<E>,
    oddities: &mut Oddities,
    txn: &T,
    map: &MapRef,
) {
    // In the order of the table, where that is the order of the keys as text: nothing is put in between.
    let mut entries: Vec<(&str, Out)> = map.iter(txn).collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    for (key, out) in entries {
        let odd = read_entry(table, txn, key, Some(&out));
        if !odd.is_empty() {
            oddities.insert((E::ROOT, key.to_owned()), odd);
        }
    }
}

fn refresh<E: Entry, T: ReadTxn>(
    table: &mut Entries<E>,
    oddities: &mut Oddities,
    txn: &T,
    map: &MapRef,
    key: &str,
) {
    let odd = read_entry(table, txn, key, map.get(txn, key).as_ref());
    let place = (E::ROOT, key.to_owned());
    if odd.is_empty() {
        oddities.remove(&place);
    } else {
        oddities.insert(place, odd);
    }
}

/// Puts one entry into its table, or takes it out. Returns what was odd.
fn read_entry<E: Entry, T: ReadTxn>(
    table: &mut Entries<E>,
    txn: &T,
    key: &str,
    out: Option<&Out>,
) -> Vec<Oddity> {
    let mut source = Source {
        txn,
        root: E::ROOT,
        key,
        oddities: Vec::new(),
    };
    match (E::parse(key), out) {
        (Some(parsed), Some(out)) => match E::read(out, &mut source) {
            Some(entry) => table.insert(parsed, entry),
            None => table.remove(&parsed),
        },
        (Some(parsed), None) => table.remove(&parsed),
        (None, Some(_)) => source.odd("", "a key that is none"),
        (None, None) => {}
    }
    source.oddities
}
