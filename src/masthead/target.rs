//! The shared target: the day, how far the plan is, and the working days left.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use leptos::prelude::*;
use plan::model::Status;

use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::later::resting_view;
use crate::open_plan::{CellRef, Column, OpenPlan};
use crate::panels::HealthPlace;
use crate::parts::Today;
use crate::schedule::{Slips, outlook};
use crate::state::PlanStateStoreFields;
use crate::ui::DateField;

/// Milestones that count, and how many of them are done. What is no longer needed does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Progress {
    done: usize,
    total: usize,
}

/// The target card.
#[component]
pub fn TargetCard() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let today = Today::expect();
    let go_live = Signal::derive(move || plan.state().go_live().get());
    let slips = Slips::expect();
    let set = Callback::new(move |day: Option<NaiveDate>| slips.set_go_live(day));
    let focus = Callback::new(move |has_focus: bool| {
        plan.focus(has_focus.then_some(CellRef::of_plan(Column::GoLive)));
    });
    let words = move || match go_live.get() {
        Some(day) => {
            let words = format::date(i18n.get_locale(), DateStyle::Long, day, today.get());
            view! { <time datetime=day.to_string()>{words}</time> }.into_any()
        }
        None => {
            view! { <span class="cell-empty">{t!(i18n, masthead.target_empty)}</span> }.into_any()
        }
    };
    view! {
        <section class="target" aria-label=move || t_string!(i18n, masthead.target)>
            <h2>{t!(i18n, masthead.target)}</h2>
            <div class="target__day">
                <DateField
                    label=Signal::derive(move || t_string!(i18n, masthead.target_label).to_owned())
                    value=go_live
                    on_pick=set
                    read_only=Signal::derive(move || !plan.may_edit().get())
                    on_focus=focus
                    wrong=Signal::derive(move || t_string!(i18n, due.wrong))
                >
                    {words}
                </DateField>
            </div>
            <ProgressLine go_live=go_live />
            {resting_view(|| false, || Box::pin(outlook()))}
            <HealthPlace />
        </section>
    }
}

#[component]
fn ProgressLine(go_live: Signal<Option<NaiveDate>>) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let today = Today::expect();
    let rows = plan.state().milestones();
    let progress = Memo::new(move |_| progress(rows.read().iter().map(|row| &row.status)));
    let percent = move || {
        let Progress { done, total } = progress.get();
        format!("{}%", done * 100 / total.max(1))
    };
    let done_of = move || match progress.get() {
        Progress { total: 0, .. } => t_string!(i18n, masthead.nothing_yet).to_owned(),
        Progress { done, total } => t_string!(i18n, masthead.done_of, done = done, total = total),
    };
    let left = move || {
        let (words, is_past) = days_left(i18n, go_live.get()?, today.get());
        Some(view! { <span class="target__left" class:is-past=is_past>{words}</span> })
    };
    view! {
        <div class="progress" aria-hidden="true"><span class="progress__done" style:width=percent></span></div>
        <p class="target__words"><span>{done_of}</span> {left}</p>
    }
}

/// The working days to a day or since it, in words, and whether it is past.
pub fn days_left(i18n: I18n, day: NaiveDate, today: NaiveDate) -> (String, bool) {
    if day == today {
        (t_string!(i18n, masthead.is_today).to_owned(), false)
    } else if day > today {
        let count = working_days(today, day);
        (t_string!(i18n, masthead.days_left, count = count), false)
    } else {
        let count = working_days(day, today);
        (t_string!(i18n, masthead.days_past, count = count), true)
    }
}

fn progress<'a>(statuses: impl Iterator<Item = &'a Status>) -> Progress {
    let counted = statuses.filter(|status| !matches!(status, Status::NotNeeded { .. }));
    counted.fold(Progress { done: 0, total: 0 }, |so_far, status| Progress {
        done: so_far.done + usize::from(matches!(status, Status::Done { .. })),
        total: so_far.total + 1,
    })
}

/// Mondays to Fridays after `from`, up to and with `to`.
fn working_days(from: NaiveDate, to: NaiveDate) -> usize {
    let days = (to - from).num_days().clamp(0, 40_000) as u64;
    let (weeks, rest) = (days / 7, days % 7);
    let works = |days: &u64| {
        let day = from.checked_add_days(Days::new(*days));
        day.is_some_and(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
    };
    (weeks * 5) as usize + (1..=rest).filter(works).count()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[wasm_bindgen_test]
    fn working_days_are_counted_from_tomorrow_to_the_day_itself() {
        for (from, to, expected) in [
            ("2025-06-20", "2025-09-01", 51),
            ("2025-08-29", "2025-09-01", 1),
            ("2025-08-30", "2025-08-31", 0),
            ("2025-09-01", "2025-09-08", 5),
            ("2025-09-01", "2025-09-01", 0),
        ] {
            assert_eq!(working_days(day(from), day(to)), expected, "{from} to {to}");
        }
    }

    #[wasm_bindgen_test]
    fn what_is_no_longer_needed_does_not_count() {
        let done = Status::Done {
            on: day("2025-06-10"),
        };
        let dropped = Status::NotNeeded {
            reason: String::new(),
        };
        let all = [done, Status::InProgress, dropped];
        assert_eq!(progress(all.iter()), Progress { done: 1, total: 2 });
    }
}
