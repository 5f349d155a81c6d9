//! What was asked of single milestones, before anything follows from it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Ask,
    promise::{Promise, is_pinned},
    values::{Values, moved_due},
};
use crate::{
    calendar::{date_of, day_of},
    id::MilestoneId,
    model::{Milestone, Status},
    schedule::{Network, Placed, State, forward},
};

/// A milestone of which something was asked.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub values: Values,
    /// Where it is promised then.
    pub promise: Promise,
    /// The due date itself was asked for: nothing else moves it.
    pub due_asked: bool,
    /// Working days that a pin does not grant.
    pub held_by_pin: Option<i64>,
    start_asked: bool,
    duration_asked: bool,
    remaining: Option<u32>,
    longer: i64,
}

/// Everything that was asked.
#[derive(Debug, Default)]
pub(super) struct AllAsked {
    pub nodes: BTreeMap<u32, Asked>,
    pub go_live: Option<NaiveDate>,
}

/// Reads the asks in order; later ones see what earlier ones changed. Unknown milestones are left out.
pub(super) fn read(network: &Network, old: &[Option<Promise>], asks: &[Ask]) -> AllAsked {
    let placed = forward(network);
    let mut all = AllAsked::default();
    for ask in asks {
        match ask {
            Ask::GoLive { date } => {
                all.go_live = Some(*date);
                for node in network.go_lives().collect::<Vec<_>>() {
                    let milestone = network.node(node).milestone.id;
                    let due = Ask::Due {
                        milestone,
                        date: *date,
                    };
                    all.take(network, old, &placed, node, &due);
                }
            }
            ask => {
                if let Some(node) = milestone_of(ask).and_then(|id| network.index.get(&id)) {
                    all.take(network, old, &placed, *node, ask);
                }
            }
        }
    }
    for (node, asked) in &mut all.nodes {
        if asked.values.is_done() {
            asked.keep_facts(network.node(*node).milestone);
        }
        let before = old[*node as usize].unwrap_or(asked.promise);
        asked.promise = position(network, *node, asked, before);
        if is_pinned(network, *node) && !asked.due_asked && asked.promise.last != before.last {
            let missing = asked.promise.last - before.last;
            asked.held_by_pin = (missing > 0).then_some(missing);
            asked.promise = Promise::of(network.days(*node), asked.promise.start, before.finish);
        }
    }
    all
}

fn milestone_of(ask: &Ask) -> Option<MilestoneId> {
    match ask {
        Ask::Due { milestone, .. }
        | Ask::Later { milestone, .. }
        | Ask::Start { milestone, .. }
        | Ask::Duration { milestone, .. }
        | Ask::Longer { milestone, .. }
        | Ask::Remaining { milestone, .. }
        | Ask::Status { milestone, .. } => Some(*milestone),
        Ask::GoLive { .. } => None,
    }
}

impl AllAsked {
    fn take(
        &mut self,
        network: &Network,
        old: &[Option<Promise>],
        placed: &[Placed],
        node: u32,
        ask: &Ask,
    ) {
        let days = network.days(node);
        let projected = &placed[node as usize];
        let promise = old[node as usize]
            .unwrap_or_else(|| Promise::of(days, projected.start, projected.finish));
        let unasked = || Asked::of(network.node(node).milestone, promise);
        let asked = self.nodes.entry(node).or_insert_with(unasked);
        let values = &mut asked.values;
        match ask {
            Ask::Due { date, .. } => {
                values.due = Some(moved_due(network.plan, values.due, *date));
                asked.due_asked = true;
            }
            Ask::Later { days: by, .. } => {
                let due = values.due.map(|due| day_of(due.date));
                let from = due.unwrap_or(asked.promise.finish);
                let date = date_of(days.day(days.through(from) - 1 + by));
                values.due = Some(moved_due(network.plan, values.due, date));
                asked.due_asked = true;
            }
            Ask::Start { date, .. } => {
                values.start = Some(*date);
                asked.start_asked = true;
            }
            Ask::Duration { days, .. } => {
                values.duration = Some(*days);
                asked.duration_asked = true;
            }
            Ask::Longer { days: by, .. } => asked.longer(network, node, projected, *by),
            Ask::Remaining { days, .. } => {
                values.remaining = Some(*days);
                asked.remaining = Some(*days);
            }
            Ask::Status { status, .. } => values.status = status.clone(),
            Ask::GoLive { .. } => {}
        }
    }
}

impl Asked {
    /// Nothing asked yet.
    fn of(stored: &Milestone, promise: Promise) -> Self {
        Self {
            values: Values::of(stored),
            promise,
            due_asked: false,
            held_by_pin: None,
            start_asked: false,
            duration_asked: false,
            remaining: None,
            longer: 0,
        }
    }

    /// What is done is a fact: only its status can be asked for.
    fn keep_facts(&mut self, stored: &Milestone) {
        self.values = Values {
            status: self.values.status.clone(),
            ..Values::of(stored)
        };
        self.due_asked = false;
    }

    /// A running milestone has more left to do, another one takes longer.
    fn longer(&mut self, network: &Network, node: u32, projected: &Placed, by: i64) {
        let days = |days: i64| u32::try_from(days.max(0)).unwrap_or(u32::MAX);
        self.longer += by;
        if let State::Running { .. } = network.node(node).state {
            let left = projected.last + 1 - network.days(node).through(network.today);
            let left = self.values.remaining.map_or(left, i64::from);
            self.values.remaining = Some(days(left + by));
        } else {
            let takes = self
                .values
                .duration
                .map_or(network.node(node).days, i64::from);
            self.values.duration = Some(days(takes + by).max(1));
        }
    }
}

/// Where a milestone is promised after what was asked of it; see [`Ask`].
fn position(network: &Network, node: u32, asked: &Asked, old: Promise) -> Promise {
    let days = network.days(node);
    let state = network.node(node).state;
    let values = &asked.values;
    let stored_start = values.start.map(day_of);
    if let Status::Done { on } = values.status {
        let start = stored_start.unwrap_or(old.start).min(day_of(on));
        return Promise::of(days, start, day_of(on));
    }
    let start = match state {
        State::Running { start } => start,
        _ => stored_start.unwrap_or(old.start),
    };
    let length = values
        .duration
        .map_or(network.node(node).days, i64::from)
        .max(1)
        - 1;
    let by_length = days.day(days.before(start) + length);
    let finish = if let Some(due) = values.due.filter(|_| asked.due_asked) {
        let finish = day_of(due.date);
        if stored_start.is_none() && state == State::Ahead {
            let start = days.day(days.through(finish) - 1 - length);
            return Promise::of(days, start, finish);
        }
        finish
    } else if asked.longer != 0 {
        days.day(old.last + asked.longer)
    } else if asked.duration_asked {
        by_length
    } else if let Some(remaining) = asked.remaining {
        old.finish
            .max(days.day(days.plus(network.today, i64::from(remaining))))
    } else if asked.start_asked {
        old.finish.max(by_length)
    } else {
        // Only the status changed; one that is reopened goes back to its promise.
        values.due.map_or(old.finish, |due| day_of(due.date))
    };
    Promise::of(days, start, finish)
}
