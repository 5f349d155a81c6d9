//! Dates and durations as notes have them: looser than elsewhere, since everything around them is known to be notes.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{
    forms::{
        end_of_short, in_digits, month_at_end, nth_of_month, the_nth, until_end, week_number,
        week_of, weekday_nth,
    },
    mentions::durations,
};
use crate::{
    dates::{self, Context, Dated, Day, How, Order},
    text::{Kind, Token},
};

/// Words before a date or a duration that mean nothing without it.
#[rustfmt::skip] // many words a line
const BEFORE_IT: &[&str] = &[
    "by", "before", "on", "voor", "op", "uiterlijk", "in", "the", "for", "until", "tegen", "vóór", "due", "at", "around",
    "about", "ca", "~", "rond", "circa", "per", "from", "vanaf", "starting", "latest", "of", "week", "te", "no", "later",
    "than", "niet", "dan", "van", "eind", "target", "date", "aim", "somewhere", "probably", "hopelijk", "approx", "and", "is",
    "de", "het", "within", "binnen", "up", "to", "early", "takes", "duurt", "kost", "another", "nog", "planned", "gepland",
    "scheduled", "starts", "start", "starting", "begint", "liefst", "@", "(", ",", "-", "–", ":",
];

/// A date follows them.
#[rustfmt::skip] // many words a line
const ASKING: &[&str] = &[
    "by", "before", "in", "on", "until", "end", "voor", "vóór", "op", "eind", "per", "uiterlijk", "tegen", "begin", "mid",
    "starts", "from", "vanaf", "half", "medio", "start", "live", "rond", "around", "early", "late", "target", "for", "due",
    "to", "tot", "liefst",
];

/// What a run of tokens says about time, and which tokens do.
#[derive(Debug, Clone, Default)]
pub(super) struct When {
    pub due: Option<Dated>,
    pub days: Option<u32>,
    /// The tokens of dates and durations, with the words that lead to them.
    pub taken: Vec<Range<usize>>,
}

impl When {
    /// This token belongs to a date or a duration.
    pub fn takes(&self, at: usize) -> bool {
        self.taken.iter().any(|range| range.contains(&at))
    }
}

/// How notes count weeks and write dates in digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    pub context: Context,
    /// Weeks are those of the calendar, not of the plan.
    pub calendar_weeks: bool,
}

