//! Moving rows by a drag: which pointer holds which row, and where it would go.

use leptos::prelude::*;
use plan::id::MilestoneId;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::reorder::Reorder;
use crate::i18n::*;

/// A press that moves less than this is a press, not a drag. In CSS pixels.
const DRAG_PX_MIN: i32 = 4;

#[derive(Clone, Copy)]
pub(super) struct Press {
    milestone: MilestoneId,
    pointer: i32,
    y: i32,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) struct Drag {
    milestone: MilestoneId,
    /// The row that shows above the place where it would go; the top without one.
    after: Option<MilestoneId>,
    /// The first row that shows, where the place is before it.
    before: Option<MilestoneId>,
}

impl Reorder {
    /// This row is under the pointer that moves it.
    pub fn is_dragged(self, milestone: MilestoneId) -> bool {
        self.drag
            .with(|drag| drag.is_some_and(|drag| drag.milestone == milestone))
    }

    /// The dragged row would go right before this one, which is the first.
    pub fn drops_before(self, milestone: MilestoneId) -> bool {
        self.drag
            .with(|drag| drag.is_some_and(|drag| drag.before == Some(milestone)))
    }

    /// The dragged row would go right after this one.
    pub fn drops_after(self, milestone: MilestoneId) -> bool {
        self.drag
            .with(|drag| drag.is_some_and(|drag| drag.after == Some(milestone)))
    }

    /// A pointer went down on a row's handle.
    pub fn press(self, milestone: MilestoneId, event: &PointerEvent) {
        if event.button() == 0 {
            let press = Press {
                milestone,
                pointer: event.pointer_id(),
                y: event.client_y(),
            };
            self.pressed.set_value(Some(press));
        }
    }

    /// The pointer moved.
    pub fn pull(self, event: &PointerEvent) {
        let Some(press) = self
            .pressed
            .get_value()
            .filter(|press| press.pointer == event.pointer_id())
        else {
            return;
        };
        let begins = self.drag.with_untracked(Option::is_none);
        if begins && (event.client_y() - press.y).abs() < DRAG_PX_MIN {
            return;
        }
        if begins
            && let Some(handle) = event
                .current_target()
                .and_then(|it| it.dyn_into::<Element>().ok())
        {
            // From here on every move comes to the handle, and the release is no press of its button.
            let _ = handle.set_pointer_capture(press.pointer);
        }
        event.prevent_default();
        if self.is_refused() {
            self.pressed.set_value(None);
            return;
        }
        let rows = self.arranged.rows();
        let after = above(f64::from(event.client_y()), &rows);
        let drag = Drag {
            milestone: press.milestone,
            after,
            before: rows.first().copied().filter(|_| after.is_none()),
        };
        if self.drag.get_untracked() != Some(drag) {
            self.drag.set(Some(drag));
        }
    }

    /// The pointer went up, or the browser took it away.
    pub fn release(self, is_drop: bool) {
        self.pressed.set_value(None);
        let Some(drag) = self.drag.get_untracked() else {
            return;
        };
        self.drag.set(None);
        if is_drop && drag.after != Some(drag.milestone) {
            self.drop_after(drag.milestone, drag.after);
        }
    }

    /// A row of another group takes no rows: what it stands for is said in a cell, not by a place.
    fn drop_after(self, milestone: MilestoneId, after: Option<MilestoneId>) {
        let beside = self.arranged.beside(milestone);
        let Some(here) = beside.iter().position(|id| *id == milestone) else {
            return;
        };
        let rows = self.arranged.rows();
        let first = beside
            .first()
            .and_then(|id| rows.iter().position(|one| one == id));
        let above_group = first
            .and_then(|first| first.checked_sub(1))
            .map(|above| rows[above]);
        let there = match after.and_then(|after| beside.iter().position(|id| *id == after)) {
            Some(above) if above < here => above + 1,
            Some(above) => above,
            None if after == above_group => 0,
            None => {
                self.toasts.say(t_string!(self.i18n, arrange.other_group));
                return;
            }
        };
        self.move_to_index(milestone, &beside, here, there);
    }
}

/// The last row that lies above a height of the window. Rows lie in their order, so few of them are measured.
fn above(y: f64, rows: &[MilestoneId]) -> Option<MilestoneId> {
    let lies_above = |id: &MilestoneId| {
        let row = document().query_selector(&format!(".row[data-milestone='{id}']"));
        row.ok().flatten().is_some_and(|row| {
            let at = row.get_bounding_client_rect();
            y > at.top() + at.height() / 2.0
        })
    };
    let above = rows.partition_point(lies_above);
    above.checked_sub(1).map(|last| rows[last])
}
