//! What is settled about a milestone before anything is scheduled.

use crate::{
    calendar::{Day, day_of},
    model::{Milestone, Status},
};

/// What is settled about a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing: it can still be placed.
    Ahead,
    /// The start is a fact.
    Running { start: Day },
    /// Start and finish are facts.
    Done { start: Day, finish: Day },
}

/// Takes part in the schedule.
pub(crate) fn is_live(milestone: &Milestone) -> bool {
    !milestone.archived && !matches!(milestone.status, Status::NotNeeded { .. })
}

/// What its status and start say.
pub(super) fn state(milestone: &Milestone, today: Day) -> State {
    let start = milestone.start.map(day_of);
    match milestone.status {
        Status::Done { on } => {
            let finish = day_of(on);
            State::Done {
                start: start.unwrap_or(finish).min(finish),
                finish,
            }
        }
        Status::InProgress => State::Running {
            start: start.unwrap_or(today).min(today),
        },
        // Stopped half-way: what remains is known, so work had begun.
        Status::Blocked { .. } | Status::Waiting { .. } if milestone.remaining_days.is_some() => {
            State::Running {
                start: start.unwrap_or(today).min(today),
            }
        }
        _ => State::Ahead,
    }
}
