//! The fixed days of a plan.

use super::{critical::Fixed, network::Network};
use crate::calendar::{Day, day_of};

/// The days from which latest dates are worked back.
pub(super) struct Anchors<'n> {
    network: &'n Network<'n>,
    pub target: Option<Day>,
    /// Comes after a go-live milestone: the go-live date does not bound it.
    after_go_live: Vec<bool>,
}

impl<'n> Anchors<'n> {
    pub(super) fn of(network: &'n Network<'n>) -> Self {
        let dues = network
            .go_lives()
            .filter_map(|at| network.node(at).milestone.due);
        let promised = dues.map(|due| due.date).max();
        let mut after_go_live = vec![false; network.nodes.len()];
        for node in &network.order {
            after_go_live[*node as usize] = network
                .arcs_in(*node)
                .iter()
                .any(|arc| after_go_live[arc.from as usize] || network.node(arc.from).is_go_live);
        }
        Self {
            network,
            target: network.plan.go_live.or(promised).map(day_of),
            after_go_live,
        }
    }

    /// Everything is to be finished by the go-live, except what comes after it. Of several go-lives the last counts.
    pub(super) fn go_live(&self, node: u32) -> Option<Day> {
        let is_go_live = self.network.node(node).is_go_live;
        self.target
            .filter(|_| is_go_live || !self.after_go_live[node as usize])
    }

    /// Is any day fixed beside the go-live date?
    pub(super) fn any_of_its_own(&self) -> bool {
        let nodes = &self.network.nodes;
        self.network.plan.decision.is_some() || nodes.iter().any(|node| node.pinned().is_some())
    }

    /// The earliest of the go-live date, the decision date and the pinned date.
    pub(super) fn all(&self, node: u32) -> Option<(Day, Fixed)> {
        let own = self.network.node(node);
        let decision = self.network.plan.decision.as_ref();
        let decision = decision.filter(|_| own.is_decision);
        [
            self.go_live(node).map(|day| (day, Fixed::GoLive)),
            decision.map(|decision| (day_of(decision.date), Fixed::Decision)),
            own.pinned().map(|day| (day, Fixed::Pinned)),
        ]
        .into_iter()
        .flatten()
        .min_by_key(|(day, _)| *day)
    }
}
