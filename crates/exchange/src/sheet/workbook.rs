//! XLSX through calamine, after the archive was measured: calamine trusts the sizes a file states, we do not.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, SheetVisible, Xlsx};
use chrono::NaiveDate;

use super::{Sheet, Unreadable};
use crate::limits::{
    CELL_LENGTH_MAX, COLUMNS_MAX, SHEETS_MAX, UNPACK_RATIO_MAX, UNPACKED_BYTES_FREE,
    UNPACKED_BYTES_MAX,
};

/// A damaged workbook can make the reader panic (it multiplies cell names without looking, for example). Where panics
/// unwind they end here; where they abort (wasm) the worker that reads is lost, and nothing else.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let read = std::panic::AssertUnwindSafe(|| measured(bytes));
    std::panic::catch_unwind(read).unwrap_or_else(|_| {
        let reason = "its sheets are damaged".to_owned();
        Err(Unreadable::Workbook { reason })
    })
}

fn measured(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let most =
        (bytes.len() as u64 * UNPACK_RATIO_MAX).clamp(UNPACKED_BYTES_FREE, UNPACKED_BYTES_MAX);
    measure(bytes, most)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .take(SHEETS_MAX)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut text_left = most;
    let mut sheets = Vec::new();
    for name in names {
        // A chart sheet has no cells; that is no reason to refuse the others.
        if let Some(sheet) = one(&mut workbook, &name, &mut text_left, most)? {
            sheets.push(sheet);
        }
    }
    Ok(sheets)
}

fn broken(error: &calamine::XlsxError) -> Unreadable {
    let mut reason = error.to_string();
    crate::limits::cut(&mut reason, 200);
    Unreadable::Workbook { reason }
}

/// Unpacks everything once into nothing and counts: a stated size may be a lie.
fn measure(bytes: &[u8], most: u64) -> Result<(), Unreadable> {
    let fail = |error: &dyn std::fmt::Display| Unreadable::Workbook {
        reason: error.to_string(),
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| fail(&e))?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
        let what = if archive.index_for_name("content.xml").is_some() {
            ".ods"
        } else {
            "an archive without a workbook in it"
        };
        return Err(Unreadable::OtherSpreadsheet { what });
    }
    let mut left = most;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|e| fail(&e))?;
        let took =
            std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).map_err(|e| fail(&e))?;
        left = left
            .checked_sub(took)
            .ok_or(Unreadable::UnpacksTooLarge { most })?;
    }
    Ok(())
}

/// Cell by cell: a sheet that claims a million rows and a thousand columns costs what its cells cost.
fn one<R: std::io::Read + std::io::Seek>(
    workbook: &mut Xlsx<R>,
    name: &str,
    text_left: &mut u64,
    most: u64,
) -> Result<Option<Sheet>, Unreadable> {
    let Ok(mut reader) = workbook.worksheet_cells_reader(name) else {
        return Ok(None);
    };
    let mut sheet = Sheet {
        name: name.to_owned(),
        ..Sheet::default()
    };
    let mut row: (u32, Vec<String>) = (0, Vec::new());
    while let Some(cell) = reader.next_cell().map_err(|error| broken(&error))? {
        let (at, column) = cell.get_position();
        let Some(text) = text(cell.get_value()) else {
            continue;
        };
        *text_left = text_left
            .checked_sub(text.len() as u64 + 24)
            .ok_or(Unreadable::TooMuchText { most })?;
        let column = column as usize;
        sheet.narrowed |= column >= COLUMNS_MAX || text.chars().count() == CELL_LENGTH_MAX;
        if column >= COLUMNS_MAX {
            continue;
        }
        if at != row.0 && !sheet.push(row.0.saturating_add(1), std::mem::take(&mut row.1)) {
            return Ok(Some(sheet));
        }
        row.0 = at;
        if row.1.len() <= column {
            row.1.resize(column + 1, String::new());
        }
        row.1[column] = text;
    }
    sheet.push(row.0.saturating_add(1), row.1);
    Ok(Some(sheet))
}

fn text(value: &DataRef<'_>) -> Option<String> {
    let short = |text: &str| {
        text.trim()
            .chars()
            .take(CELL_LENGTH_MAX)
            .collect::<String>()
    };
    let text = match value {
        DataRef::Empty | DataRef::Error(_) => return None,
        DataRef::String(text) => short(text),
        DataRef::SharedString(text) => short(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        DataRef::DateTime(when) if when.is_duration() => when.as_f64().to_string(),
        DataRef::DateTime(when) => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?.to_string()
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => short(text),
    };
    (!text.is_empty()).then_some(text)
}
