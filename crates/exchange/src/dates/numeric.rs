//! Dates in digits: `2025-06-20`, `20/06/2025`, `6/20/25`, `20.06.2025`, `20250620`, `2025-W24`.

use chrono::{NaiveDate, Weekday};

use super::{Context, Dated, How, with_year};
use crate::text::{Kind, Token, tokens};

/// Which number is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `20/06/2025`, most of the world.
    DayFirst,
    /// `06/20/2025`, the United States.
    MonthFirst,
}

/// What a date in digits says about the order of the file it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The first number is over 12.
    DayFirst,
    /// The second number is over 12.
    MonthFirst,
    /// Both could be either.
    Either,
}

/// What all dates of a file say about its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// How many must have the day first.
    pub day_first: usize,
    /// How many must have the month first.
    pub month_first: usize,
    /// The first one that could be either.
    pub either: Option<String>,
}

impl Evidence {
    /// The order, if the file decides it.
    pub fn order(&self) -> Option<Order> {
        match (self.day_first, self.month_first) {
            (1.., 0) => Some(Order::DayFirst),
            (0, 1..) => Some(Order::MonthFirst),
            _ => None,
        }
    }
}

/// Looks at every cell that could be a date in digits.
pub fn evidence<'a>(cells: impl Iterator<Item = &'a str>) -> Evidence {
    let mut evidence = Evidence::default();
    for cell in cells {
        match shape(cell) {
            Some(Shape::DayFirst) => evidence.day_first += 1,
            Some(Shape::MonthFirst) => evidence.month_first += 1,
            Some(Shape::Either) if evidence.either.is_none() => {
                evidence.either = Some(cell.trim().to_owned());
            }
            _ => {}
        }
    }
    evidence
}

fn shape(cell: &str) -> Option<Shape> {
    let tokens = tokens(cell.get(..cell.len().min(40)).unwrap_or(""));
    let (_, parts) = parts(&tokens, true)?;
    match (parts.first, parts.second) {
        (13..=31, 1..=12) => Some(Shape::DayFirst),
        (1..=12, 13..=31) => Some(Shape::MonthFirst),
        (first, second) if first == second => None,
        (1..=12, 1..=12) => Some(Shape::Either),
        _ => None,
    }
}

struct Parts {
    first: u32,
    second: u32,
    year: Option<i32>,
}

/// `N sep N sep year`, or `N sep N` in a cell of its own.
fn parts(tokens: &[Token], loose: bool) -> Option<(usize, Parts)> {
    let [first, mark, second, rest @ ..] = tokens else {
        return None;
    };
    let glued = first.touches(mark) && mark.touches(second);
    if !glued || !mark.is_one_of(&["/", ".", "-"]) {
        return None;
    }
    let (a, b) = (first.number()?, second.number()?);
    if first.lower.len() > 2 || second.lower.len() > 2 {
        return None;
    }
    let year = match rest {
        [again, year, ..] if again.lower == mark.lower && second.touches(again) => {
            Some(full_year(year)?)
        }
        _ => None,
    };
    if year.is_none() && (!loose || mark.is(".") || !(1..=31).contains(&a.max(b))) {
        return None;
    }
    let used = if year.is_some() { 5 } else { 3 };
    Some((
        used,
        Parts {
            first: a,
            second: b,
            year,
        },
    ))
}

/// Four digits, or two for this century.
pub(super) fn full_year(token: &Token) -> Option<i32> {
    let value = token.number()? as i32;
    match token.lower.len() {
        4 if (1900..2200).contains(&value) => Some(value),
        2 => Some(2000 + value),
        _ => None,
    }
}

/// Year first is never ambiguous: `2025-06-20`, `2025/6/20`, `20250620`, `2025-W24`, `2025-W24-5`.
pub(super) fn iso(tokens: &[Token]) -> Option<(usize, Dated)> {
    let first = tokens.first()?;
    if first.kind != Kind::Number {
        return None;
    }
    if first.lower.len() == 8 && first.lower.starts_with("20") {
        let date = NaiveDate::parse_from_str(&first.lower, "%Y%m%d").ok()?;
        return Some((1, Dated::exact(date)));
    }
    if first.lower.len() != 4 || !first.touches(tokens.get(1)?) {
        return None;
    }
    let year = full_year(first)?;
    match tokens {
        [_, dash, w, week, dash2, day, ..]
            if dash.is("-") && w.is("w") && dash2.is("-") && week.touches(dash2) =>
        {
            let day = Weekday::try_from(u8::try_from(day.number()?.checked_sub(1)?).ok()?).ok()?;
            let date = NaiveDate::from_isoywd_opt(year, week.number()?, day)?;
            Some((6, Dated::exact(date)))
        }
        [_, dash, w, week, ..] if dash.is("-") && w.is("w") => {
            let friday = NaiveDate::from_isoywd_opt(year, week.number()?, Weekday::Fri)?;
            Some((4, Dated::on(friday, How::Approximate)))
        }
        [_, mark, month, again, day, ..]
            if mark.is_one_of(&["-", "/", "."]) && again.lower == mark.lower =>
        {
            let date = NaiveDate::from_ymd_opt(year, month.number()?, day.number()?)?;
            Some((5, Dated::exact(date)))
        }
        _ => None,
    }
}

/// Day and month in the order of the context; where only one order makes a date, that one.
pub(super) fn national(tokens: &[Token], context: &Context, loose: bool) -> Option<(usize, Dated)> {
    let (used, parts) = parts(tokens, loose)?;
    let date = |day, month| match parts.year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day),
        None => with_year(month, day, context.today),
    };
    let day_first = date(parts.first, parts.second);
    let month_first = date(parts.second, parts.first);
    let (date, how) = match (context.order, day_first, month_first) {
        (None, Some(date), Some(other)) if date != other => (date, How::OrderAssumed),
        (Some(Order::DayFirst) | None, Some(date), _) => (date, How::Exact),
        (Some(Order::MonthFirst), _, Some(date)) => (date, How::Exact),
        (None, None, Some(date)) => (date, How::Exact),
        // The file has one order and this date does not fit it.
        _ => return None,
    };
    let how = match (how, parts.year) {
        (How::Exact, None) => How::YearAssumed,
        _ => how,
    };
    Some((used, Dated::on(date, how)))
}
