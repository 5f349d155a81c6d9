//! CSV, TSV, semicolons, a range pasted from a spreadsheet, `sep=` lines.

use super::{Sheet, Unreadable};
use crate::limits::COLUMNS_MAX;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

pub(super) fn read(text: &str) -> Result<Sheet, Unreadable> {
    let (delimiter, body, lines_before) = match separator_line(text) {
        Some((delimiter, rest)) => (delimiter, rest, 1),
        None => (guessed(text), text, 0),
    };
    let body = format!("{}\n", body.trim_end_matches(['\r', '\n']));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut sheet = Sheet::default();
    let mut record = csv::StringRecord::new();
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|error| Unreadable::Line {
                line: error.position().map_or(0, csv::Position::line) + lines_before,
                reason: "not readable as delimited text".into(),
            })?;
        if !more {
            return Ok(sheet);
        }
        // The record's own position counts the empty lines before it as its own.
        let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let line = reader.position().line() + lines_before;
        let line = line.saturating_sub(inside as u64 + 1);
        sheet.narrowed |= record.len() > COLUMNS_MAX;
        let cells = record
            .iter()
            .take(COLUMNS_MAX)
            .map(|cell| unguarded(cell.trim()))
            .collect();
        if !sheet.push(u32::try_from(line).unwrap_or(u32::MAX), cells) {
            return Ok(sheet);
        }
    }
}

/// Takes back the quote that keeps a spreadsheet from running a text as a formula, see `table::guard`.
fn unguarded(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if crate::guard::looks_like_a_formula(rest.trim_start_matches('\'')) => {
            rest.to_owned()
        }
        _ => cell.to_owned(),
    }
}

/// `sep=;` in the first line, as Excel writes and reads it.
fn separator_line(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    let named = first
        .strip_prefix("sep=")
        .or_else(|| first.strip_prefix("SEP="))?;
    match named.as_bytes() {
        [one] if one.is_ascii() => Some((*one, rest)),
        _ => None,
    }
}

/// The delimiter that stands most often, outside of quotes, in the first line that has any.
fn guessed(text: &str) -> u8 {
    for line in text.lines().take(20) {
        let mut counts = [0_usize; 4];
        let mut quoted = false;
        for byte in line.bytes() {
            quoted ^= byte == b'"';
            if let Some(at) = DELIMITERS.iter().position(|d| *d == byte && !quoted) {
                counts[at] += 1;
            }
        }
        // A tab is never part of a text, a semicolon seldom: they win over commas in sentences.
        let order = [2, 1, 0, 3];
        let most = order
            .into_iter()
            .filter(|at| counts[*at] > 0)
            .max_by_key(|at| {
                let weight = if *at == 2 { 4 } else { 1 };
                counts[*at] * weight
            });
        if let Some(at) = most {
            return DELIMITERS[at];
        }
    }
    b','
}
