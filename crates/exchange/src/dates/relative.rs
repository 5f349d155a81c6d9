//! Days counted from today, and stretches of time ("end of June") brought down to a day.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Dated, How, monday_of, names, with_year, words, workday_until};
use crate::text::{Kind, Token};

const NEXT: &[&str] = &["next", "volgende"];
const THIS: &[&str] = &["this", "coming", "deze", "dit", "komende", "aanstaande"];

fn relative(used: usize, date: Option<NaiveDate>) -> Option<(usize, Dated)> {
    Some((used, Dated::on(date?, How::Relative)))
}

/// "today", "tomorrow", "in 2 weeks", "over tien werkdagen".
pub(super) fn counted(tokens: &[Token], today: NaiveDate) -> Option<(usize, Dated)> {
    let first = tokens.first()?;
    let plus = |days: u64| today.checked_add_days(Days::new(days));
    match first.lower.as_str() {
        "today" | "vandaag" => return relative(1, Some(today)),
        "tomorrow" | "morgen" => return relative(1, plus(1)),
        "overmorgen" => return relative(1, plus(2)),
        "day" if tokens.len() > 2 && tokens[1].is("after") && tokens[2].is("tomorrow") => {
            return relative(3, plus(2));
        }
        _ => {}
    }
    if !first.is_one_of(&["in", "within", "over", "binnen"]) {
        return None;
    }
    let mut at = 1 + usize::from(tokens.get(1)?.is("about"));
    let (used, count) = amount(&tokens[at..])?;
    at += used;
    at += usize::from(tokens.get(at)?.is("of")); // "a couple of weeks"
    let (used, unit) = unit(&tokens[at..])?;
    relative(at + used, unit.after(today, count))
}

/// A number in digits or in words; "a couple".
pub(crate) fn amount(tokens: &[Token]) -> Option<(usize, u32)> {
    let first = tokens.first()?;
    if let Some(number) = first.number() {
        return (number <= 1000).then_some((1, number));
    }
    let number = names::number(&first.lower)?;
    match tokens.get(1) {
        Some(next) if number == 1 && next.is_one_of(&["couple", "paar"]) => Some((2, 2)),
        _ => Some((1, number)),
    }
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Days,
    WorkingDays,
    Weeks,
    Months,
}

impl Unit {
    fn after(self, today: NaiveDate, count: u32) -> Option<NaiveDate> {
        match self {
            Unit::Days => today.checked_add_days(Days::new(count.into())),
            Unit::Weeks => today.checked_add_days(Days::new(7 * u64::from(count))),
            Unit::Months => today.checked_add_months(Months::new(count)),
            Unit::WorkingDays => (0..count).try_fold(today, |day, _| {
                let next = day.succ_opt()?;
                Some(if workday_until(next) == next {
                    next
                } else {
                    next.checked_add_days(Days::new(2))?
                })
            }),
        }
    }

    /// In working days, five a week, as durations are kept.
    pub fn working_days(self, count: u32) -> u32 {
        match self {
            Unit::Days | Unit::WorkingDays => count,
            Unit::Weeks => count.saturating_mul(5),
            Unit::Months => count.saturating_mul(21),
        }
    }
}

/// "days", "working days", "weken".
pub(crate) fn unit(tokens: &[Token]) -> Option<(usize, Unit)> {
    let first = tokens.first()?;
    Some(match first.lower.as_str() {
        "day" | "days" | "dag" | "dagen" | "dgn" => (1, Unit::Days),
        "workday" | "workdays" | "werkdag" | "werkdagen" => (1, Unit::WorkingDays),
        "week" | "weeks" | "weken" | "wks" | "wk" | "wkn" => (1, Unit::Weeks),
        "month" | "months" | "maand" | "maanden" | "mnd" => (1, Unit::Months),
        "working" | "business" | "work"
            if tokens.get(1).is_some_and(|t| t.is_one_of(&["days", "day"])) =>
        {
            (2, Unit::WorkingDays)
        }
        _ => return None,
    })
}

/// "Friday", "next Tuesday", "volgende week vrijdag", "this Friday".
pub(super) fn weekday(tokens: &[Token], today: NaiveDate) -> Option<(usize, Dated)> {
    let first = tokens.first()?;
    let monday = monday_of(today)?;
    let in_next_week = |day: chrono::Weekday| {
        monday.checked_add_days(Days::new(7 + u64::from(day.num_days_from_monday())))
    };
    let day_at = |at: usize| names::weekday(&tokens.get(at)?.lower);
    if first.is_one_of(NEXT) {
        let week = usize::from(tokens.get(1).is_some_and(|t| t.is("week")));
        let on =
            usize::from(week == 1 && tokens.get(2).is_some_and(|t| t.is_one_of(&["on", "op"])));
        return relative(2 + week + on, in_next_week(day_at(1 + week + on)?));
    }
    let skip = usize::from(first.is_one_of(THIS));
    let day = day_at(skip)?;
    let next_week =
        tokens.len() > skip + 2 && tokens[skip + 1].is_one_of(NEXT) && tokens[skip + 2].is("week");
    if next_week {
        return relative(skip + 3, in_next_week(day));
    }
    let ahead = 7 + day.num_days_from_monday() - today.weekday().num_days_from_monday();
    let ahead = if ahead > 7 { ahead - 7 } else { ahead };
    relative(skip + 1, today.checked_add_days(Days::new(ahead.into())))
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Early,
    Middle,
    End,
}

