//! The stored values that a slip can change.

use chrono::NaiveDate;

use super::change::DateChange;
use crate::{
    calendar::day_of,
    model::{Due, Milestone, Plan, Status},
};

/// The stored values of a milestone that a slip can change.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Values {
    pub due: Option<Due>,
    pub start: Option<NaiveDate>,
    pub duration: Option<u32>,
    pub remaining: Option<u32>,
    pub status: Status,
}

impl Values {
    pub(super) fn of(milestone: &Milestone) -> Self {
        Self {
            due: milestone.due,
            start: milestone.start,
            duration: milestone.duration_days,
            remaining: milestone.remaining_days,
            status: milestone.status.clone(),
        }
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self.status, Status::Done { .. })
    }

    /// The changes from what is stored to these.
    pub(super) fn changes(&self, stored: &Milestone) -> Vec<DateChange> {
        let milestone = stored.id;
        let was = Self::of(stored);
        let mut changes = Vec::new();
        if was.status != self.status {
            let (old, new) = (was.status, self.status.clone());
            changes.push(DateChange::Status {
                milestone,
                old,
                new,
            });
        }
        if was.duration != self.duration {
            let (old, new) = (was.duration, self.duration);
            changes.push(DateChange::Duration {
                milestone,
                old,
                new,
            });
        }
        if was.remaining != self.remaining {
            let (old, new) = (was.remaining, self.remaining);
            changes.push(DateChange::Remaining {
                milestone,
                old,
                new,
            });
        }
        if was.start != self.start {
            let (old, new) = (was.start, self.start);
            changes.push(DateChange::Start {
                milestone,
                old,
                new,
            });
        }
        if was.due != self.due {
            let (old, new) = (was.due, self.due);
            changes.push(DateChange::Due {
                milestone,
                old,
                new,
            });
        }
        changes
    }
}

/// Another day for a promise: the pin stays, weeks are counted anew over as many weeks as before.
pub(super) fn moved_due(plan: &Plan, due: Option<Due>, date: NaiveDate) -> Due {
    let weeks = due.and_then(|due| {
        let (first, last) = due.weeks?;
        let now = week_of(plan.start?, date)?;
        Some((now.saturating_sub(last.saturating_sub(first)).max(1), now))
    });
    Due {
        date,
        pinned: due.is_some_and(|due| due.pinned),
        weeks,
    }
}

/// The week of a day, counted from 1; weeks begin on Monday, and the start lies in week 1.
fn week_of(start: NaiveDate, date: NaiveDate) -> Option<u16> {
    let weeks = (day_of(date) - 1).div_euclid(7) - (day_of(start) - 1).div_euclid(7);
    u16::try_from(weeks + 1).ok().filter(|week| *week > 0)
}
