//! Months, weeks and days above the bars. A screen reader has the dates in the names of the bars.

use chrono::{Datelike, NaiveDate, Weekday};
use leptos::prelude::*;

use super::chart::Chart;
use super::scale::Scale;
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;

/// Narrowest room for a month, a week and a day with its label, in CSS pixels.
const MONTH_PX_MIN: f64 = 34.0;
const WEEK_PX_MIN: f64 = 26.0;
const DAY_PX_MIN: f64 = 20.0;
/// Narrowest room for the number of a single day.
const NUMBER_PX_MIN: f64 = 18.0;
/// Working days' widths in a month and in a week.
const MONTH_DAYS: f64 = 25.0;
const WEEK_DAYS: f64 = 5.8;

/// A label and where it begins.
#[derive(Debug, Clone, PartialEq)]
struct Mark {
    x: f64,
    words: String,
}

/// Two lines of labels.
#[component]
pub fn Heading(chart: Chart) -> impl IntoView {
    let i18n = chart.i18n;
    let far = move || far(i18n, &chart.scale.get(), chart.today.get());
    let near = move || near(i18n, &chart.scale.get(), chart.today.get());
    let mark = |mark: Mark| {
        let move_to = format!("translateX({:.1}px)", mark.x);
        view! { <span class="mark" style:transform=move_to>{mark.words}</span> }
    };
    // A month that began to the left of the window keeps its name in sight.
    let span = move |at: usize, marks: &[Mark]| {
        let (x, words) = (marks[at].x, marks[at].words.clone());
        let next = marks.get(at + 1);
        let end = next.map_or_else(|| chart.scale.get_untracked().width(), |next| next.x);
        view! {
            <span class="span" style:left=format!("{x:.1}px") style:width=format!("{:.1}px", end - x)>
                <span>{words}</span>
            </span>
        }
    };
    let far = move || {
        let marks = far();
        (0..marks.len()).map(|at| span(at, &marks)).collect_view()
    };
    let today = move || {
        let x = chart.scale.get().x(chart.today.get());
        format!("translateX({x:.1}px)")
    };
    let go_live = move || {
        let target = chart.scheduled.all()?.schedule.target?;
        let x = chart.scale.get().end(target);
        let words = t_string!(i18n, timeline.go_live);
        Some(view! {
            <span class="flag is-go-live" style:transform=format!("translateX({x:.1}px)")>
                <span>{words}</span>
            </span>
        })
    };
    view! {
        <div class="heading" aria-hidden="true">
            <span class="heading__corner"></span>
            <div class="heading__days" style:width=move || format!("{:.1}px", chart.scale.get().width())>
                <div class="heading__far">{far}</div>
                <div class="heading__near">{move || near().into_iter().map(mark).collect_view()}</div>
                <span class="flag is-today" style:transform=today><span>{t!(i18n, timeline.today)}</span></span>
                {go_live}
            </div>
        </div>
    }
}

/// Months where there is room for them, else years.
fn far(i18n: I18n, scale: &Scale, today: NaiveDate) -> Vec<Mark> {
    let months = scale.day_px * WEEK_DAYS >= WEEK_PX_MIN || has_days(scale);
    let begins = |day: NaiveDate| day.day() == 1 && (months || day.month0() == 0);
    let words = |day: NaiveDate| {
        if months {
            month(i18n, day, today)
        } else {
            day.year().to_string()
        }
    };
    marks(scale, begins, words, 3.0 * MONTH_PX_MIN / 2.0)
}

/// Days, weeks, months or quarters.
fn near(i18n: I18n, scale: &Scale, today: NaiveDate) -> Vec<Mark> {
    let number = |day: NaiveDate| day.day().to_string();
    if has_days(scale) {
        let has_room = |day: NaiveDate| scale.end(day) - scale.x(day) >= NUMBER_PX_MIN;
        return marks(scale, has_room, number, 0.0);
    }
    if scale.day_px * WEEK_DAYS >= WEEK_PX_MIN {
        let monday = |day: NaiveDate| day.weekday() == Weekday::Mon;
        return marks(scale, monday, number, 0.0);
    }
    let every = if scale.day_px * MONTH_DAYS >= MONTH_PX_MIN {
        1
    } else {
        3
    };
    let begins = |day: NaiveDate| day.day() == 1 && day.month0().is_multiple_of(every);
    // The year stands above.
    let words = |day: NaiveDate| month(i18n, day, day);
    let _ = today;
    marks(scale, begins, words, 0.0)
}

fn has_days(scale: &Scale) -> bool {
    scale.day_px >= DAY_PX_MIN
}

fn month(i18n: I18n, day: NaiveDate, today: NaiveDate) -> String {
    format::date(i18n.get_locale(), DateStyle::Month, day, today)
}

/// A mark where `begins`, and one at the left end if there is `room_px` before the next.
fn marks(
    scale: &Scale,
    begins: impl Fn(NaiveDate) -> bool,
    words: impl Fn(NaiveDate) -> String,
    room_px: f64,
) -> Vec<Mark> {
    let mut marks: Vec<Mark> = scale
        .days()
        .filter(|(day, _)| begins(*day))
        .map(|(day, x)| Mark {
            x,
            words: words(day),
        })
        .collect();
    let next = marks.first().map_or(f64::INFINITY, |mark| mark.x);
    if room_px > 0.0
        && next > room_px
        && let Some((day, x)) = scale.days().next()
    {
        marks.insert(
            0,
            Mark {
                x,
                words: words(day),
            },
        );
    }
    marks
}
