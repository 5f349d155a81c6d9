//! The due date of a row.

use chrono::NaiveDate;
use leptos::prelude::*;
use plan::model::{DependencyKind, Due};

use super::row::Row;
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::open_plan::{CellRef, Column};
use crate::parts::Today;
use crate::schedule::Slips;
use crate::state::{MilestoneStateStoreFields, PredecessorState};
use crate::ui::{DateField, Icon, icon};

/// The date in words; a date input once it has the focus.
#[component]
pub fn DueCell(
    /// The row.
    row: Row,
) -> impl IntoView {
    let i18n = use_i18n();
    let due = Memo::new(move |_| row.state.due().try_get().flatten());
    let date = Signal::derive(move || due.get().map(|due| due.date));
    let slips = Slips::expect();
    let pick = Callback::new(move |date: Option<NaiveDate>| {
        let due = date.map(|date| with_date(due.get_untracked(), date));
        slips.set_due(row.id, due);
    });
    let cell = CellRef::of_milestone(row.id, Column::Due);
    let focus = Callback::new(move |has_focus: bool| row.plan.focus(has_focus.then_some(cell)));
    let label = Signal::derive(move || tu_string!(i18n, due.label, title = row.name.get()));
    view! {
        <DateField
            label=label
            value=date
            on_pick=pick
            read_only=Signal::stored(!row.may_edit.get_untracked())
            on_focus=focus
            on_character=Callback::new(move |(character, in_date): (String, bool)| slips.say(row.id, &character, in_date))
            wrong=Signal::stored(tu_string!(i18n, due.wrong))
        >
            <DueWords due=due row=row />
        </DateField>
    }
}

#[component]
fn DueWords(due: Memo<Option<Due>>, row: Row) -> impl IntoView {
    let i18n = use_i18n();
    let today = Today::expect();
    let is_open = move || {
        let status = row.state.status();
        !status.try_read().is_some_and(|status| status.is_closed())
    };
    // Compared: the letters that somebody types in another row's title make nothing anew here.
    let clash = Memo::new(move |_| {
        let due = due.get().filter(|_| is_open())?.date;
        let before = row.state.depends_on();
        let before = before.try_read()?;
        last_after(due, &before).map(|(one, day)| (one.title.clone(), day))
    });
    let may_edit = row.may_edit.get_untracked();
    move || match due.get() {
        None if may_edit => {
            view! { <span class="cell-empty">{tu_string!(i18n, due.set)}</span> }.into_any()
        }
        None => view! { <span class="cell-none">{tu_string!(i18n, due.empty)}</span> }.into_any(),
        Some(due) => {
            let today = today.get();
            let locale = i18n.get_locale_untracked();
            let words = format::date(locale, DateStyle::Short, due.date, today);
            let weeks = due.weeks.map(|(from, to)| {
                let words = if from == to {
                    tu_string!(i18n, due.week, week = from)
                } else {
                    tu_string!(i18n, due.weeks, from = from, to = to)
                };
                view! { <small class="due__weeks">{words}</small> }
            });
            let pinned = due.pinned.then(|| {
                let words = tu_string!(i18n, due.pinned);
                view! {
                    <span class="due__pin" title=words>
                        {icon(Icon::Pin)}
                        <span class="visually-hidden">{words}</span>
                    </span>
                }
            });
            let too_early = clash.get().map(|(title, first)| {
                let day = format::date(locale, DateStyle::Short, first, today);
                let why = tu_string!(i18n, due.clash_why, title = title, day = day);
                view! {
                    <small class="due__clash" title=why.clone()>
                        {tu_string!(i18n, due.clash)}
                        <span class="visually-hidden">": " {why.clone()}</span>
                    </small>
                }
            });
            let is_late = due.date < today && is_open();
            let late = is_late
                .then(|| view! { <small class="due__late">{tu_string!(i18n, due.late)}</small> });
            view! {
                <span class="due">
                    <time datetime=due.date.to_string()>{words}</time>
                    {weeks}
                    {pinned}
                    {late}
                    {too_early}
                </span>
            }
            .into_any()
        }
    }
}

/// The promise moved to another day. It stays fixed if it was; weeks no longer say it.
fn with_date(due: Option<Due>, date: NaiveDate) -> Due {
    Due {
        date,
        pinned: due.is_some_and(|due| due.pinned),
        weeks: None,
    }
}

/// Of what must be finished before a step that is due on this day, the one that is promised last for a later day.
fn last_after(
    due: NaiveDate,
    before: &[PredecessorState],
) -> Option<(&PredecessorState, NaiveDate)> {
    let ends_first = |one: &&PredecessorState| {
        let kind = matches!(
            one.kind,
            DependencyKind::FinishToStart | DependencyKind::FinishToFinish
        );
        // A lead lets the two overlap.
        kind && one.lag_days >= 0 && !one.archived
    };
    let ends = before.iter().filter(ends_first);
    ends.filter_map(|one| Some((one, one.due?)))
        .filter(|(_, day)| *day > due)
        .max_by_key(|(_, day)| *day)
}

#[cfg(test)]
mod tests {
    use plan::id::MilestoneId;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn before(title: &str, due: &str) -> PredecessorState {
        PredecessorState {
            milestone: MilestoneId::from_bits(1),
            title: title.to_owned(),
            kind: DependencyKind::FinishToStart,
            lag_days: 0,
            archived: false,
            due: Some(day(due)),
        }
    }

    #[wasm_bindgen_test]
    fn the_latest_promise_that_is_broken_is_named() {
        let due = day("2025-07-04");
        let named =
            |before: &[PredecessorState]| last_after(due, before).map(|(one, _)| one.title.clone());
        let legal = before("Legal", "2025-07-07");
        let budget = before("Budget", "2025-07-09");
        assert_eq!(named(&[legal.clone(), budget]), Some("Budget".to_owned()));
        assert_eq!(named(&[before("Demo", "2025-07-04")]), None, "the same day");
        let overlaps = PredecessorState {
            lag_days: -3,
            ..legal.clone()
        };
        let starts_only = PredecessorState {
            kind: DependencyKind::StartToStart,
            ..legal.clone()
        };
        let gone = PredecessorState {
            archived: true,
            ..legal
        };
        assert_eq!(named(&[overlaps, starts_only, gone]), None);
    }
}
