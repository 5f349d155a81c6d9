//! The plan's values as the rows that the screen reads.

use std::collections::{BTreeSet, HashMap, HashSet};

use plan::id::{MilestoneId, PersonId};
use plan::model::{Criterion, Milestone, Person, Plan, Side, Track};

use crate::state::{
    CriterionState, MilestoneState, OwnerState, PersonState, PlanState, PredecessorState,
    TrackState,
};

/// Everything the screen reads of a plan.
pub fn state_of(plan: &Plan) -> PlanState {
    let company = |side| plan.companies.get(&side).cloned().unwrap_or_default();
    let people = People::of(plan);
    let predecessors = predecessors_of(plan, |_| true);
    let rows = |archived: bool| -> Vec<MilestoneState> {
        let these = plan
            .milestones
            .iter()
            .filter(|row| row.archived == archived);
        these
            .map(|milestone| milestone_state(milestone, &people, &predecessors))
            .collect()
    };
    let criteria = |archived: bool| -> Vec<CriterionState> {
        let these = plan.criteria.iter().filter(|one| one.archived == archived);
        these.map(criterion_state).collect()
    };
    let milestones = rows(false);
    PlanState {
        order: milestones.iter().map(|row| row.id).collect(),
        title: plan.title.clone(),
        kind_name: plan.kind_name.clone(),
        buyer: company(Side::Buyer),
        seller: company(Side::Seller),
        partner: company(Side::Partner),
        solution: plan.solution.clone(),
        goal: plan.goal.clone(),
        why_now: plan.why_now.clone(),
        start: plan.start,
        go_live: plan.go_live,
        decision: plan.decision.clone(),
        milestones,
        archived: rows(true),
        people: plan
            .people
            .iter()
            .filter(|person| can_own(person))
            .map(person_state)
            .collect(),
        tracks: plan
            .tracks
            .iter()
            .filter(|track| !track.archived)
            .map(track_state)
            .collect(),
        criteria: criteria(false),
        archived_criteria: criteria(true),
        oddities: plan.oddities.len(),
    }
}

/// The rows that say something else when only these milestones do: they, and those that wait for them by name.
/// Archived ones are among them.
pub fn rows_about(plan: &Plan, changed: &BTreeSet<MilestoneId>) -> Vec<(bool, MilestoneState)> {
    let waiting = plan.dependencies.iter();
    let waiting = waiting.filter(|one| changed.contains(&one.predecessor));
    let mut about: BTreeSet<MilestoneId> = waiting.map(|one| one.successor).collect();
    about.extend(changed);
    let people = People::of(plan);
    let predecessors = predecessors_of(plan, |row| about.contains(&row));
    let rows = plan.milestones.iter().filter(|row| about.contains(&row.id));
    rows.map(|row| (row.archived, milestone_state(row, &people, &predecessors)))
        .collect()
}

fn milestone_state(
    milestone: &Milestone,
    people: &People,
    predecessors: &HashMap<MilestoneId, Vec<PredecessorState>>,
) -> MilestoneState {
    let helpers = milestone.helpers.iter();
    MilestoneState {
        id: milestone.id,
        title: milestone.title.clone(),
        kind: milestone.kind,
        owner: milestone.accountable.and_then(|id| people.owner(id)),
        helpers: helpers.filter_map(|id| people.owner(*id)).collect(),
        everybody: milestone.everybody,
        start: milestone.start,
        due: milestone.due,
        duration_days: milestone.duration_days,
        status: milestone.status.clone(),
        done_when: milestone.done_when.clone(),
        result: milestone.result.clone(),
        notes: milestone.notes.clone(),
        depends_on: predecessors.get(&milestone.id).cloned().unwrap_or_default(),
        links: milestone.links.clone(),
        phase: milestone.phase,
        function: milestone.function,
    }
}

/// By successor, in the plan's order, for the successors that are asked for. A dependency on a milestone that is not
/// there is left out.
fn predecessors_of(
    plan: &Plan,
    asked: impl Fn(MilestoneId) -> bool,
) -> HashMap<MilestoneId, Vec<PredecessorState>> {
    let links = plan.dependencies.iter();
    let links: Vec<_> = links.filter(|link| asked(link.successor)).collect();
    let named: HashSet<MilestoneId> = links.iter().map(|link| link.predecessor).collect();
    let milestones = plan.milestones.iter().enumerate();
    let rows: HashMap<MilestoneId, (usize, &Milestone)> = milestones
        .filter(|(_, milestone)| named.contains(&milestone.id))
        .map(|(place, milestone)| (milestone.id, (place, milestone)))
        .collect();
    let mut found: Vec<(usize, MilestoneId, PredecessorState)> = links
        .into_iter()
        .filter_map(|dependency| {
            let (place, milestone) = rows.get(&dependency.predecessor)?;
            let predecessor = PredecessorState {
                milestone: milestone.id,
                title: milestone.title.clone(),
                kind: dependency.kind,
                lag_days: dependency.lag_days,
                archived: milestone.archived,
                due: milestone
                    .due
                    .filter(|_| !milestone.status.is_closed())
                    .map(|due| due.date),
            };
            Some((*place, dependency.successor, predecessor))
        })
        .collect();
    found.sort_by_key(|(place, ..)| *place);
    let mut by_successor: HashMap<MilestoneId, Vec<PredecessorState>> = HashMap::new();
    for (_, successor, predecessor) in found {
        by_successor.entry(successor).or_default().push(predecessor);
    }
    by_successor
}

/// Everybody by id, those who were merged too.
struct People<'a> {
    by_id: HashMap<PersonId, &'a Person>,
}

impl<'a> People<'a> {
    fn of(plan: &'a Plan) -> Self {
        let by_id = plan
            .people
            .iter()
            .map(|person| (person.id, person))
            .collect();
        Self { by_id }
    }

    /// The entry that stands for this person; concurrent merges may have made a circle, so it looks a few times only.
    fn owner(&self, id: PersonId) -> Option<OwnerState> {
        const MERGES_FOLLOWED_MAX: usize = 8;
        let mut person = *self.by_id.get(&id)?;
        for _ in 0..MERGES_FOLLOWED_MAX {
            match person.merged_into.and_then(|into| self.by_id.get(&into)) {
                Some(into) => person = into,
                None => break,
            }
        }
        Some(OwnerState {
            id: person.id,
            name: person.name.clone(),
            side: person.side,
            placeholder: person.placeholder,
        })
    }
}

fn can_own(person: &Person) -> bool {
    !person.archived && person.merged_into.is_none()
}

fn person_state(person: &Person) -> PersonState {
    PersonState {
        id: person.id,
        name: person.name.clone(),
        placeholder: person.placeholder,
        side: person.side,
        title: person.title.clone(),
        function: person.function.clone(),
        role: person.role,
    }
}

fn track_state(track: &Track) -> TrackState {
    TrackState {
        id: track.id,
        name: track.name.clone(),
        kind: track.kind,
    }
}

fn criterion_state(criterion: &Criterion) -> CriterionState {
    CriterionState {
        id: criterion.id,
        text: criterion.text.clone(),
        judged_by: criterion.judged_by.clone(),
        met: criterion.met,
    }
}
