//! Moving rows: by keys, by menu and by drag. Every way ends in the same command.

use leptos::prelude::*;
use plan::id::MilestoneId;
use plan::{Command, Place};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::keys;
use crate::arrange::{Arranged, Sort};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::OpenPlan;
use crate::parts::Announcer;
use crate::state::{MilestoneStateStoreFields, PlanStateStoreFields};
use crate::ui::{Toast, ToastAction, Toasts};

/// A press that moves less than this is a press, not a drag. In CSS pixels.
const DRAG_PX_MIN: i32 = 4;

/// The one drag that may be going on, and the ways to move a row; in context of the table.
#[derive(Clone, Copy)]
pub struct Reorder {
    plan: OpenPlan,
    arranged: Arranged,
    i18n: I18n,
    announcer: Announcer,
    toasts: Toasts,
    pressed: StoredValue<Option<Press>>,
    drag: RwSignal<Option<Drag>>,
}

#[derive(Clone, Copy)]
struct Press {
    milestone: MilestoneId,
    pointer: i32,
    y: i32,
}

#[derive(Clone, Copy, PartialEq)]
struct Drag {
    milestone: MilestoneId,
    /// The row that shows above the place where it would go; the top without one.
    after: Option<MilestoneId>,
}

impl Reorder {
    /// Gives the rows below their way to move.
    pub fn provide(plan: OpenPlan, arranged: Arranged) {
        provide_context(Self {
            plan,
            arranged,
            i18n: use_i18n(),
            announcer: Announcer::expect(),
            toasts: Toasts::expect(),
            pressed: StoredValue::new(None),
            drag: RwSignal::new(None),
        });
    }

    /// Moves a row up (negative) or down by so many places of those that show in its group.
    pub fn move_by(self, milestone: MilestoneId, places: isize) {
        let beside = self.arranged.beside(milestone);
        let Some(here) = beside.iter().position(|id| *id == milestone) else {
            return;
        };
        let last = beside.len() - 1;
        let there = here.saturating_add_signed(places).min(last);
        self.move_to_index(milestone, &beside, here, there);
    }

    /// Moves a row before all others of its group or after them.
    pub fn move_to_end(self, milestone: MilestoneId, first: bool) {
        let beside = self.arranged.beside(milestone);
        let Some(here) = beside.iter().position(|id| *id == milestone) else {
            return;
        };
        let there = if first { 0 } else { beside.len() - 1 };
        self.move_to_index(milestone, &beside, here, there);
    }

