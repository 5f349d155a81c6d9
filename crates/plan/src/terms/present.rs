//! The present terms of many milestones at once.

use std::collections::HashMap;

use super::{Owner, Promise, TERMS_VERSION, Terms};
use crate::{
    id::{MilestoneId, PersonId},
    model::{Milestone, Person, Plan},
};

impl Terms {
    /// The present terms of a milestone; `person` finds somebody by id.
    pub(super) fn with<'p>(
        milestone: &Milestone,
        person: impl Fn(PersonId) -> Option<&'p Person>,
    ) -> Self {
        Self {
            accountable: milestone.accountable.map(|id| Owner {
                id,
                name: person(id).map(|person| person.name.clone()),
                side: person(id).map(|person| person.side),
            }),
            done_when: milestone.done_when.clone(),
            due: milestone.due.map(|due| Promise {
                date: due.date,
                pinned: due.pinned,
                weeks: due.weeks,
            }),
            milestone: milestone.id,
            terms_version: TERMS_VERSION,
        }
    }
}

/// A plan with its milestones and people by id, for those who compare many terms.
#[derive(Debug)]
pub(crate) struct Present<'p> {
    milestones: HashMap<MilestoneId, &'p Milestone>,
    people: HashMap<PersonId, &'p Person>,
}

impl<'p> Present<'p> {
    pub(crate) fn of(plan: &'p Plan) -> Self {
        Self {
            milestones: plan.milestones.iter().map(|one| (one.id, one)).collect(),
            people: plan.people.iter().map(|one| (one.id, one)).collect(),
        }
    }

    /// The present terms of the milestone with this id; `None` when it is not in the plan.
    pub(crate) fn terms(&self, milestone: MilestoneId) -> Option<Terms> {
        Some(self.terms_of(self.milestones.get(&milestone)?))
    }

    pub(crate) fn terms_of(&self, milestone: &Milestone) -> Terms {
        Terms::with(milestone, |id| self.people.get(&id).copied())
    }
}
