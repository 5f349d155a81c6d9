//! Rows and cells, wherever they come from: delimited text, a pasted range, a Markdown table, a workbook.
//!
//! A cell is text here; a date cell of a workbook arrives as `2025-06-20`.

mod delimited;
mod markdown;
mod workbook;

use crate::limits::{FILE_BYTES_MAX, ROWS_MAX};

/// A table of texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name in a workbook, else empty.
    pub name: String,
    /// Rows with anything in them.
    pub rows: Vec<Row>,
    /// There were more rows than [`ROWS_MAX`]; they were not read.
    pub cut: bool,
    /// There were more columns than [`COLUMNS_MAX`](crate::limits::COLUMNS_MAX), or longer cells than are read.
    pub narrowed: bool,
}

/// A row of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number in the source, from 1.
    pub number: u32,
    /// Its cells, without white space at the ends.
    pub cells: Vec<String>,
}

impl Row {
    /// A cell's text; empty where the row ends before.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Sheet {
    /// Adds a row unless it is empty; `false` when the sheet is full.
    pub(crate) fn push(&mut self, number: u32, cells: Vec<String>) -> bool {
        if cells.iter().all(String::is_empty) {
            return true;
        }
        if self.rows.len() >= ROWS_MAX {
            self.cut = true;
            return false;
        }
        self.rows.push(Row { number, cells });
        true
    }
}

/// A file that holds no rows we could read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum Unreadable {
    #[error("the file has {bytes} bytes, more than the {most} that are read")]
    TooLarge { bytes: usize, most: usize },
    #[error(
        "the workbook unpacks to more than {most} bytes: refused, it may be made to fill the memory"
    )]
    UnpacksTooLarge { most: u64 },
    #[error("the workbook holds more text than {most} bytes: refused")]
    TooMuchText { most: u64 },
    #[error("the workbook cannot be opened: {reason}")]
    Workbook { reason: String },
    #[error("this is an old or foreign spreadsheet ({what}): save it as .xlsx or .csv first")]
    OtherSpreadsheet { what: &'static str },
    #[error("line {line}: {reason}")]
    Line { line: u64, reason: String },
    #[error("there are no rows in it")]
    Empty,
}

/// Reads the sheets of a file or of a pasted text.
///
/// # Errors
/// See [`Unreadable`]; never panics, whatever the bytes.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Unreadable::TooLarge {
            bytes: bytes.len(),
            most: FILE_BYTES_MAX,
        });
    }
    let sheets = if bytes.starts_with(b"PK\x03\x04") {
        workbook::read(bytes)?
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Unreadable::OtherSpreadsheet { what: ".xls" });
    } else {
        let text = decoded(bytes);
        vec![match markdown::table(&text) {
            Some(sheet) => sheet,
            None => delimited::read(&text)?,
        }]
    };
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Unreadable::Empty);
    }
    Ok(sheets)
}

/// UTF-8 with or without BOM, UTF-16 with BOM (what Excel calls Unicode text), else Windows-1252.
pub(crate) fn decoded(bytes: &[u8]) -> String {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    if bytes.starts_with(&[0xff, 0xfe]) {
        return utf16(u16::from_le_bytes);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return utf16(u16::from_be_bytes);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
    }
}

/// The 32 places where it differs from Latin-1; `€` and curly quotes are what people meet.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests;
