//! The list of criteria, once its code is here.

use leptos::{html, prelude::*};

use super::Arrived;
use super::add::AddCriterion;
use super::archived::ArchivedCriteria;
use super::line::CriterionLine;
use super::moves::Criteria;
use crate::i18n::*;
use crate::later::later;
use crate::ui::fresh_id;

later! { panels;
    /// See [`super::CriteriaPlace`].
    pub fn criteria_list() { CriteriaList() }
}

/// Heading, criteria, the line that adds, and what is archived. For a reader of a plan without criteria it is nothing.
#[component]
fn CriteriaList() -> impl IntoView {
    let i18n = use_i18n();
    let all = Criteria::new();
    all.keep_place();
    let may_edit = all.plan.may_edit();
    let is_empty = Memo::new(move |_| all.ids.with(Vec::is_empty));
    let heading = StoredValue::new(fresh_id("criteria"));
    let element = NodeRef::<html::Section>::new();
    let Arrived(arrived) = expect_context();
    take_place(arrived, element);
    view! {
        <Show when=move || may_edit.get() || !is_empty.get()>
            <section
                node_ref=element
                class="criteria"
                class:is-empty=move || is_empty.get()
                class:is-read-only=move || !may_edit.get()
                aria-labelledby=heading.get_value()
            >
                <h2 id=heading.get_value() class="criteria__heading" class:visually-hidden=move || is_empty.get()>
                    {t!(i18n, criteria.heading)}
                </h2>
                <Show when=move || !is_empty.get()>
                    <ul class="criteria__list">
                        <For each=move || all.ids.get() key=|id| *id let:id>
                            <CriterionLine id=id all=all />
                        </For>
                    </ul>
                </Show>
                <Show when=move || may_edit.get()>
                    <AddCriterion is_first=is_empty />
                    <ArchivedCriteria />
                </Show>
            </section>
        </Show>
    }
}

/// Takes the place of the words that stood here before, in the frame in which it is on the page itself.
fn take_place(arrived: RwSignal<bool>, element: NodeRef<html::Section>) {
    request_animation_frame(move || match element.try_get_untracked().flatten() {
        Some(section) if !section.is_connected() => take_place(arrived, element),
        _ => drop(arrived.try_set(true)),
    });
}
