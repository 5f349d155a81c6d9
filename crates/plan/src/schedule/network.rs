//! The plan as a dense graph: milestones become numbers once, everything after is arrays.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    arc::{Arc, bucket},
    cycles, duration,
    state::{State, is_live, state},
};
use crate::{
    calendar::{Calendars, Day, Sides, WorkingDays, day_of},
    id::{IdMap, MilestoneId},
    model::{Dependency, Milestone, MilestoneKind, Plan, Side},
    owners::People,
};

/// Durations and remaining days beyond this count as this (about 40 working years).
pub const DURATION_DAYS_MAX: u32 = 10_000;
/// Lags and leads beyond this count as this.
pub const LAG_DAYS_MAX: i32 = 10_000;

/// A milestone that takes part in the schedule: neither archived nor dropped.
#[derive(Debug, Clone)]
pub(crate) struct Node<'p> {
    pub milestone: &'p Milestone,
    pub state: State,
    pub is_go_live: bool,
    pub is_decision: bool,
    /// The agreed start. Like `due` and the kinds it stands here so that a pass need not visit the milestone: that is
    /// one cache line more for each.
    pub start: Option<Day>,
    pub due: Option<Day>,
    is_pinned: bool,
    /// Working days, at least 1.
    pub days: i64,
    pub rule: duration::DurationRule,
    sides: Sides,
    lead: Option<Side>,
}

impl Node<'_> {
    /// The day that it is pinned to.
    pub(crate) fn pinned(&self) -> Option<Day> {
        self.due.filter(|_| self.is_pinned)
    }
}

/// Why a dependency has no say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IgnoredBecause {
    /// One of its ends does not exist.
    Missing,
    /// One of its ends is archived.
    Archived,
    /// One of its ends is no longer needed.
    NotNeeded,
    /// It is part of a cycle.
    Cycle,
}

/// A dependency that has no say in the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct IgnoredDependency {
    /// The dependency.
    pub dependency: Dependency,
    /// Why.
    pub because: IgnoredBecause,
}

/// The dense graph.
#[derive(Debug)]
pub(crate) struct Network<'p> {
    pub plan: &'p Plan,
    pub today: Day,
    pub nodes: Vec<Node<'p>>,
    pub index: IdMap<MilestoneId, u32>,
    /// By successor, then as in the plan.
    pub arcs: Vec<Arc>,
    /// `arcs[first_in[n]..first_in[n + 1]]` lead to n.
    first_in: Vec<u32>,
    /// Places in `arcs`, by predecessor.
    out: Vec<u32>,
    first_out: Vec<u32>,
    /// Every node after its predecessors.
    pub order: Vec<u32>,
    pub cycles: Vec<Vec<u32>>,
    /// Is the node part of a cycle?
    pub cyclic: Vec<bool>,
    pub ignored: Vec<IgnoredDependency>,
    calendars: Calendars,
}

impl<'p> Network<'p> {
    /// Builds the graph in linear time. Whatever is odd in the plan ends up in `ignored` and `cycles`.
    pub(crate) fn of(plan: &'p Plan, today: NaiveDate) -> Self {
        let mut network = Self::nodes_of(plan, today);
        network.add_arcs();
        network.break_cycles();
        network.order = cycles::topological_order(&network);
        duration::fill_missing(&mut network);
        network
    }

    /// Takes durations that nobody gave from an earlier state of the plan, except for nodes of it that `changed`.
    pub(crate) fn keep_durations(&mut self, before: &Network, changed: impl Fn(u32) -> bool) {
        for node in &mut self.nodes {
            let known = before.index.get(&node.milestone.id).copied();
            let inferred = node.rule != duration::DurationRule::Given;
            if let Some(known) = known.filter(|known| inferred && !changed(*known)) {
                (node.days, node.rule) = (before.node(known).days, before.node(known).rule);
            }
        }
    }

    fn nodes_of(plan: &'p Plan, today: NaiveDate) -> Self {
        let people = People::of(plan);
        let live = plan
            .milestones
            .iter()
            .filter(|milestone| is_live(milestone));
        let nodes: Vec<Node<'p>> = live
            .map(|milestone| Node {
                milestone,
                state: state(milestone, day_of(today)),
                is_go_live: milestone.kind == MilestoneKind::GoLive,
                is_decision: milestone.kind == MilestoneKind::Decision,
                start: milestone.start.map(day_of),
                due: milestone.due.map(|due| day_of(due.date)),
                is_pinned: milestone.due.is_some_and(|due| due.pinned),
                days: 1,
                rule: duration::DurationRule::OneDay,
                sides: people.working_sides(milestone),
                lead: people.lead(milestone),
            })
            .collect();
        let index = (0..).zip(&nodes).map(|(at, node)| (node.milestone.id, at));
        Self {
            plan,
            today: day_of(today),
            index: index.collect(),
            nodes,
            arcs: Vec::with_capacity(plan.dependencies.len()),
            first_in: Vec::new(),
            out: Vec::new(),
            first_out: Vec::new(),
            order: Vec::new(),
            cycles: Vec::new(),
            cyclic: Vec::new(),
            ignored: Vec::new(),
            calendars: Calendars::of(plan),
        }
    }

