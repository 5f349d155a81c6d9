//! Order and cycles. Iterative throughout: a chain of 100,000 milestones must not need a deep stack.

use std::collections::VecDeque;

use super::network::Network;

/// Every node after its predecessors, otherwise in the plan's order. The network must be free of cycles.
pub(super) fn topological_order(network: &Network) -> Vec<u32> {
    let count = network.nodes.len() as u32;
    let mut waits: Vec<u32> = (0..count)
        .map(|node| network.arcs_in(node).len() as u32)
        .collect();
    let mut order = Vec::with_capacity(count as usize);
    order.extend((0..count).filter(|node| waits[*node as usize] == 0));
    let mut next = 0;
    while next < order.len() {
        let node: u32 = order[next];
        for arc in network.arcs_out(node) {
            waits[arc.to as usize] -= 1;
            if waits[arc.to as usize] == 0 {
                order.push(arc.to);
            }
        }
        next += 1;
    }
    assert_eq!(order.len(), count as usize, "cycles are taken out before");
    order
}

/// The strongly connected component of every node (Tarjan, with an explicit stack).
pub(super) fn components(network: &Network) -> Vec<u32> {
    const NONE: u32 = u32::MAX;
    let count = network.nodes.len();
    let mut found = vec![NONE; count];
    let mut low = vec![NONE; count];
    let mut component = vec![NONE; count];
    let (mut open, mut path) = (Vec::new(), Vec::new());
    let (mut time, mut components) = (0, 0);
    for root in 0..count as u32 {
        if found[root as usize] != NONE {
            continue;
        }
        path.push((root, network.arcs_out(root)));
        while let Some((node, arcs)) = path.last_mut() {
            let node = *node as usize;
            if found[node] == NONE {
                (found[node], low[node]) = (time, time);
                time += 1;
                open.push(node);
            }
            if let Some(arc) = arcs.next() {
                let to = arc.to as usize;
                if found[to] == NONE {
                    path.push((arc.to, network.arcs_out(arc.to)));
                } else if component[to] == NONE {
                    low[node] = low[node].min(found[to]);
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                low[*parent as usize] = low[*parent as usize].min(low[node]);
            }
            if low[node] == found[node] {
                while let Some(member) = open.pop() {
                    component[member] = components;
                    if member == node {
                        break;
                    }
                }
                components += 1;
            }
        }
    }
    component
}

/// For each component with a cycle a shortest chain from its first node (in the plan's order) back to it.
/// The first node is not repeated at the end.
pub(super) fn chains(network: &Network, component: &[u32]) -> Vec<Vec<u32>> {
    let count = network.nodes.len();
    let mut seen = vec![false; count];
    let mut came_from = vec![u32::MAX; count];
    let mut chains = Vec::new();
    for start in 0..count as u32 {
        let inside = component[start as usize];
        if std::mem::replace(&mut seen[inside as usize], true) {
            continue;
        }
        let mut queue = VecDeque::from([start]);
        let mut end = None;
        while let Some(node) = queue.pop_front() {
            let within = network
                .arcs_out(node)
                .filter(|arc| component[arc.to as usize] == inside);
            for arc in within {
                if arc.to == start {
                    end = end.or(Some(node));
                } else if came_from[arc.to as usize] == u32::MAX {
                    came_from[arc.to as usize] = node;
                    queue.push_back(arc.to);
                }
            }
        }
        chains.extend(end.map(|end| walk_back(&came_from, start, end)));
    }
    chains
}

fn walk_back(came_from: &[u32], start: u32, end: u32) -> Vec<u32> {
    let mut chain = vec![end];
    while let Some(last) = chain.last().copied().filter(|last| *last != start) {
        chain.push(came_from[last as usize]);
    }
    chain.reverse();
    chain
}