    /// Moves rows of one group over the row that shows above the first of them, or under the one below the last.
    pub fn move_all(self, ids: &[MilestoneId], up: bool) {
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
            return;
        };
        let beside = self.arranged.beside(*first);
        if !ids.iter().all(|id| beside.contains(id)) {
            self.toasts.say(t_string!(self.i18n, arrange.other_group));
            return;
        }
        let end = if up { first } else { last };
        let at = beside.iter().position(|id| id == end);
        let over = at.and_then(|at| beside.get(at.checked_add_signed(if up { -1 } else { 1 })?));
        if let Some(over) = over
            && !self.is_refused()
        {
            let place = place(&self.order(), ids, *over, up);
            keys::keep_focus();
            self.plan.run(Command::MoveMilestones {
                ids: ids.to_vec(),
                place,
            });
            self.announce(*first);
        }
    }

    /// Whether a row is at the end of its group already.
    pub fn is_at_end(self, milestone: MilestoneId, first: bool) -> bool {
        let beside = self.arranged.beside(milestone);
        let end = if first { beside.first() } else { beside.last() };
        end == Some(&milestone)
    }

    /// The row that shows after this one, or else the one before it.
    pub fn neighbour(self, milestone: MilestoneId) -> Option<MilestoneId> {
        let rows = self.arranged.rows();
        let here = rows.iter().position(|id| *id == milestone)?;
        let before = here.checked_sub(1).and_then(|before| rows.get(before));
        rows.get(here + 1).or(before).copied()
    }

    /// This row is under the pointer that moves it.
    pub fn is_dragged(self, milestone: MilestoneId) -> bool {
        self.drag
            .with(|drag| drag.is_some_and(|drag| drag.milestone == milestone))
    }

    /// The dragged row would go right before this one, which is the first.
    pub fn drops_before(self, milestone: MilestoneId) -> bool {
        let to_first = self
            .drag
            .with(|drag| drag.is_some_and(|drag| drag.after.is_none()));
        to_first && self.arranged.rows().first() == Some(&milestone)
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
        let drag = Drag {
            milestone: press.milestone,
            after: above(f64::from(event.client_y()), &self.arranged.rows()),
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

    /// Where rows are sorted, none has a place of its own: says so, with the way back to the plan's order.
    fn is_refused(self) -> bool {
        let is_sorted = self.arranged.is_sorted();
        if is_sorted {
            let arranged = self.arranged;
            let back = move || arranged.choose(|chosen| chosen.sort = Sort::Plan);
            self.toasts.show(Toast {
                text: t_string!(self.i18n, arrange.is_sorted).to_owned(),
                action: Some(ToastAction {
                    label: t_string!(self.i18n, arrange.plan_order).to_owned(),
                    run: std::sync::Arc::new(back),
                }),
            });
        }
        is_sorted
    }

    fn move_to_index(
        self,
        milestone: MilestoneId,
        beside: &[MilestoneId],
        here: usize,
        there: usize,
    ) {
        if here != there && !self.is_refused() {
            let place = place(&self.order(), &[milestone], beside[there], there < here);
            self.run(milestone, place);
        }
    }

    fn run(self, milestone: MilestoneId, place: Place) {
        keys::keep_focus();
        self.plan.run(Command::MoveMilestones {
            ids: vec![milestone],
            place,
        });
        self.announce(milestone);
    }

    fn announce(self, milestone: MilestoneId) {
        let order = self.order();
        let Some(here) = order.iter().position(|id| *id == milestone) else {
            return;
        };
        let title = self
            .plan
            .state()
            .milestones()
            .at_key(milestone)
            .title()
            .try_get_untracked();
        let words = t_string!(
            self.i18n,
            milestones.moved,
            title = title.unwrap_or_default(),
            place = here + 1,
            total = order.len()
        );
        self.announcer.say(words);
    }

    fn order(self) -> Vec<MilestoneId> {
        self.plan.state().order().get_untracked()
    }
}

/// The place in the plan right before or right after another row. What does not show stands where it stood.
fn place(order: &[MilestoneId], moved: &[MilestoneId], other: MilestoneId, before: bool) -> Place {
    if !before {
        return Place::After(other);
    }
    let above = order.iter().take_while(|id| **id != other);
    above
        .filter(|id| !moved.contains(id))
        .last()
        .map_or(Place::First, |id| Place::After(*id))
}

/// The last row that lies above a height of the window.
fn above(y: f64, rows: &[MilestoneId]) -> Option<MilestoneId> {
    let above = rows.iter().rev().find(|id| {
        let row = document()
            .query_selector(&format!("[data-milestone='{id}']"))
            .ok()
            .flatten();
        row.is_some_and(|row| {
            let at = row.get_bounding_client_rect();
            y > at.top() + at.height() / 2.0
        })
    });
    above.copied()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_row_goes_right_beside_the_one_that_shows_and_over_what_does_not() {
        let [a, b, c, d] = [1, 2, 3, 4].map(MilestoneId::from_bits);
        let order = [a, b, c, d];
        assert_eq!(place(&order, &[d], a, true), Place::First);
        // `c` does not show: `d` goes up over `b`, and `b` goes down under `d`.
        assert_eq!(place(&order, &[d], b, true), Place::After(a));
        assert_eq!(place(&order, &[b], d, false), Place::After(d));
        // The one that moves is no neighbour of itself.
        assert_eq!(place(&order, &[b], c, true), Place::After(a));
    }
}
