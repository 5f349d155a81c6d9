//! Rules over values: whether a command may be carried out on a plan, and if not, why.

mod graph;
mod items;
mod milestones;
mod records;
mod values;
mod words;

use chrono::{Datelike, NaiveDate};

use super::{
    Command, Countable, Draft, Limit, Place, Record, Refused,
    texts::{check_length, check_splice, reverting_splice},
};
use crate::limits::{LINE_LENGTH_MAX, PROSE_LENGTH_MAX, YEAR_MAX, YEAR_MIN};

type Checked = Result<(), Refused>;

/// Whether the command may be carried out.
pub(crate) fn check(draft: &Draft, command: &Command) -> Checked {
    match command {
        Command::Batch(_) => Ok(()), // its commands are checked one by one
        Command::EditText { field, splice } => check_splice(draft, *field, splice),
        Command::RevertText {
            field,
            at,
            inserted,
            removed,
        } => reverting_splice(draft, *field, *at, inserted, removed)
            .and_then(|splice| check_splice(draft, *field, &splice)),
        Command::SetKindName(name) => line("name of the kind", name),
        Command::SetCompany { name, .. } => line("company", name),
        Command::SetSolution(text) => prose("solution", text),
        Command::SetPlanStart(day) | Command::SetGoLive(day) => date(*day),
        Command::SetDecision(decision) => decision.as_ref().map_or(Ok(()), values::check_decision),
        Command::SetCalendar { calendar, .. } => {
            calendar.as_ref().map_or(Ok(()), values::check_calendar)
        }
        Command::AddDependency(dependency) => graph::add(draft, dependency, true),
        Command::RestoreDependency(dependency) => graph::add(draft, dependency, false),
        // Each looks at the commands that are its own.
        _ => milestones::check(draft, command)
            .and_then(|()| items::check(draft, command))
            .and_then(|()| records::check_person(draft, command))
            .and_then(|()| records::check_track(draft, command))
            .and_then(|()| records::check_criterion(draft, command))
            .and_then(|()| words::check(draft, command)),
    }
}

/// Whether the record after which something goes is another one, and known.
pub(crate) fn after<Id: PartialEq + Copy>(
    place: Place<Id>,
    id: Id,
    record: Record,
    known: impl Fn(Id) -> Checked,
) -> Checked {
    match place {
        Place::After(anchor) if anchor == id => Err(Refused::AfterItself(record)),
        Place::After(anchor) => known(anchor),
        Place::First | Place::Last => Ok(()),
    }
}

pub(crate) fn absent(taken: bool, record: Record) -> Checked {
    if taken {
        Err(Refused::Exists(record))
    } else {
        Ok(())
    }
}

/// Whether one more may come.
pub(crate) fn room(count: usize, what: Countable, max: usize) -> Checked {
    room_for(count + 1, what, max)
}

/// Whether so many may be.
pub(crate) fn room_for(count: usize, what: Countable, max: usize) -> Checked {
    if count > max {
        Err(Refused::TooMany(Limit { what, max }))
    } else {
        Ok(())
    }
}

pub(crate) fn line(field: &str, text: &str) -> Checked {
    check_length(field, text, LINE_LENGTH_MAX)
}

pub(crate) fn prose(field: &str, text: &str) -> Checked {
    check_length(field, text, PROSE_LENGTH_MAX)
}

pub(crate) fn range(field: &'static str, found: i64, min: i64, max: i64) -> Checked {
    if (min..=max).contains(&found) {
        return Ok(());
    }
    Err(Refused::OutOfRange {
        field,
        found,
        min,
        max,
    })
}

pub(crate) fn date(day: Option<NaiveDate>) -> Checked {
    let Some(found) = day else { return Ok(()) };
    if (YEAR_MIN..=YEAR_MAX).contains(&found.year()) {
        return Ok(());
    }
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a real date");
    Err(Refused::DateOutside {
        found,
        min: day(YEAR_MIN, 1, 1),
        max: day(YEAR_MAX, 12, 31),
    })
}
