//! Rules of dependencies: between two milestones that exist, and no circle.

use std::collections::HashMap;

use super::{Countable, Draft, Refused, range, room};
use crate::{
    id::MilestoneId,
    limits::{DEPENDENCIES_MAX, LAG_DAYS_MAX},
    model::{Dependency, Plan},
};

/// Whether the dependency may be added. Circles come from merges; `no_circles` is off where one comes back as it was.
pub(crate) fn add(draft: &Draft, new: &Dependency, no_circles: bool) -> Result<(), Refused> {
    draft.milestone(new.predecessor)?;
    draft.milestone(new.successor)?;
    if new.predecessor == new.successor {
        return Err(Refused::DependsOnItself(new.successor));
    }
    let max = i64::from(LAG_DAYS_MAX);
    range("lag in working days", i64::from(new.lag_days), -max, max)?;
    // Sorted by predecessor, successor, kind.
    let all = &draft.plan.dependencies;
    let ends = |each: &Dependency| (each.predecessor, each.successor);
    let start = all.partition_point(|each| ends(each) < ends(new));
    let between = all[start..]
        .iter()
        .take_while(|each| ends(each) == ends(new));
    let kinds: Vec<_> = between.map(|each| each.kind).collect();
    if kinds.contains(&new.kind) {
        return Ok(());
    }
    room(
        draft.plan.dependencies.len(),
        Countable::Dependencies,
        DEPENDENCIES_MAX,
    )?;
    if !kinds.is_empty() || !no_circles {
        return Ok(()); // another kind of link between the same two changes no path
    }
    match path(&draft.plan, new.successor, new.predecessor) {
        Some(mut chain) => {
            chain.push(new.successor);
            Err(Refused::ClosesCircle(chain))
        }
        None => Ok(()),
    }
}

/// Milestones from `from` to `to` along dependencies, both included.
fn path(plan: &Plan, from: MilestoneId, to: MilestoneId) -> Option<Vec<MilestoneId>> {
    // Sorted by predecessor: no table is needed, which a batch of links would build again for each.
    let after = |at: MilestoneId| {
        let all = &plan.dependencies;
        let start = all.partition_point(|each| each.predecessor < at);
        let own = all[start..].iter();
        own.take_while(move |each| each.predecessor == at)
            .map(|each| each.successor)
    };
    let mut came_from: HashMap<MilestoneId, MilestoneId> = HashMap::new();
    let mut waiting = vec![from];
    while let Some(at) = waiting.pop() {
        if at == to {
            let mut chain = vec![at];
            while let Some(before) = came_from
                .get(&chain[chain.len() - 1])
                .filter(|_| chain[chain.len() - 1] != from)
            {
                chain.push(*before);
            }
            chain.reverse();
            return Some(chain);
        }
        for successor in after(at) {
            if successor != from && !came_from.contains_key(&successor) {
                came_from.insert(successor, at);
                waiting.push(successor);
            }
        }
    }
    None
}
