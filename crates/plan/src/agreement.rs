//! Agreement: who said yes to what, and whether that still is what the plan says (000-02, 001-02).
//!
//! Until receipts exist this is what people said, not what is on record: the page words it so.

use std::collections::HashMap;

use serde::Serialize;

use crate::{
    id::{ApprovalId, MilestoneId, PersonId},
    model::{Agreement, Approval, DealRole, Milestone, Plan, Side},
    owners::People,
    terms::{NotTerms, PlanTerms, Present, Terms, TermsChange, changes, plan_changes},
};

/// Where a milestone stands between the sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Standing {
    /// Nobody owns it, so nobody can say yes.
    NobodyToAsk,
    /// Waiting for a yes.
    Proposed {
        /// Sides of which no owner has said yes.
        missing: Vec<Side>,
    },
    /// An owner of each side involved said yes to the present terms.
    Agreed {
        /// Who did, sorted.
        by: Vec<PersonId>,
    },
    /// A yes was given, and the terms changed since.
    ChangedSince {
        /// Sides of which no owner has said yes to the present terms.
        missing: Vec<Side>,
        /// Each yes that no longer holds.
        reopened: Vec<Reopened>,
    },
}

/// A yes to terms that have changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reopened {
    /// Which milestone.
    pub milestone: MilestoneId,
    /// Whose yes.
    pub person: PersonId,
    /// What changed; empty when the old terms cannot be read here.
    pub changes: Vec<TermsChange>,
}

/// Compares a yes with the present terms: nothing changed, or what did.
///
/// # Errors
/// [`NotTerms`] when the stored terms cannot be read; such a yes does not hold.
pub fn changed_since(plan: &Plan, agreement: &Agreement) -> Result<Vec<TermsChange>, NotTerms> {
    let milestone = agreement.milestone;
    let found = plan.milestone(milestone);
    changed(found.map(|one| Terms::of(plan, one)).as_ref(), agreement)
}

/// Compares a yes with the present terms of its milestone; `None` when it is not there.
fn changed(is: Option<&Terms>, agreement: &Agreement) -> Result<Vec<TermsChange>, NotTerms> {
    let was = Terms::read(&agreement.terms)?;
    let milestone = agreement.milestone;
    match is {
        Some(is) if was.milestone == milestone => Ok(changes(&was, is)),
        _ => Ok(vec![TermsChange::Removed { milestone }]),
    }
}

/// Is this a yes to the present terms?
pub fn holds(plan: &Plan, agreement: &Agreement) -> bool {
    changed_since(plan, agreement).is_ok_and(|changes| changes.is_empty())
}

/// As [`holds`], with the present terms.
pub(crate) fn holds_with(is: Option<&Terms>, agreement: &Agreement) -> bool {
    changed(is, agreement).is_ok_and(|changes| changes.is_empty())
}

/// Where a milestone of this plan stands.
pub fn standing(plan: &Plan, milestone: &Milestone) -> Standing {
    let own = plan
        .agreements
        .iter()
        .filter(|one| one.milestone == milestone.id);
    let (is, people) = (Terms::of(plan, milestone), People::of(plan));
    standing_with(&is, &people, milestone, &own.collect::<Vec<_>>())
}

/// As [`standing`], for all milestones that are not archived, in the plan's order.
pub fn standings(plan: &Plan) -> Vec<(MilestoneId, Standing)> {
    let (now, people) = (Present::of(plan), People::of(plan));
    let mut given: HashMap<MilestoneId, Vec<&Agreement>> = HashMap::new();
    for one in &plan.agreements {
        given.entry(one.milestone).or_default().push(one);
    }
    let own = |id| given.get(&id).map_or(&[][..], Vec::as_slice);
    let live = plan.milestones.iter().filter(|one| !one.archived);
    live.map(|one| {
        let is = now.terms_of(one);
        (one.id, standing_with(&is, &people, one, own(one.id)))
    })
    .collect()
}

fn standing_with(
    is: &Terms,
    people: &People,
    milestone: &Milestone,
    given: &[&Agreement],
) -> Standing {
    let sides = people.sides(milestone);
    if sides.is_empty() {
        return Standing::NobodyToAsk;
    }
    let owners = people.owners(milestone);
    let given = given.iter().copied().filter(|one| {
        people.get(one.person).is_some_and(|person| {
            milestone.everybody || owners.iter().any(|owner| owner.id == person.id)
        })
    });
    let (present, past): (Vec<&Agreement>, Vec<&Agreement>) =
        given.partition(|one| holds_with(Some(is), one));
    let said_yes = |side: &Side| {
        let mut persons = present.iter().filter_map(|one| people.get(one.person));
        persons.any(|person| person.side == *side)
    };
    let missing: Vec<Side> = sides.iter().filter(|side| !said_yes(side)).collect();
    if missing.is_empty() {
        let mut by: Vec<PersonId> = present.iter().map(|one| one.person).collect();
        by.sort_unstable();
        return Standing::Agreed { by };
    }
    let reopened: Vec<Reopened> = past.iter().map(|one| reopened(Some(is), one)).collect();
    if reopened.is_empty() {
        Standing::Proposed { missing }
    } else {
        Standing::ChangedSince { missing, reopened }
    }
}

fn reopened(is: Option<&Terms>, agreement: &Agreement) -> Reopened {
    Reopened {
        milestone: agreement.milestone,
        person: agreement.person,
        changes: changed(is, agreement).unwrap_or_default(),
    }
}

/// Every yes that held in `before` and does not in `after`, in the order of the plan's agreements.
pub fn reopened_by(before: &Plan, after: &Plan) -> Vec<Reopened> {
    let (was, is) = (Present::of(before), Present::of(after));
    let lost = |one: &Agreement| {
        let is = is.terms(one.milestone);
        let held = holds_with(was.terms(one.milestone).as_ref(), one);
        (held && !holds_with(is.as_ref(), one)).then(|| reopened(is.as_ref(), one))
    };
    before.agreements.iter().filter_map(lost).collect()
}

/// A sign-off on the whole plan, compared with the plan as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApprovalStanding {
    /// Which sign-off.
    pub approval: ApprovalId,
    /// Whose.
    pub person: PersonId,
    /// Given by somebody who decides: economic buyer or decision maker (001-08).
    pub decides: bool,
    /// What changed since; `None` when the stored terms cannot be read here.
    pub since: Option<Vec<TermsChange>>,
}

impl ApprovalStanding {
    /// It approves the plan as it is.
    pub fn is_current(&self) -> bool {
        self.since.as_ref().is_some_and(Vec::is_empty)
    }
}

/// Every sign-off with "so many changes since", in the order of the plan.
pub fn approvals(plan: &Plan) -> Vec<ApprovalStanding> {
    let people = People::of(plan);
    let now = PlanTerms::of(plan);
    let compare = |approval: &Approval| ApprovalStanding {
        approval: approval.id,
        person: approval.person,
        decides: people
            .get(approval.person)
            .is_some_and(|person| person.role.is_some_and(decides)),
        since: PlanTerms::read(&approval.terms)
            .ok()
            .map(|was| plan_changes(&was, &now)),
    };
    plan.approvals.iter().map(compare).collect()
}

/// The roles that can confirm the decision.
pub fn decides(role: DealRole) -> bool {
    matches!(role, DealRole::EconomicBuyer | DealRole::DecisionMaker)
}
