//! Project forward: from today and what is so, the earliest dates of everything.

use chrono::NaiveDate;
use serde::Serialize;

use super::network::{Network, State};
use crate::{
    calendar::{Day, Ordinal, day_of},
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

/// The earliest placement of one node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    pub start: Day,
    pub finish: Day,
    /// Ordinal of the finish in the node's own days; for done ones the last working day up to it.
    pub last: Ordinal,
    pub cause: Cause,
}

/// One pass in topological order.
pub(crate) fn forward(network: &Network) -> Vec<Placed> {
    let unplaced = Placed {
        start: 0,
        finish: 0,
        last: 0,
        cause: Cause::Today,
    };
    let mut placed = vec![unplaced; network.nodes.len()];
    for node in &network.order {
        placed[*node as usize] = place(network, &placed, *node);
    }
    placed
}

fn place(network: &Network, placed: &[Placed], node: u32) -> Placed {
    let days = network.days(node);
    let (start, (first, cause)) = match network.node(node).state {
        State::Done { start, finish } => {
            return Placed {
                start,
                finish,
                last: days.through(finish) - 1,
                cause: Cause::Done,
            };
        }
        State::Running { start } => (Some(start), running(network, node)),
        State::Ahead => (None, ahead(network, node)),
    };
    let length = network.node(node).days - 1;
    let mut last = first;
    let mut cause = cause;
    let mut at_least = |bound: Ordinal, because: Cause| {
        if bound > last {
            (last, cause) = (bound, because);
        }
    };
    for arc in network.arcs_in(node) {
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
            at_least(bound, Cause::After(network.dependency(arc)));
        } else if start.is_none() {
            at_least(bound + length, Cause::After(network.dependency(arc)));
        }
    }
    if let Some(due) = network.node(node).milestone.due.filter(|due| due.pinned) {
        let bound = days.through(day_of(due.date)) - 1;
        at_least(bound, Cause::Pinned { on: due.date });
    }
    Placed {
        start: start.unwrap_or_else(|| days.day(last - length)),
        finish: days.day(last),
        last,
        cause,
    }
}

/// The earliest last day of a node that has not begun, before its predecessors are asked.
fn ahead(network: &Network, node: u32) -> (Ordinal, Cause) {
    let days = network.days(node);
    let length = network.node(node).days - 1;
    let today = days.before(network.today);
    match network.node(node).milestone.start {
        Some(on) if days.before(day_of(on)) > today => {
            (days.before(day_of(on)) + length, Cause::AgreedStart { on })
        }
        _ => (today + length, Cause::Today),
    }
}

/// The last day of a running node by what is known about it, never before today.
fn running(network: &Network, node: u32) -> (Ordinal, Cause) {
    let days = network.days(node);
    let milestone = network.node(node).milestone;
    let length = network.node(node).days - 1;
    let today = days.before(network.today);
    let (last, cause) = match (milestone.remaining_days, milestone.start, milestone.due) {
        (Some(remaining), ..) => {
            let remaining = remaining.min(super::DURATION_DAYS_MAX);
            let last = days.plus(network.today, i64::from(remaining));
            return (last, Cause::Remaining { days: remaining });
        }
        (None, Some(on), _) if milestone.duration_days.is_some() => {
            let last = days.before(day_of(on)) + length;
            (last, Cause::StartedThen { on })
        }
        (None, _, Some(due)) => {
            let last = days.through(day_of(due.date)) - 1;
            (last, Cause::Promised { on: due.date })
        }
        (None, _, None) if milestone.duration_days.is_some() => (today + length, Cause::Today),
        (None, _, None) => (today, Cause::Today),
    };
    if last > today {
        (last, cause)
    } else {
        (today, Cause::Today)
    }
}
