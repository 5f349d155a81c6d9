//! How long a milestone takes when nobody said so.

use serde::Serialize;

use super::{
    arc::Arc,
    network::{DURATION_DAYS_MAX, Network, Node},
    state::State,
};
use crate::{
    calendar::{Day, Ordinal, day_of},
    model::MilestoneKind,
};

/// Where a duration comes from: the first rule that applies, in this order.
///
/// Most plans give dates and no durations (001-26 asks for both only of long steps). A date that both
/// sides promised after another promised date says how long the step may take, and that is the best
/// estimate there is; a flat day for everything would project a go-live that nobody believes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DurationRule {
    /// It was given.
    Given,
    /// Working days from the agreed start to the due date, both included.
    StartToDue,
    /// A meeting, a decision and a go-live happen on one day, however long before is free.
    Event,
    /// Working days after the latest promised date that bounds it, up to and including its own due date.
    BetweenPromises,
    /// Nothing is known: it takes the one day on which it happens.
    OneDay,
}

/// Applies the rules to every node.
pub(super) fn fill_missing(network: &mut Network) {
    for node in 0..network.nodes.len() as u32 {
        let (rule, days) = duration(network, node);
        let node = &mut network.nodes[node as usize];
        node.rule = rule;
        node.days = days.clamp(1, i64::from(DURATION_DAYS_MAX));
    }
}

fn duration(network: &Network, node: u32) -> (DurationRule, i64) {
    let milestone = network.node(node).milestone;
    if let Some(days) = milestone.duration_days {
        return (DurationRule::Given, i64::from(days));
    }
    let days = network.days(node);
    let end = milestone.due.map(|due| days.through(day_of(due.date)));
    if let Some((start, end)) = milestone.start.zip(end) {
        return (DurationRule::StartToDue, end - days.before(day_of(start)));
    }
    if let MilestoneKind::Meeting | MilestoneKind::Decision | MilestoneKind::GoLive = milestone.kind
    {
        return (DurationRule::Event, 1);
    }
    let Some(end) = end else {
        return (DurationRule::OneDay, 1);
    };
    let promised = network
        .arcs_in(node)
        .iter()
        .filter_map(|arc| first_day_after(network, node, arc))
        .max();
    match promised {
        Some(first) => (DurationRule::BetweenPromises, end - first),
        None => (DurationRule::OneDay, 1),
    }
}

/// The first day of work that the predecessor's promise leaves.
///
/// The promise counts, not the day on which it was really done: a late predecessor
/// does not make the next step quicker.
fn first_day_after(network: &Network, node: u32, arc: &Arc) -> Option<Ordinal> {
    let predecessor = network.node(arc.from);
    let days = network.days(node);
    if arc.counts_start() {
        Some(days.before(predecessor.start?) + arc.lag)
    } else {
        let finish = promised_finish(predecessor)?;
        Some(days.through(finish) + arc.lag)
    }
}

/// The due date; for what was done without ever having one, the day it was done.
fn promised_finish(node: &Node) -> Option<Day> {
    match (node.due, node.state) {
        (Some(due), _) => Some(due),
        (None, State::Done { finish, .. }) => Some(finish),
        _ => None,
    }
}
