//! What follows from a moved promise: one pass along the dependencies.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::{
    DateField, HeldByPin, Move, MoveCause,
    asked::AllAsked,
    change::DateChange,
    promise::{Broken, Promise, broken, has_say, inferred, is_pinned},
    values::{Values, moved_due},
};
use crate::{
    calendar::date_of,
    model::{Dependency, GapPolicy},
    schedule::{Arc, Network, State},
};

/// The promises after a slip.
#[derive(Debug)]
pub(super) struct Slipped {
    pub promises: Vec<Option<Promise>>,
    pub asked: AllAsked,
    /// What moved each node that moved.
    causes: HashMap<u32, MoveCause>,
    /// Working days that pins did not grant.
    held: BTreeMap<u32, i64>,
}

impl Slipped {
    pub(super) fn moved(&self, node: u32) -> bool {
        self.causes.contains_key(&node)
    }

    pub(super) fn held(&self, network: &Network) -> Vec<HeldByPin> {
        let one = |(node, days): (&u32, &i64)| HeldByPin {
            milestone: network.node(*node).milestone.id,
            days: *days,
        };
        self.held.iter().map(one).collect()
    }

    pub(super) fn held_by_pin(&self, node: u32) -> Option<i64> {
        self.held.get(&node).copied()
    }
}

/// By how many working days a node moves, and why.
#[derive(Clone, Copy)]
struct Shift {
    by: i64,
    cause: MoveCause,
}

/// Moves what comes after what was asked.
pub(super) fn propagate(network: &Network, old: &[Option<Promise>], asked: AllAsked) -> Slipped {
    let mut slipped = Slipped {
        promises: old.to_vec(),
        causes: HashMap::new(),
        held: BTreeMap::new(),
        asked,
    };
    for node in network.order.iter().copied() {
        slipped.settle(network, old, node);
    }
    slipped
}

impl Slipped {
    fn settle(&mut self, network: &Network, old: &[Option<Promise>], node: u32) {
        let at = node as usize;
        let milestone = network.node(node).milestone;
        if let Some(asked) = self.asked.nodes.get(&node) {
            self.promises[at] = Some(asked.promise);
            self.held.extend(asked.held_by_pin.map(|days| (node, days)));
            if old[at] != Some(asked.promise) {
                self.causes.insert(node, MoveCause::Asked);
            }
            if asked.due_asked || asked.values.is_done() {
                return;
            }
        } else if old[at].is_none() || (milestone.due.is_none() && milestone.start.is_none()) {
            self.pass_on(network, old, node);
            return;
        }
        let (Some(promise), false) = (
            self.promises[at],
            matches!(network.node(node).state, State::Done { .. }),
        ) else {
            return;
        };
        let Some(shift) = self.shift(network, old, node, promise) else {
            return;
        };
        if is_pinned(network, node) {
            if shift.by > 0 {
                *self.held.entry(node).or_default() += shift.by;
            }
            return;
        }
        let state = network.node(node).state;
        self.promises[at] = Some(promise.shifted(network.days(node), shift.by, state));
        self.causes.insert(node, shift.cause);
    }

    /// A milestone without dates is as early as it could be; nothing of it is stored.
    fn pass_on(&mut self, network: &Network, old: &[Option<Promise>], node: u32) {
        let at = node as usize;
        if network.node(node).state == State::Ahead {
            self.promises[at] = inferred(network, node, &self.promises);
        }
        if self.promises[at] != old[at] {
            let moved = network
                .arcs_in(node)
                .iter()
                .find(|arc| self.moved(arc.from));
            let cause = moved.map(|arc| MoveCause::Pushed(network.dependency(arc)));
            self.causes.extend(cause.map(|cause| (node, cause)));
        }
    }

    /// The working days by which moved predecessors move a node.
    fn shift(
        &self,
        network: &Network,
        old: &[Option<Promise>],
        node: u32,
        promise: Promise,
    ) -> Option<Shift> {
        let days = network.days(node);
        let keeps_gaps = !self.asked.nodes.contains_key(&node);
        let (mut push, mut pull): (Option<Shift>, Option<Shift>) = (None, None);
        for arc in network
            .arcs_in(node)
            .iter()
            .filter(|arc| has_say(network, arc))
        {
            let Some((was, is)) = self.ends(old, arc).filter(|(was, is)| was != is) else {
                continue;
            };
            let dependency = network.dependency(arc);
            let needed = promise.excess(days, arc, is);
            let gap = days.before(is) - days.before(was);
            let (by, cause) = match dependency.policy {
                GapPolicy::Keep if keeps_gaps && gap >= needed => {
                    (gap, MoveCause::KeptGap(dependency))
                }
                _ => (needed, MoveCause::Pushed(dependency)),
            };
            if is > was && by > push.map_or(0, |shift| shift.by) {
                push = Some(Shift { by, cause });
            }
            let keeps = keeps_gaps && dependency.policy == GapPolicy::Keep;
            if is < was && keeps && pull.is_none_or(|shift| gap > shift.by) {
                let cause = MoveCause::KeptGap(dependency);
                pull = Some(Shift { by: gap, cause });
            }
        }
        push.or_else(|| self.pull(network, node, promise, pull?))
    }

