//! The remarks as the command line prints them.

use std::fmt;

use super::{What, side_name};

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said())
    }
}

impl What {
    fn said(&self) -> String {
        match self {
            Self::NoTitle => "has no title, so it is no milestone".into(),
            Self::TooManyRows { most } => format!("only the first {most} rows are read"),
            Self::Narrowed {
                columns_most,
                characters_most,
            } => format!(
                "more than {columns_most} columns, or cells longer than {characters_most} characters: the rest was not read"
            ),
            Self::TooLong { characters_most } => {
                format!("cut to {characters_most} characters")
            }
            Self::YearAssumed { text, date } => format!("\"{text}\" has no year: read as {date}"),
            Self::CountedFromToday { text, date } => {
                format!("\"{text}\" counted from today: {date}")
            }
            Self::Approximate { text, date } => format!("\"{text}\" is no day: read as {date}"),
            Self::OrderAssumed { text, date } => {
                format!("\"{text}\" can be read two ways: read as {date}")
            }
            Self::OrderContradicts { text } => format!(
                "\"{text}\" does not fit the day and month order of the file: kept in the notes"
            ),
            Self::GoLiveFrom { title, date } => {
                format!("go-live is {date}, the date of \"{title}\"")
            }
            Self::WeeksFrom { start } => {
                format!("weeks are counted from {start}, which was assumed")
            }
            Self::StartAfterDue { start } => {
                format!("starts after it is due: start {start} kept in the notes")
            }
            Self::NoDate { text } => {
                format!("\"{text}\" is no date: kept in the notes; name a day")
            }
            Self::NoStatus { text } => {
                format!("\"{text}\" is no status we know: kept in the notes")
            }
            Self::NoNumber { text } => {
                format!("\"{text}\" is no number of days: kept in the notes")
            }
            Self::DoneOnAssumed { date } => {
                format!("complete without a day: read as completed on {date}")
            }
            other => other.of_people_and_links(),
        }
    }

    fn of_people_and_links(&self) -> String {
        match self {
            Self::OwnerMissing { text } => format!("\"{text}\" names nobody: no owner yet"),
            Self::SideAssumed { person, side } => {
                format!("side of {person} not given: {} assumed", side_name(*side))
            }
            Self::SideUnknown { text } => {
                format!("\"{text}\" is no side we know: kept in the notes")
            }
            Self::MoreSidesThanOwners => "more sides than owners: the first ones count".into(),
            Self::EmailLeftOut => {
                "an e-mail address was left out: a plan is read by everybody who has a link".into()
            }
            Self::NoPredecessor { text } => {
                format!("no milestone \"{text}\" to depend on: kept in the notes")
            }
            Self::PredecessorGuessed { text, title } => {
                format!("\"{text}\" read as \"{title}\"")
            }
            Self::DependsOnItself => "depends on itself: left out".into(),
            Self::DependencyTwice { text } => {
                format!("\"{text}\" stands twice: the first counts")
            }
            Self::LeftOverToNotes { text } => format!("\"{text}\" kept in the notes"),
            other => other.of_the_file(),
        }
    }

    fn of_the_file(&self) -> String {
        match self {
            Self::ColumnToNotes => "unknown column: its values are kept in the notes".into(),
            Self::ColumnGuessed { field } => {
                format!("read as \"{}\", which was guessed", field.header())
            }
            Self::SheetSkipped { name } => {
                format!("sheet \"{name}\" holds no plan and was not read")
            }
            Self::NotALink { text } => {
                format!("\"{text}\" is no web or mail address: kept in the notes")
            }
            Self::IdTwice { id } => format!("id {id} stands twice: this row gets a new one"),
            Self::NotInFile { titles } => format!(
                "in the plan but not in the file, left as they are: {}",
                titles.join("; ")
            ),
            Self::LostInFormat { field } => {
                format!("{field}: this has no place in a plan and was not taken")
            }
            _ => String::new(),
        }
    }
}
