//! A criterion that goes while the reader is in it, because somebody else archived it: the focus goes to its neighbour,
//! so that the next letter is no shortcut, and the page says what happened.

use leptos::prelude::*;
use plan::id::CriterionId;

use super::moves::{ADD, Criteria, name_of, neighbour};
use crate::i18n::*;
use crate::state::{CriterionStateStoreFields, PlanStateStoreFields};
use crate::ui::{find, focus, focused};

impl Criteria {
    /// Follows where the reader is from now on.
    pub(super) fn keep_place(self) {
        let follows = window_event_listener_untyped("focusin", move |_| {
            let _ = self.place.try_set_value(focused_criterion());
        });
        on_cleanup(move || follows.remove());
        Effect::new(move |before: Option<Vec<CriterionId>>| {
            let now = self.ids.get();
            let gone = self.place.get_value().filter(|id| !now.contains(id));
            if let Some((id, before)) = gone.zip(before) {
                let next = neighbour(&before, id).filter(|next| now.contains(next));
                request_animation_frame(move || self.move_on(id, next));
            }
            now
        });
    }

    /// Only where the focus went with it: who has gone elsewhere since is left alone.
    fn move_on(self, gone: CriterionId, next: Option<CriterionId>) {
        if self.place.try_get_value().flatten() != Some(gone) || focused().is_some() {
            return;
        }
        let beside = next.map(|next| format!("[data-criterion='{next}'] textarea"));
        focus(find(beside.as_deref().unwrap_or(ADD)));
        let archived = self.plan.state().archived_criteria();
        if archived.read_untracked().iter().any(|one| one.id == gone) {
            let text = archived.at_key(gone).text().try_get_untracked();
            let title = name_of(self.i18n, text.unwrap_or_default());
            let said = t_string!(self.i18n, news.taken, title = title);
            self.offer_back(gone, said, t_string!(self.i18n, milestones.restore));
        }
    }
}

/// The criterion that the focus is in.
fn focused_criterion() -> Option<CriterionId> {
    let line = focused()?.closest("[data-criterion]").ok().flatten()?;
    line.get_attribute("data-criterion")?.parse().ok()
}
