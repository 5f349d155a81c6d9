//! Moving rows: by keys, by menu and by drag. Every way ends in the same command.

use leptos::prelude::*;
use plan::id::MilestoneId;
use plan::{Command, Place};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::keys;
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::OpenPlan;
use crate::parts::Announcer;
use crate::state::{MilestoneStateStoreFields, PlanStateStoreFields};

/// A press that moves less than this is a press, not a drag. In CSS pixels.
const DRAG_PX_MIN: i32 = 4;

/// The one drag that may be going on, and the ways to move a row; in context of the table.
#[derive(Clone, Copy)]
pub struct Reorder {
    plan: OpenPlan,
    i18n: I18n,
    announcer: Announcer,
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
    /// Where it would go.
    place: Place,
}

impl Reorder {
    /// Gives the rows below their way to move.
    pub fn provide(plan: OpenPlan) {
        provide_context(Self {
            plan,
            i18n: use_i18n(),
            announcer: Announcer::expect(),
            pressed: StoredValue::new(None),
            drag: RwSignal::new(None),
        });
    }

    /// Moves a row up (negative) or down by so many places.
    pub fn move_by(self, milestone: MilestoneId, places: isize) {
        let order = self.order();
        let Some(here) = order.iter().position(|id| *id == milestone) else {
            return;
        };
        let last = order.len() - 1;
        let there = here.saturating_add_signed(places).min(last);
        self.move_to_index(milestone, &order, here, there);
    }

    /// Moves a row before all others or after them.
    pub fn move_to_end(self, milestone: MilestoneId, first: bool) {
        let order = self.order();
        let Some(here) = order.iter().position(|id| *id == milestone) else {
            return;
        };
        let there = if first { 0 } else { order.len() - 1 };
        self.move_to_index(milestone, &order, here, there);
    }

    /// Whether a row is at its end already.
    pub fn is_at_end(self, milestone: MilestoneId, first: bool) -> bool {
        let order = self.order();
        let end = if first { order.first() } else { order.last() };
        end == Some(&milestone)
    }

    /// The row after this one, or else the one before it.
    pub fn neighbour(self, milestone: MilestoneId) -> Option<MilestoneId> {
        let order = self.order();
        let here = order.iter().position(|id| *id == milestone)?;
        let before = here.checked_sub(1).and_then(|before| order.get(before));
        order.get(here + 1).or(before).copied()
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
            .with(|drag| drag.is_some_and(|drag| drag.place == Place::First));
        to_first && self.is_at_end(milestone, true)
    }

    /// The dragged row would go right after this one.
    pub fn drops_after(self, milestone: MilestoneId) -> bool {
        self.drag
            .with(|drag| drag.is_some_and(|drag| drag.place == Place::After(milestone)))
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
        let place = place_at(f64::from(event.client_y()), &self.order());
        let drag = Drag {
            milestone: press.milestone,
            place,
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
        let stays = drag.place == Place::After(drag.milestone);
        if is_drop && !stays {
            self.run(drag.milestone, drag.place);
        }
    }

    fn move_to_index(
        self,
        milestone: MilestoneId,
        order: &[MilestoneId],
        here: usize,
        there: usize,
    ) {
        let place = match there {
            _ if here == there => return,
            0 => Place::First,
            there if there < here => Place::After(order[there - 1]),
            there => Place::After(order[there]),
        };
        self.run(milestone, place);
    }

    fn run(self, milestone: MilestoneId, place: Place) {
        if self
            .order()
            .windows(2)
            .any(|pair| pair[1] == milestone && place == Place::After(pair[0]))
        {
            return; // It stands there already.
        }
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

/// The place between rows that is nearest to a height of the window.
fn place_at(y: f64, order: &[MilestoneId]) -> Place {
    let above = order.iter().rev().find(|id| {
        let row = document()
            .query_selector(&format!("[data-milestone='{id}']"))
            .ok()
            .flatten();
        row.is_some_and(|row| {
            let at = row.get_bounding_client_rect();
            y > at.top() + at.height() / 2.0
        })
    });
    above.map_or(Place::First, |id| Place::After(*id))
}
