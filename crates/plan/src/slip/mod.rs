//! Slip: one date changes, and everything that follows is shown before anything is written
//! (001-29, 001-35).
//!
//! A slip moves **promises**: due dates and agreed starts as they are stored. It proposes; nothing moves
//! until the changes of a [`Proposal`] are written, which is one command and one undo step.
//!
//! Rules (worked examples in `docs/scheduling.md`):
//! - Only what comes after a moved date can move. A contradiction that was there before stays as it is.
//! - A dependency that **consumes the gap** moves its successor only as far as it must; one that **keeps
//!   the gap** moves it by as many working days as its predecessor, later and earlier.
//! - An earlier date pulls along only what keeps its gap, and no further than other dependencies and today allow.
//! - What is done or pinned never moves. What then contradicts is listed in [`Proposal::broken`].
//! - A milestone without dates passes a slip on, as if it were promised as early as it could be.
//! - How long the others take stays as it was before the slip, also where it was inferred from dates.

mod asked;
mod change;
mod promise;
mod propagate;
mod values;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use change::{DateChange, Undo, command, undo};
pub use promise::{Broken, Promised, promised};

use crate::{
    agreement::{Reopened, reopened_by},
    calendar::date_of,
    id::MilestoneId,
    model::{Dependency, Plan, Status},
    schedule::{Network, of_network},
};
use promise::promises;
use propagate::Slipped;

/// A change that somebody thinks about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "ask")]
#[allow(missing_docs, reason = "the fields are the model's")]
pub enum Ask {
    /// Another due date; a pin stays.
    Due {
        milestone: MilestoneId,
        date: NaiveDate,
    },
    /// The due date moves by working days of the milestone's calendar; negative is earlier.
    /// Without a due date it counts from where the milestone would be.
    Later { milestone: MilestoneId, days: i64 },
    /// Another agreed start; the due date follows when too little time is left.
    Start {
        milestone: MilestoneId,
        date: NaiveDate,
    },
    /// Other working days; the start stays and the due date moves.
    Duration { milestone: MilestoneId, days: u32 },
    /// As [`Ask::Duration`], relative to what it takes now: "legal takes ten days longer".
    Longer { milestone: MilestoneId, days: i64 },
    /// Working days still to go from today; the due date moves when they lead past it.
    Remaining { milestone: MilestoneId, days: u32 },
    /// Another status; "done" fixes the finish.
    Status {
        milestone: MilestoneId,
        status: Status,
    },
    /// Another go-live date: of the plan and of its go-live milestone.
    GoLive { date: NaiveDate },
}

/// What follows from a change. Made by [`propose`]; nothing is written yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proposal {
    /// The reader's today.
    pub as_of: NaiveDate,
    /// Every promised date that moves, asked ones too, in the plan's order.
    pub moves: Vec<Move>,
    /// What it does to the go-live.
    pub go_live: GoLiveEffect,
    /// Projected go-live before and after.
    pub projected: (Option<NaiveDate>, Option<NaiveDate>),
    /// Each yes that would no longer hold.
    pub reopened: Vec<Reopened>,
    /// Dependencies that the promised dates would contradict, and did not before, or by less.
    pub broken: Vec<Broken>,
    /// Pinned due dates that would have to move, in the plan's order.
    pub held: Vec<HeldByPin>,
    /// What to write, asked values first.
    pub changes: Vec<DateChange>,
}

/// A pinned due date that a slip would move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct HeldByPin {
    /// Of which milestone.
    pub milestone: MilestoneId,
    /// Working days that are missing, at least 1.
    pub days: i64,
}

/// One promised date that moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Move {
    /// Of which milestone.
    pub milestone: MilestoneId,
    /// Which date.
    pub field: DateField,
    /// What it was.
    pub old: Option<NaiveDate>,
    /// What it becomes.
    pub new: NaiveDate,
    /// Working days of the milestone's calendar; negative is earlier.
    pub days: i64,
    /// What moved it.
    pub cause: MoveCause,
}

/// The stored dates of a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateField {
    /// The agreed start.
    Start,
    /// The due date.
    Due,
}

/// What moves a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "because")]
pub enum MoveCause {
    /// It was asked for, or follows from what was asked of this milestone.
    Asked,
    /// The predecessor leaves no other day.
    Pushed(Dependency),
    /// The gap to the predecessor is kept.
    KeptGap(Dependency),
}

