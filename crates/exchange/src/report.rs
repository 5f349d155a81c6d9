//! What became of a file that was read: per row what was taken, what was adjusted and how, what was refused and why.
//!
//! The app chooses its own words by the kinds; the command line prints them as they are (`Display`).

use std::fmt;

use chrono::NaiveDate;
use plan::{id::MilestoneId, model::Side};
use serde::Serialize;

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
        field: String,
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

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTitle => f.write_str("has no title, so it is no milestone"),
            Self::TooManyRows { most } => write!(f, "only the first {most} rows are read"),
            Self::Narrowed {
                columns_most,
                characters_most,
            } => write!(
                f,
                "more than {columns_most} columns, or cells longer than {characters_most} characters: the rest was not read"
            ),
            Self::TooLong { characters_most } => {
                write!(f, "cut to {characters_most} characters")
            }
            Self::YearAssumed { text, date } => write!(f, "\"{text}\" has no year: read as {date}"),
            Self::CountedFromToday { text, date } => {
                write!(f, "\"{text}\" counted from today: {date}")
            }
            Self::Approximate { text, date } => write!(f, "\"{text}\" is no day: read as {date}"),
            Self::OrderAssumed { text, date } => {
                write!(f, "\"{text}\" can be read two ways: read as {date}")
            }
            Self::OrderContradicts { text } => write!(
                f,
                "\"{text}\" does not fit the day and month order of the file: kept in the notes"
            ),
            Self::GoLiveFrom { title, date } => {
                write!(f, "go-live is {date}, the date of \"{title}\"")
            }
            Self::WeeksFrom { start } => {
                write!(f, "weeks are counted from {start}, which was assumed")
            }
            Self::StartAfterDue { start } => {
                write!(f, "starts after it is due: start {start} kept in the notes")
            }
            Self::NoDate { text } => {
                write!(f, "\"{text}\" is no date: kept in the notes; name a day")
            }
            Self::NoStatus { text } => {
                write!(f, "\"{text}\" is no status we know: kept in the notes")
            }
            Self::NoNumber { text } => {
                write!(f, "\"{text}\" is no number of days: kept in the notes")
            }
            Self::DoneOnAssumed { date } => {
                write!(f, "complete without a day: read as completed on {date}")
            }
            Self::OwnerMissing { text } => write!(f, "\"{text}\" names nobody: no owner yet"),
            Self::SideAssumed { person, side } => {
                write!(
                    f,
                    "side of {person} not given: {} assumed",
                    side_name(*side)
                )
            }
            Self::SideUnknown { text } => {
                write!(f, "\"{text}\" is no side we know: kept in the notes")
            }
            Self::MoreSidesThanOwners => {
                f.write_str("more sides than owners: the first ones count")
            }
            Self::EmailLeftOut => f.write_str(
                "an e-mail address was left out: a plan is read by everybody who has a link",
            ),
            Self::NoPredecessor { text } => {
                write!(f, "no milestone \"{text}\" to depend on: kept in the notes")
            }
            Self::PredecessorGuessed { text, title } => {
                write!(f, "\"{text}\" read as \"{title}\"")
            }
            Self::DependsOnItself => f.write_str("depends on itself: left out"),
            Self::DependencyTwice { text } => {
                write!(f, "\"{text}\" stands twice: the first counts")
            }
            Self::LeftOverToNotes { text } => write!(f, "\"{text}\" kept in the notes"),
            Self::ColumnToNotes => f.write_str("unknown column: its values are kept in the notes"),
            Self::ColumnGuessed { field } => write!(f, "read as \"{field}\", which was guessed"),
            Self::SheetSkipped { name } => {
                write!(f, "sheet \"{name}\" holds no plan and was not read")
            }
            Self::NotALink { text } => {
                write!(f, "\"{text}\" is no web or mail address: kept in the notes")
            }
            Self::IdTwice { id } => write!(f, "id {id} stands twice: this row gets a new one"),
            Self::NotInFile { titles } => write!(
                f,
                "in the plan but not in the file, left as they are: {}",
                titles.join("; ")
            ),
            Self::LostInFormat { field } => {
                write!(f, "{field}: this has no place in a plan and was not taken")
            }
        }
    }
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
