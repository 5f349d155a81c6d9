//! The line that adds between two rows.

use leptos::{ev, prelude::*};
use plan::id::MilestoneId;

use super::add::{BELOW, Line, LineField, focus_handle, focus_soon};
use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::preferences;

/// The row below which a line stands that adds there, in context of the plan's page.
#[derive(Clone, Copy)]
pub struct AddingBelow(pub RwSignal<Option<MilestoneId>>);

impl AddingBelow {
    /// A line stands between rows where one was left with words in it.
    pub fn provide(plan: OpenPlan) {
        let row = left(plan).and_then(|(row, _)| row.parse().ok());
        provide_context(Self(RwSignal::new(row)));
    }

    /// That of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Puts the line below this row, and the caret into it.
    pub fn open(self, row: MilestoneId) {
        self.0.set(Some(row));
        focus_soon(BELOW.to_owned());
    }

    fn close(self, plan: OpenPlan) {
        let row = self.0.get_untracked();
        preferences::keep_for_tab(&key(plan), "");
        self.0.set(None);
        focus_handle(row);
    }
}

fn key(plan: OpenPlan) -> String {
    format!("coplan.line-below.{}", plan.id())
}

/// What this tab keeps of a line that was not entered: its row, and the words.
fn left(plan: OpenPlan) -> Option<(String, String)> {
    let kept = preferences::of_tab(&key(plan));
    let (row, text) = kept.split_once(' ')?;
    Some((row.to_owned(), text.to_owned()))
}

/// The line between two rows. It goes when it is left empty.
#[component]
pub fn AddBelow() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let adding = AddingBelow::expect();
    let text = left(plan).map(|(_, text)| text);
    let line = Line::new(adding.0, text.unwrap_or_default());
    Effect::new(move || {
        let text = line.text.read();
        let kept = adding.0.get().filter(|_| !text.is_empty());
        let kept = kept.map(|row| format!("{row} {}", *text));
        preferences::keep_for_tab(&key(plan), &kept.unwrap_or_default());
    });
    let above = move || {
        plan.changes().track();
        let above = adding.0.get();
        let title = plan.with_plan(|plan| {
            let above = plan.milestones.iter().find(|one| Some(one.id) == above);
            above.map(|one| one.title.clone())
        });
        crate::parts::milestone_name(i18n, title.unwrap_or_default())
    };
    let label =
        Signal::derive(move || t_string!(i18n, milestones.add_below_label, title = above()));
    let escape = Callback::new(move |()| adding.close(plan));
    let left = move |event: ev::FocusEvent| {
        // A line that moves with its row loses the focus to nobody.
        let is_empty = line.text.try_with_untracked(String::is_empty);
        if event.related_target().is_some() && is_empty == Some(true) {
            adding.0.set(None);
        }
    };
    view! {
        <div class="add" role="row" on:focusout=left>
            <div class="add__cell" role="cell">
                <LineField line=line label=label on_escape=escape at_foot=false />
            </div>
        </div>
    }
}