/// What a slip does to the go-live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "effect")]
pub enum GoLiveEffect {
    /// The plan has no go-live.
    NoGoLive,
    /// It moves.
    Moves {
        /// The go-live date as it is.
        old: NaiveDate,
        /// As it would be.
        new: NaiveDate,
        /// Working days; negative is earlier.
        days: i64,
    },
    /// It stays, and slack takes the slip.
    Absorbed {
        /// Working days that the projection would still have to the go-live date; negative is too late.
        slack_days: Option<i64>,
    },
    /// It stays because it is pinned, and the promises no longer lead to it.
    HeldByPin {
        /// Working days that are missing.
        days: i64,
    },
}

/// What would follow from these changes.
pub fn propose(plan: &Plan, today: NaiveDate, asks: &[Ask]) -> Proposal {
    let network = Network::of(plan, today);
    let old = promises(&network);
    let asked = asked::read(&network, &old, asks);
    let slipped = propagate::propagate(&network, &old, asked);
    let moves = propagate::moves(&network, &old, &slipped);
    let mut changes = propagate::changes(&network, &slipped, &moves);
    let go_live = go_live(&network, &slipped, &mut changes);

    let mut after = plan.clone();
    apply(&mut after, &changes);
    let mut new_network = Network::of(&after, today);
    new_network.keep_durations(&network, |node| slipped.asked.nodes.contains_key(&node));
    let held = slipped.held(&network);
    let broken = propagate::newly_broken(&network, &old, &slipped);
    let (before, then) = (of_network(network), of_network(new_network));
    let go_live = match go_live {
        GoLiveEffect::Absorbed { .. } => GoLiveEffect::Absorbed {
            slack_days: then.variance_days.map(|days| -days),
        },
        other => other,
    };
    Proposal {
        as_of: today,
        moves,
        go_live,
        projected: (before.projected, then.projected),
        reopened: reopened_by(plan, &after),
        broken,
        held,
        changes,
    }
}

/// Writes changes into a snapshot. The document's way is one command with the same content.
pub fn apply(plan: &mut Plan, changes: &[DateChange]) {
    let rows = change::rows(plan);
    for change in changes {
        change.write(plan, &rows);
    }
}

/// Dependencies that the promised dates of a plan contradict (001-26).
pub fn broken(plan: &Plan, today: NaiveDate) -> Vec<Broken> {
    let network = Network::of(plan, today);
    promise::broken(&network, &promises(&network))
}

/// The effect on the go-live; adds the change of the plan's date where it moves.
fn go_live(network: &Network, slipped: &Slipped, changes: &mut Vec<DateChange>) -> GoLiveEffect {
    let plan = network.plan;
    let promised = |at: u32| network.node(at).milestone.due.map(|due| due.date);
    let Some(old) = plan
        .go_live
        .or(network.go_lives().filter_map(promised).max())
    else {
        return GoLiveEffect::NoGoLive;
    };
    let days = network.go_live_days();
    let held = network
        .go_lives()
        .filter_map(|at| slipped.held_by_pin(at))
        .max();
    let moved = network.go_lives().any(|at| slipped.moved(at));
    let new = match slipped.asked.go_live {
        Some(date) => Some(date),
        None if network.go_lives().next().is_some() => network
            .go_lives()
            .filter_map(|at| slipped.promises[at as usize])
            .map(|promise| date_of(promise.finish))
            .max()
            .filter(|_| moved),
        // Without a go-live milestone the go-live waits for everything that moved.
        None => (0..network.nodes.len() as u32)
            .filter(|at| slipped.moved(*at))
            .filter_map(|at| slipped.promises[at as usize])
            .map(|promise| date_of(promise.finish))
            .max()
            .filter(|end| *end > old),
    };
    match (new, held) {
        (Some(new), _) if new != old => {
            if plan.go_live.is_some() {
                let (old, new) = (plan.go_live, Some(new));
                changes.push(DateChange::GoLive { old, new });
            }
            let days = days.between(old, new);
            GoLiveEffect::Moves { old, new, days }
        }
        (_, Some(days)) => GoLiveEffect::HeldByPin { days },
        _ => GoLiveEffect::Absorbed { slack_days: None },
    }
}
