//! A plan becomes a template: what can be used again stays, what belongs to this deal goes.

use plan::model::{Milestone, Person, Plan};

use super::{RoleDraft, StepDraft, Target, Template, TrackDraft};
use crate::{
    out::Rows,
    people::{deal_role, is_role},
    text::folded,
};

/// The plan's steps, durations, dependencies and done-criteria, under roles instead of names. No dates, no names of
/// people or companies, no results, no notes, no links.
pub fn save(plan: &Plan, id: &str) -> Template {
    let rows = Rows::of(plan);
    let roles = roles(plan);
    let name = |person: &Person| {
        let at = plan
            .people
            .iter()
            .filter(|p| is_live(p))
            .position(|p| p.id == person.id);
        at.map(|at| roles[at].name.clone())
    };
    let steps = rows.milestones().map(|milestone| {
        let mut owners = rows.owners(milestone).into_iter().filter_map(name);
        let owner = milestone.accountable.and_then(|_| owners.next());
        StepDraft {
            owner,
            helpers: owners.collect(),
            ..step(&rows, milestone)
        }
    });
    Template {
        id: id.to_owned(),
        title: plan.title.clone(),
        about: String::new(),
        goal: plan.goal.clone(),
        target: if plan.go_live.is_some() {
            Target::GoLive
        } else {
            Target::LastStep
        },
        tracks: plan
            .tracks
            .iter()
            .filter(|track| !track.archived)
            .map(|track| TrackDraft {
                name: track.name.clone(),
                kind: track.kind,
            })
            .collect(),
        steps: steps.collect(),
        criteria: plan
            .criteria
            .iter()
            .filter(|c| !c.archived)
            .map(|c| c.text.clone())
            .collect(),
        roles,
    }
}

fn is_live(person: &Person) -> bool {
    !person.archived && person.merged_into.is_none()
}

/// A name for each person's part: the job title, else the part in the deal, else the side; told apart by numbers.
fn roles(plan: &Plan) -> Vec<RoleDraft> {
    let mut roles: Vec<RoleDraft> = Vec::new();
    for person in plan.people.iter().filter(|p| is_live(p)) {
        let side = crate::report::side_name(person.side);
        let plain = match (
            person.placeholder || is_role(&folded(&person.name)),
            person.role,
        ) {
            (true, _) => person.name.clone(),
            (false, _) if !person.title.is_empty() => person.title.clone(),
            (false, Some(role)) => spoken(role),
            (false, None) if !person.function.is_empty() => person.function.clone(),
            (false, None) => format!("{side} person"),
        };
        let taken = |name: &str| roles.iter().any(|role| role.name == name);
        let mut name = plain.clone();
        let mut number = 2;
        while taken(&name) {
            name = format!("{plain} {number}");
            number += 1;
        }
        roles.push(RoleDraft {
            role: person.role.or_else(|| deal_role(&folded(&name))),
            name,
            side: person.side,
        });
    }
    roles
}

/// `economic_buyer` as "Economic buyer".
fn spoken(role: plan::model::DealRole) -> String {
    let mut name = crate::out::role_name(role).replace('_', " ");
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

fn step(rows: &Rows<'_>, milestone: &Milestone) -> StepDraft {
    let track = |id| Some(rows.track(id).to_owned()).filter(|name| !name.is_empty());
    StepDraft {
        title: milestone.title.clone(),
        kind: milestone.kind,
        everybody: milestone.everybody,
        days: milestone.duration_days,
        weeks: milestone.due.and_then(|due| due.weeks),
        after: rows.depends_on(milestone),
        done_when: milestone.done_when.clone(),
        phase: track(milestone.phase),
        function: track(milestone.function),
        checklist: milestone
            .checklist
            .iter()
            .filter(|i| !i.archived)
            .map(|i| i.text.clone())
            .collect(),
        owner: None,
        helpers: Vec::new(),
    }
}
