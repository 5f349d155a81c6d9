//! What one side asks of a plan for its own pipeline: gates, the date in the CRM, plan against actual.
//!
//! These read the reader's own side document; the other side never sees it.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    calendar::Calendars,
    id::{GateId, MilestoneId},
    model::{MilestoneKind, Plan, SideDocument, Status},
    owners::People,
    schedule::Schedule,
};

/// A pipeline stage and what it still waits for (001-39).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateState {
    /// Which gate.
    pub gate: GateId,
    /// Milestones that are not complete, or no longer in the plan.
    pub waits_for: Vec<MilestoneId>,
    /// Everything is complete, and there is something to complete: no milestone, no stage change.
    pub open: bool,
}

/// Every gate, in order. A milestone that is not needed any more holds no gate.
pub fn gates(plan: &Plan, side: &SideDocument) -> Vec<GateState> {
    let closed = plan.milestones.iter().filter(|one| one.status.is_closed());
    let closed: HashSet<MilestoneId> = closed.map(|one| one.id).collect();
    let state = |gate: &crate::model::StageGate| {
        let waiting = gate.milestones.iter().filter(|id| !closed.contains(id));
        let waits_for: Vec<MilestoneId> = waiting.copied().collect();
        GateState {
            gate: gate.id,
            open: waits_for.is_empty() && !gate.milestones.is_empty(),
            waits_for,
        }
    };
    side.gates.iter().map(state).collect()
}

/// The close date that the CRM says, beside what the plan says (001-12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CrmComparison {
    /// What the CRM says.
    pub crm: NaiveDate,
    /// When the decision milestone is projected; without one, the go-live.
    pub projected: NaiveDate,
    /// Calendar days that the CRM is too early; negative is too late, 0 agrees.
    pub too_early_days: i64,
}

/// Compares the date in the CRM with the projection; `None` while either is unknown.
pub fn compare_crm(plan: &Plan, side: &SideDocument, schedule: &Schedule) -> Option<CrmComparison> {
    let crm = side.crm_date?;
    let decisions = plan
        .milestones
        .iter()
        .filter(|one| one.kind == MilestoneKind::Decision);
    let decided = decisions
        .filter_map(|one| schedule.row(one.id))
        .map(|row| row.finish)
        .max();
    let projected = decided.or(schedule.projected)?;
    Some(CrmComparison {
        crm,
        projected,
        too_early_days: (projected - crm).num_days(),
    })
}

/// A completed milestone, as promised and as it was (002-17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Actual {
    /// Which.
    pub milestone: MilestoneId,
    /// The promise.
    pub due: NaiveDate,
    /// The day on which it was done.
    pub done: NaiveDate,
    /// Working days late; negative is early.
    pub days: i64,
}

/// Every completed milestone that had a due date, in the plan's order.
pub fn actuals(plan: &Plan) -> Vec<Actual> {
    let (people, calendars) = (People::of(plan), Calendars::of(plan));
    let live = plan.milestones.iter().filter(|one| !one.archived);
    let actual = live.filter_map(|one| {
        let (Status::Done { on: done }, Some(due)) = (&one.status, one.due) else {
            return None;
        };
        let days = calendars.get(people.working_sides(one), people.lead(one));
        Some(Actual {
            milestone: one.id,
            due: due.date,
            done: *done,
            days: days.between(due.date, *done),
        })
    });
    actual.collect()
}
