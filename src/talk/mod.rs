//! What people say about the plan: the comments of its talk document, a second room of the plan.
//!
//! The page itself knows only how many comments a milestone has ([`Talks`]). The document, its room and the views are
//! code that comes later (`panels::host` opens the room once the page rests).

mod announcing;
mod mentions;
mod room;
mod saying;

use std::collections::HashMap;

use leptos::prelude::*;
use plan::id::MilestoneId;

pub use self::announcing::announce;
pub use self::mentions::{Piece, pieces, query_at, who_is_in};
pub use self::room::TalkRoom;
pub use self::saying::forget_own;
use crate::i18n::*;
use crate::panels::{Panel, Panels};

/// How many comments each milestone has, in context of the plan page. Empty until the room is open.
#[derive(Clone, Copy)]
pub struct Talks(RwSignal<HashMap<MilestoneId, u32>>);

impl Talks {
    /// Gives all components below the counts.
    pub fn provide() -> Self {
        let talks = Self(RwSignal::new(HashMap::new()));
        provide_context(talks);
        talks
    }

    /// Those of this page; a page that shows a plan without talk has none.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    fn set(self, counts: HashMap<MilestoneId, u32>) {
        let is_new = self.0.try_with_untracked(|old| *old != counts);
        if is_new == Some(true) {
            self.0.set(counts);
        }
    }

    fn of(self, milestone: MilestoneId) -> u32 {
        self.0
            .with(|counts| counts.get(&milestone).copied())
            .unwrap_or_default()
    }
}

/// How many comments a milestone has, where it has any; opens its details.
#[component]
pub fn CommentCount(
    /// Which milestone.
    id: MilestoneId,
    /// Its name, for the label.
    name: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (talks, panels) = (Talks::expect(), Panels::expect());
    let count = move || talks.of(id);
    let label = move || tu_string!(i18n, talk.count, count = count(), title = name.get());
    view! {
        <Show when=move || { count() > 0 }>
            <button
                type="button"
                class="row__talk"
                aria-label=label
                title=label
                on:click=move |_| panels.show(Panel::Milestone(id))
            >
                <span>{count}</span>
            </button>
        </Show>
    }
}
