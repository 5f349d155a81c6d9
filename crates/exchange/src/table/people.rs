//! People and tracks by name: each name once, found again in the plan that is being updated.

use std::collections::{BTreeMap, btree_map::Entry};

use plan::{
    id::{PersonId, TrackId},
    model::{Person, Plan, Side, Track, TrackKind},
};

use crate::{ids::Ids, limits, people::Named, text::folded};

/// Finds or makes people and tracks of a plan.
#[derive(Debug, Default)]
pub(crate) struct Names {
    people: BTreeMap<(String, Side), PersonId>,
    tracks: BTreeMap<(String, bool), TrackId>,
}

impl Names {
    /// Those that a plan has.
    pub fn of(plan: &Plan) -> Self {
        let mut names = Self::default();
        for person in plan
            .people
            .iter()
            .filter(|p| !p.archived && p.merged_into.is_none())
        {
            let key = (person.name.trim().to_lowercase(), person.side);
            names.people.entry(key).or_insert(person.id);
        }
        for track in plan.tracks.iter().filter(|t| !t.archived) {
            let key = (folded(&track.name), track.kind == TrackKind::Phase);
            names.tracks.entry(key).or_insert(track.id);
        }
        names
    }

    /// The person of this name. `sure`: the side was said, so that a namesake on another side is somebody else.
    pub fn person(
        &mut self,
        plan: &mut Plan,
        named: &Named,
        sure: bool,
        ids: &mut Ids,
    ) -> PersonId {
        let name = named.name.to_lowercase();
        let side = named.side.unwrap_or(Side::Buyer);
        if !sure {
            let sides = [side, Side::Buyer, Side::Seller, Side::Partner];
            if let Some(id) = sides
                .iter()
                .find_map(|s| self.people.get(&(name.clone(), *s)))
            {
                return *id;
            }
        }
        match self.people.entry((name, side)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let id = ids.person();
                plan.people.push(Person {
                    placeholder: named.placeholder,
                    role: named.role,
                    ..Person::new(id, &named.name, side)
                });
                *free.insert(id)
            }
        }
    }

    /// The phase or function of this name.
    pub fn track(
        &mut self,
        plan: &mut Plan,
        name: &str,
        kind: TrackKind,
        ids: &mut Ids,
    ) -> TrackId {
        match self.tracks.entry((folded(name), kind == TrackKind::Phase)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let id = ids.track();
                let mut name = name.to_owned();
                limits::cut(&mut name, limits::LINE_LENGTH_MAX);
                plan.tracks.push(Track {
                    id,
                    name,
                    kind,
                    lead: None,
                    archived: false,
                });
                *free.insert(id)
            }
        }
    }
}
