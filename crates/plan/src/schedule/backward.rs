//! Work backwards: from days that are fixed, the latest dates of everything.

use super::{arc::Arc, network::Network, state::State};
use crate::calendar::{Day, Ordinal};

/// What holds a latest date where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// Nothing does.
    Free,
    /// The node's own anchor.
    Anchor,
    /// A successor, by the place of its dependency in the plan.
    Before(u32),
}

/// The latest placement of one node; `last` means nothing while it is free.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Latest {
    /// Ordinal of the latest finish in the node's own days.
    pub last: Ordinal,
    pub held: Held,
}

impl Latest {
    /// Working days from a finish to the latest one.
    pub(crate) fn slack(self, last: Ordinal) -> Option<i64> {
        (self.held != Held::Free).then(|| self.last - last)
    }
}

/// One pass against topological order. `anchor` gives the last day on which a node may finish.
/// It knows nothing of today: latest dates may lie in the past.
pub(crate) fn backward(network: &Network, anchor: impl Fn(u32) -> Option<Day>) -> Vec<Latest> {
    let free = Latest {
        last: Ordinal::MAX,
        held: Held::Free,
    };
    let mut latest = vec![free; network.nodes.len()];
    for node in network.order.iter().rev().copied() {
        let state = network.node(node).state;
        if matches!(state, State::Done { .. }) {
            continue;
        }
        let days = network.days(node);
        let mut own = free;
        if let Some(day) = anchor(node) {
            own = Latest {
                last: days.through(day) - 1,
                held: Held::Anchor,
            };
        }
        for arc in network.arcs_out(node) {
            let Some(day) = limit(network, &latest, arc) else {
                continue;
            };
            let length = network.node(node).days - 1;
            let last = match (arc.counts_start(), state) {
                (false, _) => days.through(day) - 1,
                (true, State::Ahead) => days.through(day) - 1 + length,
                // Its start is a fact, and no later finish changes it.
                (true, _) => continue,
            };
            if last < own.last {
                own = Latest {
                    last,
                    held: Held::Before(arc.dependency),
                };
            }
        }
        latest[node as usize] = own;
    }
    latest
}

/// The latest day of the predecessor's end that leaves the successor its latest dates.
fn limit(network: &Network, latest: &[Latest], arc: &Arc) -> Option<Day> {
    let successor = latest[arc.to as usize];
    if successor.held == Held::Free {
        return None;
    }
    let bound = match (arc.bounds_finish(), network.node(arc.to).state) {
        (true, _) => successor.last,
        (false, State::Ahead) => successor.last - (network.node(arc.to).days - 1),
        // It has started: what bounds starts has no say any more.
        (false, _) => return None,
    };
    Some(arc.latest(network.days(arc.to), bound))
}