    fn add_arcs(&mut self) {
        // They are sorted by predecessor, so most need one search and not two.
        let mut last: Option<(MilestoneId, Option<u32>)> = None;
        let mut known: Option<IdMap<MilestoneId, &Milestone>> = None;
        for (at, dependency) in (0..).zip(&self.plan.dependencies) {
            let id = dependency.predecessor;
            let (_, from) = *match &mut last {
                Some(last) if last.0 == id => last,
                last => last.insert((id, self.index.get(&id).copied())),
            };
            match (from, self.index.get(&dependency.successor).copied()) {
                (Some(from), Some(to)) => self.arcs.push(Arc {
                    from,
                    to,
                    kind: dependency.kind,
                    lag: i64::from(dependency.lag_days.clamp(-LAG_DAYS_MAX, LAG_DAYS_MAX)),
                    dependency: at,
                }),
                _ => self.ignored.push(IgnoredDependency {
                    dependency: *dependency,
                    because: why_not_live(
                        known.get_or_insert_with(|| by_id(self.plan)),
                        dependency,
                    ),
                }),
            }
        }
        self.sort_arcs();
    }

    /// Takes the arcs inside each cycle out, so that the rest still schedules.
    fn break_cycles(&mut self) {
        self.cyclic = vec![false; self.nodes.len()];
        let component = cycles::components(self);
        let inside = |arc: &Arc| component[arc.from as usize] == component[arc.to as usize];
        if !self.arcs.iter().any(inside) {
            return;
        }
        self.cycles = cycles::chains(self, &component);
        let (cyclic, kept): (Vec<Arc>, Vec<Arc>) = self.arcs.iter().copied().partition(inside);
        for arc in &cyclic {
            self.cyclic[arc.from as usize] = true;
        }
        self.arcs = kept;
        self.ignored
            .extend(cyclic.iter().map(|arc| IgnoredDependency {
                dependency: self.plan.dependencies[arc.dependency as usize],
                because: IgnoredBecause::Cycle,
            }));
        self.sort_arcs();
    }

    fn sort_arcs(&mut self) {
        let count = self.nodes.len();
        self.arcs = bucket(count, &self.arcs, |arc| arc.to, |arc| *arc).1;
        self.first_in = bucket(count, &self.arcs, |arc| arc.to, |_| ()).0;
        let numbered: Vec<(u32, u32)> = (0..)
            .zip(&self.arcs)
            .map(|(at, arc)| (arc.from, at))
            .collect();
        (self.first_out, self.out) = bucket(count, &numbered, |(from, _)| *from, |(_, at)| *at);
    }

    /// Dependencies that bound this node.
    pub(crate) fn arcs_in(&self, node: u32) -> &[Arc] {
        let range = self.first_in[node as usize]..self.first_in[node as usize + 1];
        &self.arcs[range.start as usize..range.end as usize]
    }

    /// As [`Self::arcs_in`], with their places in `arcs`.
    pub(crate) fn numbered_arcs_in(&self, node: u32) -> impl Iterator<Item = (u32, &Arc)> {
        (self.first_in[node as usize]..).zip(self.arcs_in(node))
    }

    /// Dependencies by which this node bounds others.
    pub(crate) fn arcs_out(&self, node: u32) -> impl Iterator<Item = &Arc> {
        let range = self.first_out[node as usize]..self.first_out[node as usize + 1];
        self.out[range.start as usize..range.end as usize]
            .iter()
            .map(|at| &self.arcs[*at as usize])
    }

    /// The working days of a node.
    pub(crate) fn days(&self, node: u32) -> &WorkingDays {
        let node = &self.nodes[node as usize];
        self.calendars.get(node.sides, node.lead)
    }

    pub(crate) fn node(&self, node: u32) -> &Node<'p> {
        &self.nodes[node as usize]
    }

    pub(crate) fn dependency(&self, arc: &Arc) -> Dependency {
        self.plan.dependencies[arc.dependency as usize]
    }

    /// The milestones that are the go-live.
    pub(crate) fn go_lives(&self) -> impl Iterator<Item = u32> {
        (0..)
            .zip(&self.nodes)
            .filter_map(|(at, node)| node.is_go_live.then_some(at))
    }

    /// The days on which the go-live can be: those of its milestone, else days that suit both sides.
    pub(crate) fn go_live_days(&self) -> &WorkingDays {
        match self.go_lives().next() {
            Some(node) => self.days(node),
            None => self.calendars.get(Sides::BUYER_AND_SELLER, None),
        }
    }
}

/// Only for plans with dependencies that have no say: the others need no such table.
fn by_id(plan: &Plan) -> IdMap<MilestoneId, &Milestone> {
    plan.milestones.iter().map(|one| (one.id, one)).collect()
}

fn why_not_live(known: &IdMap<MilestoneId, &Milestone>, dependency: &Dependency) -> IgnoredBecause {
    let ends = [dependency.predecessor, dependency.successor];
    let found = ends.map(|id| known.get(&id));
    match found {
        [Some(a), Some(b)] if a.archived || b.archived => IgnoredBecause::Archived,
        [Some(_), Some(_)] => IgnoredBecause::NotNeeded,
        _ => IgnoredBecause::Missing,
    }
}
