//! Any file that may hold a plan: finds out what it is and hands it to its reader.

use plan::{
    id::{CriterionId, PersonId},
    model::{Criterion, Person, Plan},
};

use crate::{
    facts, json, mspdi, out,
    people::side,
    report::{Report, What},
    sheet::{self, Sheet, Unreadable},
    table::{self, Imported, Options},
    text::folded,
};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Our own.
    Json,
    /// Project XML.
    Mspdi,
    /// A spreadsheet, as a workbook or as text.
    Sheet,
}

/// A file that gave no plan.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
#[allow(missing_docs, reason = "each says what it wraps")]
pub enum ReadError {
    Json(#[from] json::JsonError),
    Mspdi(#[from] mspdi::MspdiError),
    Sheet(#[from] Unreadable),
}

/// What the first bytes say. Text that is neither JSON nor XML is a table.
pub fn format(bytes: &[u8]) -> Format {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match start.trim_ascii_start().first() {
        Some(b'{') => Format::Json,
        Some(b'<') => Format::Mspdi,
        // UTF-16, as some programs write XML.
        _ if start.starts_with(b"\xff\xfe<\0") => Format::Mspdi,
        _ => Format::Sheet,
    }
}

/// Reads a plan from a file of any format we know.
///
/// # Errors
/// See [`ReadError`]; never panics, whatever the bytes.
pub fn read(bytes: &[u8], options: &Options<'_>) -> Result<Imported, ReadError> {
    match format(bytes) {
        Format::Json => {
            too_large(bytes)?;
            let (plan, remarks) = json::read(&sheet::decoded(bytes))?;
            let report = Report {
                remarks,
                ..Report::default()
            };
            Ok(Imported {
                plan,
                report,
                ..Imported::default()
            })
        }
        Format::Mspdi => {
            too_large(bytes)?;
            Ok(mspdi::read(&sheet::decoded(bytes), options)?)
        }
        Format::Sheet => Ok(sheets(&sheet::read(bytes)?, options)),
    }
}

fn too_large(bytes: &[u8]) -> Result<(), Unreadable> {
    let most = crate::limits::FILE_BYTES_MAX;
    if bytes.len() > most {
        return Err(Unreadable::TooLarge {
            bytes: bytes.len(),
            most,
        });
    }
    Ok(())
}

/// The sheet of milestones, and the parts of our own workbooks beside it.
pub fn sheets(sheets: &[Sheet], options: &Options<'_>) -> Imported {
    let main = main_sheet(sheets);
    let mut report = Report::default();
    let mut plan = options.base.cloned().unwrap_or_default();
    for (at, sheet) in sheets.iter().enumerate() {
        if at == main || sheet.rows.is_empty() {
            continue;
        }
        match folded(&sheet.name).as_str() {
            "plan" => facts::preamble(&sheet.rows, &mut plan, options, &mut report),
            "people" if has_headers(sheet, &out::PEOPLE) => people(sheet, &mut plan),
            "criteria" if has_headers(sheet, &out::CRITERIA) => criteria(sheet, &mut plan),
            // Says again what stands in the column "Depends on".
            "dependencies" => {}
            _ => {
                let name = sheet.name.clone();
                report.remarks.push(What::SheetSkipped { name }.alone());
            }
        }
    }
    let updating = options.base.is_some();
    match sheets.get(main) {
        Some(sheet) => table::import_into(plan, updating, sheet, options, report),
        None => Imported {
            plan,
            report,
            ..Imported::default()
        },
    }
}

/// The sheet whose header we understand best; of equals the first.
pub fn main_sheet(sheets: &[Sheet]) -> usize {
    let score = |sheet: &Sheet| {
        let mapping = table::mapping(sheet);
        let known = mapping.columns.iter().filter(|c| c.field.is_some()).count();
        let title = usize::from(mapping.column(table::Field::Title).is_some());
        (
            title * usize::from(mapping.header.is_some()),
            known,
            sheet.rows.len().min(2),
        )
    };
    let mut best = 0;
    for at in 1..sheets.len() {
        if score(&sheets[at]) > score(&sheets[best]) {
            best = at;
        }
    }
    best
}

fn has_headers(sheet: &Sheet, headers: &[(&str, f64)]) -> bool {
    let first = sheet.rows.first();
    first.is_some_and(|row| {
        headers
            .iter()
            .enumerate()
            .all(|(at, (text, _))| row.cell(at) == *text)
    })
}

fn people(sheet: &Sheet, plan: &mut Plan) {
    for row in &sheet.rows[1..] {
        let (Ok(id), Some(side)) = (row.cell(6).parse::<PersonId>(), side(&folded(row.cell(1))))
        else {
            continue;
        };
        let role = serde_json::from_value(row.cell(5).into()).ok();
        let person = Person {
            placeholder: row.cell(2) == "yes",
            title: row.cell(3).to_owned(),
            function: row.cell(4).to_owned(),
            role,
            ..Person::new(id, row.cell(0), side)
        };
        match plan.people.iter_mut().find(|p| p.id == id) {
            Some(known) => {
                *known = Person {
                    archived: known.archived,
                    merged_into: known.merged_into,
                    ..person
                }
            }
            None => plan.people.push(person),
        }
    }
}

fn criteria(sheet: &Sheet, plan: &mut Plan) {
    for row in &sheet.rows[1..] {
        let Ok(id) = row.cell(3).parse::<CriterionId>() else {
            continue;
        };
        let criterion = Criterion {
            id,
            text: row.cell(0).to_owned(),
            judged_by: row.cell(1).to_owned(),
            met: match row.cell(2) {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            archived: false,
        };
        match plan.criteria.iter_mut().find(|c| c.id == id) {
            Some(known) => {
                *known = Criterion {
                    archived: known.archived,
                    ..criterion
                }
            }
            None => plan.criteria.push(criterion),
        }
    }
}
