//! The line in the head of the page: the plan's health in words, and the way to its reasons.

use leptos::prelude::*;

use super::{approval::ApprovalLine, judged, words};
use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::panels::{Panel, Panels};

/// A button that says how the plan stands, and whether somebody agreed to it.
#[component]
pub fn HealthLine() -> impl IntoView {
    let i18n = use_i18n();
    let panels = Panels::expect();
    let judged = judged::judged(expect_context::<OpenPlan>());
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
