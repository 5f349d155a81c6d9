//! How this device shows the table of a plan: in groups, filtered, sorted. The plan's own order stays as it is.
//!
//! The table reads [`Arranged`] alone. Working out the lines, the bar that chooses and the headings are code that
//! comes later, and at once where something was chosen before.

mod bar;
mod choice;
mod engine;
mod facts;
mod filter_panel;
mod heading;
mod lines;
mod words;

use std::sync::Arc;

use leptos::prelude::*;
use plan::Command;
use plan::id::MilestoneId;

pub use self::choice::{Arrangement, Filter, Group, Part, Sort, forget};
use self::lines::Shown;
pub use self::lines::{GroupKey, Line};
pub use self::words::{group as group_words, part as part_words, sort as sort_words};
use crate::later::{later, later_view, resting_view};
use crate::open_plan::OpenPlan;
use crate::state::{MilestoneStateStoreFields, PlanStateStoreFields};
use crate::tracks::Scope;

later! { panels;
    fn arrange_bar() { bar::Bar() }
    fn group_heading(key: GroupKey) { view! { <heading::Heading key=key /> } }
}

/// What is chosen and the lines that follow from it, in context of the plan page.
#[derive(Clone, Copy)]
pub struct Arranged {
    plan: OpenPlan,
    choice: RwSignal<Arrangement>,
    /// `None` is the plan's own order.
    shown: RwSignal<Option<Arc<Shown>>>,
    scope: Scope,
}

impl Arranged {
    /// Gives all components below what was chosen for this plan on this device.
    pub fn provide(plan: OpenPlan, scope: Scope) -> Self {
        let arranged = Self {
            plan,
            choice: RwSignal::new(choice::kept(&plan.id())),
            shown: RwSignal::new(None),
            scope,
        };
        provide_context(arranged);
        arranged
    }

    /// That of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What is chosen, reactive.
    pub fn choice(self) -> Arrangement {
        self.choice.get()
    }

    /// The whole plan as it is, reactive.
    fn is_plain(self) -> bool {
        self.choice.with(Arrangement::is_plain) && self.scope.track().is_none()
    }

    /// Chooses, now and the next time this plan opens here.
    pub fn choose(self, change: impl FnOnce(&mut Arrangement)) {
        let mut chosen = self.choice.get_untracked();
        change(&mut chosen);
        if self.choice.with_untracked(|now| *now != chosen) {
            choice::keep(&self.plan.id(), &chosen);
            self.choice.set(chosen);
        }
    }

    /// Every milestone shows again.
    pub fn show_all(self) {
        self.choose(|chosen| chosen.filter = Filter::default());
    }

    /// The rows stand in another order than the plan's: moving one by hand would not show.
    pub fn is_sorted(self) -> bool {
        self.choice
            .with_untracked(|choice| choice.sort != Sort::Plan)
    }

    /// The lines of the table, reactive.
    pub fn lines(self) -> Vec<Line> {
        match self.shown.get() {
            Some(shown) => shown.lines.clone(),
            None => {
                let order = self.plan.state().order();
                order.read().iter().copied().map(Line::Milestone).collect()
            }
        }
    }

    /// The milestones of the table, as they stand now.
    pub fn rows(self) -> Vec<MilestoneId> {
        let lines = untrack(|| self.lines());
        lines.into_iter().filter_map(Line::milestone).collect()
    }

    /// Makes a milestone show that a filter or the page of a track keeps back. Whether it had to.
    pub fn reveal(self, milestone: MilestoneId) -> bool {
        let leaves = !untrack(|| self.scope.holds(milestone));
        let is_hidden = leaves || !self.rows().contains(&milestone);
        if leaves {
            self.scope.leave();
        }
        if is_hidden {
            self.show_all();
        }
        is_hidden
    }

    /// Those in the same group as this one, as they stand now.
    pub fn beside(self, milestone: MilestoneId) -> Vec<MilestoneId> {
        let lines = untrack(|| self.lines());
        lines::beside(&lines, milestone)
    }

    /// What else a new milestone gets that is added right after `beside`, so that it stands where it was added.
    pub fn joining(self, id: MilestoneId, beside: Option<MilestoneId>) -> Vec<Command> {
        let rows = self.plan.state().milestones();
        let of_row = |beside: MilestoneId| {
            let row = rows.at_key(beside);
            match self.choice.with_untracked(|choice| choice.group) {
                Group::Phase => row.phase().try_get_untracked().flatten().map(|track| {
                    let (milestone, track) = (id, Some(track));
                    Command::SetPhase { milestone, track }
                }),
                Group::Function => row.function().try_get_untracked().flatten().map(|track| {
                    let (milestone, track) = (id, Some(track));
                    Command::SetFunction { milestone, track }
                }),
                Group::Nothing | Group::Side | Group::Owner => None,
            }
        };
        let grouped = beside.and_then(of_row);
        grouped.into_iter().chain(self.scope.joining(id)).collect()
    }
}

/// The place of the bar that chooses, above the table.
#[component]
pub fn ArrangePlace() -> impl IntoView {
    let arranged = Arranged::expect();
    let is_wanted = move || !arranged.is_plain();
    view! { <div class="arrange">{resting_view(is_wanted, || Box::pin(arrange_bar()))}</div> }
}

/// The heading of a group: a line of the table.
#[component]
pub fn GroupHeading(
    /// Which.
    key: GroupKey,
) -> impl IntoView {
    view! { <div class="group" role="row">{later_view(move || Box::pin(group_heading(key)))}</div> }
}
