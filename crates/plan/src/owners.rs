//! Who owns a milestone, and which sides that involves.

use crate::{
    calendar::Sides,
    id::{IdMap, PersonId},
    model::{Milestone, Person, Plan, Side},
};

/// A chain of "these two are one person" is followed this far; a longer one is a loop.
const MERGES_MAX: usize = 32;

/// The people of a plan by id, with merged entries resolved.
#[derive(Debug)]
pub(crate) struct People<'p> {
    by_id: IdMap<PersonId, &'p Person>,
    /// Sides that have anybody in the plan; never without buyer and seller.
    sides: Sides,
}

impl<'p> People<'p> {
    pub(crate) fn of(plan: &'p Plan) -> Self {
        let mut sides = Sides::BUYER_AND_SELLER;
        for person in &plan.people {
            if !person.archived && person.merged_into.is_none() {
                sides.insert(person.side);
            }
        }
        Self {
            by_id: plan.people.iter().map(|one| (one.id, one)).collect(),
            sides,
        }
    }

    /// The person that this id stands for now.
    pub(crate) fn get(&self, id: PersonId) -> Option<&'p Person> {
        let mut person = *self.by_id.get(&id)?;
        for _ in 0..MERGES_MAX {
            match person.merged_into.and_then(|into| self.by_id.get(&into)) {
                Some(into) => person = into,
                None => break,
            }
        }
        Some(person)
    }

    /// The accountable person, then the helpers, each once.
    pub(crate) fn owners(&self, milestone: &Milestone) -> Vec<&'p Person> {
        let mut owners: Vec<&Person> = Vec::new();
        for id in milestone.accountable.iter().chain(&milestone.helpers) {
            if let Some(person) = self.get(*id)
                && !owners.iter().any(|known| known.id == person.id)
            {
                owners.push(person);
            }
        }
        owners
    }

    /// Side of the accountable person.
    pub(crate) fn lead(&self, milestone: &Milestone) -> Option<Side> {
        Some(self.get(milestone.accountable?)?.side)
    }

    /// The sides that take part; empty when nobody owns it yet.
    pub(crate) fn sides(&self, milestone: &Milestone) -> Sides {
        if milestone.everybody {
            return self.sides;
        }
        let mut sides = Sides::default();
        for id in milestone.accountable.iter().chain(&milestone.helpers) {
            if let Some(person) = self.get(*id) {
                sides.insert(person.side);
            }
        }
        sides
    }

    /// The sides whose working days count: those that take part, or buyer and seller while nobody does.
    pub(crate) fn working_sides(&self, milestone: &Milestone) -> Sides {
        match self.sides(milestone) {
            none if none.is_empty() => Sides::BUYER_AND_SELLER,
            sides => sides,
        }
    }
}
