//! Reads a plan from a table like `examples/september.csv`: milestone, owner, side, target date, status, depends on.
//!
//! Owners in such a table are roles ("Legal", "Rep"), so they become placeholders until a name is known (001-04).

mod people;

use std::collections::BTreeMap;

use self::people::{People, is_everybody};
use crate::{
    id::MilestoneId,
    model::{Dependency, DependencyKind, Due, GapPolicy, Milestone, MilestoneKind, Plan, Status},
    schema,
    value::date,
};

/// Columns by their header, in any order and case.
const COLUMNS: [&str; 6] = [
    "milestone",
    "owner",
    "side",
    "target date",
    "status",
    "depends on",
];
/// Between several predecessors.
const LIST: char = ';';

/// Why a table is no plan. Lines count from 1 with the header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    /// The bytes are not a table.
    #[error("not a readable table: {0}")]
    Unreadable(String),
    /// A column is missing.
    #[error(
        "no column {0:?}; expected are Milestone, Owner, Side, Target Date, Status, Depends on"
    )]
    NoColumn(&'static str),
    /// A milestone needs a title.
    #[error("line {line}: a milestone without a title")]
    NoTitle {
        /// Where.
        line: u64,
    },
    /// Titles name milestones here, so each stands once.
    #[error("line {line}: {title:?} stands twice")]
    TitleTwice {
        /// Where.
        line: u64,
        /// Which.
        title: String,
    },
    /// A side is none of Buyer, Seller, Partner, Both.
    #[error("line {line}: {found:?} is not a side; allowed are Buyer, Seller, Partner, Both")]
    Side {
        /// Where.
        line: u64,
        /// What was found.
        found: String,
    },
    /// A date is not written `2025-09-01`.
    #[error("line {line}: {found:?} is not a date such as 2025-09-01")]
    Date {
        /// Where.
        line: u64,
        /// What was found.
        found: String,
    },
    /// A status that is not known.
    #[error(
        "line {line}: {found:?} is not a status; allowed are Not started, Pending, In progress, Blocked, Complete, Not needed"
    )]
    Status {
        /// Where.
        line: u64,
        /// What was found.
        found: String,
    },
    /// Complete, but when?
    #[error("line {line}: complete, and no date says when")]
    CompleteWithoutDate {
        /// Where.
        line: u64,
    },
    /// A predecessor that is no other milestone of the table.
    #[error("line {line}: depends on {found:?}, which is no other milestone of the table")]
    Predecessor {
        /// Where.
        line: u64,
        /// What was found.
        found: String,
    },
}

/// Reads a table into a plan; [`from_plan`](crate::snapshot::from_plan) makes the command that builds it.
///
/// `fresh` gives 64 random bits for each new id. A completed milestone counts as completed on its target date. The
/// milestone named "Go-live" gives the plan its go-live date.
///
/// # Errors
/// The first line that cannot be understood, and what would be allowed there.
pub fn read_example(text: &str, mut fresh: impl FnMut() -> u64) -> Result<Plan, CsvError> {
    let rows = rows(text)?;
    let mut plan = Plan {
        version: schema::VERSION,
        ..Plan::default()
    };
    let mut people = People::new(&mut fresh);
    let mut ids: BTreeMap<String, MilestoneId> = BTreeMap::new();
    for row in &rows {
        let id = MilestoneId::from_bits(people.fresh());
        if row.title.is_empty() {
            return Err(CsvError::NoTitle { line: row.line });
        }
        if ids.insert(row.title.to_lowercase(), id).is_some() {
            return Err(CsvError::TitleTwice {
                line: row.line,
                title: row.title.clone(),
            });
        }
        let milestone = milestone(row, id, &mut people)?;
        if milestone.kind == MilestoneKind::GoLive {
            plan.go_live = milestone.due.map(|due| due.date);
        }
        plan.milestones.push(milestone);
    }
    for (row, milestone) in rows.iter().zip(&plan.milestones) {
        plan.dependencies
            .extend(dependencies(row, milestone.id, &ids)?);
    }
    plan.dependencies.sort();
    plan.dependencies.dedup();
    plan.people = people.into_people();
    plan.people.sort_by_key(|person| person.id);
    Ok(plan)
}

