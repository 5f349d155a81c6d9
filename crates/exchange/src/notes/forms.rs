//! Forms of dates that notes have and tables do not.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::{
    dates::{self, Context, Dated, Day, How},
    text::{Kind, Token},
};

/// "12/3", "12-3": the tokens it takes and its numbers.
pub(super) fn in_digits(tokens: &[Token]) -> Option<(usize, u32, u32)> {
    let [first, mark, second, rest @ ..] = tokens else {
        return None;
    };
    let glued = first.touches(mark) && mark.touches(second) && mark.is_one_of(&["/", "-"]);
    let short = first.lower.len() <= 2 && second.lower.len() <= 2;
    let more = rest.first().is_some_and(|t| {
        second.touches(t) && (t.kind == Kind::Word || t.lower == mark.lower || t.is("%"))
    });
    let unit = rest
        .first()
        .is_some_and(|t| crate::dates::unit(std::slice::from_ref(t)).is_some());
    if !glued || !short || more || unit {
        return None;
    }
    Some((3, first.number()?, second.number()?))
}

/// "w/c 4 May", "week of 16 March", "week van 16 maart": its Friday.
pub(super) fn week_of(tokens: &[Token], context: &Context) -> Option<(usize, Dated)> {
    let lower: Vec<&str> = tokens.iter().take(5).map(|t| t.lower.as_str()).collect();
    let skip = match lower.as_slice() {
        ["w", "/", "c", ..]
        | ["week", "of" | "van", "the" | "de", ..]
        | ["week", "of", "monday", ..] => 3,
        ["week", "of" | "van" | "commencing" | "starting", ..] => 2,
        ["wc", ..] => 1,
        _ => return None,
    };
    let (used, dated) = dates::prefix(&tokens[skip..], context, true)?;
    let Day::On(day) = dated.day else { return None };
    let friday = dates::monday_of(day)?.checked_add_days(Days::new(4))?;
    Some((
        skip + used,
        Dated {
            day: Day::On(friday),
            how: How::Approximate,
        },
    ))
}

/// "9-13 March", "16 t/m 27 maart", "16 to 27 March": the last day.
pub(super) fn until_end(tokens: &[Token], context: &Context) -> Option<(usize, Dated)> {
    tokens
        .first()?
        .number()
        .filter(|day| (1..=31).contains(day))?;
    let lower: Vec<&str> = tokens
        .iter()
        .skip(1)
        .take(3)
        .map(|t| t.lower.as_str())
        .collect();
    let skip = match lower.as_slice() {
        ["t", "/", "m"] => 4,
        ["tot", "en", "met"] => 4,
        ["-" | "–" | "to" | "tot" | "and" | "en", ..] => 2,
        _ => return None,
    };
    let rest = tokens.get(skip..)?;
    let month = rest.get(1)?;
    if rest.first()?.kind != Kind::Number || month.kind != Kind::Word {
        return None;
    }
    let (used, dated) = dates::prefix(rest, context, false)?;
    matches!(dated.day, Day::On(_)).then_some((skip + used, dated))
}

/// "EOW", "EOM", "tmrw".
pub(super) fn end_of_short(tokens: &[Token], today: NaiveDate) -> Option<(usize, Dated)> {
    let day = match tokens.first()?.lower.as_str() {
        "eow" => dates::monday_of(today)?.checked_add_days(Days::new(4))?,
        "eom" => {
            let next = today
                .with_day(1)?
                .checked_add_months(chrono::Months::new(1))?;
            dates::workday_until(next.pred_opt()?)
        }
        "tmrw" | "tomo" => today.succ_opt()?,
        "eod" => today,
        _ => return None,
    };
    Some((
        1,
        Dated {
            day: Day::On(day),
            how: How::Relative,
        },
    ))
}

/// "the 20th", "de 20e": of this month or the next.
pub(super) fn the_nth(
    tokens: &[Token],
    today: NaiveDate,
    before: Option<&Token>,
) -> Option<(usize, Dated)> {
    let [number, ending, rest @ ..] = tokens else {
        return None;
    };
    let asked =
        before.is_some_and(|b| b.is_one_of(&["the", "de", "on", "by", "op", "before", "voor"]));
    let ordinal = number.touches(ending) && ending.is_one_of(&["st", "nd", "rd", "th", "e", "ste"]);
    // "the 20th of March" is a date in full, "the 2nd call" none.
    let named = rest
        .iter()
        .take(2)
        .any(|t| dates::prefix(std::slice::from_ref(t), &Context::on(today), true).is_some());
    let counts = rest.first().is_some_and(|t| {
        t.kind == Kind::Word && !t.is_one_of(&["and", "en", "we", "for", "so", "at"])
    });
    if !asked || !ordinal || named || counts {
        return None;
    }
    let day = number.number()?;
    Some((
        2,
        Dated {
            day: Day::On(next_with_day(today, day)?),
            how: How::Relative,
        },
    ))
}

/// The next date with that day of the month, today included; `None` where neither this month nor the next has it.
fn next_with_day(today: NaiveDate, day: u32) -> Option<NaiveDate> {
    let here = today.with_day(day).filter(|date| *date >= today);
    let next = || {
        today
            .with_day(1)?
            .checked_add_months(chrono::Months::new(1))?
            .with_day(day)
    };
    here.or_else(next)
}

