//! Several milestones at once: which are selected, by box, by range and by keys. What can be done with them comes later.

mod bar;
mod keys;
mod panels;
mod steps;

use std::collections::HashSet;

use leptos::{ev, prelude::*};
use plan::id::MilestoneId;

use crate::arrange::{Arranged, Line};
use crate::i18n::*;
use crate::later::{later, later_view};
use crate::milestones::Row;
use crate::ui;

later! { panels;
    fn selection_bar() { bar::Bar() }
}

/// What is selected, in context of the table.
#[derive(Clone, Copy)]
pub struct Selection {
    arranged: Arranged,
    selected: RwSignal<HashSet<MilestoneId>>,
    /// Where a range begins.
    anchor: StoredValue<Option<MilestoneId>>,
}

impl Selection {
    /// Gives the rows below a way to be selected.
    pub fn provide(arranged: Arranged) -> Self {
        let selection = Self {
            arranged,
            selected: RwSignal::new(HashSet::new()),
            anchor: StoredValue::new(None),
        };
        provide_context(selection);
        selection
    }

    /// That of this table.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Whether a row is, reactive.
    pub fn has(self, milestone: MilestoneId) -> bool {
        self.selected.with(|selected| selected.contains(&milestone))
    }

    /// Something is, reactive.
    pub fn is_on(self) -> bool {
        !self.selected.read().is_empty()
    }

    /// The selected rows that show, from top to bottom, reactive.
    pub fn rows(self) -> Vec<MilestoneId> {
        let lines = self.arranged.lines().into_iter();
        let selected = self.selected.read();
        lines
            .filter_map(Line::milestone)
            .filter(|id| selected.contains(id))
            .collect()
    }

    /// Nothing is selected any more.
    pub fn clear(self) {
        self.anchor.set_value(None);
        if self
            .selected
            .with_untracked(|selected| !selected.is_empty())
        {
            self.selected.set(HashSet::new());
        }
    }

    /// Every row that shows.
    pub fn all(self) {
        self.selected
            .set(self.arranged.rows().into_iter().collect());
    }

    fn toggle(self, milestone: MilestoneId) {
        self.anchor.set_value(Some(milestone));
        self.selected.update(|selected| {
            if !selected.remove(&milestone) {
                selected.insert(milestone);
            }
        });
    }

    /// From the anchor to this row, and nothing else.
    fn range(self, from: MilestoneId, to: MilestoneId) {
        let anchor = self.anchor.get_value();
        let anchor = anchor.filter(|id| self.selected.with_untracked(|all| all.contains(id)));
        let anchor = anchor.unwrap_or(from);
        self.anchor.set_value(Some(anchor));
        let range = between(&self.arranged.rows(), anchor, to);
        self.selected.set(range.into_iter().collect());
    }
}

/// The rows from one to the other, whichever comes first.
fn between(rows: &[MilestoneId], one: MilestoneId, other: MilestoneId) -> Vec<MilestoneId> {
    let place = |id| rows.iter().position(|row| *row == id);
    match (place(one), place(other)) {
        (Some(one), Some(other)) => rows[one.min(other)..=one.max(other)].to_vec(),
        _ => vec![other],
    }
}

/// The box of a row. Shift and a press select all from the last one on.
#[component]
pub fn Pick(
    /// The row.
    row: Row,
) -> impl IntoView {
    let i18n = use_i18n();
    let selection = Selection::expect();
    let press = move |event: ev::MouseEvent| {
        let anchor = selection.anchor.get_value();
        match anchor.filter(|_| event.shift_key()) {
            Some(anchor) => selection.range(anchor, row.id),
            None => selection.toggle(row.id),
        }
    };
    row.may_edit.get_untracked().then(|| {
        view! {
            <label class="row__pick">
                <input
                    type="checkbox"
                    aria-label=move || tu_string!(i18n, select.row, title = row.name.get())
                    prop:checked=move || selection.has(row.id)
                    on:click=press
                />
            </label>
        }
    })
}

/// What can be done with the selected rows, once there are any.
#[component]
pub fn SelectionPlace() -> impl IntoView {
    let selection = Selection::expect();
    let shows = Memo::new(move |_| !selection.rows().is_empty());
    view! { <Show when=move || shows.get()>{later_view(|| Box::pin(selection_bar()))}</Show> }
}

/// A key in a row: ranges, all, and leaving it.
pub fn key(event: &ev::KeyboardEvent, row: Row, selection: Selection) {
    if row.may_edit.get_untracked() && keys::press(event, row.id, selection) {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Puts the focus on a row's box.
fn focus_box(milestone: MilestoneId) {
    ui::focus(ui::find(&format!(
        "[data-milestone='{milestone}'] .row__pick input"
    )));
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_range_holds_both_ends_in_either_direction() {
        let rows: Vec<MilestoneId> = (1..=4).map(MilestoneId::from_bits).collect();
        assert_eq!(between(&rows, rows[2], rows[0]), rows[..3]);
        assert_eq!(between(&rows, rows[1], rows[3]), rows[1..]);
        let gone = MilestoneId::from_bits(9);
        assert_eq!(between(&rows, gone, rows[1]), [rows[1]]);
    }
}
