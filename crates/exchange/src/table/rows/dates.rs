//! The dates of a row: due, weeks, fixed or not, start.

use chrono::NaiveDate;
use plan::model::Due;

use super::Reading;
use crate::{
    dates::{self, Context, How},
    people,
    report::What,
    table::{Field, cells},
    text::{folded, squeezed},
};

impl Reading<'_, '_> {
    /// Reads a date cell; what is no date goes to the notes.
    pub(super) fn date(&mut self, field: Field, cell: &str) -> Option<Due> {
        if let Some(days) = cells::only_number(cell).filter(|n| (20_000..80_000).contains(n)) {
            // A spreadsheet's day count without its format.
            let date = NaiveDate::from_ymd_opt(1899, 12, 30)?
                .checked_add_days(chrono::Days::new(days.into()))?;
            return dates::Dated {
                day: dates::Day::On(date),
                how: How::Exact,
            }
            .due(None);
        }
        let text = squeezed(cell);
        let read = dates::whole(&text, &self.table.context);
        let due = read.and_then(|(dated, rest)| {
            let due = dated.due(self.table.context.weeks_from)?;
            let text = text.clone();
            let date = due.date;
            match dated.how {
                How::Exact => {}
                How::YearAssumed => self.remark(field, What::YearAssumed { text, date }),
                How::Relative => self.remark(field, What::CountedFromToday { text, date }),
                How::Approximate => self.remark(field, What::Approximate { text, date }),
                How::OrderAssumed => self.remark(field, What::OrderAssumed { text, date }),
            }
            if !rest.is_empty() {
                self.leave_over(field, rest);
                self.remark(
                    field,
                    What::LeftOverToNotes {
                        text: rest.to_owned(),
                    },
                );
            }
            Some(due)
        });
        if due.is_none() {
            self.no_date(field, text);
        }
        due
    }

    pub(super) fn no_date(&mut self, field: Field, text: String) {
        if !people::is_nobody(&folded(&text)) {
            self.leave_over(field, &text);
        }
        let swapped = dates::whole(
            &text,
            &Context {
                order: None,
                ..self.table.context
            },
        );
        let what = match swapped {
            Some(_) => What::OrderContradicts { text },
            None => What::NoDate { text },
        };
        self.remark(field, what);
    }

    pub(super) fn dates(&mut self) {
        if let Some(cell) = self.cell(Field::Due) {
            let pinned = self.milestone.due.is_some_and(|due| due.pinned);
            let due = if cell.is_empty() {
                None
            } else {
                self.date(Field::Due, cell)
            };
            if due.is_some() || cell.is_empty() {
                self.milestone.due = due.map(|due| Due { pinned, ..due });
            }
        }
        if let Some(cell) = self.cell(Field::Weeks) {
            self.weeks(cell);
        }
        if let Some(cell) = self.cell(Field::Pinned)
            && let Some(due) = &mut self.milestone.due
        {
            due.pinned = cells::yes(cell).unwrap_or(false);
        }
        if let Some(cell) = self.cell(Field::Start) {
            let start = if cell.is_empty() {
                None
            } else {
                self.date(Field::Start, cell)
            };
            if start.is_some() || cell.is_empty() {
                // A step that starts in weeks starts with the first of them.
                let first = start.and_then(|due| due.weeks).and_then(|(first, _)| {
                    dates::monday_of_week(self.table.context.weeks_from?, first)
                });
                self.milestone.start = first.or(start.map(|due| due.date));
            }
            self.check_start();
        }
    }

    pub(super) fn check_start(&mut self) {
        if let (Some(start), Some(due)) = (self.milestone.start, self.milestone.due)
            && start > due.date
        {
            self.milestone.start = None;
            self.leave_over(Field::Start, &start.to_string());
            self.remark(Field::Start, What::StartAfterDue { start });
        }
    }

    pub(super) fn weeks(&mut self, cell: &str) {
        if cell.is_empty() {
            if let Some(due) = &mut self.milestone.due {
                due.weeks = None;
            }
            return;
        }
        let text = if cell.starts_with(|c: char| c.is_ascii_digit()) {
            format!("week {cell}")
        } else {
            cell.to_owned()
        };
        match self.date(Field::Weeks, &text) {
            Some(Due {
                weeks: Some(weeks),
                date,
                ..
            }) => match &mut self.milestone.due {
                Some(due) => due.weeks = Some(weeks),
                None => {
                    self.milestone.due = Some(Due {
                        date,
                        pinned: false,
                        weeks: Some(weeks),
                    });
                }
            },
            Some(_) => self.leave_over(Field::Weeks, cell),
            None => {}
        }
    }
}
