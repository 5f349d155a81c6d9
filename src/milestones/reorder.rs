//! Moving rows: by keys, by menu and by drag. Every way ends in the same command.

use leptos::prelude::*;
use plan::id::MilestoneId;
use plan::{Command, Place};

use super::drag::{Drag, Press};
use super::keys;
use crate::arrange::{Arranged, Sort};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::OpenPlan;
use crate::parts::Announcer;
use crate::state::{MilestoneStateStoreFields, PlanStateStoreFields};
use crate::ui::{Toast, ToastAction, Toasts};

/// The one drag that may be going on, and the ways to move a row; in context of the table.
#[derive(Clone, Copy)]
pub struct Reorder {
    plan: OpenPlan,
    pub(super) arranged: Arranged,
    pub(super) i18n: I18n,
    announcer: Announcer,
    pub(super) toasts: Toasts,
    pub(super) pressed: StoredValue<Option<Press>>,
    pub(super) drag: RwSignal<Option<Drag>>,
}

impl Reorder {
    /// Gives the rows below their way to move.
    pub fn provide(plan: OpenPlan, arranged: Arranged) {
        provide_context(Self::new(plan, arranged));
    }

    /// A way to move rows from elsewhere than the table. Call it in a component.
    pub fn new(plan: OpenPlan, arranged: Arranged) -> Self {
        Self {
            plan,
            arranged,
            i18n: use_i18n(),
            announcer: Announcer::expect(),
            toasts: Toasts::expect(),
            pressed: StoredValue::new(None),
            drag: RwSignal::new(None),
        }
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

    /// Where rows are sorted, none has a place of its own: says so, with the way back to the plan's order.
    pub(super) fn is_refused(self) -> bool {
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

    pub(super) fn move_to_index(
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
