//! The seven components of a plan: with any of them missing it is a wish list (001-10).

use std::collections::HashSet;

use serde::Serialize;

use crate::{
    agreement::{approvals, decides},
    id::{MilestoneId, PersonId},
    model::{Milestone, Plan},
    owners::People,
    schedule::is_live,
    words,
};

/// Fewer milestones than this are a start, not a plan (001-43: the shortest useful plan has four).
pub const MILESTONES_MIN: usize = 4;

/// One of the seven, in the order of the guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Component {
    /// Discrete steps (001-03), at least [`MILESTONES_MIN`].
    Milestones,
    /// Every step has a named individual (001-04).
    NamedOwners,
    /// Every step has a calendar date (001-05).
    Dates,
    /// Steps say what must come before (001-06).
    Dependencies,
    /// Every step says when it is done (001-07).
    DoneCriteria,
    /// Who decides has confirmed the plan as it is (001-08).
    DecisionMaker,
    /// The shared target (001-09).
    GoLive,
}

impl Component {
    /// All seven, in order.
    pub const ALL: [Self; 7] = [
        Self::Milestones,
        Self::NamedOwners,
        Self::Dates,
        Self::Dependencies,
        Self::DoneCriteria,
        Self::DecisionMaker,
        Self::GoLive,
    ];
}

/// How much of a component is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Nothing of it.
    Missing,
    /// Some of it.
    Partly,
    /// All of it.
    Present,
}

/// A component with what is at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Which component.
    pub component: Component,
    /// How much is there.
    pub presence: Presence,
    /// Milestones that lack it, in the plan's order.
    pub milestones: Vec<MilestoneId>,
    /// People at fault: whose name is a role, or who has not confirmed.
    pub people: Vec<PersonId>,
}

/// The seven components, in order.
pub fn completeness(plan: &Plan) -> Vec<Check> {
    Component::ALL
        .map(|component| check(plan, component))
        .into()
}

/// All seven are present: a plan, and no wish list.
pub fn is_complete(checks: &[Check]) -> bool {
    checks.iter().all(|one| one.presence == Presence::Present)
}

/// Is this a person's name, and not a role?
pub fn is_named(name: &str, placeholder: bool) -> bool {
    !placeholder && !name.trim().is_empty() && !words::is_title(name)
}

fn check(plan: &Plan, component: Component) -> Check {
    let live: Vec<&Milestone> = plan.milestones.iter().filter(|one| is_live(one)).collect();
    let lacking = |lacks: &dyn Fn(&Milestone) -> bool| lacking(component, &live, lacks);
    match component {
        Component::Milestones => Check {
            presence: presence(MILESTONES_MIN, MILESTONES_MIN.saturating_sub(live.len())),
            ..lacking(&|_| false)
        },
        Component::NamedOwners => named_owners(plan, &live),
        Component::Dates => lacking(&|one| one.due.is_none()),
        Component::Dependencies => {
            let ends = plan.dependencies.iter();
            let linked: HashSet<MilestoneId> = ends
                .flat_map(|one| [one.predecessor, one.successor])
                .collect();
            lacking(&|one| !linked.contains(&one.id))
        }
        Component::DoneCriteria => lacking(&|one| one.done_when.trim().is_empty()),
        Component::DecisionMaker => decision_maker(plan),
        Component::GoLive => Check {
            component,
            presence: presence(1, usize::from(plan.go_live.is_none())),
            milestones: Vec::new(),
            people: Vec::new(),
        },
    }
}

/// A component that every milestone should have.
fn lacking(component: Component, live: &[&Milestone], lacks: &dyn Fn(&Milestone) -> bool) -> Check {
    let at_fault = live.iter().filter(|one| lacks(one));
    let milestones: Vec<MilestoneId> = at_fault.map(|one| one.id).collect();
    Check {
        component,
        presence: presence(live.len(), milestones.len()),
        milestones,
        people: Vec::new(),
    }
}

fn presence(of: usize, lacking: usize) -> Presence {
    if lacking == 0 && of > 0 {
        Presence::Present
    } else if lacking < of {
        Presence::Partly
    } else {
        Presence::Missing
    }
}

/// "All" needs no name of its own; otherwise the accountable person must have one (000-11, 001-32).
fn named_owners(plan: &Plan, live: &[&Milestone]) -> Check {
    let people = People::of(plan);
    let mut unnamed: Vec<PersonId> = Vec::new();
    let mut seen: HashSet<PersonId> = HashSet::new();
    for person in live.iter().flat_map(|one| people.owners(one)) {
        if seen.insert(person.id) && !is_named(&person.name, person.placeholder) {
            unnamed.push(person.id);
        }
    }
    let named = |id: PersonId| {
        let person = people.get(id);
        person.is_some_and(|person| is_named(&person.name, person.placeholder))
    };
    let lacks = |one: &Milestone| !one.everybody && !one.accountable.is_some_and(named);
    let check = lacking(Component::NamedOwners, live, &lacks);
    Check {
        people: unnamed,
        ..check
    }
}

/// Present with a current approval of somebody who decides; partly when the plan changed since, or when
/// it is at least known who decides.
fn decision_maker(plan: &Plan) -> Check {
    let deciders = plan.people.iter().filter(|person| {
        !person.archived && person.merged_into.is_none() && person.role.is_some_and(decides)
    });
    let people: Vec<PersonId> = deciders.map(|person| person.id).collect();
    let given: Vec<_> = approvals(plan)
        .into_iter()
        .filter(|one| one.decides)
        .collect();
    let presence = if given.iter().any(|one| one.is_current()) {
        Presence::Present
    } else if !given.is_empty() || !people.is_empty() {
        Presence::Partly
    } else {
        Presence::Missing
    };
    Check {
        component: Component::DecisionMaker,
        presence,
        milestones: Vec::new(),
        people: if presence == Presence::Present {
            Vec::new()
        } else {
            people
        },
    }
}
