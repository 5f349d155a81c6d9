//! XLSX with a sheet per part. Texts are written as texts: nothing in them can become a formula.

use chrono::{Datelike, NaiveDate};
use plan::model::Plan;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::{
    parts::{criteria, dependencies, facts_sheet, people},
    rows::{COLUMNS, Rows, Value},
    words::status_colours,
};
use crate::table::Field;

/// A workbook that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written: {0}")]
pub struct WorkbookError(#[from] XlsxError);

/// Excel takes no more in one cell.
const CELL_CHARS_MAX: usize = 32_767;

pub(super) struct Formats {
    pub header: Format,
    pub text: Format,
    pub date: Format,
    pub label: Format,
}

impl Formats {
    fn new() -> Self {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Self {
            header: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_background_color(Color::RGB(0x1F_3A_5F))
                .set_font_color(Color::White)
                .set_border_bottom(FormatBorder::Thin),
            date: text
                .clone()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Left),
            label: text.clone().set_bold(),
            text,
        }
    }
}

/// The plan as a workbook. `today` is the day in the file's properties.
///
/// # Errors
/// When a text is beyond what the format takes; nothing of ours is.
pub fn workbook(plan: &Plan, today: NaiveDate) -> Result<Vec<u8>, WorkbookError> {
    let mut book = Workbook::new();
    let created = excel(today).or_else(|| excel(NaiveDate::default()));
    let mut properties = DocProperties::new()
        .set_title(&plan.title)
        .set_author("Coplan");
    if let Some(created) = created {
        properties = properties.set_creation_datetime(&created);
    }
    book.set_properties(&properties);
    let formats = Formats::new();
    let rows = Rows::of(plan);
    milestones(book.add_worksheet(), &rows, &formats)?;
    facts_sheet(book.add_worksheet(), plan, &formats)?;
    people(book.add_worksheet(), plan, &formats)?;
    criteria(book.add_worksheet(), plan, &formats)?;
    dependencies(book.add_worksheet(), &rows, &formats)?;
    Ok(book.save_to_buffer()?)
}

/// Dates before 1900 have no number in Excel.
fn excel(date: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    let (month, day) = (date.month() as u8, date.day() as u8);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

pub(super) fn put(
    sheet: &mut Worksheet,
    at: (u32, u16),
    value: &Value,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let (row, column) = at;
    match value {
        Value::Empty => {}
        Value::Number(number) => {
            sheet.write_number_with_format(row, column, *number, &formats.text)?;
        }
        Value::Date(date) => match excel(*date) {
            Some(date) => {
                sheet.write_datetime_with_format(row, column, &date, &formats.date)?;
            }
            None => {
                sheet.write_string_with_format(row, column, date.to_string(), &formats.text)?;
            }
        },
        Value::Text(text) => {
            let text: String = text.chars().take(CELL_CHARS_MAX / 2).collect();
            sheet.write_string_with_format(row, column, text, &formats.text)?;
        }
    }
    Ok(())
}

pub(super) fn header(
    sheet: &mut Worksheet,
    headers: &[(&str, f64)],
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (column, (text, width)) in headers.iter().enumerate() {
        let column = column as u16;
        sheet.write_string_with_format(0, column, *text, &formats.header)?;
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}

pub(super) fn printable(
    sheet: &mut Worksheet,
    rows: usize,
    columns: usize,
) -> Result<(), XlsxError> {
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    if rows > 0 {
        sheet.autofilter(0, 0, rows as u32, columns as u16 - 1)?;
    }
    Ok(())
}

fn width(field: Field) -> f64 {
    match field {
        Field::Number => 5.0,
        Field::Title => 38.0,
        Field::DependsOn
        | Field::DoneWhen
        | Field::Result
        | Field::Notes
        | Field::Links
        | Field::Checklist => 34.0,
        Field::Owner => 24.0,
        Field::Id => 16.0,
        _ => 13.0,
    }
}

fn milestones(sheet: &mut Worksheet, rows: &Rows<'_>, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name("Milestones")?;
    let headers: Vec<_> = COLUMNS
        .iter()
        .map(|field| (field.header(), width(*field)))
        .collect();
    header(sheet, &headers, formats)?;
    let mut count = 0;
    for milestone in rows.milestones() {
        count += 1;
        for (column, field) in COLUMNS.iter().enumerate() {
            let at = (count, column as u16);
            let value = rows.value(*field, milestone);
            if *field == Field::Status {
                let (back, front) = status_colours(&milestone.status);
                let coloured = formats
                    .text
                    .clone()
                    .set_background_color(back)
                    .set_font_color(front);
                sheet.write_string_with_format(at.0, at.1, value.shown(), &coloured)?;
            } else {
                put(sheet, at, &value, formats)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    printable(sheet, count as usize, COLUMNS.len())
}
