//! A text of the plan, edited in place by several people at once.

use leptos::prelude::*;
use plan::TextField as PlanField;
use plan::text::shift_caret;
use web_sys::KeyboardEvent;

use crate::open_plan::{CellRef, OpenPlan, RemoteText};
use crate::ui::{Lines, TextEdit, TextField};

/// Binds one text of the document to a field on the page; plain text for who may only read.
#[component]
pub fn PlanText(
    /// Which text.
    field: PlanField,
    /// The text as it stands.
    #[prop(into)]
    value: Signal<String>,
    /// The cell that others see the reader in.
    cell: CellRef,
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Shown while empty.
    #[prop(into)]
    placeholder: Signal<String>,
    /// One line or many.
    #[prop(optional)]
    lines: Lines,
    /// Keys before the field acts on them.
    #[prop(into, optional)]
    on_key: Option<Callback<KeyboardEvent>>,
    /// Whether the reader may change it, for who makes the text anew when that changes.
    #[prop(optional)]
    is_field: Option<bool>,
) -> impl IntoView {
    let plan = expect_context::<OpenPlan>();
    let may_edit = plan.may_edit();
    // What others changed since the caret was last carried along. The field shows it before the next key arrives.
    let changes = StoredValue::new(Vec::<RemoteText>::new());
    let carry_caret = Callback::new(move |(start, end): (u32, u32)| {
        let changes = changes.try_update_value(std::mem::take).unwrap_or_default();
        (carried(start, &changes), carried(end, &changes))
    });
    let focus = Callback::new(move |has_focus: bool| {
        changes.set_value(Vec::new());
        if has_focus {
            plan.watch_text(field, move |change| {
                changes.update_value(|changes| changes.push(change));
            });
        } else {
            plan.unwatch_text(field);
        }
        plan.focus(has_focus.then_some(cell));
    });
    let edit = Callback::new(move |edit: TextEdit| {
        changes.set_value(Vec::new());
        plan.edit_text(field, &edit.shown, &edit.text, edit.caret)
    });
    let compose = Callback::new(move |begins: bool| plan.set_composing(begins.then_some(field)));
    let key = Callback::new(move |event: KeyboardEvent| {
        if let Some(on_key) = on_key {
            on_key.run(event);
        }
    });
    let text = move |is_field: bool| {
        if is_field {
            view! {
                <TextField
                    label=label
                    value=value
                    on_edit=edit
                    carry_caret=carry_caret
                    on_compose=compose
                    placeholder=placeholder
                    lines=lines
                    on_key=key
                    on_focus=focus
                />
            }
            .into_any()
        } else {
            view! { <span class="field__text" dir="auto">{move || value.get()}</span> }.into_any()
        }
    };
    match is_field {
        Some(is_field) => text(is_field),
        None => (move || text(may_edit.get())).into_any(),
    }
}

fn carried(caret: u32, changes: &[RemoteText]) -> u32 {
    let carry = |caret, change: &RemoteText| shift_caret(caret, &change.delta);
    changes.iter().fold(caret, carry)
}
