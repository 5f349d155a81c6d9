//! What the screen reads: the plan as rows, written by `OpenPlan::refresh` alone.
//!
//! Components hold a row's id across time, never its field: the other side may archive the row.

use chrono::NaiveDate;
use leptos::prelude::{ReadUntracked, Set, WithUntracked};
use plan::id::{CriterionId, MilestoneId, PersonId, TrackId};
use plan::model::{
    DealRole, Decision, DependencyKind, Due, Link, MilestoneKind, Side, Status, TrackKind,
};
use reactive_stores::{Patch, Store};

/// The open plan. Lists are in the plan's order.
#[derive(Debug, Clone, Default, PartialEq, Store, Patch)]
pub struct PlanState {
    /// What the plan is about.
    pub title: String,
    /// What both sides call this document; empty reads as "Mutual action plan".
    pub kind_name: String,
    /// Name of the buying company; empty when unknown.
    pub buyer: String,
    /// Name of the selling company; empty when unknown.
    pub seller: String,
    /// Name of the partner company; empty when there is none.
    pub partner: String,
    /// What is to be achieved with.
    pub solution: String,
    /// The outcome wanted.
    pub goal: String,
    /// Why it is a priority now.
    pub why_now: String,
    /// A day in week 1.
    #[patch(|this, new| *this = new)]
    pub start: Option<NaiveDate>,
    /// The shared target.
    #[patch(|this, new| *this = new)]
    pub go_live: Option<NaiveDate>,
    /// When the purchase is decided, and why then.
    #[patch(|this, new| *this = new)]
    pub decision: Option<Decision>,
    /// The ids of `milestones` in order. Wakes only when a row comes, goes or moves; the list itself wakes
    /// with each cell, so iterate over this and take the row with `milestones().at_key(id)`.
    #[patch(|this, new| *this = new)]
    pub order: Vec<MilestoneId>,
    /// The milestones on the page.
    #[store(key: MilestoneId = |row| row.id)]
    pub milestones: Vec<MilestoneState>,
    /// Archived milestones, restorable.
    #[store(key: MilestoneId = |row| row.id)]
    pub archived: Vec<MilestoneState>,
    /// People who can own something: neither archived nor merged into another entry.
    #[store(key: PersonId = |row| row.id)]
    pub people: Vec<PersonState>,
    /// Phases and functions that are not archived.
    #[store(key: TrackId = |row| row.id)]
    pub tracks: Vec<TrackState>,
    /// Criteria that are not archived.
    #[store(key: CriterionId = |row| row.id)]
    pub criteria: Vec<CriterionState>,
    /// Archived criteria, restorable.
    #[store(key: CriterionId = |row| row.id)]
    pub archived_criteria: Vec<CriterionState>,
    /// How much of the document could not be understood.
    pub oddities: usize,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Store, Patch)]
pub struct MilestoneState {
    /// Its id; never changes.
    #[patch(|this, new| *this = new)]
    pub id: MilestoneId,
    /// What happens.
    pub title: String,
    /// What sort of step.
    #[patch(|this, new| *this = new)]
    pub kind: MilestoneKind,
    /// Who answers for it.
    #[patch(|this, new| *this = new)]
    pub owner: Option<OwnerState>,
    /// Who else works on it.
    #[patch(|this, new| *this = new)]
    pub helpers: Vec<OwnerState>,
    /// Everybody takes part.
    pub everybody: bool,
    /// First day of work, where it was agreed.
    #[patch(|this, new| *this = new)]
    pub start: Option<NaiveDate>,
    /// The promise.
    #[patch(|this, new| *this = new)]
    pub due: Option<Due>,
    /// Effort in working days.
    #[patch(|this, new| *this = new)]
    pub duration_days: Option<u32>,
    /// Where it stands.
    #[patch(|this, new| *this = new)]
    pub status: Status,
    /// The done-criterion.
    pub done_when: String,
    /// What came out.
    pub result: String,
    /// Anything else.
    pub notes: String,
    /// What must happen before, in the plan's order.
    #[patch(|this, new| *this = new)]
    pub depends_on: Vec<PredecessorState>,
    /// Addresses.
    #[patch(|this, new| *this = new)]
    pub links: Vec<Link>,
    /// The phase it belongs to.
    #[patch(|this, new| *this = new)]
    pub phase: Option<TrackId>,
    /// The function it belongs to.
    #[patch(|this, new| *this = new)]
    pub function: Option<TrackId>,
}

