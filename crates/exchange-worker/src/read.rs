//! A file becomes a plan, or changes one.

use chrono::NaiveDate;
use exchange::{
    changes::changes,
    dates::Order,
    read::{self, Format},
    report::{Outcome, Question, RowReport},
    sheet,
    table::{self, Field, Imported, Mapping, Options},
};
use plan::{Command, from_plan, model::Plan};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Answer, document};

/// How to read a file.
#[derive(Debug, Deserialize)]
pub struct Read {
    /// The file's name without its ending: the plan's title where the file says none.
    pub name: String,
    /// The answer to which number is the day.
    pub month_first: Option<bool>,
    /// A person's correction of the columns, from the left; empty: as proposed.
    pub columns: Vec<Option<Field>>,
    /// How many of the bytes at the start are the document to update; 0: make a new plan.
    pub into: usize,
}

pub(crate) fn read(
    asked: &Read,
    bytes: &[u8],
    today: NaiveDate,
    seed: u64,
) -> Result<Answer, String> {
    let (base, file) = bytes
        .split_at_checked(asked.into)
        .ok_or("the question is shorter than it says")?;
    let base = (asked.into > 0).then(|| document(base)).transpose()?;
    let order = asked.month_first.map(|first| match first {
        true => Order::MonthFirst,
        false => Order::DayFirst,
    });
    let options = Options {
        order,
        mapping: corrected(file, &asked.columns)?,
        base: base.as_ref(),
        ..Options::new(today, seed)
    };
    let mut imported = read::read(file, &options).map_err(|error| error.to_string())?;
    if imported.plan.title.is_empty() {
        imported.plan.title.clone_from(&asked.name);
    }
    let command = match &base {
        Some(before) => changes(before, &imported.plan),
        None => from_plan(&imported.plan),
    };
    Answer::of(&told(&imported, &command, base.as_ref()))
}

/// The proposed mapping with what a person chose.
fn corrected(file: &[u8], columns: &[Option<Field>]) -> Result<Option<Mapping>, String> {
    if columns.is_empty() || read::format(file) != Format::Sheet {
        return Ok(None);
    }
    let sheets = sheet::read(file).map_err(|error| error.to_string())?;
    let main = sheets.get(read::main_sheet(&sheets));
    Ok(main.map(|sheet| {
        let mut mapping = table::mapping(sheet);
        for (at, field) in columns.iter().enumerate() {
            mapping.set(at, *field);
        }
        mapping
    }))
}

fn told(imported: &Imported, command: &Command, base: Option<&Plan>) -> Value {
    let report = &imported.report;
    let row = |row: &RowReport| {
        let outcome = match row.outcome {
            Outcome::Added(_) => "added",
            Outcome::Updated(_) => "updated",
            Outcome::Refused => "refused",
        };
        json!({"row": row.row, "title": row.title, "outcome": outcome, "remarks": row.remarks})
    };
    let column = |c: &table::ColumnMatch| json!({"header": c.header, "field": c.field, "confidence": c.confidence});
    let dates = report.questions.iter().find_map(|question| match question {
        Question::DateOrder {
            example,
            day_first,
            month_first,
        } => Some(json!({"example": example, "day_first": day_first, "month_first": month_first})),
        Question::StartOfWeekOne { .. } => None,
    });
    let nothing = matches!(command, Command::Batch(commands) if commands.is_empty());
    json!({
        "command": command,
        "nothing": base.is_some() && nothing,
        "milestones": imported.plan.milestones.len(),
        "rows": report.rows.iter().map(row).collect::<Vec<_>>(),
        "remarks": report.remarks,
        "columns": imported.mapping.columns.iter().map(column).collect::<Vec<_>>(),
        "dates": dates,
    })
}