/// "end of June", "mid July", "eind volgende maand", "next week", "Q3 2025", "September 2025".
pub(super) fn stretch(tokens: &[Token], today: NaiveDate, loose: bool) -> Option<(usize, Dated)> {
    let (skip, part) = part(tokens);
    let rest = &tokens[skip..];
    let explicit = part.is_some();
    let part = part.unwrap_or(Part::End);
    let (used, from, to) = named_month(rest, today, loose || explicit)
        .or_else(|| quarter(rest, today))
        .or_else(|| this_or_next(rest, today, explicit))?;
    let date = match part {
        Part::End => workday_until(to),
        Part::Middle => workday_until(
            from.checked_add_days(Days::new(u64::try_from((to - from).num_days() / 2).ok()?))?,
        ),
        Part::Early => workday_until(from.checked_add_days(Days::new(6))?.min(to)),
    };
    Some((skip + used, Dated::on(date, How::Approximate)))
}

fn part(tokens: &[Token]) -> (usize, Option<Part>) {
    let mut at = 0;
    if tokens.first().is_some_and(|t| t.is_one_of(&["the", "het"])) {
        at = 1;
    }
    let part = match tokens.get(at).map(|t| t.lower.as_str()) {
        Some("end" | "eind" | "einde" | "late" | "ultimo") => Part::End,
        Some("mid" | "middle" | "half" | "medio" | "halverwege") => Part::Middle,
        Some("early" | "begin" | "beginning" | "start") => Part::Early,
        _ => return (0, None),
    };
    at += 1;
    while tokens
        .get(at)
        .is_some_and(|t| t.is_one_of(&["of", "-", "van", "the", "de", "het"]))
    {
        at += 1;
    }
    (at, Some(part))
}

type Span = (usize, NaiveDate, NaiveDate);

fn months(year: i32, month: u32, count: u32) -> Option<(NaiveDate, NaiveDate)> {
    let from = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((
        from,
        from.checked_add_months(Months::new(count))?.pred_opt()?,
    ))
}

/// A month alone is one only where a date is expected: "may" and "march" are verbs.
fn named_month(tokens: &[Token], today: NaiveDate, alone: bool) -> Option<Span> {
    let first = tokens.first().filter(|t| t.kind == Kind::Word)?;
    let month = names::month(&first.lower)?;
    let (used, year) = words::year_after(&tokens[1..]);
    if year.is_none() && !alone {
        return None;
    }
    let year = match year {
        Some(year) => year,
        None => with_year(month, 28, today)?.year(),
    };
    let (from, to) = months(year, month, 1)?;
    Some((1 + used, from, to))
}

fn quarter(tokens: &[Token], today: NaiveDate) -> Option<Span> {
    let [q, number, rest @ ..] = tokens else {
        return None;
    };
    if !q.is_one_of(&["q", "kwartaal"]) || (q.is("q") && !q.touches(number)) {
        return None;
    }
    let number = number.number().filter(|n| (1..=4).contains(n))?;
    let (used, year) = words::year_after(rest);
    let year = match year {
        Some(year) => year,
        None => with_year(3 * number, 28, today)?.year(),
    };
    let (from, to) = months(year, 3 * number - 2, 3)?;
    Some((2 + used, from, to))
}

/// "next week", "this month", "volgend kwartaal"; "the month" only after "end of".
fn this_or_next(tokens: &[Token], today: NaiveDate, explicit: bool) -> Option<Span> {
    let first = tokens.first()?;
    let next = first.is_one_of(NEXT) || first.is("volgend");
    let said = next || first.is_one_of(THIS);
    if !said && !explicit {
        return None;
    }
    let at = usize::from(said);
    let unit = tokens.get(at)?;
    let (from, to) = match unit.lower.as_str() {
        "week" => {
            let monday = monday_of(today)?.checked_add_days(Days::new(if next { 7 } else { 0 }))?;
            (monday, monday.checked_add_days(Days::new(6))?)
        }
        "month" | "maand" => {
            let there = today.checked_add_months(Months::new(next.into()))?;
            months(there.year(), there.month(), 1)?
        }
        "quarter" | "kwartaal" => {
            let there = today.checked_add_months(Months::new(3 * u32::from(next)))?;
            months(there.year(), (there.month() - 1) / 3 * 3 + 1, 3)?
        }
        "year" | "jaar" => months(today.year() + i32::from(next), 1, 12)?,
        _ => return None,
    };
    Some((at + 1, from, to))
}
