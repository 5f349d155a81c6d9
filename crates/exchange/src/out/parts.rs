//! The sheets of a workbook beside the milestones.

use plan::model::Plan;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{
    rows::{Rows, Value},
    workbook::{Formats, header, printable, put},
};
use crate::{facts, report::side_name, table::suffix};

pub(super) fn people(
    sheet: &mut Worksheet,
    plan: &Plan,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name("People")?;
    header(sheet, &PEOPLE, formats)?;
    let live = plan
        .people
        .iter()
        .filter(|p| !p.archived && p.merged_into.is_none());
    let mut count = 0;
    for person in live {
        count += 1;
        let role = person.role.map(role_name).unwrap_or_default();
        let texts = [
            person.name.clone(),
            side_name(person.side).to_owned(),
            (if person.placeholder { "yes" } else { "" }).to_owned(),
            person.title.clone(),
            person.function.clone(),
            role,
            person.id.to_string(),
        ];
        texts_in(sheet, count, texts, formats)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    printable(sheet, count as usize, PEOPLE.len())
}

/// A part in the deal as it stands in our JSON, for example `economic_buyer`.
pub(crate) fn role_name(role: plan::model::DealRole) -> String {
    let value = serde_json::to_value(role).expect("a unit variant is a string");
    value.as_str().unwrap_or_default().to_owned()
}

pub(super) fn criteria(
    sheet: &mut Worksheet,
    plan: &Plan,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name("Criteria")?;
    header(sheet, &CRITERIA, formats)?;
    let mut count = 0;
    for criterion in plan.criteria.iter().filter(|c| !c.archived) {
        count += 1;
        let met = match criterion.met {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        let texts = [
            criterion.text.clone(),
            criterion.judged_by.clone(),
            met.to_owned(),
            criterion.id.to_string(),
        ];
        texts_in(sheet, count, texts, formats)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    printable(sheet, count as usize, CRITERIA.len())
}

/// For reading: the column "Depends on" of the milestones is what counts when the file comes back.
pub(super) fn dependencies(
    sheet: &mut Worksheet,
    rows: &Rows<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name("Dependencies")?;
    header(
        sheet,
        &[("Before", 40.0), ("After", 40.0), ("Kind and gap", 16.0)],
        formats,
    )?;
    let title = |id| {
        rows.milestones()
            .find(|m| m.id == id)
            .map(|m| m.title.clone())
    };
    let mut count = 0;
    for dependency in &rows.plan.dependencies {
        let (Some(before), Some(after)) =
            (title(dependency.predecessor), title(dependency.successor))
        else {
            continue;
        };
        count += 1;
        let kind = match suffix(dependency) {
            usual if usual.is_empty() => "FS".to_owned(),
            other => other,
        };
        texts_in(sheet, count, [before, after, kind], formats)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    printable(sheet, count as usize, 3)
}

pub(super) fn facts_sheet(
    sheet: &mut Worksheet,
    plan: &Plan,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name("Plan")?;
    sheet.set_column_width(0, 22.0)?;
    sheet.set_column_width(1, 80.0)?;
    for (row, (fact, label)) in facts::ALL.iter().enumerate() {
        let row = row as u32;
        sheet.write_string_with_format(row, 0, *label, &formats.label)?;
        let shown = facts::value(*fact, plan);
        let value = match shown.parse() {
            Ok(date) if fact.is_date() => Value::Date(date),
            _ if shown.is_empty() => Value::Empty,
            _ => Value::Text(shown),
        };
        put(sheet, (row, 1), &value, formats)?;
    }
    Ok(())
}

/// Columns of the "People" sheet, which `read` knows again.
pub(crate) const PEOPLE: [(&str, f64); 7] = [
    ("Name", 28.0),
    ("Side", 12.0),
    ("Still a role", 12.0),
    ("Title", 24.0),
    ("Function", 20.0),
    ("Part in the deal", 20.0),
    ("Id", 16.0),
];

/// Columns of the "Criteria" sheet, which `read` knows again.
pub(crate) const CRITERIA: [(&str, f64); 4] = [
    ("Criterion", 60.0),
    ("Judged by", 40.0),
    ("Met", 10.0),
    ("Id", 16.0),
];

pub(super) fn texts_in<const N: usize>(
    sheet: &mut Worksheet,
    row: u32,
    texts: [String; N],
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (column, text) in texts.into_iter().enumerate() {
        let value = if text.is_empty() {
            Value::Empty
        } else {
            Value::Text(text)
        };
        put(sheet, (row, column as u16), &value, formats)?;
    }
    Ok(())
}
