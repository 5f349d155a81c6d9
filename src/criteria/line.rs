//! One criterion: what must be true, how it is judged, and whether it is met.

use leptos::{ev, prelude::*};
use plan::TextField as PlanField;
use plan::id::CriterionId;

use super::menu::Handle;
use super::met::Met;
use super::moves::{ADD, Criteria};
use crate::i18n::*;
use crate::open_plan::{CellRef, Present};
use crate::parts::{PlanText, here_marks};
use crate::state::{CriterionStateStoreFields, PlanStateStoreFields};
use crate::ui;

/// A line of the list.
#[component]
pub fn CriterionLine(
    /// The criterion.
    id: CriterionId,
    /// All of them.
    all: Criteria,
) -> impl IntoView {
    let i18n = use_i18n();
    let may_edit = all.plan.may_edit();
    let criteria = all.plan.state().criteria();
    let text = Memo::new(move |_| criteria.at_key(id).text().try_get().unwrap_or_default());
    let key = Callback::new(move |event: ev::KeyboardEvent| walk(&event, id, all));
    let moves = move |event: ev::KeyboardEvent| {
        if event.alt_key() && may_edit.get_untracked() {
            match event.key().as_str() {
                "ArrowUp" => all.move_by(id, -1),
                "ArrowDown" => all.move_by(id, 1),
                _ => return,
            }
            event.prevent_default();
        }
    };
    view! {
        <li class="criterion" data-criterion=id.to_string() on:keydown=moves>
            <div class="criterion__words">
                <PlanText
                    field=PlanField::CriterionText(id)
                    value=text
                    cell=CellRef::of_criterion(id)
                    label=Signal::derive(move || t_string!(i18n, criteria.text_label).to_owned())
                    placeholder=Signal::derive(move || t_string!(i18n, criteria.text_empty).to_owned())
                    on_key=key
                />
                <JudgedBy id=id all=all on_key=key />
            </div>
            <div class="criterion__met"><Met id=id all=all /></div>
            <Show when=move || may_edit.get()><Handle id=id all=all /></Show>
            {here(id, all)}
        </li>
    }
}

/// Below the text where it is said; otherwise it waits at the end of the text's line.
#[component]
fn JudgedBy(id: CriterionId, all: Criteria, on_key: Callback<ev::KeyboardEvent>) -> impl IntoView {
    let i18n = use_i18n();
    let criteria = all.plan.state().criteria();
    let value = Memo::new(move |_| {
        let judged_by = criteria.at_key(id).judged_by();
        judged_by.try_get().unwrap_or_default()
    });
    let is_said = Memo::new(move |_| value.with(|value| !value.is_empty()));
    view! {
        <div class="criterion__judged" class:is-empty=move || !is_said.get()>
            <Show when=move || is_said.get()>
                <span class="criterion__by">{t!(i18n, criteria.judged)}</span>
            </Show>
            <PlanText
                field=PlanField::JudgedBy(id)
                value=value
                cell=CellRef::of_criterion(id)
                label=Signal::derive(move || t_string!(i18n, criteria.judged_label, title = all.name(id)))
                placeholder=Signal::derive(move || t_string!(i18n, criteria.judged_empty).to_owned())
                on_key=on_key
            />
        </div>
    }
}

/// Enter leads to the next criterion, and from the last to the line that adds.
fn walk(event: &ev::KeyboardEvent, id: CriterionId, all: Criteria) {
    let has_modifier = event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key();
    if event.key() != "Enter" || has_modifier {
        return;
    }
    event.prevent_default();
    let ids = all.ids.get_untracked();
    let next = ids.iter().skip_while(|one| **one != id).nth(1);
    let field = next.map(|next| format!("[data-criterion='{next}'] textarea"));
    ui::focus(ui::find(field.as_deref().unwrap_or(ADD)));
}

/// Name tags of the others who are in it.
fn here(id: CriterionId, all: Criteria) -> impl IntoView {
    let present = all.plan.present();
    let here = Memo::new(move |_| -> Vec<Present> {
        let cell = Some(CellRef::of_criterion(id));
        let is_here = |present: &&Present| present.cell == cell;
        present.with(|present| present.iter().filter(is_here).cloned().collect())
    });
    here_marks(here, |_| "is-criterion")
}
