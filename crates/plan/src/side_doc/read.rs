//! Reading a side's document: total, like the plan's.

use yrs::{GetString, Out, ReadTxn};

use super::SideRoots;
use crate::{
    id::{GateId, MilestoneId, SignalId},
    model::{SideDocument, Signal, StageGate},
    read::{Entries, Entry, Oddities, Row, Source, fill, in_order, is_member, keys},
    schema::{self, key, root},
};

pub(super) fn read<T: ReadTxn>(txn: &T, roots: &SideRoots) -> (SideDocument, u32) {
    let mut oddities = Oddities::new();
    let (mut gates, mut needed) = (
        Entries::<Row<Gate>>::default(),
        Entries::<Needed>::default(),
    );
    let mut signals = Entries::<Signal>::default();
    fill(&mut gates, &mut oddities, txn, &roots.gates);
    fill(&mut needed, &mut oddities, txn, &roots.gate_milestones);
    fill(&mut signals, &mut oddities, txn, &roots.signals);

    let mut source = Source {
        txn,
        root: root::SIDE,
        key: "",
        oddities: Vec::new(),
    };
    let scalars = &roots.scalars;
    let version = source
        .value(scalars, key::VERSION)
        .unwrap_or(schema::VERSION);
    let mut side = SideDocument {
        notes: roots.notes.get_string(txn),
        deal_value: source.value(scalars, key::DEAL_VALUE),
        crm_date: source.value(scalars, key::CRM_DATE),
        gates: in_order(&gates, |row| row.value.clone())
            .into_iter()
            .filter(|gate| !gate.removed)
            .map(|gate| StageGate {
                milestones: milestones(&needed, gate.id),
                id: gate.id,
                stage: gate.stage,
            })
            .collect(),
        outcome: source.or_default(scalars, key::OUTCOME),
        declined: source.value(scalars, key::DECLINED),
        signals: signals.into_entries().map(|(_, signal)| signal).collect(),
        oddities: Vec::new(),
    };
    side.signals.sort_by_key(|signal| (signal.on, signal.id));
    side.oddities = oddities
        .into_values()
        .flatten()
        .chain(source.oddities)
        .collect();
    side.oddities.sort();
    (side, version)
}

fn milestones(needed: &Entries<Needed>, gate: GateId) -> Vec<MilestoneId> {
    needed
        .keys()
        .filter(|(each, _)| *each == gate)
        .map(|(_, milestone)| *milestone)
        .collect()
}

#[derive(Clone, PartialEq)]
struct Gate {
    id: GateId,
    stage: String,
    removed: bool,
}

impl Entry for Row<Gate> {
    type Key = GateId;
    const ROOT: &'static str = root::GATES;

    fn parse(key: &str) -> Option<GateId> {
        key.parse().ok()
    }
    /// Without its milestones: a root of its own.
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let record = source.record(out)?;
        let value = Gate {
            id: source.key.rsplit('/').next()?.parse().ok()?,
            stage: source.or_default(&record, key::STAGE),
            removed: source.or_default(&record, key::ARCHIVED),
        };
        Some(Self {
            order: source.order(&record),
            value,
        })
    }
}

#[derive(PartialEq)]
struct Needed;

impl Entry for Needed {
    type Key = (GateId, MilestoneId);
    const ROOT: &'static str = root::GATE_MILESTONES;

    fn parse(key: &str) -> Option<Self::Key> {
        keys::parse_pair(key)
    }
    fn read<T: ReadTxn>(out: &Out, _: &mut Source<'_, T>) -> Option<Self> {
        is_member(out).then_some(Self)
    }
}

impl Entry for Signal {
    type Key = SignalId;
    const ROOT: &'static str = root::SIGNALS;

    fn parse(key: &str) -> Option<SignalId> {
        key.parse().ok()
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let record = source.record(out)?;
        Some(Self {
            id: source.key.rsplit('/').next()?.parse().ok()?,
            text: source.or_default(&record, key::TEXT),
            on: source.value(&record, key::DATE)?,
            milestone: source.value(&record, key::MILESTONE),
            archived: source.or_default(&record, key::ARCHIVED),
        })
    }
}