/// A month that ends what is said ("user training September"); "may" and "march" are verbs too.
pub(super) fn month_at_end(tokens: &[Token]) -> bool {
    let ends = tokens.get(1).is_none_or(|t| t.kind == Kind::Mark);
    ends && !tokens[0].is_one_of(&["may", "march", "jan", "mar", "sun", "sat", "wed", "mon"])
}

/// "W10", "KW 12", "wk 11-12": weeks by number.
pub(super) fn week_number(tokens: &[Token]) -> Option<(usize, Dated)> {
    let [word, number, rest @ ..] = tokens else {
        return None;
    };
    let short = word.is_one_of(&["w", "kw", "cw"]) && (word.touches(number) || !word.is("w"));
    let long = word.is_one_of(&["wk", "wks", "week", "weeks", "weken"]);
    let week = |token: &Token| {
        token
            .number()
            .filter(|n| (1..=53).contains(n))
            .and_then(|n| u16::try_from(n).ok())
    };
    let first = week(number)?;
    if !(short || long)
        || rest
            .first()
            .is_some_and(|t| number.touches(t) && t.kind == Kind::Word)
    {
        return None;
    }
    let (used, last) = match rest {
        [mark, last, ..]
            if mark.is_one_of(&["-", "–", "/", "to", "tot", "and", "en", "&", "+"]) =>
        {
            match week(last) {
                Some(last) if last > first => (4, last),
                _ => (2, first),
            }
        }
        [t, slash, m, last, ..] if t.is("t") && slash.is("/") && m.is("m") => (6, week(last)?),
        _ => (2, first),
    };
    Some((
        used,
        Dated {
            day: Day::Weeks(first, last),
            how: How::Exact,
        },
    ))
}

/// "first week of May", "laatste week van juni", "the first Tuesday of April".
pub(super) fn nth_of_month(tokens: &[Token], context: &Context) -> Option<(usize, Dated)> {
    let skip = usize::from(tokens.first()?.is_one_of(&["the", "de", "in"]));
    let nth = match tokens.get(skip)?.lower.as_str() {
        "first" | "eerste" => 0,
        "second" | "tweede" => 1,
        "third" | "derde" => 2,
        "fourth" | "vierde" => 3,
        "last" | "laatste" => 4,
        _ => return None,
    };
    let what = tokens.get(skip + 1)?;
    if !tokens.get(skip + 2)?.is_one_of(&["of", "van", "in"]) {
        return None;
    }
    let (used, dated) = dates::prefix(&tokens[skip + 3..], context, true)?;
    let Day::On(end) = dated.day else { return None };
    let from = end.with_day(1)?;
    let weekday = match what.is("week") {
        // The first week of a month begins with its first Monday.
        true if nth < 4 => Weekday::Mon,
        true => Weekday::Fri,
        false => match dates::prefix(std::slice::from_ref(what), context, true)?
            .1
            .day
        {
            Day::On(day) if what.kind == Kind::Word => day.weekday(),
            _ => return None,
        },
    };
    let ahead = (7 + weekday.num_days_from_monday() - from.weekday().num_days_from_monday()) % 7;
    let mut day = from.checked_add_days(Days::new(u64::from(ahead)))?;
    for _ in 0..nth {
        let next = day.checked_add_days(Days::new(7))?;
        if next.month() == from.month() {
            day = next;
        }
    }
    if what.is("week") && nth < 4 {
        day = day.checked_add_days(Days::new(4))?;
    }
    Some((
        skip + 3 + used,
        Dated {
            day: Day::On(day),
            how: How::Approximate,
        },
    ))
}

/// "Thurs 12th", "monday 9": that day of this month or the next.
pub(super) fn weekday_nth(tokens: &[Token], today: NaiveDate) -> Option<(usize, Dated)> {
    let [word, number, rest @ ..] = tokens else {
        return None;
    };
    let context = Context::on(today);
    let is_weekday = word.kind == Kind::Word
        && matches!(
            dates::prefix(std::slice::from_ref(word), &context, false),
            Some((
                1,
                Dated {
                    how: How::Relative,
                    day: Day::On(_)
                }
            ))
        );
    let ending = rest.first().filter(|t| number.touches(t));
    let ordinal = ending.is_some_and(|t| t.is_one_of(&["st", "nd", "rd", "th", "e", "ste"]));
    let clock = ending.is_some() && !ordinal;
    let next = rest.get(usize::from(ordinal));
    let more = next.is_some_and(|t| {
        dates::prefix(std::slice::from_ref(t), &context, true).is_some()
            || t.is_one_of(&["am", "pm", "uur"])
    });
    let day = number.number().filter(|day| (1..=31).contains(day))?;
    if !is_weekday
        || clock
        || more
        || word.is_one_of(&["today", "tomorrow", "vandaag", "morgen", "overmorgen"])
    {
        return None;
    }
    let date = next_with_day(today, day)?;
    Some((
        2 + usize::from(ordinal),
        Dated {
            day: Day::On(date),
            how: How::Relative,
        },
    ))
}
