//! Dates as people write them: in words (English and Dutch), in national orders, in weeks.
//!
//! A reading says how sure it is. `today` is an argument, so the same text and day always read the same.

mod names;
mod numeric;
mod relative;
mod words;

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use plan::model::Due;

use crate::text::{Kind, Token, tokens};

pub use numeric::{Evidence, Order, Shape, evidence};
pub(crate) use relative::{amount, unit};

/// What the reader of a date has to know.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The day to count from.
    pub today: NaiveDate,
    /// Which of two numbers is the day, in `03/04/2025`. `None`: the first, and the reading says that it was assumed.
    pub order: Option<Order>,
    /// Weeks are counted from this day, which lies in week 1.
    pub weeks_from: Option<NaiveDate>,
}

impl Context {
    /// Nothing known but the day.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            today,
            order: None,
            weeks_from: None,
        }
    }
}

/// What a text says about a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// A day.
    On(NaiveDate),
    /// Weeks of the plan, first and last, counted from 1.
    Weeks(u16, u16),
}

/// How a reading came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It stands there in full.
    Exact,
    /// The year was not given: the nearest one that makes sense.
    YearAssumed,
    /// Counted from today ("next Friday").
    Relative,
    /// A stretch of time was given ("end of June"): its last working day, or its middle.
    Approximate,
    /// Day and month could be the other way round.
    OrderAssumed,
}

/// A date that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The day, or the weeks.
    pub day: Day,
    /// How sure it is.
    pub how: How,
}

impl Dated {
    fn exact(date: NaiveDate) -> Self {
        Self {
            day: Day::On(date),
            how: How::Exact,
        }
    }

    fn on(date: NaiveDate, how: How) -> Self {
        Self {
            day: Day::On(date),
            how,
        }
    }

    /// The promise this makes. Weeks need the day from which they are counted.
    pub fn due(&self, weeks_from: Option<NaiveDate>) -> Option<Due> {
        match self.day {
            Day::On(date) => Some(Due {
                date,
                pinned: false,
                weeks: None,
            }),
            Day::Weeks(first, last) => Some(Due {
                date: friday_of_week(weeks_from?, last)?,
                pinned: false,
                weeks: Some((first, last)),
            }),
        }
    }
}

/// The Friday of a week of the plan: week 1 is the calendar week (Monday to Sunday) of `start`.
pub fn friday_of_week(start: NaiveDate, week: u16) -> Option<NaiveDate> {
    let weeks = Days::new(7 * u64::from(week.checked_sub(1)?));
    monday_of(start)?
        .checked_add_days(weeks)?
        .checked_add_days(Days::new(4))
}

/// The Monday of a week of the plan, see [`friday_of_week`].
pub fn monday_of_week(start: NaiveDate, week: u16) -> Option<NaiveDate> {
    monday_of(start)?.checked_add_days(Days::new(7 * u64::from(week.checked_sub(1)?)))
}

pub(crate) fn monday_of(date: NaiveDate) -> Option<NaiveDate> {
    date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into()))
}

/// The last day from Monday to Friday that is not after `date`.
pub(crate) fn workday_until(date: NaiveDate) -> NaiveDate {
    let back = match date.weekday() {
        Weekday::Sat => 1,
        Weekday::Sun => 2,
        _ => 0,
    };
    date.checked_sub_days(Days::new(back)).unwrap_or(date)
}

/// Words before a date that add nothing to it.
const FILLERS: &[&str] = &[
    "by",
    "before",
    "on",
    "until",
    "due",
    "uiterlijk",
    "voor",
    "vóór",
    "op",
    "around",
    "ca",
    "~",
    "rond",
    "approx",
];

/// Reads a whole cell. The second value is what is left over ("June 20 (tentative)" leaves "(tentative)").
pub fn whole<'a>(text: &'a str, context: &Context) -> Option<(Dated, &'a str)> {
    let text = text.trim();
    let tokens = tokens(text);
    let filler = tokens.iter().take_while(|t| t.is_one_of(FILLERS)).count();
    let (used, dated) = prefix(&tokens[filler..], context, true)?;
    let used = filler + used;
    let used = used + time_of_day(&tokens[used..]);
    let rest = tokens
        .get(used)
        .map_or("", |next| &text[next.span.start..])
        .trim();
    Some((dated, rest))
}

/// The first date in a running text, with its place in bytes.
pub fn find(text: &str, context: &Context) -> Option<(Range<usize>, Dated)> {
    all(text, context).into_iter().next()
}

/// All dates in a running text, in order.
pub fn all(text: &str, context: &Context) -> Vec<(Range<usize>, Dated)> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let glued = at > 0 && tokens[at - 1].touches(&tokens[at]) && is_glue(&tokens[at - 1]);
        match prefix(&tokens[at..], context, false) {
            Some((used, dated)) if used > 0 && !glued => {
                found.push((tokens[at].span.start..tokens[at + used - 1].span.end, dated));
                at += used;
            }
            _ => at += 1,
        }
    }
    found
}

/// A number or letter stuck to this is part of something else: `v3`, `1.2`, `#4`.
fn is_glue(token: &Token) -> bool {
    token.kind != Kind::Mark || token.is_one_of(&[".", "-", "/", "#", ":", "_"])
}

/// A date at the start of `tokens`, and how many of them it takes. `loose`: the text is a cell that holds a date and
/// nothing else, so that "June" and "20/6" can be read too.
pub(crate) fn prefix(tokens: &[Token], context: &Context, loose: bool) -> Option<(usize, Dated)> {
    numeric::iso(tokens)
        .or_else(|| numeric::national(tokens, context, loose))
        .or_else(|| words::calendar_date(tokens, context.today))
        .or_else(|| words::weeks(tokens, loose))
        .or_else(|| relative::counted(tokens, context.today))
        .or_else(|| relative::weekday(tokens, context.today))
        .or_else(|| relative::stretch(tokens, context.today, loose))
}

/// How many tokens a time of day takes (`T00:00:00Z`, `14:30`): it is not our concern and is passed over.
fn time_of_day(tokens: &[Token]) -> usize {
    let skip = usize::from(tokens.first().is_some_and(|t| t.is("t")));
    let clock = tokens[skip..]
        .iter()
        .take_while(|t| t.kind == Kind::Number || t.is_one_of(&[":", ".", "z", "am", "pm"]))
        .count();
    let is_clock = clock >= 3 && tokens[skip + 1].is(":");
    if is_clock { skip + clock } else { 0 }
}

/// The year that brings month and day nearest to `today`, looking eight months ahead and four back.
pub(crate) fn with_year(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    (today.year() - 1..=today.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .min_by_key(|date| {
            let ahead = (*date - today).num_days();
            if ahead < 0 { -2 * ahead } else { ahead }
        })
}

#[cfg(test)]
mod tests;
