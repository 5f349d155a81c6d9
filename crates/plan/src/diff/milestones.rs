//! What changed of milestones, and the fewest that must have been moved.

use std::collections::HashMap;

use super::{MilestoneChange, MilestoneDifference, compare};
use crate::{
    id::{MilestoneId, PersonId},
    model::{Dependency, Milestone, Plan},
};

/// Every milestone that changed.
pub(super) fn milestone_differences(was: &Plan, is: &Plan) -> Vec<MilestoneDifference> {
    let known: HashMap<MilestoneId, &Milestone> =
        was.milestones.iter().map(|one| (one.id, one)).collect();
    let present: HashMap<MilestoneId, &Milestone> =
        is.milestones.iter().map(|one| (one.id, one)).collect();
    let moved = moved(was, is, &known, &present);
    let ((links_was, yes_was), (links_is, yes_is)) = (around(was), around(is));
    let mut found = Vec::new();
    for now in &is.milestones {
        let mut changes = match known.get(&now.id) {
            Some(old) => milestone_changes(old, now),
            None if now.archived => continue, // it came and went between the two
            None => vec![MilestoneChange::Added],
        };
        changes.extend(
            moved
                .get(&now.id)
                .map(|(was, is)| MilestoneChange::Place { was: *was, is: *is }),
        );
        changes.extend(around_it(
            (links_was.get(&now.id), links_is.get(&now.id)),
            (yes_was.get(&now.id), yes_is.get(&now.id)),
        ));
        found.push((now, changes));
    }
    let gone = was
        .milestones
        .iter()
        .filter(|one| !present.contains_key(&one.id));
    found.extend(gone.map(|one| (one, vec![MilestoneChange::Gone])));
    let changed = found.into_iter().filter(|(_, changes)| !changes.is_empty());
    changed
        .map(|(one, changes)| MilestoneDifference {
            milestone: one.id,
            title: one.title.clone(),
            changes,
        })
        .collect()
}

/// A person's yes with its terms.
type Yes = (PersonId, String);

/// Dependencies by successor, and agreements by milestone.
fn around(
    plan: &Plan,
) -> (
    HashMap<MilestoneId, Vec<Dependency>>,
    HashMap<MilestoneId, Vec<Yes>>,
) {
    let mut before: HashMap<MilestoneId, Vec<Dependency>> = HashMap::new();
    for one in &plan.dependencies {
        before.entry(one.successor).or_default().push(*one);
    }
    let mut yes: HashMap<MilestoneId, Vec<Yes>> = HashMap::new();
    for one in &plan.agreements {
        let said = (one.person, one.terms.clone());
        yes.entry(one.milestone).or_default().push(said);
    }
    (before, yes)
}

/// What changed of a milestone that is not stored in it; older first.
fn around_it(
    links: (Option<&Vec<Dependency>>, Option<&Vec<Dependency>>),
    yes: (Option<&Vec<Yes>>, Option<&Vec<Yes>>),
) -> Vec<MilestoneChange> {
    let mut changes = Vec::new();
    let (added, removed) = added_and_removed(links.0, links.1);
    if !added.is_empty() || !removed.is_empty() {
        changes.push(MilestoneChange::Dependencies { added, removed });
    }
    let (added, removed) = added_and_removed(yes.0, yes.1);
    if !added.is_empty() || !removed.is_empty() {
        let people = |yes: Vec<Yes>| yes.into_iter().map(|(person, _)| person).collect();
        changes.push(MilestoneChange::Agreements {
            added: people(added),
            removed: people(removed),
        });
    }
    changes
}

fn milestone_changes(was: &Milestone, is: &Milestone) -> Vec<MilestoneChange> {
    let mut found = Vec::new();
    match (was.archived, is.archived) {
        (false, true) => found.push(MilestoneChange::Archived),
        (true, false) => found.push(MilestoneChange::Restored),
        _ => {}
    }
    compare!(found, MilestoneChange, was, is, Title: title, Kind: kind, Status: status,
        Accountable: accountable);
    let (added, removed) = added_and_removed(Some(&was.helpers), Some(&is.helpers));
    if !added.is_empty() || !removed.is_empty() {
        found.push(MilestoneChange::Helpers { added, removed });
    }
    if was.everybody != is.everybody {
        found.push(MilestoneChange::Everybody { is: is.everybody });
    }
    compare!(found, MilestoneChange, was, is, Due: due, Start: start, Duration: duration_days,
        Remaining: remaining_days, DoneWhen: done_when, Result: result, Phase: phase, Function: function);
    if (&was.notes, &was.links, &was.checklist) != (&is.notes, &is.links, &is.checklist) {
        found.push(MilestoneChange::Details);
    }
    found
}

fn added_and_removed<T: Clone + PartialEq>(
    was: Option<&Vec<T>>,
    is: Option<&Vec<T>>,
) -> (Vec<T>, Vec<T>) {
    let (was, is) = (
        was.map_or(&[][..], Vec::as_slice),
        is.map_or(&[][..], Vec::as_slice),
    );
    let lacking = |from: &[T], other: &[T]| {
        from.iter()
            .filter(|one| !other.contains(one))
            .cloned()
            .collect()
    };
    (lacking(is, was), lacking(was, is))
}

/// The fewest milestones that must have been moved to get the new order: all but a longest run that
/// kept its order. One dragged row is one move, not thirty.
pub(super) fn moved(
    was: &Plan,
    is: &Plan,
    known: &HashMap<MilestoneId, &Milestone>,
    present: &HashMap<MilestoneId, &Milestone>,
) -> HashMap<MilestoneId, (usize, usize)> {
    let stays = |id: &MilestoneId| {
        let both = known.get(id).zip(present.get(id));
        both.is_some_and(|(old, now)| !old.archived && !now.archived)
    };
    let order = |plan: &Plan| -> Vec<MilestoneId> {
        plan.milestones
            .iter()
            .map(|one| one.id)
            .filter(stays)
            .collect()
    };
    let places: HashMap<MilestoneId, usize> = order(was).into_iter().zip(0..).collect();
    let now = order(is);
    let old: Vec<usize> = now.iter().map(|id| places[id]).collect();
    let kept = longest_rising(&old);
    let moves = (0..now.len()).filter(|at| kept.binary_search(at).is_err());
    moves.map(|at| (now[at], (old[at], at))).collect()
}

/// Places of a longest rising subsequence, rising (patience sorting).
fn longest_rising(values: &[usize]) -> Vec<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; values.len()];
    for at in 0..values.len() {
        let pile = tails.partition_point(|tail| values[*tail] < values[at]);
        before[at] = pile.checked_sub(1).map(|pile| tails[pile]);
        if pile == tails.len() {
            tails.push(at);
        } else {
            tails[pile] = at;
        }
    }
    let mut kept: Vec<usize> =
        std::iter::successors(tails.last().copied(), |at| before[*at]).collect();
    kept.reverse();
    kept
}
