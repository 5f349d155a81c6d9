//! A row that goes while the reader is in it, because somebody else archived it or it no longer fits the filter: the
//! focus goes to the row that takes its place, so that the next letter is no shortcut, and the page says what happened.

use std::sync::Arc;

use leptos::prelude::*;
use plan::Command;
use plan::diff::MilestoneChange;
use plan::id::MilestoneId;
use web_sys::Element;

use super::News;
use crate::i18n::*;
use crate::panels::keys::milestone_of;
use crate::parts::milestone_name;
use crate::ui::{self, Toast, ToastAction, focused};

/// Where one can be in a row, by what a row of the table calls it.
const CELLS: [&str; 6] = [
    ".row__done-when",
    ".row__words",
    ".row__owner",
    ".row__due",
    ".row__status",
    ".row__waits",
];
/// What takes the focus in a cell.
const CONTROL: &str = ":is(textarea, input, button)";
/// Where the focus goes when no row is left.
const ADD: &str = "[data-add-milestone]";

/// The last place in a row that had the focus.
struct Place {
    milestone: MilestoneId,
    row: Element,
    cell: &'static str,
}

impl Place {
    /// Where the focus is; `None` outside the rows, and in what opens over them.
    fn of(focused: &Element) -> Option<Self> {
        let row = focused
            .closest(".table__rows [data-milestone]")
            .ok()
            .flatten()?;
        if focused.closest("[popover]").ok().flatten().is_some() {
            return None;
        }
        let is_in = |cell: &&str| focused.closest(cell).ok().flatten().is_some();
        Some(Self {
            milestone: milestone_of(&row)?,
            cell: CELLS.into_iter().find(is_in).unwrap_or(".row__words"),
            row,
        })
    }
}

impl News {
    /// Follows where the reader is from now on.
    pub(super) fn keep_place(self) {
        // The reader may be in a row already: this code comes after the plan stands.
        let place = StoredValue::new_local(focused().as_ref().and_then(Place::of));
        let follows = window_event_listener_untyped("focusin", move |_| {
            let _ = place.try_set_value(focused().as_ref().and_then(Place::of));
        });
        on_cleanup(move || follows.remove());
        let arranged = self.panels.arranged();
        Effect::new(move |before: Option<Vec<MilestoneId>>| {
            let now: Vec<_> = arranged
                .lines()
                .into_iter()
                .filter_map(|line| line.milestone())
                .collect();
            let id = place.with_value(|place| place.as_ref().map(|place| place.milestone));
            let gone = id.filter(|id| !now.contains(id));
            if let Some((id, before)) = gone.zip(before) {
                let next = next_to(id, &before, &now);
                let is_archived = self.was_archived(id);
                request_animation_frame(move || self.move_on(place, next, is_archived));
            }
            now
        });
    }

    /// Among what others have done and what was not told yet.
    fn was_archived(self, id: MilestoneId) -> bool {
        let difference = self
            .watch
            .with_value(|watch| self.plan.with_plan(|plan| watch.so_far(plan)));
        let mut rows = difference.milestones.iter();
        let row = rows.find(|row| row.milestone == id);
        row.is_some_and(|row| {
            let mut changes = row.changes.iter();
            changes.any(|one| matches!(one, MilestoneChange::Archived | MilestoneChange::Gone))
        })
    }

    /// Only where the focus went with the row: who has gone elsewhere since is left alone.
    fn move_on(
        self,
        place: StoredValue<Option<Place>, LocalStorage>,
        next: Option<MilestoneId>,
        is_archived: bool,
    ) {
        let Some(left) = place.try_update_value(Option::take).flatten() else {
            return;
        };
        if left.row.is_connected() || focused().is_some() {
            return;
        }
        let cell = left.cell;
        let beside =
            next.map(|id| format!(".table__rows [data-milestone='{id}'] {cell} {CONTROL}"));
        let target = beside.and_then(|selector| ui::find(&selector));
        ui::focus(target.or_else(|| ui::find(ADD)));
        if is_archived {
            self.say_taken(left.milestone);
        }
    }

    fn say_taken(self, id: MilestoneId) {
        let (i18n, plan) = (self.i18n, self.plan);
        let title = plan.with_plan(|plan| plan.milestone(id).map(|one| one.title.clone()));
        let title = milestone_name(i18n, title.unwrap_or_default());
        let restore = move || {
            plan.run(Command::RestoreMilestones(vec![id]));
        };
        self.toasts.show(Toast {
            text: t_string!(i18n, news.taken, title = title),
            action: Some(ToastAction {
                label: t_string!(i18n, milestones.restore).to_owned(),
                run: Arc::new(restore),
            }),
        });
    }
}

/// The row that stands in its place now: the first after it that is still there, else the last before it.
fn next_to(gone: MilestoneId, before: &[MilestoneId], now: &[MilestoneId]) -> Option<MilestoneId> {
    let at = before.iter().position(|id| *id == gone)?;
    let after = before[at..].iter();
    let earlier = before[..at].iter().rev();
    after.chain(earlier).find(|id| now.contains(id)).copied()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_next_row_that_is_left_takes_the_place() {
        let ids = |all: &[u64]| -> Vec<MilestoneId> {
            all.iter().map(|one| MilestoneId::from_bits(*one)).collect()
        };
        let before = ids(&[1, 2, 3, 4]);
        let next =
            |gone: u64, now: &[u64]| next_to(MilestoneId::from_bits(gone), &before, &ids(now));
        assert_eq!(next(2, &[1, 3, 4]), Some(MilestoneId::from_bits(3)));
        assert_eq!(next(2, &[1, 4]), Some(MilestoneId::from_bits(4)));
        assert_eq!(next(4, &[1, 2]), Some(MilestoneId::from_bits(2)));
        assert_eq!(next(1, &[]), None);
    }
}
