//! How a plan stood when it was last open here: what the first page says of it without opening it.

use chrono::NaiveDate;
use plan::health::Colour;
use plan::model::Plan;
use serde::{Deserialize, Serialize};

use crate::paths::PlanId;
use crate::preferences;

const PREFIX: &str = "coplan.standing.";

/// Its health, its day and what comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub colour: Colour,
    pub go_live: Option<NaiveDate>,
    pub next: Option<NextStep>,
}

/// The open milestone that is promised first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    pub title: String,
    pub due: Option<NaiveDate>,
}

impl Standing {
    /// That of a plan whose health was judged.
    pub fn of(plan: &Plan, colour: Colour) -> Self {
        let next = plan.next_step().map(|step| NextStep {
            title: step.title.clone(),
            due: step.due.map(|due| due.date),
        });
        Self {
            colour,
            go_live: plan.go_live,
            next,
        }
    }
}

/// What is known of a plan. `None` before it was open here for a moment.
pub fn get(plan: &PlanId) -> Option<Standing> {
    preferences::get(&key(plan))
}

/// Remembers it. Where the browser denies, the first page says less.
pub fn keep(plan: &PlanId, standing: &Standing) {
    let _ = preferences::keep(&key(plan), standing);
}

/// Forgets it with the plan.
pub fn forget(plan: &PlanId) {
    preferences::forget(&key(plan));
}

fn key(plan: &PlanId) -> String {
    format!("{PREFIX}{plan}")
}
