//! A plan from a file may not hold together: what leads nowhere is taken out, and said.

use std::collections::BTreeSet;

use plan::{
    id::{MilestoneId, PersonId, TrackId},
    model::{Milestone, Plan, Status},
};

use crate::{
    report::{Remark, What},
    table::is_address,
};

/// What a plan has, and what was taken out of it.
#[derive(Default)]
struct Mending {
    people: BTreeSet<PersonId>,
    tracks: BTreeSet<TrackId>,
    milestones: BTreeSet<MilestoneId>,
    lost: Vec<String>,
}

/// Drops records that stand twice, references to nothing and addresses that run code.
pub(crate) fn mend(plan: &mut Plan) -> Vec<Remark> {
    let mut mending = Mending::default();
    mending.repeats(plan);
    mending.references(plan);
    for milestone in &mut plan.milestones {
        mending.milestone(milestone);
    }
    let remark = |field| What::LostInFormat { field }.alone();
    mending.lost.into_iter().map(remark).collect()
}

impl Mending {
    fn repeats(&mut self, plan: &mut Plan) {
        let lost = &mut self.lost;
        let mut once = |kind: &str, is_new: bool, id: &str| {
            if !is_new {
                lost.push(format!("{kind} {id} stands twice"));
            }
            is_new
        };
        let (people, tracks, milestones) =
            (&mut self.people, &mut self.tracks, &mut self.milestones);
        plan.people
            .retain(|p| once("person", people.insert(p.id), p.id.as_str()));
        plan.tracks
            .retain(|t| once("track", tracks.insert(t.id), t.id.as_str()));
        plan.milestones
            .retain(|m| once("milestone", milestones.insert(m.id), m.id.as_str()));
        let mut criteria = BTreeSet::new();
        plan.criteria
            .retain(|c| once("criterion", criteria.insert(c.id), c.id.as_str()));
        plan.dependencies.sort();
        plan.dependencies
            .dedup_by_key(|d| (d.predecessor, d.successor, d.kind));
    }

    /// Keeps what holds; the rest is named.
    fn keep(&mut self, holds: bool, what: impl FnOnce() -> String) -> bool {
        if !holds {
            self.lost.push(what());
        }
        holds
    }

    fn references(&mut self, plan: &mut Plan) {
        plan.dependencies.retain(|d| {
            let ends = [d.predecessor, d.successor];
            let holds = ends.iter().all(|id| self.milestones.contains(id)) && ends[0] != ends[1];
            self.keep(holds, || format!("dependency {} to {}", ends[0], ends[1]))
        });
        plan.agreements.retain(|a| {
            let holds = self.milestones.contains(&a.milestone) && self.people.contains(&a.person);
            self.keep(holds, || {
                format!("agreement of {} to {}", a.person, a.milestone)
            })
        });
        plan.approvals.retain(|a| {
            let holds = self.people.contains(&a.person);
            self.keep(holds, || format!("approval by {}", a.person))
        });
        for track in &mut plan.tracks {
            track.lead = track.lead.filter(|id| self.people.contains(id));
        }
        for person in &mut plan.people {
            let id = person.id;
            let holds = |into: &PersonId| self.people.contains(into) && *into != id;
            person.merged_into = person.merged_into.filter(holds);
        }
    }

    fn milestone(&mut self, milestone: &mut Milestone) {
        let id = milestone.id;
        let mut known = |who: &PersonId| {
            let holds = self.people.contains(who);
            self.keep(holds, || format!("person {who} of milestone {id}"))
        };
        milestone.accountable = milestone.accountable.filter(&mut known);
        milestone.helpers.retain(&mut known);
        let accountable = milestone.accountable;
        milestone
            .helpers
            .retain(|helper| Some(*helper) != accountable);
        milestone.helpers.sort();
        milestone.helpers.dedup();
        milestone.phase = milestone.phase.filter(|id| self.tracks.contains(id));
        milestone.function = milestone.function.filter(|id| self.tracks.contains(id));
        if let Status::Blocked { clears, .. } = &mut milestone.status {
            *clears = clears.filter(|id| self.people.contains(id));
        }
        milestone.links.retain(|link| {
            let no_address = || format!("link of milestone {id}: no web or mail address");
            self.keep(is_address(&link.url), no_address)
        });
    }
}
