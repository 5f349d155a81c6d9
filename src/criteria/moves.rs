//! What can be done to a criterion as a whole: move it, archive it. Every way ends in the same command.

use std::sync::Arc;

use leptos::prelude::*;
use plan::id::CriterionId;
use plan::{Command, Place};

use crate::i18n::*;
use crate::language::I18n;
use crate::milestones::{focus_soon, keep_focus};
use crate::open_plan::OpenPlan;
use crate::parts::Announcer;
use crate::state::{CriterionStateStoreFields, PlanStateStoreFields};
use crate::ui::{Toast, ToastAction, Toasts};

/// The line that adds a criterion.
pub const ADD: &str = "[data-add-criterion]";

/// What every criterion needs.
#[derive(Clone, Copy)]
pub struct Criteria {
    /// Where intentions go.
    pub plan: OpenPlan,
    /// Those that are not archived, in their order. Wakes when one comes, goes or moves.
    pub ids: Memo<Vec<CriterionId>>,
    pub(super) i18n: I18n,
    pub(super) toasts: Toasts,
    /// The one that the reader is in (`taken.rs`).
    pub(super) place: StoredValue<Option<CriterionId>>,
    announcer: Announcer,
}

impl Criteria {
    /// Call it in a component.
    pub fn new() -> Self {
        let plan = expect_context::<OpenPlan>();
        let criteria = plan.state().criteria();
        Self {
            plan,
            ids: Memo::new(move |_| criteria.read().iter().map(|one| one.id).collect()),
            i18n: use_i18n(),
            announcer: Announcer::expect(),
            toasts: Toasts::expect(),
            place: StoredValue::new(None),
        }
    }

    /// The text of a criterion, or words for one without, reactive.
    pub fn name(self, id: CriterionId) -> String {
        let text = self.plan.state().criteria().at_key(id).text().try_get();
        name_of(self.i18n, text.unwrap_or_default())
    }

    /// Moves it up (negative) or down by so many places.
    pub fn move_by(self, id: CriterionId, places: isize) {
        let ids = self.ids.get_untracked();
        let Some(here) = ids.iter().position(|one| *one == id) else {
            return;
        };
        let there = here.saturating_add_signed(places).min(ids.len() - 1);
        if here != there {
            self.move_to(id, place(&ids, here, there));
        }
    }

    /// Moves it before or after all others.
    pub fn move_to_end(self, id: CriterionId, first: bool) {
        if !self.is_at_end(id, first) {
            self.move_to(id, if first { Place::First } else { Place::Last });
        }
    }

    /// Whether it is the first or the last already.
    pub fn is_at_end(self, id: CriterionId, first: bool) -> bool {
        let ids = self.ids.get_untracked();
        let end = if first { ids.first() } else { ids.last() };
        end == Some(&id)
    }

    fn move_to(self, criterion: CriterionId, place: Place<CriterionId>) {
        keep_focus();
        if !self.plan.run(Command::MoveCriterion { criterion, place }) {
            return;
        }
        let ids = self.ids.get_untracked();
        if let Some(here) = ids.iter().position(|one| *one == criterion) {
            self.announcer.say(t_string!(
                self.i18n,
                milestones.moved,
                title = untrack(|| self.name(criterion)),
                place = here + 1,
                total = ids.len()
            ));
        }
    }

    /// Takes it out of sight, with the way back.
    pub fn archive(self, id: CriterionId) {
        let (i18n, plan) = (self.i18n, self.plan);
        let text = t_string!(i18n, milestones.archived, title = untrack(|| self.name(id)));
        // It takes the focus with it: its neighbour gets it.
        let neighbour = neighbour(&self.ids.get_untracked(), id);
        self.place.set_value(None);
        if plan.run(Command::ArchiveCriterion(id)) {
            focus_handle(neighbour);
            self.offer_back(id, text, t_string!(i18n, milestones.undo));
        }
    }

    /// Says that one was archived, with the way back.
    pub(super) fn offer_back(self, id: CriterionId, text: String, label: &str) {
        let plan = self.plan;
        let restore = move || {
            plan.run(Command::RestoreCriterion(id));
        };
        self.toasts.show(Toast {
            text,
            action: Some(ToastAction {
                label: label.to_owned(),
                run: Arc::new(restore),
            }),
        });
    }
}

/// The text, or words for a criterion without one.
pub fn name_of(i18n: I18n, text: String) -> String {
    match text.trim() {
        "" => t_string!(i18n, criteria.untitled).to_owned(),
        _ => text,
    }
}

/// Puts the focus on a criterion's handle, or on the line that adds where there is none.
pub fn focus_handle(id: Option<CriterionId>) {
    focus_soon(match id {
        Some(id) => format!("[data-criterion='{id}'] .criterion__grip"),
        None => ADD.to_owned(),
    });
}

/// Where a criterion goes that moves from one index to another.
fn place(ids: &[CriterionId], here: usize, there: usize) -> Place<CriterionId> {
    let above = if there < here {
        there.checked_sub(1)
    } else {
        Some(there)
    };
    above.map_or(Place::First, |above| Place::After(ids[above]))
}

/// The one after it, or else the one before it.
pub(super) fn neighbour(ids: &[CriterionId], id: CriterionId) -> Option<CriterionId> {
    let here = ids.iter().position(|one| *one == id)?;
    let before = here.checked_sub(1).and_then(|before| ids.get(before));
    ids.get(here + 1).or(before).copied()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_criterion_goes_above_the_one_it_takes_the_place_of_or_below() {
        let ids = [1, 2, 3].map(CriterionId::from_bits);
        let [a, b, c] = ids;
        assert_eq!(place(&ids, 2, 1), Place::After(a));
        assert_eq!(place(&ids, 1, 0), Place::First);
        assert_eq!(place(&ids, 0, 1), Place::After(b));
        assert_eq!(place(&ids, 0, 2), Place::After(c));
    }

    #[wasm_bindgen_test]
    fn the_focus_goes_to_the_next_one_or_back_from_the_last() {
        let ids = [1, 2].map(CriterionId::from_bits);
        let [a, b] = ids;
        assert_eq!(neighbour(&ids, a), Some(b));
        assert_eq!(neighbour(&ids, b), Some(a));
        assert_eq!(neighbour(&ids[..1], a), None);
    }
}