struct Row {
    line: u64,
    title: String,
    owners: String,
    sides: String,
    date: String,
    status: String,
    predecessors: String,
}

fn rows(text: &str) -> Result<Vec<Row>, CsvError> {
    let unreadable = |error: ::csv::Error| CsvError::Unreadable(error.to_string());
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ::csv::ReaderBuilder::new()
        .trim(::csv::Trim::All)
        .flexible(true)
        .from_reader(text.as_bytes());
    let headers = reader.headers().map_err(unreadable)?.clone();
    let mut columns = [0; COLUMNS.len()];
    for (column, name) in columns.iter_mut().zip(COLUMNS) {
        let found = headers
            .iter()
            .position(|header| header.eq_ignore_ascii_case(name));
        *column = found.ok_or(CsvError::NoColumn(name))?;
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let cell = |at: usize| record.get(columns[at]).unwrap_or_default().to_owned();
        rows.push(Row {
            line: record.position().map_or(0, ::csv::Position::line),
            title: cell(0),
            owners: cell(1),
            sides: cell(2),
            date: cell(3),
            status: cell(4),
            predecessors: cell(5),
        });
    }
    Ok(rows)
}

fn milestone(row: &Row, id: MilestoneId, people: &mut People<'_>) -> Result<Milestone, CsvError> {
    let due = due(row)?;
    let owners = people.of(row)?;
    let go_live = matches!(
        row.title.to_lowercase().as_str(),
        "go-live" | "go live" | "golive"
    );
    Ok(Milestone {
        kind: if go_live {
            MilestoneKind::GoLive
        } else {
            MilestoneKind::Step
        },
        accountable: owners.first().copied(),
        helpers: {
            let mut helpers = owners.get(1..).unwrap_or_default().to_vec();
            helpers.sort();
            helpers.dedup();
            helpers
        },
        everybody: is_everybody(&row.owners),
        due,
        status: status(row, due)?,
        ..Milestone::new(id, &row.title)
    })
}

fn due(row: &Row) -> Result<Option<Due>, CsvError> {
    if row.date.is_empty() {
        return Ok(None);
    }
    let unreadable = || CsvError::Date {
        line: row.line,
        found: row.date.clone(),
    };
    let date = date(&row.date).ok_or_else(unreadable)?;
    Ok(Some(Due {
        date,
        pinned: false,
        weeks: None,
    }))
}

fn status(row: &Row, due: Option<Due>) -> Result<Status, CsvError> {
    let text = String::new;
    Ok(match row.status.to_lowercase().as_str() {
        "" | "not started" | "open" | "to do" => Status::NotStarted,
        "pending" | "waiting" => Status::Waiting { on: text() },
        "in progress" | "started" => Status::InProgress,
        "blocked" => Status::Blocked {
            reason: text(),
            clears: None,
        },
        "complete" | "completed" | "done" => {
            let due = due.ok_or(CsvError::CompleteWithoutDate { line: row.line })?;
            Status::Done { on: due.date }
        }
        "not needed" | "n/a" => Status::NotNeeded { reason: text() },
        _ => {
            return Err(CsvError::Status {
                line: row.line,
                found: row.status.clone(),
            });
        }
    })
}

fn dependencies(
    row: &Row,
    successor: MilestoneId,
    ids: &BTreeMap<String, MilestoneId>,
) -> Result<Vec<Dependency>, CsvError> {
    let titles = row
        .predecessors
        .split(LIST)
        .map(str::trim)
        .filter(|title| !title.is_empty());
    titles
        .map(|title| {
            let found = ids
                .get(&title.to_lowercase())
                .copied()
                .filter(|id| *id != successor);
            let unknown = || CsvError::Predecessor {
                line: row.line,
                found: title.to_owned(),
            };
            Ok(Dependency {
                predecessor: found.ok_or_else(unknown)?,
                successor,
                kind: DependencyKind::FinishToStart,
                lag_days: 0,
                policy: GapPolicy::Consume,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
