//! What was accepted of a draft becomes a plan.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use plan::{
    id::PersonId,
    model::{Decision, Dependency, GapPolicy, Milestone, Person, Plan, Status, Track, TrackKind},
};

use super::Draft;
use crate::{ids::Ids, text::folded};

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
    let mut plan = Plan {
        goal: draft
            .goal
            .as_ref()
            .map_or(String::new(), |goal| goal.value.clone()),
        why_now: draft
            .why_now
            .as_ref()
            .map_or(String::new(), |why| why.value.clone()),
        start: Some(today),
        ..Plan::default()
    };
    let day = |dated: &crate::dates::Dated| dated.due(Some(today)).map(|due| due.date);
    plan.go_live = draft.go_live.as_ref().and_then(|tied| day(&tied.value));
    plan.decision = draft
        .decision
        .as_ref()
        .and_then(|tied| day(&tied.value))
        .map(|date| Decision {
            date,
            reason: plan.why_now.clone(),
        });
    let mut people: BTreeMap<String, PersonId> = BTreeMap::new();
    for person in &draft.people {
        let person = &person.value;
        let id = ids.person();
        people.insert(folded(&person.name), id);
        plan.people.push(Person {
            id,
            name: person.name.clone(),
            placeholder: person.placeholder,
            side: person.side,
            title: person.title.clone(),
            function: String::new(),
            role: person.role,
            archived: false,
            merged_into: None,
        });
    }
    for step in &draft.steps {
        let sentences: Vec<&str> = step
            .sentences
            .iter()
            .filter_map(|span| notes.get(span.clone()))
            .collect();
        let step = &step.value;
        let due = step.due.and_then(|dated| dated.due(Some(today)));
        let function = step.function.map(|name| track(&mut plan, name, &mut ids));
        plan.milestones.push(Milestone {
            id: ids.milestone(),
            kind: step.kind,
            accountable: step
                .owner
                .as_ref()
                .and_then(|name| people.get(&folded(name)).copied()),
            due,
            duration_days: step.days,
            status: if step.done {
                Status::Done {
                    on: due.map_or(today, |due| due.date.min(today)),
                }
            } else {
                Status::NotStarted
            },
            notes: sentences.join("\n"),
            function,
            ..crate::blank(&step.title)
        });
    }
    if !plan
        .milestones
        .iter()
        .any(|m| m.due.is_some_and(|due| due.weeks.is_some()))
    {
        plan.start = None;
    }
    for order in &draft.order {
        let id = |at: usize| plan.milestones.get(at).map(|m| m.id);
        if let (Some(predecessor), Some(successor)) =
            (id(order.value.before), id(order.value.after))
        {
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
