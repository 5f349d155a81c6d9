//! The plan judged: the engine's answers, renewed once the plan has been left alone for a moment.

use std::{sync::Arc, time::Duration};

use chrono::NaiveDate;
use leptos::prelude::*;
use plan::agreement::{ApprovalStanding, approvals};
use plan::completeness::completeness;
pub use plan::completeness::{Check, Component, Presence};
use plan::health::{Health, health};
use plan::lint::{Lint, lint};
use plan::model::Plan;
use plan::schedule::schedule;

use crate::open_plan::OpenPlan;
use crate::parts::Today;

/// How long the plan must rest: judging costs more than a keystroke may.
const REST: Duration = Duration::from_millis(400);

/// What the engine says of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub plan: Plan,
    pub today: NaiveDate,
    pub health: Health,
    pub checks: Vec<Check>,
    pub lints: Vec<Lint>,
    /// Every yes to the whole plan.
    pub approvals: Vec<ApprovalStanding>,
}

impl Judged {
    /// Judges a plan as of a day.
    pub fn of(plan: Plan, today: NaiveDate) -> Self {
        Self {
            health: health(&plan, &schedule(&plan, today)),
            checks: completeness(&plan),
            lints: lint(&plan, today),
            approvals: approvals(&plan),
            today,
            plan,
        }
    }
}

/// The open plan judged: at once, and again after each pause in its changes.
pub fn judged(plan: OpenPlan) -> RwSignal<Arc<Judged>> {
    let today = Today::expect();
    let judge = move |today| Arc::new(Judged::of(plan.plan(), today));
    let judged = RwSignal::new(judge(untrack(|| today.get())));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(handle)) = waiting.try_update_value(Option::take) {
            handle.clear();
        }
    };
    Effect::new(move |is_later: Option<bool>| {
        plan.changes().track();
        let today = today.get();
        if is_later.is_some() {
            stop();
            let renew = move || drop(judged.try_set(judge(today)));
            waiting.set_value(set_timeout_with_handle(renew, REST).ok());
        }
        true
    });
    on_cleanup(stop);
    judged
}
