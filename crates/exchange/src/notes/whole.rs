//! What was accepted of a draft becomes a plan.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use plan::{
    id::PersonId,
    model::{
        Decision, Dependency, Due, GapPolicy, Milestone, Person, Plan, Status, Track, TrackKind,
    },
};

use super::{Draft, StepFound, Tied};
use crate::{dates::Dated, ids::Ids, text::folded};

impl Draft {
    /// A person did not want this step: it and its order go.
    pub fn drop_step(&mut self, at: usize) {
        if at >= self.steps.len() {
            return;
        }
        self.steps.remove(at);
        self.order
            .retain(|o| o.value.before != at && o.value.after != at);
        for order in &mut self.order {
            for place in [&mut order.value.before, &mut order.value.after] {
                *place -= usize::from(*place > at);
            }
        }
    }

    /// The steps in the order of the notes.
    pub(super) fn sort_steps(&mut self) {
        let mut places: Vec<usize> = (0..self.steps.len()).collect();
        places.sort_by_key(|at| self.steps[*at].sentences[0].start);
        self.steps = places.iter().map(|at| self.steps[*at].clone()).collect();
        let now = |old: usize| places.iter().position(|at| *at == old).unwrap_or(old);
        for order in &mut self.order {
            order.value.before = now(order.value.before);
            order.value.after = now(order.value.after);
        }
    }
}

/// The first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The draft as a plan. Each step's notes hold the sentences it came from.
pub fn plan(draft: &Draft, notes: &str, today: NaiveDate, seed: u64) -> Plan {
    let mut ids = Ids::new(seed);
    let mut plan = facts(draft, today);
    let people = people(draft, &mut plan, &mut ids);
    for found in &draft.steps {
        let due = found.value.due.and_then(|dated| dated.due(Some(today)));
        let milestone = milestone(found, notes, due, today);
        let owner = found.value.owner.as_ref();
        let function = found.value.function;
        let function = function.map(|name| track(&mut plan, name, &mut ids));
        plan.milestones.push(Milestone {
            id: ids.milestone(),
            accountable: owner.and_then(|name| people.get(&folded(name)).copied()),
            function,
            ..milestone
        });
    }
    let in_weeks = |m: &Milestone| m.due.is_some_and(|due| due.weeks.is_some());
    plan.start = plan.milestones.iter().any(in_weeks).then_some(today);
    for order in &draft.order {
        let id = |at: usize| plan.milestones.get(at).map(|m| m.id);
        let ends = (id(order.value.before), id(order.value.after));
        if let (Some(predecessor), Some(successor)) = ends {
            plan.dependencies.push(Dependency {
                predecessor,
                successor,
                kind: order.value.kind,
                lag_days: 0,
                policy: GapPolicy::Consume,
            });
        }
    }
    plan.dependencies.sort();
    plan
}

fn facts(draft: &Draft, today: NaiveDate) -> Plan {
    let text = |tied: &Option<Tied<String>>| {
        let text = tied.as_ref().map(|tied| tied.value.clone());
        text.unwrap_or_default()
    };
    let day = |tied: &Option<Tied<Dated>>| {
        let due = tied.as_ref()?.value.due(Some(today))?;
        Some(due.date)
    };
    Plan {
        goal: text(&draft.goal),
        why_now: text(&draft.why_now),
        go_live: day(&draft.go_live),
        decision: day(&draft.decision).map(|date| Decision {
            date,
            reason: text(&draft.why_now),
        }),
        ..Plan::default()
    }
}

fn people(draft: &Draft, plan: &mut Plan, ids: &mut Ids) -> BTreeMap<String, PersonId> {
    let mut known = BTreeMap::new();
    for person in &draft.people {
        let person = &person.value;
        let id = ids.person();
        known.insert(folded(&person.name), id);
        plan.people.push(Person {
            placeholder: person.placeholder,
            title: person.title.clone(),
            role: person.role,
            ..Person::new(id, &person.name, person.side)
        });
    }
    known
}

fn milestone(
    found: &Tied<StepFound>,
    notes: &str,
    due: Option<Due>,
    today: NaiveDate,
) -> Milestone {
    let sentences = found.sentences.iter();
    let sentences: Vec<&str> = sentences
        .filter_map(|span| notes.get(span.clone()))
        .collect();
    let step = &found.value;
    let done_on = due.map_or(today, |due| due.date.min(today));
    Milestone {
        kind: step.kind,
        due,
        duration_days: step.days,
        status: match step.done {
            true => Status::Done { on: done_on },
            false => Status::NotStarted,
        },
        notes: sentences.join("\n"),
        ..crate::blank(&step.title)
    }
}

fn track(plan: &mut Plan, name: &str, ids: &mut Ids) -> plan::id::TrackId {
    if let Some(track) = plan.tracks.iter().find(|t| t.name == name) {
        return track.id;
    }
    let id = ids.track();
    plan.tracks.push(Track {
        id,
        name: name.to_owned(),
        kind: TrackKind::Function,
        lead: None,
        archived: false,
    });
    id
}
