//! What became of a file that was read: per row what was taken, what was adjusted and how, what was refused and why.
//!
//! The app chooses its own words by the kinds; the command line prints them as they are (`Display`).

mod words;

use std::fmt;

use chrono::NaiveDate;
use plan::{id::MilestoneId, model::Side};
use serde::Serialize;

use crate::table::Field;

/// What became of a whole file.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// What concerns the file, not one row.
    pub remarks: Vec<Remark>,
    /// One entry a row of the source that was not empty, in its order.
    pub rows: Vec<RowReport>,
    /// What a person should decide; until then the stated assumption holds.
    pub questions: Vec<Question>,
}

impl Report {
    /// Rows that became or changed a milestone.
    pub fn taken(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| !matches!(row.outcome, Outcome::Refused))
            .count()
    }
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowReport {
    /// Its number in the source, counted from 1 with the header.
    pub row: u32,
    /// What it is called, or its first text.
    pub title: String,
    /// Whether it came in.
    pub outcome: Outcome,
    /// What was adjusted or refused in it. Empty: taken as it stands.
    pub remarks: Vec<Remark>,
}

/// Whether a row came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", content = "milestone", rename_all = "snake_case")]
pub enum Outcome {
    /// It made a milestone.
    Added(MilestoneId),
    /// It changed, or confirmed, a milestone that was there.
    Updated(MilestoneId),
    /// It made nothing; the remarks say why.
    Refused,
}

/// One thing worth knowing about a row or a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remark {
    /// The column's header, where one is concerned.
    pub column: String,
    /// What happened.
    pub what: What,
}

/// What happened to a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
#[allow(missing_docs, reason = "`Display` says what each means")]
pub enum What {
    NoTitle,
    TooManyRows {
        most: usize,
    },
    Narrowed {
        columns_most: usize,
        characters_most: usize,
    },
    TooLong {
        characters_most: usize,
    },
    YearAssumed {
        text: String,
        date: NaiveDate,
    },
    CountedFromToday {
        text: String,
        date: NaiveDate,
    },
    Approximate {
        text: String,
        date: NaiveDate,
    },
    OrderAssumed {
        text: String,
        date: NaiveDate,
    },
    OrderContradicts {
        text: String,
    },
    GoLiveFrom {
        title: String,
        date: NaiveDate,
    },
    WeeksFrom {
        start: NaiveDate,
    },
    StartAfterDue {
        start: NaiveDate,
    },
    NoDate {
        text: String,
    },
    NoStatus {
        text: String,
    },
    NoNumber {
        text: String,
    },
    DoneOnAssumed {
        date: NaiveDate,
    },
    OwnerMissing {
        text: String,
    },
    SideAssumed {
        person: String,
        side: Side,
    },
    SideUnknown {
        text: String,
    },
    MoreSidesThanOwners,
    EmailLeftOut,
    NoPredecessor {
        text: String,
    },
    PredecessorGuessed {
        text: String,
        title: String,
    },
    DependsOnItself,
    DependencyTwice {
        text: String,
    },
    LeftOverToNotes {
        text: String,
    },
    ColumnToNotes,
    ColumnGuessed {
        field: Field,
    },
    SheetSkipped {
        name: String,
    },
    NotALink {
        text: String,
    },
    IdTwice {
        id: String,
    },
    NotInFile {
        titles: Vec<String>,
    },
    LostInFormat {
        field: String,
    },
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.column.is_empty() {
            write!(f, "{}", self.what)
        } else {
            write!(f, "{}: {}", self.column, self.what)
        }
    }
}

impl What {
    /// A remark without a column.
    pub(crate) fn alone(self) -> Remark {
        self.at("")
    }

    /// A remark on a column.
    pub(crate) fn at(self, column: &str) -> Remark {
        Remark {
            column: column.to_owned(),
            what: self,
        }
    }
}

/// Something a person should decide once for the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "question", rename_all = "snake_case")]
pub enum Question {
    /// Day and month could be swapped in every date of the file; read with the day first.
    DateOrder {
        /// The first such date.
        example: String,
        /// What it is when the day comes first.
        day_first: Option<NaiveDate>,
        /// What it is when the month comes first.
        month_first: Option<NaiveDate>,
    },
    /// The file holds weeks and neither it nor the plan has a start date.
    StartOfWeekOne {
        /// What was assumed.
        assumed: NaiveDate,
    },
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |date: &Option<NaiveDate>| date.map_or("no date".into(), |d| d.to_string());
        match self {
            Self::DateOrder {
                example,
                day_first,
                month_first,
            } => write!(
                f,
                "is \"{example}\" {} (day first, assumed) or {} (month first)?",
                day(day_first),
                day(month_first)
            ),
            Self::StartOfWeekOne { assumed } => {
                write!(f, "on which day does week 1 start? {assumed} was assumed")
            }
        }
    }
}

/// What we call a side.
pub(crate) fn side_name(side: Side) -> &'static str {
    match side {
        Side::Buyer => "Buyer",
        Side::Seller => "Seller",
        Side::Partner => "Partner",
    }
}

impl fmt::Display for RowReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = match self.outcome {
            Outcome::Added(_) => "added",
            Outcome::Updated(_) => "updated",
            Outcome::Refused => "refused",
        };
        write!(f, "row {}: {outcome} \"{}\"", self.row, self.title)?;
        for remark in &self.remarks {
            write!(f, "\n  {remark}")?;
        }
        Ok(())
    }
}
