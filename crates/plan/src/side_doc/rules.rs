//! Rules of side commands, and their undo.

use super::SideCommand;
use crate::{
    command::{
        Countable, Place, Record, Refused, absent, after, date, line, prose, range, room, room_for,
        texts::{find_revert, splice_fits},
    },
    id::{GateId, SignalId},
    limits::{GATES_MAX, MILESTONES_MAX, PROSE_LENGTH_MAX, SIGNALS_MAX},
    model::{Outcome, SideDocument, Signal, StageGate},
    text::{Splice, byte_at},
};

/// Largest amount that a Yjs client can hold exactly.
const MINOR_UNITS_MAX: i64 = (1 << 53) - 1;

pub(super) fn check(side: &SideDocument, command: &SideCommand) -> Result<(), Refused> {
    match command {
        SideCommand::Batch(_) | SideCommand::RestoreGate(_) | SideCommand::SetDealValue(None) => {
            Ok(())
        }
        SideCommand::EditNotes(splice) => {
            splice_fits("notes", PROSE_LENGTH_MAX, &side.notes, splice)
        }
        SideCommand::RevertNotes { .. } => match reverting(side, command) {
            Some(_) => Ok(()),
            None => Err(Refused::ChangedSince {
                field: "notes".to_owned(),
            }),
        },
        SideCommand::SetDealValue(Some(value)) => {
            let code = value.currency.as_bytes();
            if code.len() != 3 || !code.iter().all(u8::is_ascii_uppercase) {
                return Err(Refused::NotACurrency);
            }
            range(
                "deal value in minor units",
                value.minor_units,
                -MINOR_UNITS_MAX,
                MINOR_UNITS_MAX,
            )
        }
        SideCommand::SetCrmDate(day) => date(*day),
        SideCommand::SetOutcome(outcome) => match outcome {
            Outcome::Open => Ok(()),
            Outcome::Won { on, reason }
            | Outcome::Lost { on, reason }
            | Outcome::NoDecision { on, reason }
            | Outcome::Paused { on, reason } => date(Some(*on)).and(prose("reason", reason)),
        },
        SideCommand::SetDeclined(declined) => declined.as_ref().map_or(Ok(()), |declined| {
            date(Some(declined.on))?;
            prose("reason", &declined.reason)?;
            prose("decision", &declined.decision)
        }),
        _ => check_records(side, command),
    }
}

fn check_records(side: &SideDocument, command: &SideCommand) -> Result<(), Refused> {
    let known_gate = |id: GateId| gate(side, id).map(drop);
    match command {
        SideCommand::AddGate { gate: new, place } => {
            absent(gate(side, new.id).is_ok(), Record::Gate(new.id))?;
            room(side.gates.len(), Countable::Gates, GATES_MAX)?;
            room_for(new.milestones.len(), Countable::Milestones, MILESTONES_MAX)?;
            line("stage", &new.stage)?;
            after(*place, new.id, Record::Gate(new.id), known_gate)
        }
        SideCommand::SetStage { gate, stage } => {
            known_gate(*gate)?;
            line("stage", stage)
        }
        SideCommand::MoveGate { gate, place } => {
            known_gate(*gate)?;
            after(*place, *gate, Record::Gate(*gate), known_gate)
        }
        SideCommand::AddGateMilestone { gate, .. }
        | SideCommand::RemoveGateMilestone { gate, .. }
        | SideCommand::RemoveGate(gate) => known_gate(*gate),
        SideCommand::AddSignal(new) => {
            absent(signal(side, new.id).is_ok(), Record::Signal(new.id))?;
            room(side.signals.len(), Countable::Signals, SIGNALS_MAX)?;
            date(Some(new.on))?;
            prose("signal", &new.text)
        }
        SideCommand::SetSignal(new) => {
            signal(side, new.id)?;
            date(Some(new.on))?;
            prose("signal", &new.text)
        }
        SideCommand::ArchiveSignal(id) | SideCommand::RestoreSignal(id) => {
            signal(side, *id).map(drop)
        }
        _ => Ok(()),
    }
}

fn gate(side: &SideDocument, id: GateId) -> Result<&StageGate, Refused> {
    let found = side.gates.iter().find(|gate| gate.id == id);
    found.ok_or(Refused::Unknown(Record::Gate(id)))
}