/// An owner as a row shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerState {
    /// Who; after a merge the entry that stands for both.
    pub id: PersonId,
    /// The name, for a placeholder the role.
    pub name: String,
    /// Whose person.
    pub side: Side,
    /// The name is still to come.
    pub placeholder: bool,
}

/// A dependency as its successor's row shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PredecessorState {
    /// What must happen before.
    pub milestone: MilestoneId,
    /// Its title.
    pub title: String,
    /// Which end bounds which.
    pub kind: DependencyKind,
    /// Working days between; negative is a lead.
    pub lag_days: i32,
    /// It is archived, so the dependency is ignored.
    pub archived: bool,
    /// When it is promised, while it is not done.
    pub due: Option<NaiveDate>,
}

/// A person in menus and in the list of people.
#[derive(Debug, Clone, PartialEq, Store, Patch)]
pub struct PersonState {
    /// Its id; never changes.
    #[patch(|this, new| *this = new)]
    pub id: PersonId,
    /// The name, for a placeholder the role.
    pub name: String,
    /// The name is still to come.
    pub placeholder: bool,
    /// Whose person.
    #[patch(|this, new| *this = new)]
    pub side: Side,
    /// Job title.
    pub title: String,
    /// Function in the company.
    pub function: String,
    /// Part in the deal.
    #[patch(|this, new| *this = new)]
    pub role: Option<DealRole>,
}

/// A phase or a function.
#[derive(Debug, Clone, PartialEq, Store, Patch)]
pub struct TrackState {
    /// Its id; never changes.
    #[patch(|this, new| *this = new)]
    pub id: TrackId,
    /// Its name.
    pub name: String,
    /// Phase or function.
    #[patch(|this, new| *this = new)]
    pub kind: TrackKind,
}

/// An evaluation criterion.
#[derive(Debug, Clone, PartialEq, Store, Patch)]
pub struct CriterionState {
    /// Its id; never changes.
    #[patch(|this, new| *this = new)]
    pub id: CriterionId,
    /// What must be true.
    pub text: String,
    /// How it will be judged.
    pub judged_by: String,
    /// Whether it is met; `None` while open.
    #[patch(|this, new| *this = new)]
    pub met: Option<bool>,
}

/// Puts a plan on the screen, waking only what changed. Field by field: patching a whole store with keyed fields
/// panics in reactive_stores 0.4.4.
pub fn patch(state: Store<PlanState>, new: PlanState) {
    state.title().patch(new.title);
    state.kind_name().patch(new.kind_name);
    state.buyer().patch(new.buyer);
    state.seller().patch(new.seller);
    state.partner().patch(new.partner);
    state.solution().patch(new.solution);
    state.goal().patch(new.goal);
    state.why_now().patch(new.why_now);
    set(&state.start(), new.start);
    set(&state.go_live(), new.go_live);
    set(&state.decision(), new.decision);
    // People and tracks before the rows that name them.
    state.people().patch(new.people);
    state.tracks().patch(new.tracks);
    state.criteria().patch(new.criteria);
    state.archived_criteria().patch(new.archived_criteria);
    state.milestones().patch(new.milestones);
    state.archived().patch(new.archived);
    // After the rows it names.
    set(&state.order(), new.order);
    state.oddities().patch(new.oddities);
}

/// Puts rows on the screen that stand where they stood. `false`: one of them stands nowhere yet, or elsewhere now, and
/// the whole plan is to be put there.
pub fn patch_rows(
    state: Store<PlanState>,
    rows: Vec<(bool, MilestoneState)>,
    oddities: usize,
) -> bool {
    let place = |archived: bool, id| match archived {
        true => state.archived().at_key(id),
        false => state.milestones().at_key(id),
    };
    let is_there = |(archived, row): &(bool, MilestoneState)| {
        let place = place(*archived, row.id);
        place.try_read_untracked().is_some()
    };
    if !rows.iter().all(is_there) {
        return false;
    }
    for (archived, row) in rows {
        place(archived, row.id).patch(row);
    }
    state.oddities().patch(oddities);
    true
}

fn set<T: PartialEq + 'static>(field: &(impl Set<Value = T> + WithUntracked<Value = T>), new: T) {
    if field.with_untracked(|old| *old != new) {
        field.set(new);
    }
}

#[cfg(test)]
mod tests;
