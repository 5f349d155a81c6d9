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
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let cell = CellRef::of_milestone(row.id, column);
    // The panel's content lives as long as it is open.
    let panel = ViewFn::from(move || {
        row.plan.focus(Some(cell));
        on_cleanup(move || row.plan.focus(None));
        panel.run()
    });
    if !row.may_edit.get_untracked() {
        return children().into_any();
    }
    view! {
        <PopoverButton open=open label=label class="cell-button" panel=panel named_by_content=true>
            <span class="visually-hidden">{move || label.get()} " "</span>
            {children()}
        </PopoverButton>
    }
    .into_any()
}