fn signal(side: &SideDocument, id: SignalId) -> Result<&Signal, Refused> {
    let found = side.signals.iter().find(|signal| signal.id == id);
    found.ok_or(Refused::Unknown(Record::Signal(id)))
}

/// The splice of an edit or of its undo.
pub(super) fn reverting(side: &SideDocument, command: &SideCommand) -> Option<Splice> {
    match command {
        SideCommand::EditNotes(splice) => Some(splice.clone()),
        SideCommand::RevertNotes {
            at,
            inserted,
            removed,
        } => find_revert(&side.notes, *at, inserted, removed),
        _ => None,
    }
}

pub(super) fn inverse(side: &SideDocument, command: &SideCommand) -> SideCommand {
    try_inverse(side, command).unwrap_or(SideCommand::Batch(Vec::new()))
}

fn try_inverse(side: &SideDocument, command: &SideCommand) -> Option<SideCommand> {
    Some(match command {
        SideCommand::Batch(_) => return None,
        SideCommand::EditNotes(_) | SideCommand::RevertNotes { .. } => {
            let splice = reverting(side, command)?;
            let (at, inserted) = (splice.at, splice.insert);
            let end = byte_at(&side.notes, at + splice.delete)?;
            let removed = side.notes[byte_at(&side.notes, at)?..end].to_owned();
            SideCommand::RevertNotes {
                at,
                inserted,
                removed,
            }
        }
        SideCommand::SetDealValue(_) => SideCommand::SetDealValue(side.deal_value.clone()),
        SideCommand::SetCrmDate(_) => SideCommand::SetCrmDate(side.crm_date),
        SideCommand::SetOutcome(_) => SideCommand::SetOutcome(side.outcome.clone()),
        SideCommand::SetDeclined(_) => SideCommand::SetDeclined(side.declined.clone()),
        _ => return inverse_of_gate(side, command).or_else(|| inverse_of_signal(side, command)),
    })
}

fn inverse_of_gate(side: &SideDocument, command: &SideCommand) -> Option<SideCommand> {
    Some(match command {
        SideCommand::AddGate { gate, .. } => SideCommand::RemoveGate(gate.id),
        SideCommand::RemoveGate(id) => SideCommand::RestoreGate(gate(side, *id).ok()?.id),
        SideCommand::RestoreGate(id) => match gate(side, *id) {
            Ok(_) => return None, // it was in sight already
            Err(_) => SideCommand::RemoveGate(*id),
        },
        SideCommand::SetStage { gate: id, .. } => SideCommand::SetStage {
            gate: *id,
            stage: gate(side, *id).ok()?.stage.clone(),
        },
        SideCommand::MoveGate { gate: id, .. } => {
            let at = side.gates.iter().position(|gate| gate.id == *id)?;
            let place = at
                .checked_sub(1)
                .map_or(Place::First, |before| Place::After(side.gates[before].id));
            SideCommand::MoveGate { gate: *id, place }
        }
        SideCommand::AddGateMilestone {
            gate: id,
            milestone,
        } => {
            let there = gate(side, *id).ok()?.milestones.contains(milestone);
            let back = SideCommand::RemoveGateMilestone {
                gate: *id,
                milestone: *milestone,
            };
            (!there).then_some(back)?
        }
        SideCommand::RemoveGateMilestone {
            gate: id,
            milestone,
        } => {
            let there = gate(side, *id).ok()?.milestones.contains(milestone);
            there.then_some(SideCommand::AddGateMilestone {
                gate: *id,
                milestone: *milestone,
            })?
        }
        _ => return None,
    })
}

fn inverse_of_signal(side: &SideDocument, command: &SideCommand) -> Option<SideCommand> {
    Some(match command {
        SideCommand::AddSignal(new) => SideCommand::ArchiveSignal(new.id),
        SideCommand::SetSignal(new) => SideCommand::SetSignal(signal(side, new.id).ok()?.clone()),
        SideCommand::ArchiveSignal(id) => {
            (!signal(side, *id).ok()?.archived).then_some(SideCommand::RestoreSignal(*id))?
        }
        SideCommand::RestoreSignal(id) => signal(side, *id)
            .ok()?
            .archived
            .then_some(SideCommand::ArchiveSignal(*id))?,
        _ => return None,
    })
}
