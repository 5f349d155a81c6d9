//! Computes the schedule, and nothing else: it shows nothing.

use std::collections::HashMap;

use chrono::NaiveDate;
use leptos::prelude::*;
use plan::model::Plan;
use plan::schedule::schedule;
use plan::slip::promised;

use super::computed::{Computed, Dates, Scheduled};
use super::inputs::bare;
use crate::open_plan::OpenPlan;
use crate::parts::Today;

/// Keeps [`Scheduled`] true to the document and to the day.
#[component]
pub fn Engine() -> impl IntoView {
    let plan = expect_context::<OpenPlan>();
    let scheduled = Scheduled::expect();
    let today = Today::expect();
    // Compared, so that typing in a title or a note computes nothing.
    let inputs = Memo::new(move |_| {
        plan.changes().track();
        plan.with_plan(bare)
    });
    Effect::new(move || scheduled.set(compute(inputs.get(), today.get())));
}

fn compute(plan: Plan, today: NaiveDate) -> Computed {
    let schedule = schedule(&plan, today);
    let promised: HashMap<_, _> = promised(&plan, today)
        .into_iter()
        .map(|one| (one.milestone, (one.start, one.finish)))
        .collect();
    let dates = plan.milestones.iter().filter_map(|one| {
        let dates = Dates {
            row: *schedule.row(one.id)?,
            promised: promised.get(&one.id).copied(),
            has_due: one.due.is_some(),
        };
        Some((one.id, dates))
    });
    Computed {
        dates: dates.collect(),
        schedule,
        plan,
    }
}
