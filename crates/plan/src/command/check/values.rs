//! Rules of single values.

use super::{Checked, Countable, Draft, Refused, date, line, prose, range, room_for};
use crate::{
    limits::{BLACKOUTS_MAX, HOLIDAYS_MAX, WEEK_MAX},
    model::{Calendar, Decision, Due, Status},
};

pub(super) fn check_status(draft: &Draft, status: &Status) -> Checked {
    match status {
        Status::NotStarted | Status::InProgress => Ok(()),
        Status::Waiting { on: text } | Status::NotNeeded { reason: text } => prose("reason", text),
        Status::Blocked { reason, clears } => {
            prose("reason", reason)?;
            clears.map_or(Ok(()), |person| draft.person(person).map(drop))
        }
        Status::Done { on } => date(Some(*on)),
    }
}

pub(super) fn check_decision(decision: &Decision) -> Checked {
    date(Some(decision.date))?;
    prose("reason", &decision.reason)
}

pub(super) fn check_due(due: &Due) -> Checked {
    date(Some(due.date))?;
    let Some((first, last)) = due.weeks else {
        return Ok(());
    };
    if first > last {
        let (from, to) = (format!("week {first}"), format!("week {last}"));
        return Err(Refused::EndsBeforeStart { from, to });
    }
    range("week", i64::from(first), 1, i64::from(WEEK_MAX))?;
    range("week", i64::from(last), 1, i64::from(WEEK_MAX))
}

pub(super) fn check_calendar(calendar: &Calendar) -> Checked {
    let days = &calendar.weekdays;
    let twice = days
        .iter()
        .enumerate()
        .any(|(at, day)| days[..at].contains(day));
    if days.is_empty() || twice {
        return Err(Refused::NoWorkingDay);
    }
    // Checked on whole counts: the calendar replaces the one before it.
    room_for(calendar.holidays.len(), Countable::Holidays, HOLIDAYS_MAX)?;
    room_for(
        calendar.blackouts.len(),
        Countable::Blackouts,
        BLACKOUTS_MAX,
    )?;
    for (day, name) in &calendar.holidays {
        date(Some(*day))?;
        line("holiday", name)?;
    }
    for blackout in &calendar.blackouts {
        date(Some(blackout.from))?;
        date(Some(blackout.to))?;
        line("reason", &blackout.reason)?;
        if blackout.to < blackout.from {
            let (from, to) = (blackout.from.to_string(), blackout.to.to_string());
            return Err(Refused::EndsBeforeStart { from, to });
        }
    }
    Ok(())
}
