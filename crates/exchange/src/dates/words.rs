//! Dates with the month in words, and weeks of the plan.

use chrono::NaiveDate;

use super::{Dated, Day, How, names, numeric::full_year, with_year};
use crate::text::{Kind, Token};

/// "20 June 2025", "June 20th", "Fri 20 Jun '25", "vrijdag 20 juni".
pub(super) fn calendar_date(tokens: &[Token], today: NaiveDate) -> Option<(usize, Dated)> {
    let skipped = lead_in(tokens);
    let rest = &tokens[skipped..];
    let (used, day, month) = day_month(rest).or_else(|| month_day(rest))?;
    let (year_used, year) = year_after(&rest[used..]);
    let used = skipped + used + year_used;
    let dated = match year {
        Some(year) => Dated::exact(NaiveDate::from_ymd_opt(year, month, day)?),
        None => Dated::on(with_year(month, day, today)?, How::YearAssumed),
    };
    Some((used, dated))
}

/// A weekday and its comma, and "the".
fn lead_in(tokens: &[Token]) -> usize {
    let mut used = 0;
    let beside =
        |token: &Token| token.kind == Kind::Word && names::weekday_beside_a_date(&token.lower);
    if tokens.first().is_some_and(beside) {
        used = 1;
        if tokens.get(1).is_some_and(|t| t.is_one_of(&[",", "."])) {
            used = 2;
        }
    }
    let article = ["the", "de", "op", "on"];
    if used > 0 && tokens.get(used).is_some_and(|t| t.is_one_of(&article)) {
        used += 1;
    }
    used
}

fn day_number(token: &Token) -> Option<u32> {
    token.number().filter(|day| (1..=31).contains(day))
}

/// "st", "nd", "rd", "th", "e", "de", "ste" stuck to the number.
fn ordinal(tokens: &[Token]) -> usize {
    let endings = ["st", "nd", "rd", "th", "e", "de", "ste"];
    match tokens {
        [number, ending, ..] if number.touches(ending) && ending.is_one_of(&endings) => 1,
        _ => 0,
    }
}

fn day_month(tokens: &[Token]) -> Option<(usize, u32, u32)> {
    let day = day_number(tokens.first()?)?;
    let mut at = 1 + ordinal(tokens);
    // "20-jun-25" and "20/Jun/2025" too.
    if tokens.get(at)?.is_one_of(&["of", "-", "/", "."]) {
        at += 1;
    }
    let month = names::month(&tokens.get(at)?.lower)?;
    Some((at + 1 + abbreviation(&tokens[at..]), day, month))
}

fn month_day(tokens: &[Token]) -> Option<(usize, u32, u32)> {
    let month = names::month(&tokens.first()?.lower)?;
    let at = 1 + abbreviation(tokens);
    let at = at + usize::from(tokens.get(at)?.is_one_of(&["the", "-"]));
    let day = day_number(tokens.get(at)?)?;
    // "June 2025" and "June 20:00" are no days.
    if tokens[at].lower.len() > 2 || tokens.get(at + 1).is_some_and(|t| t.is(":")) {
        return None;
    }
    Some((at + 1 + ordinal(&tokens[at..]), day, month))
}

/// The full stop of "Sept."; only before more of the date, else it ends the sentence.
pub(super) fn abbreviation(tokens: &[Token]) -> usize {
    match tokens {
        [month, stop, next, ..]
            if stop.is(".") && month.touches(stop) && next.kind == Kind::Number =>
        {
            1
        }
        _ => 0,
    }
}

/// A year that may follow: ", 2025", "2025", "'25", "-25".
pub(super) fn year_after(tokens: &[Token]) -> (usize, Option<i32>) {
    match tokens {
        [year, ..] if year.lower.len() == 4 && full_year(year).is_some() => (1, full_year(year)),
        [mark, year, ..]
            if mark.is_one_of(&[",", "-", "/", "."])
                && year.lower.len() == 4
                && full_year(year).is_some() =>
        {
            (2, full_year(year))
        }
        [mark, year, ..]
            if mark.is_one_of(&["'", "’", "-", "/"])
                && mark.touches(year)
                && year.lower.len() == 2
                && full_year(year).is_some() =>
        {
            (2, full_year(year))
        }
        _ => (0, None),
    }
}

/// "week 3", "week 3-4", "wk 3", "weeks 3 to 4", "weken 3 en 4"; "w3" in a cell of its own.
pub(super) fn weeks(tokens: &[Token], loose: bool) -> Option<(usize, Dated)> {
    let word = tokens.first()?;
    let long = word.is_one_of(&["week", "weeks", "weken", "wk", "wks"]);
    if !(long || loose && word.is("w")) {
        return None;
    }
    let skip = 1 + usize::from(tokens.get(1)?.is_one_of(&[".", "#"]));
    let week = |at: usize| -> Option<u16> {
        let number = u16::try_from(tokens.get(at)?.number()?).ok()?;
        (1..=520).contains(&number).then_some(number)
    };
    let first = week(skip)?;
    let until = [
        "-", "–", "—", "to", "t", "tot", "and", "en", "&", "/", "through",
    ];
    let mut at = skip + 1;
    if tokens.get(at).is_some_and(|t| t.is_one_of(&until)) {
        at += 1;
        // "t/m" and "tot en met", and "week 3 - week 4".
        let filler = ["/", "m", "en", "met", "week", "wk", "w"];
        while tokens.get(at).is_some_and(|t| t.is_one_of(&filler)) {
            at += 1;
        }
        if let Some(last) = week(at).filter(|last| *last >= first) {
            return Some((
                at + 1,
                Dated {
                    day: Day::Weeks(first, last),
                    how: How::Exact,
                },
            ));
        }
    }
    Some((
        skip + 1,
        Dated {
            day: Day::Weeks(first, first),
            how: How::Exact,
        },
    ))
}
