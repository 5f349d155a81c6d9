//! Writing a checked command into a side's document.

use yrs::{Map, MapPrelim, MapRef, Out, TransactionMut};

use super::{SideCommand, SideRoots, rules::reverting};
use crate::{
    command::Place,
    id::GateId,
    model::{SideDocument, Signal},
    read::keys,
    schema::key,
    write::{
        lanes::{read_lanes, write_orders},
        put, put_or_default,
        rows::text_place,
        texts::splice_text,
    },
};

pub(super) fn write(
    txn: &mut TransactionMut,
    roots: &SideRoots,
    side: &SideDocument,
    command: &SideCommand,
    client: u64,
) {
    match command {
        SideCommand::Batch(_) => {}
        SideCommand::EditNotes(_) | SideCommand::RevertNotes { .. } => {
            if let Some(splice) = reverting(side, command) {
                splice_text(txn, &roots.notes, &splice);
            }
        }
        SideCommand::SetDealValue(value) => {
            put(txn, &roots.scalars, key::DEAL_VALUE, value.as_ref());
        }
        SideCommand::SetCrmDate(day) => put(txn, &roots.scalars, key::CRM_DATE, day.as_ref()),
        SideCommand::SetOutcome(outcome) => {
            put_or_default(txn, &roots.scalars, key::OUTCOME, outcome);
        }
        SideCommand::SetDeclined(declined) => {
            put(txn, &roots.scalars, key::DECLINED, declined.as_ref());
        }
        SideCommand::AddSignal(signal) => {
            let record = roots
                .signals
                .insert(txn, signal.id.as_str(), MapPrelim::default());
            put(txn, &record, key::CREATED_BY, Some(&client));
            write_signal(txn, &record, signal);
            put_or_default(txn, &record, key::ARCHIVED, &signal.archived);
        }
        SideCommand::SetSignal(signal) => {
            if let Some(record) = record(txn, &roots.signals, signal.id.as_str()) {
                write_signal(txn, &record, signal);
            }
        }
        SideCommand::ArchiveSignal(id) => archive(txn, &roots.signals, id.as_str(), true),
        SideCommand::RestoreSignal(id) => archive(txn, &roots.signals, id.as_str(), false),
        _ => write_gate(txn, roots, command, client),
    }
}

fn write_gate(txn: &mut TransactionMut, roots: &SideRoots, command: &SideCommand, client: u64) {
    match command {
        SideCommand::AddGate { gate, place } => {
            let record = roots
                .gates
                .insert(txn, gate.id.as_str(), MapPrelim::default());
            put(txn, &record, key::CREATED_BY, Some(&client));
            put(txn, &record, key::STAGE, Some(&gate.stage));
            move_gate(txn, roots, gate.id, *place, client);
            for milestone in &gate.milestones {
                put(
                    txn,
                    &roots.gate_milestones,
                    &keys::pair(gate.id, milestone),
                    Some(&true),
                );
            }
        }
        SideCommand::SetStage { gate, stage } => {
            if let Some(record) = record(txn, &roots.gates, gate.as_str()) {
                put(txn, &record, key::STAGE, Some(stage));
            }
        }
        SideCommand::MoveGate { gate, place } => move_gate(txn, roots, *gate, *place, client),
        SideCommand::AddGateMilestone { gate, milestone } => {
            put(
                txn,
                &roots.gate_milestones,
                &keys::pair(gate, milestone),
                Some(&true),
            );
        }
        SideCommand::RemoveGateMilestone { gate, milestone } => {
            put::<bool>(
                txn,
                &roots.gate_milestones,
                &keys::pair(gate, milestone),
                None,
            );
        }
        SideCommand::RemoveGate(id) => archive(txn, &roots.gates, id.as_str(), true),
        SideCommand::RestoreGate(id) => archive(txn, &roots.gates, id.as_str(), false),
        _ => {}
    }
}

fn write_signal(txn: &mut TransactionMut, record: &MapRef, signal: &Signal) {
    put(txn, record, key::TEXT, Some(&signal.text));
    put(txn, record, key::DATE, Some(&signal.on));
    put(txn, record, key::MILESTONE, signal.milestone.as_ref());
}

fn move_gate(
    txn: &mut TransactionMut,
    roots: &SideRoots,
    gate: GateId,
    place: Place<GateId>,
    client: u64,
) {
    let place = text_place(place);
    let mut lane = read_lanes(txn, &roots.gates).remove("").unwrap_or_default();
    let orders = lane.place(&[gate.as_str()], &place, client);
    write_orders(txn, &roots.gates, "", orders);
}

fn archive(txn: &mut TransactionMut, map: &MapRef, id: &str, archived: bool) {
    if let Some(record) = record(txn, map, id) {
        put_or_default(txn, &record, key::ARCHIVED, &archived);
    }
}

fn record(txn: &TransactionMut, map: &MapRef, id: &str) -> Option<MapRef> {
    match map.get(txn, id) {
        Some(Out::YMap(record)) => Some(record),
        _ => None,
    }
}
