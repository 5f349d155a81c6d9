//! The line in the head of the page: the plan's health in words, and the way to its reasons.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Judged, approval::ApprovalLine, judged, words};
use crate::i18n::*;
use crate::known_plans;
use crate::open_plan::OpenPlan;
use crate::panels::{Panel, Panels};
use crate::paths::PlanId;
use crate::standing::{self, Standing};

/// A button that says how the plan stands, and whether somebody agreed to it.
#[component]
pub fn HealthLine() -> impl IntoView {
    let i18n = use_i18n();
    let panels = Panels::expect();
    let plan = expect_context::<OpenPlan>();
    let judged = judged::judged(plan);
    remember(plan.id(), judged);
    let mood = Memo::new(move |_| judged.with(|all| all.health.colour));
    let words = move || words::colour(i18n, mood.get());
    view! {
        <button
            type="button"
            class="health-line"
            aria-haspopup="dialog"
            aria-label=move || t_string!(i18n, health.open, health = words())
            on:click=move |_| panels.show(Panel::Health)
        >
            <span class=move || words::mark(mood.get()) aria-hidden="true"></span>
            {words}
        </button>
        <ApprovalLine judged=judged />
    }
}

/// Keeps how the plan stands for the first page, which opens no plan.
fn remember(plan: PlanId, judged: RwSignal<Arc<Judged>>) {
    Effect::new(move |kept: Option<Option<Standing>>| {
        // Nothing is known of a plan that has not come yet, or that the browser does not list.
        if !known_plans::was_opened(&plan) {
            judged.track();
            return None;
        }
        let now = judged.with(|all| Standing::of(&all.plan, all.health.colour));
        if kept.flatten().as_ref() != Some(&now) {
            standing::keep(&plan, &now);
        }
        Some(now)
    });
}