    /// Earlier, but no earlier than every dependency and today allow.
    fn pull(&self, network: &Network, node: u32, promise: Promise, pull: Shift) -> Option<Shift> {
        let days = network.days(node);
        let today = match network.node(node).state {
            State::Ahead => days.before(network.today) - promise.first,
            _ => days.before(network.today) - promise.last,
        };
        let bounds = network
            .arcs_in(node)
            .iter()
            .filter(|arc| has_say(network, arc));
        let by = bounds
            .filter_map(|arc| {
                let from = self.promises[arc.from as usize]?;
                Some(promise.excess(days, arc, from.end(arc)))
            })
            .fold(pull.by.max(today), i64::max);
        (by < 0).then_some(Shift { by, ..pull })
    }

    /// The end that counts of a predecessor, before and after.
    fn ends(&self, old: &[Option<Promise>], arc: &Arc) -> Option<(i64, i64)> {
        let from = arc.from as usize;
        Some((old[from]?.end(arc), self.promises[from]?.end(arc)))
    }
}

/// Every stored date that moves, in the plan's order.
pub(super) fn moves(network: &Network, old: &[Option<Promise>], slipped: &Slipped) -> Vec<Move> {
    let mut moves = Vec::new();
    for node in 0..network.nodes.len() as u32 {
        let asked = slipped.asked.nodes.get(&node);
        let cause = slipped.causes.get(&node).copied();
        let Some((cause, promise)) = cause
            .or(asked.map(|_| MoveCause::Asked))
            .zip(slipped.promises[node as usize])
        else {
            continue;
        };
        let stored = network.node(node).milestone;
        let values = asked.map_or_else(|| Values::of(stored), |asked| asked.values.clone());
        if values.is_done() {
            continue;
        }
        let was = old[node as usize].unwrap_or(promise);
        let milestone = stored.id;
        let days = network.days(node);
        let mut add = |field, old: Option<NaiveDate>, new| {
            if old != Some(new) {
                let days = old.map_or(0, |old| days.between(old, new));
                let one = Move {
                    milestone,
                    field,
                    old,
                    new,
                    days,
                    cause,
                };
                moves.push(one);
            }
        };
        let is_ahead = network.node(node).state == State::Ahead;
        if let Some(start) = values.start.filter(|_| is_ahead) {
            let moved = promise.start != was.start;
            let new = if moved { date_of(promise.start) } else { start };
            add(DateField::Start, stored.start, new);
        }
        if let Some(due) = values.due {
            let moved = promise.finish != was.finish;
            let keeps = asked.is_some_and(|asked| asked.due_asked) || !moved;
            let finish = date_of(promise.finish);
            let new = if keeps { due.date } else { finish };
            add(DateField::Due, stored.due.map(|due| due.date), new);
        }
    }
    moves
}

/// What to write: what was asked, then what follows from it, each in the plan's order.
pub(super) fn changes(network: &Network, slipped: &Slipped, moves: &[Move]) -> Vec<DateChange> {
    let mut values: BTreeMap<(bool, u32), Values> = BTreeMap::new();
    for (node, asked) in &slipped.asked.nodes {
        values.insert((false, *node), asked.values.clone());
    }
    for one in moves {
        let node = network.index[&one.milestone];
        let follows = !slipped.asked.nodes.contains_key(&node);
        let stored = network.node(node).milestone;
        let values = values
            .entry((follows, node))
            .or_insert_with(|| Values::of(stored));
        match one.field {
            DateField::Start => values.start = Some(one.new),
            DateField::Due => {
                let due = stored.due.or(values.due);
                values.due = Some(moved_due(network.plan, due, one.new));
            }
        }
    }
    values
        .iter()
        .flat_map(|((_, node), values)| values.changes(network.node(*node).milestone))
        .collect()
}

/// Contradictions that were not there before, or were smaller.
pub(super) fn newly_broken(
    network: &Network,
    old: &[Option<Promise>],
    slipped: &Slipped,
) -> Vec<Broken> {
    let before = broken(network, old);
    let before: BTreeMap<Dependency, i64> = before
        .into_iter()
        .map(|one| (one.dependency, one.days))
        .collect();
    let mut after = broken(network, &slipped.promises);
    after.retain(|one| {
        let known = before.get(&one.dependency);
        known.is_none_or(|days| *days < one.days)
    });
    after
}
