//! The remarks as the command line prints them.

use std::fmt;

use super::{What, side_name};

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
