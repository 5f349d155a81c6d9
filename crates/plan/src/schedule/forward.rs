//! Project forward: from today and what is so, the earliest dates of everything.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    network::{DURATION_DAYS_MAX, Network},
    state::State,
};
use crate::{
    calendar::{Day, Ordinal, date_of, day_of},
    model::Dependency,
};

/// What holds a projected date where it is. The last in a chain of causes is never a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "because")]
pub enum Cause {
    /// Nothing can start before today.
    Today,
    /// It starts no earlier than the agreed start.
    AgreedStart {
        /// The agreed start.
        on: NaiveDate,
    },
    /// It runs, and this many working days are left from today.
    Remaining {
        /// Working days after today.
        days: u32,
    },
    /// It runs, nobody said how much is left, and started then it takes its duration.
    StartedThen {
        /// The start.
        on: NaiveDate,
    },
    /// It runs, nobody said how much is left, so the promise stands.
    Promised {
        /// The due date.
        on: NaiveDate,
    },
    /// It is pinned to a day: not earlier, and anything later is a conflict.
    Pinned {
        /// The pinned day.
        on: NaiveDate,
    },
    /// It is done.
    Done,
    /// A predecessor bounds it.
    After(Dependency),
}

/// A [`Cause`] without its facts: the passes copy it around by the thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    Today,
    AgreedStart,
    Remaining,
    StartedThen,
    Promised,
    Pinned,
    Done,
    /// By the place of its arc in the network.
    After(u32),
}

impl Hold {
    /// With the facts of the node that it holds.
    pub(super) fn cause(self, network: &Network, node: u32) -> Cause {
        let own = network.node(node);
        let start = || date_of(own.start.unwrap_or(network.today));
        let due = || date_of(own.due.unwrap_or(network.today));
        match self {
            Self::Today => Cause::Today,
            Self::AgreedStart => Cause::AgreedStart { on: start() },
            Self::Remaining => Cause::Remaining {
                days: own.milestone.remaining_days.unwrap_or_default(),
            },
            Self::StartedThen => Cause::StartedThen {
                on: start().min(date_of(network.today)),
            },
            Self::Promised => Cause::Promised { on: due() },
            Self::Pinned => Cause::Pinned { on: due() },
            Self::Done => Cause::Done,
            Self::After(arc) => Cause::After(network.dependency(&network.arcs[arc as usize])),
        }
    }
}

/// The earliest placement of one node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    pub start: Day,
    pub finish: Day,
    /// Ordinal of the finish in the node's own days; means nothing for what is done, which has neither float nor slack.
    pub last: Ordinal,
    pub hold: Hold,
}

/// One pass in topological order.
pub(crate) fn forward(network: &Network) -> Vec<Placed> {
    let unplaced = Placed {
        start: 0,
        finish: 0,
        last: 0,
        hold: Hold::Today,
    };
    let mut placed = vec![unplaced; network.nodes.len()];
    for node in &network.order {
        placed[*node as usize] = place(network, &placed, *node);
    }
    placed
}

fn place(network: &Network, placed: &[Placed], node: u32) -> Placed {
    let days = network.days(node);
    let (start, (first, hold)) = match network.node(node).state {
        State::Done { start, finish } => {
            return Placed {
                start,
                finish,
                last: 0,
                hold: Hold::Done,
            };
        }
        State::Running { start } => (Some(start), running(network, node)),
        State::Ahead => (None, ahead(network, node)),
    };
    let length = network.node(node).days - 1;
    let mut last = first;
    let mut hold = hold;
    let mut at_least = |bound: Ordinal, because: Hold| {
        if bound > last {
            (last, hold) = (bound, because);
        }
    };
    for (at, arc) in network.numbered_arcs_in(node) {
        let from = &placed[arc.from as usize];
        let bound = arc.bound(
            days,
            if arc.counts_start() {
                from.start
            } else {
                from.finish
            },
        );
        if arc.bounds_finish() {
            at_least(bound, Hold::After(at));
        } else if start.is_none() {
            at_least(bound + length, Hold::After(at));
        }
    }
    if let Some(due) = network.node(node).pinned() {
        at_least(days.through(due) - 1, Hold::Pinned);
    }
    Placed {
        start: start.unwrap_or_else(|| days.day(last - length)),
        finish: days.day(last),
        last,
        hold,
    }
}

/// The earliest last day of a node that has not begun, before its predecessors are asked.
fn ahead(network: &Network, node: u32) -> (Ordinal, Hold) {
    let days = network.days(node);
    let length = network.node(node).days - 1;
    let today = days.before(network.today);
    match network.node(node).start.map(|start| days.before(start)) {
        Some(start) if start > today => (start + length, Hold::AgreedStart),
        _ => (today + length, Hold::Today),
    }
}

/// The last day of a running node by what is known about it, never before today.
fn running(network: &Network, node: u32) -> (Ordinal, Hold) {
    let days = network.days(node);
    let milestone = network.node(node).milestone;
    let length = network.node(node).days - 1;
    let today = days.before(network.today);
    let given = milestone.duration_days.is_some();
    let (last, hold) = match (milestone.remaining_days, milestone.start, milestone.due) {
        (Some(remaining), ..) => {
            let remaining = remaining.min(DURATION_DAYS_MAX);
            let last = days.plus(network.today, i64::from(remaining));
            return (last, Hold::Remaining);
        }
        // It runs, so it cannot have started later than today, whatever was agreed.
        (None, Some(on), _) if given => {
            let start = day_of(on).min(network.today);
            (days.before(start) + length, Hold::StartedThen)
        }
        (None, _, Some(due)) => (days.through(day_of(due.date)) - 1, Hold::Promised),
        // One day when nobody said how many.
        (None, _, None) => (today + length, Hold::Today),
    };
    if last > today {
        (last, hold)
    } else {
        (today, Hold::Today)
    }
}