impl Clock {
    /// Weeks are of the calendar where none of them lies before this one, or where the notes are Dutch.
    pub fn of(tokens: &[Token], today: NaiveDate, dutch: bool) -> Self {
        let mut context = Context::on(today);
        let now = today.iso_week().week();
        let mut least = None;
        let mut digits = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let numbered = || {
                week_number(&tokens[at..]).or_else(|| dates::prefix(&tokens[at..], &context, false))
            };
            if token.kind == Kind::Word
                && let Some((_, dated)) = numbered()
                && let Day::Weeks(first, _) = dated.day
            {
                least = Some(least.map_or(first, |least: u16| least.min(first)));
            }
            digits.extend(in_digits(&tokens[at..]).map(|(_, first, second)| (first, second)));
        }
        let must = |month_first: bool| {
            digits
                .iter()
                .any(|(a, b)| if month_first { *b > 12 } else { *a > 12 })
        };
        if must(true) && !must(false) {
            context.order = Some(Order::MonthFirst);
        } else if must(false) {
            context.order = Some(Order::DayFirst);
        }
        let ahead = least.is_some_and(|week| u32::from(week) + 3 >= now && (dutch || now > 6));
        Self {
            context,
            calendar_weeks: ahead,
        }
    }

    /// Dates with the tokens they take.
    pub fn dates(&self, tokens: &[Token]) -> Vec<(usize, usize, Dated)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.date_at(tokens, at) {
                Some((used, dated)) if used > 0 => {
                    found.push((at, used, dated));
                    at += used;
                }
                _ => at += 1,
            }
        }
        found
    }

    fn date_at(&self, tokens: &[Token], at: usize) -> Option<(usize, Dated)> {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let glued = before.is_some_and(|b| {
            b.touches(&tokens[at])
                && !b.is_one_of(&["(", ",", ":", "-", "–", "~", "["])
                && !(b.is("/") && tokens[at].kind == Kind::Word)
        });
        if glued {
            return None;
        }
        let rest = &tokens[at..];
        let today = self.context.today;
        let routine = before.is_some_and(|b| {
            b.is_one_of(&[
                "every", "each", "elke", "iedere", "last", "first", "half", "per",
            ])
        });
        if routine && rest[0].kind == Kind::Word {
            return None;
        }
        let half = rest[0].is("half")
            && rest.get(1).is_some_and(|t| {
                t.is_one_of(&["year", "a", "day", "dag", "jaar", "uur", "hour", "an"])
            });
        if half {
            return None;
        }
        if let Some(found) = super::spoken::spoken(rest, &self.context) {
            return Some(found);
        }
        if let Some((used, dated)) = week_number(rest) {
            return Some((used, self.on_calendar(dated)));
        }
        let special = week_of(rest, &self.context)
            .or_else(|| nth_of_month(rest, &self.context))
            .or_else(|| weekday_nth(rest, today))
            .or_else(|| until_end(rest, &self.context))
            .or_else(|| end_of_short(rest, today))
            .or_else(|| the_nth(rest, today, before));
        if special.is_some() {
            return special;
        }
        let asked = before.is_none_or(|b| b.kind == Kind::Mark || b.is_one_of(ASKING));
        // "Jan" and "May" are people and a verb, unless a word asks for a month.
        let name = rest[0].is_one_of(&["jan", "may", "march", "mar", "april", "june", "august"]);
        let asked = asked && !(name && before.is_none_or(|b| b.kind == Kind::Mark));
        let (used, dated) =
            dates::prefix(rest, &self.context, false).or_else(|| self.loose(rest, asked))?;
        Some((used, self.on_calendar(dated)))
    }

    /// A month alone, and "12/3".
    fn loose(&self, tokens: &[Token], asked: bool) -> Option<(usize, Dated)> {
        if tokens[0].kind == Kind::Number {
            let (used, first, second) = in_digits(tokens)?;
            let dash = tokens[1].is("-");
            let fits =
                (1..=31).contains(&first) && (1..=31).contains(&second) && first.min(second) <= 12;
            let no_date = tokens
                .get(used)
                .is_some_and(|t| t.is_one_of(&["of", "van", "%", "x"]));
            if !fits || no_date || (dash && !asked) {
                return None;
            }
        } else if !asked && !month_at_end(tokens) {
            return None;
        }
        dates::prefix(tokens, &self.context, true)
    }

    fn on_calendar(&self, dated: Dated) -> Dated {
        let Day::Weeks(_, last) = dated.day else {
            return dated;
        };
        let today = self.context.today;
        let friday = NaiveDate::from_isoywd_opt(today.iso_week().year(), last.into(), Weekday::Fri);
        match friday.filter(|_| self.calendar_weeks) {
            Some(friday) => Dated {
                day: Day::On(friday),
                how: How::Approximate,
            },
            None => dated,
        }
    }

    /// What stands there about time.
    pub fn read(&self, tokens: &[Token]) -> When {
        let dates = self.dates(tokens);
        let spans: Vec<Range<usize>> = dates.iter().map(|(at, used, _)| *at..at + used).collect();
        let durations: Vec<_> = durations(tokens)
            .into_iter()
            .filter(|(at, used, _)| spans.iter().all(|s| s.end <= *at || at + used <= s.start))
            .collect();
        let mut when = When {
            due: dates
                .last()
                .map(|(_, _, dated)| *dated)
                .filter(|_| dates.len() == 1)
                .or(dates.first().map(|d| d.2)),
            days: durations.first().map(|(_, _, days)| *days),
            taken: spans,
        };
        when.taken
            .extend(durations.iter().map(|(at, used, _)| *at..at + used));
        for range in &mut when.taken {
            range.start = with_first_day(tokens, range.start);
            while range.start > 0 && tokens[range.start - 1].is_one_of(BEFORE_IT) {
                range.start -= 1;
            }
        }
        when
    }
}

/// "9 and 10 February", "18 + 19 aug": where the first of two days begins.
fn with_first_day(tokens: &[Token], start: usize) -> usize {
    let day = |t: &Token| t.number().is_some_and(|n| (1..=31).contains(&n));
    let pair = start >= 2
        && day(&tokens[start])
        && tokens[start - 1].is_one_of(&["and", "en", "+", "&"])
        && day(&tokens[start - 2]);
    if pair { start - 2 } else { start }
}
