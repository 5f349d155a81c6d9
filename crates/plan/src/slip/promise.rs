//! Where the promises of a plan put every milestone.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    calendar::{Day, Ordinal, WorkingDays, date_of, day_of},
    id::MilestoneId,
    model::{Dependency, Plan},
    schedule::{Arc, Network, Placed, State, forward},
};

/// From when to when a milestone is promised, in days and in ordinals of its own working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Promise {
    pub start: Day,
    pub finish: Day,
    pub first: Ordinal,
    pub last: Ordinal,
}

impl Promise {
    pub(super) fn of(days: &WorkingDays, start: Day, finish: Day) -> Self {
        Self {
            start,
            finish,
            first: days.before(start),
            last: days.through(finish) - 1,
        }
    }

    /// Moved by working days; a start that is a fact stays.
    pub(super) fn shifted(self, days: &WorkingDays, by: i64, state: State) -> Self {
        let start = match state {
            State::Ahead => days.day(self.first + by),
            _ => self.start,
        };
        Self::of(days, start, days.day(self.last + by))
    }

    /// The end that counts for a dependency from here.
    pub(super) fn end(&self, arc: &Arc) -> Day {
        if arc.counts_start() {
            self.start
        } else {
            self.finish
        }
    }

    /// Working days by which a bound exceeds the end that a dependency bounds; 0 or less is kept.
    pub(super) fn excess(&self, days: &WorkingDays, arc: &Arc, day: Day) -> i64 {
        let end = if arc.bounds_finish() {
            self.last
        } else {
            self.first
        };
        arc.bound(days, day) - end
    }
}

/// The promised dates of every node, inferred where none are stored; `None` where nothing bounds it.
pub(super) fn promises(network: &Network) -> Vec<Option<Promise>> {
    let placed = forward(network);
    let mut promises = vec![None; network.nodes.len()];
    for node in network.order.iter().copied() {
        promises[node as usize] = stored(network, node, &placed[node as usize])
            .or_else(|| inferred(network, node, &promises));
    }
    promises
}

/// From when to when a milestone is promised: what a slip moves, and what a timeline draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Promised {
    /// Which.
    pub milestone: MilestoneId,
    /// First day of work: as agreed, or as many working days before the finish as it takes.
    pub start: NaiveDate,
    /// Last day of work: the due date; of what is done, the day it was done.
    pub finish: NaiveDate,
}

/// The promised dates of every milestone that takes part in the schedule, in the plan's order. One without
/// dates is where the promises before it allow it to be; without any such it is left out.
pub fn promised(plan: &Plan, today: NaiveDate) -> Vec<Promised> {
    let network = Network::of(plan, today);
    let one = |(node, promise): (u32, Option<Promise>)| {
        let promise = promise?;
        Some(Promised {
            milestone: network.node(node).milestone.id,
            start: date_of(promise.start),
            finish: date_of(promise.finish),
        })
    };
    (0..).zip(promises(&network)).filter_map(one).collect()
}

/// By the stored dates; a running milestone without any is where the projection puts it.
fn stored(network: &Network, node: u32, placed: &Placed) -> Option<Promise> {
    let days = network.days(node);
    let (milestone, state) = (network.node(node).milestone, network.node(node).state);
    let length = network.node(node).days - 1;
    let start = milestone.start.map(day_of);
    let finish = milestone.due.map(|due| day_of(due.date));
    let (start, finish) = match (state, start, finish) {
        (State::Done { start, finish }, ..) | (State::Running { start }, _, Some(finish)) => {
            (start, finish)
        }
        (State::Running { start }, _, None) => (start, placed.finish),
        (State::Ahead, Some(start), Some(finish)) => (start, finish),
        (State::Ahead, None, Some(finish)) => (days.day(days.through(finish) - 1 - length), finish),
        (State::Ahead, Some(start), None) => (start, days.day(days.before(start) + length)),
        (State::Ahead, None, None) => return None,
    };
    Some(Promise::of(days, start, finish))
}

/// As early as the promises of its predecessors allow.
pub(super) fn inferred(
    network: &Network,
    node: u32,
    promises: &[Option<Promise>],
) -> Option<Promise> {
    let days = network.days(node);
    let length = network.node(node).days - 1;
    let last = network
        .arcs_in(node)
        .iter()
        .filter_map(|arc| {
            let bound = arc.bound(days, promises[arc.from as usize]?.end(arc));
            Some(if arc.bounds_finish() {
                bound
            } else {
                bound + length
            })
        })
        .max()?;
    Some(Promise::of(days, days.day(last - length), days.day(last)))
}

/// Does this dependency have a say in where its successor is?
pub(super) fn has_say(network: &Network, arc: &Arc) -> bool {
    match network.node(arc.to).state {
        State::Ahead => true,
        State::Running { .. } => arc.bounds_finish(),
        State::Done { .. } => false,
    }
}

/// A dependency that the promised dates contradict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// Which.
    pub dependency: Dependency,
    /// Working days, on the successor's calendar, that the successor is promised too early; at least 1.
    pub days: i64,
    /// The successor's due date is pinned, so nothing but a person resolves it.
    pub pinned: bool,
}

/// In the order of the plan's dependencies.
pub(super) fn broken(network: &Network, promises: &[Option<Promise>]) -> Vec<Broken> {
    let mut broken: Vec<Broken> = network
        .arcs
        .iter()
        .filter(|arc| has_say(network, arc))
        .filter_map(|arc| {
            let from = promises[arc.from as usize]?;
            let to = promises[arc.to as usize]?;
            let days = to.excess(network.days(arc.to), arc, from.end(arc));
            (days > 0).then(|| Broken {
                dependency: network.dependency(arc),
                days,
                pinned: is_pinned(network, arc.to),
            })
        })
        .collect();
    broken.sort_by_key(|one| one.dependency);
    broken
}

pub(super) fn is_pinned(network: &Network, node: u32) -> bool {
    let due = network.node(node).milestone.due;
    due.is_some_and(|due| due.pinned)
}
