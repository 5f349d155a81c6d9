//! What success looks like: the evaluation criteria in the head of the page.
//!
//! Their controls are a later piece. Until it is here the words stand where they will stand, so that nothing below
//! moves when it comes.

mod add;
mod archived;
mod line;
mod list;
mod menu;
mod met;
mod moves;
mod taken;

use leptos::prelude::*;

use self::list::criteria_list;
use crate::i18n::*;
use crate::later::resting_view;
use crate::open_plan::OpenPlan;
use crate::state::PlanStateStoreFields;

/// Whether the later piece is here, in context of its place.
#[derive(Clone, Copy)]
struct Arrived(RwSignal<bool>);

/// The place of the criteria below goal and reason.
#[component]
pub fn CriteriaPlace() -> impl IntoView {
    let arrived = RwSignal::new(false);
    provide_context(Arrived(arrived));
    view! {
        <Show when=move || !arrived.get()>{first_words()}</Show>
        {resting_view(|| false, || Box::pin(criteria_list()))}
    }
}

/// The words alone, with room for their states and for the line that adds.
fn first_words() -> AnyView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let words = move || {
        let criteria = plan.state().criteria().get();
        let line = |text: String| view! { <span class="field__text" dir="auto">{text}</span> };
        let lines = criteria.into_iter().map(|one| {
            let judged = (!one.judged_by.is_empty()).then(|| {
                view! { <div class="criterion__judged">{line(one.judged_by)}</div> }
            });
            view! {
                <li class="criterion">
                    <div class="criterion__words">{line(one.text)} {judged}</div>
                    <div class="criterion__met"></div>
                </li>
            }
        });
        let lines: Vec<_> = lines.collect();
        (!lines.is_empty()).then(|| {
            view! {
                <h2 class="criteria__heading">{t!(i18n, criteria.heading)}</h2>
                <ul class="criteria__list">{lines}</ul>
            }
        })
    };
    view! {
        <div class="criteria" class:is-read-only=move || !plan.may_edit().get()>
            {words}
            <div class="criteria__add"></div>
        </div>
    }
    .into_any()
}
