//! What a person can do to the document of the own side.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    command::Place,
    id::{GateId, MilestoneId, SignalId},
    model::{DealValue, Declined, Outcome, Signal, StageGate},
    text::Splice,
};

/// A shared text of a side's document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SideText {
    /// The notes of the side: [`SideDocument::notes`](crate::model::SideDocument::notes).
    Notes,
}

/// One intent of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "fields are named for the model's fields they set"
)]
pub enum SideCommand {
    /// All of them or none.
    Batch(Vec<SideCommand>),
    EditNotes(Splice),
    /// Inverse of [`SideCommand::EditNotes`].
    RevertNotes {
        at: u32,
        inserted: String,
        removed: String,
    },
    SetDealValue(Option<DealValue>),
    SetCrmDate(Option<NaiveDate>),
    SetOutcome(Outcome),
    SetDeclined(Option<Declined>),
    AddGate {
        gate: StageGate,
        place: Place<GateId>,
    },
    SetStage {
        gate: GateId,
        stage: String,
    },
    MoveGate {
        gate: GateId,
        place: Place<GateId>,
    },
    AddGateMilestone {
        gate: GateId,
        milestone: MilestoneId,
    },
    RemoveGateMilestone {
        gate: GateId,
        milestone: MilestoneId,
    },
    /// Out of sight; kept in the document.
    RemoveGate(GateId),
    RestoreGate(GateId),
    AddSignal(Signal),
    /// Changes everything but `archived`.
    SetSignal(Signal),
    ArchiveSignal(SignalId),
    RestoreSignal(SignalId),
}
