//! The changes that a slip writes, as values that can be applied, undone and compared.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    command::Command,
    id::MilestoneId,
    model::{Due, Plan, Status},
};

/// One stored value that changes, with what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "change")]
#[allow(missing_docs, reason = "old and new are what they say")]
pub enum DateChange {
    /// The promise of a milestone.
    Due {
        milestone: MilestoneId,
        old: Option<Due>,
        new: Option<Due>,
    },
    /// The agreed start of a milestone.
    Start {
        milestone: MilestoneId,
        old: Option<NaiveDate>,
        new: Option<NaiveDate>,
    },
    /// The working days that a milestone takes.
    Duration {
        milestone: MilestoneId,
        old: Option<u32>,
        new: Option<u32>,
    },
    /// The working days still to go.
    Remaining {
        milestone: MilestoneId,
        old: Option<u32>,
        new: Option<u32>,
    },
    /// Where a milestone stands.
    Status {
        milestone: MilestoneId,
        old: Status,
        new: Status,
    },
    /// The go-live date of the plan.
    GoLive {
        old: Option<NaiveDate>,
        new: Option<NaiveDate>,
    },
}

/// Where each milestone stands in a plan.
pub(super) type Rows = HashMap<MilestoneId, usize>;

pub(super) fn rows(plan: &Plan) -> Rows {
    let ids = plan.milestones.iter().map(|one| one.id);
    ids.zip(0..).collect()
}

impl DateChange {
    /// The change that puts the old value back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut inverse = self.clone();
        match &mut inverse {
            Self::Due { old, new, .. } => std::mem::swap(old, new),
            Self::Start { old, new, .. } | Self::GoLive { old, new } => std::mem::swap(old, new),
            Self::Duration { old, new, .. } | Self::Remaining { old, new, .. } => {
                std::mem::swap(old, new);
            }
            Self::Status { old, new, .. } => std::mem::swap(old, new),
        }
        inverse
    }

    /// Which milestone it is about; `None` is the plan.
    pub fn milestone(&self) -> Option<MilestoneId> {
        match self {
            Self::Due { milestone, .. }
            | Self::Start { milestone, .. }
            | Self::Duration { milestone, .. }
            | Self::Remaining { milestone, .. }
            | Self::Status { milestone, .. } => Some(*milestone),
            Self::GoLive { .. } => None,
        }
    }

    /// Writes the new value. A milestone that is not there is left alone.
    pub(super) fn write(&self, plan: &mut Plan, rows: &Rows) {
        if let Self::GoLive { new, .. } = self {
            plan.go_live = *new;
        }
        let row = self.milestone().and_then(|id| rows.get(&id));
        let Some(milestone) = row.map(|row| &mut plan.milestones[*row]) else {
            return;
        };
        match self {
            Self::Due { new, .. } => milestone.due = *new,
            Self::Start { new, .. } => milestone.start = *new,
            Self::Duration { new, .. } => milestone.duration_days = *new,
            Self::Remaining { new, .. } => milestone.remaining_days = *new,
            Self::Status { new, .. } => milestone.status = new.clone(),
            Self::GoLive { .. } => {}
        }
    }

    /// Does the plan hold the new value?
    fn stands(&self, plan: &Plan, rows: &Rows) -> bool {
        if let Self::GoLive { new, .. } = self {
            return plan.go_live == *new;
        }
        let row = self.milestone().and_then(|id| rows.get(&id));
        let Some(milestone) = row.map(|row| &plan.milestones[*row]) else {
            return false;
        };
        match self {
            Self::Due { new, .. } => milestone.due == *new,
            Self::Start { new, .. } => milestone.start == *new,
            Self::Duration { new, .. } => milestone.duration_days == *new,
            Self::Remaining { new, .. } => milestone.remaining_days == *new,
            Self::Status { new, .. } => milestone.status == *new,
            Self::GoLive { .. } => true,
        }
    }
}

/// How to take an applied slip back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Undo {
    /// What to write, last change first.
    pub restore: Vec<DateChange>,
    /// Changes that no longer stand, because somebody has changed the value since: left alone, to be told.
    /// After two concurrent slips these are the dates in which they mixed.
    pub changed_since: Vec<DateChange>,
}

/// Takes back what I changed, and names what others have changed since.
pub fn undo(plan: &Plan, applied: &[DateChange]) -> Undo {
    let mut undo = Undo::default();
    let rows = rows(plan);
    for change in applied.iter().rev() {
        if change.stands(plan, &rows) {
            undo.restore.push(change.inverse());
        } else {
            undo.changed_since.push(change.clone());
        }
    }
    undo
}

/// A change of a date as the command that writes it.
impl From<&DateChange> for Command {
    fn from(change: &DateChange) -> Self {
        match change {
            DateChange::Due { milestone, new, .. } => Self::SetDue {
                milestone: *milestone,
                due: *new,
            },
            DateChange::Start { milestone, new, .. } => Self::SetStart {
                milestone: *milestone,
                start: *new,
            },
            DateChange::Duration { milestone, new, .. } => Self::SetDuration {
                milestone: *milestone,
                days: *new,
            },
            DateChange::Remaining { milestone, new, .. } => Self::SetRemaining {
                milestone: *milestone,
                days: *new,
            },
            DateChange::Status { milestone, new, .. } => Self::SetStatus {
                milestone: *milestone,
                status: new.clone(),
            },
            DateChange::GoLive { new, .. } => Self::SetGoLive(*new),
        }
    }
}

/// All changes as one command: one transaction, one undo step.
pub fn command(changes: &[DateChange]) -> Command {
    Command::Batch(changes.iter().map(Command::from).collect())
}
