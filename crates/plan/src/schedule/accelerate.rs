//! What could be accelerated, and by how much (004-05).

use chrono::NaiveDate;
use serde::Serialize;

use super::{critical, forward, network::Network, projected, state::State};
use crate::{
    calendar::{Day, date_of},
    id::MilestoneId,
    model::{Dependency, DependencyKind, Plan},
};

/// At most this many levers of each kind are tried, in the plan's order: each costs one pass over the plan.
pub const ACCELERATIONS_MAX: usize = 64;

/// Something that would bring the projected go-live forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Acceleration {
    /// What to change.
    pub lever: Lever,
    /// Working days that the projected go-live gains, at least 1.
    pub gain_days: i64,
    /// The projected go-live then.
    pub projected: NaiveDate,
}

/// A change worth talking about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lever {
    /// Take fewer working days; the gain is what a single day's work in place of all would bring,
    /// and after that something else decides.
    Shorten {
        /// Which milestone.
        milestone: MilestoneId,
        /// Working days that it takes now.
        days: i64,
    },
    /// Do not wait for the predecessor to finish: begin when it begins, and go side by side. The gain is
    /// the most that overlapping can bring.
    Overlap(Dependency),
}

/// Every lever on the critical paths that gains something, the best first, then in the plan's order.
///
/// Each is tried alone on the whole plan: gains do not add up.
pub fn accelerations(plan: &Plan, today: NaiveDate) -> Vec<Acceleration> {
    let mut network = Network::of(plan, today);
    let placed = forward(&network);
    let Some(end) = projected(&network, &placed) else {
        return Vec::new();
    };
    let floats = critical::floats(&network, Some(end));
    let critical: Vec<u32> = (0..placed.len() as u32)
        .filter(|node| floats[*node as usize].slack(placed[*node as usize].last) == Some(0))
        .collect();
    let is_critical = |node: u32| critical.binary_search(&node).is_ok();
    let arcs: Vec<usize> = (0..network.arcs.len())
        .filter(|at| {
            let arc = &network.arcs[*at];
            let follows = arc.kind == DependencyKind::FinishToStart;
            follows && is_critical(arc.from) && is_critical(arc.to)
        })
        .collect();
    let mut found: Vec<Acceleration> = Vec::new();
    for node in critical.iter().take(ACCELERATIONS_MAX) {
        found.extend(shorten(&mut network, *node, end));
    }
    for arc in arcs.into_iter().take(ACCELERATIONS_MAX) {
        found.extend(overlap(&mut network, arc, end));
    }
    found.sort_by_key(|one: &Acceleration| -one.gain_days);
    found
}

/// Tries a day's work in place of what the node takes now.
fn shorten(network: &mut Network, node: u32, end: Day) -> Option<Acceleration> {
    let before = network.nodes[node as usize].clone();
    let lever = Lever::Shorten {
        milestone: before.milestone.id,
        days: before.days,
    };
    let trial = &mut network.nodes[node as usize];
    (trial.days, trial.state) = (1, State::Ahead);
    let gained = gain(network, lever, end);
    network.nodes[node as usize] = before;
    gained
}

/// Tries two milestones side by side that now follow each other.
fn overlap(network: &mut Network, arc: usize, end: Day) -> Option<Acceleration> {
    let lever = Lever::Overlap(network.dependency(&network.arcs[arc]));
    network.arcs[arc].kind = DependencyKind::StartToStart;
    let gained = gain(network, lever, end);
    network.arcs[arc].kind = DependencyKind::FinishToStart;
    gained
}

fn gain(network: &Network, lever: Lever, end: Day) -> Option<Acceleration> {
    let projected = projected(network, &forward(network))?;
    let days = network.go_live_days();
    let gain_days = days.through(end) - days.through(projected);
    (gain_days > 0).then(|| Acceleration {
        lever,
        gain_days,
        projected: date_of(projected),
    })
}
