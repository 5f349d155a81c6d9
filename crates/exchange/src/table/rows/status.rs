//! Where a row stands: effort, status, and what belongs to it.

use chrono::NaiveDate;
use plan::model::Status;

use super::Reading;
use crate::{
    dates, people,
    report::What,
    table::{Field, cells},
};

impl Reading<'_, '_> {
    pub(super) fn effort(&mut self) {
        for field in [Field::Duration, Field::Remaining] {
            let Some(cell) = self.cell(field) else {
                continue;
            };
            let days = cells::days(cell);
            if days.is_none() && !cell.is_empty() {
                self.leave_over(field, cell);
                self.remark(
                    field,
                    What::NoNumber {
                        text: cell.to_owned(),
                    },
                );
                continue;
            }
            match field {
                Field::Duration => self.milestone.duration_days = days,
                _ => self.milestone.remaining_days = days,
            }
        }
    }

    pub(super) fn status(&mut self) {
        let done_on = self.cell(Field::DoneOn).unwrap_or("");
        let done_on = match done_on {
            "" => None,
            cell => self.date(Field::DoneOn, cell).map(|due| due.date),
        };
        let note = self.cell(Field::StatusNote).unwrap_or("");
        let Some(cell) = self.cell(Field::Status).filter(|cell| !cell.is_empty()) else {
            if let Some(on) = done_on {
                self.milestone.status = Status::Done { on };
            } else if !note.is_empty() {
                self.leave_over(Field::StatusNote, note);
            }
            return;
        };
        let Some((state, inline)) = cells::state(cell) else {
            self.leave_over(Field::Status, cell);
            self.remark(
                Field::Status,
                What::NoStatus {
                    text: cell.to_owned(),
                },
            );
            return;
        };
        let note = if note.is_empty() { inline } else { note };
        let day = if state == cells::State::Done {
            self.done_on(done_on, inline)
        } else {
            self.table.context.today
        };
        let uses_note = !matches!(
            state,
            cells::State::Done | cells::State::InProgress | cells::State::NotStarted
        );
        if !note.is_empty() && !uses_note {
            self.leave_over(Field::Status, note);
        }
        self.milestone.status = cells::status(state, note, day);
        self.cleared_by();
    }

    /// The day it was completed: said, or the target date if that has passed, or today.
    pub(super) fn done_on(&mut self, said: Option<NaiveDate>, inline: &str) -> NaiveDate {
        let today = self.table.context.today;
        let inline = || match dates::whole(inline, &self.table.context)?.0.day {
            dates::Day::On(date) => Some(date),
            dates::Day::Weeks(..) => None,
        };
        if let Some(day) = said.or_else(inline) {
            return day;
        }
        let date = match self.milestone.status {
            Status::Done { on } => return on,
            _ => self.milestone.due.map_or(today, |due| due.date.min(today)),
        };
        self.remark(Field::Status, What::DoneOnAssumed { date });
        date
    }

    pub(super) fn cleared_by(&mut self) {
        let Some(cell) = self.cell(Field::ClearedBy).filter(|cell| !cell.is_empty()) else {
            return;
        };
        let who = people::owners(cell, "");
        if let (Status::Blocked { clears, .. }, [one]) =
            (&mut self.milestone.status, who.people.as_slice())
        {
            let table = &mut *self.table;
            let explicit = who.remarks.is_empty();
            *clears = Some(
                table
                    .names
                    .person(&mut table.plan, one, explicit, &mut table.ids),
            );
        } else {
            self.leave_over(Field::ClearedBy, cell);
        }
    }
}
