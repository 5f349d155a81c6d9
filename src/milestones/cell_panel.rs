//! A cell whose value is changed in a panel: a button that opens it, or the bare value for who may only read.

use leptos::prelude::*;

use super::row::Row;
use crate::open_plan::{CellRef, Column};
use crate::ui::PopoverButton;

/// While the panel is open, others see the reader in this cell.
#[component]
pub fn CellPanel(
    /// The row.
    row: Row,
    /// The cell's column.
    column: Column,
    /// What the cell is about: read out before its value, so that the button's name holds the words that it shows.
    #[prop(into)]
    label: Signal<String>,
    /// What opens.
    #[prop(into)]
    panel: ViewFn,
    /// The value in words.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let cell = CellRef::of_milestone(row.id, column);
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open.is_some_and(|was_open| was_open != is_open) {
            row.plan.focus(is_open.then_some(cell));
        }
        is_open
    });
    let face = StoredValue::new(children);
    let face = move || face.with_value(|face| face());
    view! {
        <Show when=move || row.may_edit.get() fallback=face>
            <PopoverButton open=open label=label class="cell-button" panel=panel.clone() named_by_content=true>
                <span class="visually-hidden">{move || label.get()} " "</span>
                {face()}
            </PopoverButton>
        </Show>
    }
}
