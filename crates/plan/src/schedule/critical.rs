//! Which milestones carry the projected go-live, and what is already too late.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    arc::Arc,
    backward::{Latest, backward},
    forward::{Hold, Placed},
    network::Network,
    state::State,
};
use crate::{
    calendar::{Day, date_of, day_of},
    id::MilestoneId,
};

/// At most this many critical paths are listed; ties can multiply without end.
pub const CRITICAL_PATHS_MAX: usize = 16;

/// Working days by which each open node can slip before the projected go-live moves.
///
/// `None` for what is done and for what the go-live does not wait for.
pub(super) fn floats(network: &Network, end: Option<Day>) -> Vec<Latest> {
    let has_go_live = network.go_lives().next().is_some();
    backward(network, |node| {
        end.filter(|_| !has_go_live || network.node(node).is_go_live)
    })
}

/// All chains without float, each from its first milestone to the go-live; of more than [`CRITICAL_PATHS_MAX`] the first
/// in the plan's order.
pub(super) fn paths(
    network: &Network,
    placed: &[Placed],
    floats: &[Latest],
) -> Vec<Vec<MilestoneId>> {
    let critical = |node: u32| floats[node as usize].slack(placed[node as usize].last) == Some(0);
    let tight =
        |arc: &&Arc| critical(arc.to) && critical(arc.from) && is_tight(network, placed, arc);
    let first =
        |node: &u32| critical(*node) && !network.arcs_in(*node).iter().any(|arc| tight(&arc));
    let (mut paths, mut path) = (Vec::new(), Vec::new());
    // Where to go on: how long the path is until there, and the node; the next one last. So all paths share one
    // list, and no branch copies what it comes from.
    let firsts = network.order.iter().copied().filter(first);
    let mut branches: Vec<(usize, u32)> = firsts.map(|node| (0, node)).collect();
    branches.reverse();
    while let Some((length, node)) = branches.pop() {
        path.truncate(length);
        path.push(node);
        let tight_arcs = network.arcs_out(node).filter(tight);
        let mut next: Vec<u32> = tight_arcs.map(|arc| arc.to).collect();
        next.sort_unstable();
        next.dedup();
        if next.is_empty() {
            let ids = path.iter().map(|node| network.node(*node).milestone.id);
            paths.push(ids.collect());
            if paths.len() == CRITICAL_PATHS_MAX {
                break;
            }
        }
        branches.extend(next.iter().rev().map(|node| (path.len(), *node)));
    }
    paths
}

/// Does the predecessor hold the successor where it is?
fn is_tight(network: &Network, placed: &[Placed], arc: &Arc) -> bool {
    let (from, to) = (&placed[arc.from as usize], &placed[arc.to as usize]);
    let days = network.days(arc.to);
    let bound = arc.bound(
        days,
        if arc.counts_start() {
            from.start
        } else {
            from.finish
        },
    );
    match (arc.bounds_finish(), network.node(arc.to).state) {
        (true, _) => bound == to.last,
        (false, State::Ahead) => bound == to.last - (network.node(arc.to).days - 1),
        (false, _) => false,
    }
}

/// A day that is fixed and that the projection misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fixed {
    /// The go-live date of the plan.
    GoLive,
    /// The decision date of the plan.
    Decision,
    /// A pinned due date.
    Pinned,
}

/// What cannot be met any more, with the chain that makes it so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Impossible {
    /// What is missed.
    pub fixed: Fixed,
    /// The fixed day.
    pub date: NaiveDate,
    /// The milestone that misses it.
    pub milestone: MilestoneId,
    /// Its earliest finish.
    pub earliest: NaiveDate,
    /// Working days too late, at least 1.
    pub days: i64,
    /// From the milestone where the delay begins to the one that misses.
    pub chain: Vec<MilestoneId>,
}

/// Every fixed day that is missed; for the go-live only the milestone that misses it most,
/// of those that it bounds.
pub(super) fn impossible(
    network: &Network,
    placed: &[Placed],
    target: Option<Day>,
    bounded: &[u32],
) -> Vec<Impossible> {
    let mut missed = Vec::new();
    for node in 0..network.nodes.len() as u32 {
        if matches!(network.node(node).state, State::Done { .. }) {
            continue;
        }
        let own = network.node(node);
        let is_target = |day| own.is_go_live && target == Some(day);
        if let Some(day) = own.pinned().filter(|day| !is_target(*day)) {
            missed.extend(miss(network, placed, node, Fixed::Pinned, date_of(day)));
        }
        if let Some(decision) = network.plan.decision.as_ref()
            && own.is_decision
        {
            missed.extend(miss(network, placed, node, Fixed::Decision, decision.date));
        }
    }
    let go_live = target.map(date_of).and_then(|target| {
        // The chain is walked for the worst only; of several that are as bad, for the first.
        let worst = |nodes: &mut dyn Iterator<Item = u32>| {
            let late = |node: &u32| (late_days(network, placed, *node, target), Reverse(*node));
            let node = nodes.max_by_key(late)?;
            miss(network, placed, node, Fixed::GoLive, target)
        };
        // When the go-live itself can be met, what it does not wait for may still miss it.
        worst(&mut network.go_lives()).or_else(|| worst(&mut bounded.iter().copied()))
    });
    go_live.into_iter().chain(missed).collect()
}

fn miss(
    network: &Network,
    placed: &[Placed],
    node: u32,
    fixed: Fixed,
    date: NaiveDate,
) -> Option<Impossible> {
    let days = late_days(network, placed, node, date);
    (days > 0).then(|| Impossible {
        fixed,
        date,
        milestone: network.node(node).milestone.id,
        earliest: date_of(placed[node as usize].finish),
        days,
        chain: chain(network, placed, node),
    })
}

/// Working days by which a node misses a day; 0 or less is in time, and so is what is done.
fn late_days(network: &Network, placed: &[Placed], node: u32, date: NaiveDate) -> i64 {
    match network.node(node).state {
        State::Done { .. } => 0,
        _ => placed[node as usize].last - (network.days(node).through(day_of(date)) - 1),
    }
}

/// From where the delay begins to this node.
fn chain(network: &Network, placed: &[Placed], node: u32) -> Vec<MilestoneId> {
    let mut chain = vec![network.node(node).milestone.id];
    let mut at = node;
    while let Hold::After(arc) = placed[at as usize].hold {
        at = network.arcs[arc as usize].from;
        chain.push(network.node(at).milestone.id);
    }
    chain.reverse();
    chain
}
