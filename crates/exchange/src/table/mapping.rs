//! Which column is what: a proposal with a confidence, for a person to correct.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fields::{ALL, Field};
use crate::{
    dates::{self, Context},
    sheet::{Row, Sheet},
    text::folded,
};

/// Below this a guess is not used: the column goes to the notes and a person may still choose.
pub const CONFIDENCE_MIN: f32 = 0.7;
/// The header stands in one of the first rows.
const HEADER_WITHIN_ROWS: usize = 20;

/// What the columns of a sheet mean.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// Index of the header row in [`Sheet::rows`]; `None` when the sheet has none.
    pub header: Option<usize>,
    /// One entry a column, from the left.
    pub columns: Vec<ColumnMatch>,
}

/// What a column means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnMatch {
    /// The text above it.
    pub header: String,
    /// What it holds; `None`: its values go to the notes.
    pub field: Option<Field>,
    /// From 0 (a person must say) to 1 (the very word).
    pub confidence: f32,
}

impl Mapping {
    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|c| c.field == Some(field))
    }

    /// A person's correction: this column holds `field`, and no other column does.
    pub fn set(&mut self, column: usize, field: Option<Field>) {
        for (at, entry) in self.columns.iter_mut().enumerate() {
            if at == column {
                entry.field = field;
                entry.confidence = 1.0;
            } else if entry.field == field && field.is_some() {
                entry.field = None;
            }
        }
    }
}

/// Proposes what the columns of a sheet mean.
pub fn mapping(sheet: &Sheet) -> Mapping {
    let scored = |row: &Row| -> f32 {
        let matches = by_header(row);
        let title = matches.iter().any(|m| m.field == Some(Field::Title));
        let sum: f32 = matches
            .iter()
            .filter(|m| m.field.is_some())
            .map(|m| m.confidence)
            .sum();
        if title { sum + 0.5 } else { sum }
    };
    let mut best: Option<(usize, f32)> = None;
    for (at, row) in sheet.rows.iter().take(HEADER_WITHIN_ROWS).enumerate() {
        let score = scored(row);
        if score >= 1.4 && best.is_none_or(|(_, best)| score > best) {
            best = Some((at, score));
        }
    }
    match best {
        Some((at, _)) => {
            let mut columns = by_header(&sheet.rows[at]);
            by_content(sheet, at + 1, &mut columns);
            Mapping {
                header: Some(at),
                columns,
            }
        }
        None => headless(sheet),
    }
}

fn by_header(row: &Row) -> Vec<ColumnMatch> {
    let mut columns: Vec<ColumnMatch> = row
        .cells
        .iter()
        .map(|header| {
            let (field, confidence) = likeness(header);
            ColumnMatch {
                header: header.clone(),
                field: (confidence >= CONFIDENCE_MIN).then_some(field).flatten(),
                confidence,
            }
        })
        .collect();
    // Two columns cannot both be the owner: the surer one is, and of equals the first.
    let mut taken: BTreeMap<Field, usize> = BTreeMap::new();
    for at in 0..columns.len() {
        let Some(field) = columns[at].field else {
            continue;
        };
        let loser = match taken.get(&field) {
            Some(other) if columns[*other].confidence >= columns[at].confidence => at,
            Some(other) => {
                let other = *other;
                taken.insert(field, at);
                other
            }
            None => {
                taken.insert(field, at);
                continue;
            }
        };
        columns[loser].field = None;
        columns[loser].confidence = 0.0;
    }
    columns
}

/// The field whose words are most like the header.
fn likeness(header: &str) -> (Option<Field>, f32) {
    let plain = folded(header);
    if plain.is_empty() || plain.len() > 60 {
        return match header.trim() {
            "#" => (Some(Field::Number), 0.9),
            "%" => (Some(Field::Status), 0.8),
            _ => (None, 0.0),
        };
    }
    let words: Vec<&str> = plain.split(' ').collect();
    let mut best = (None, 0.0);
    for field in ALL {
        for synonym in field.synonyms() {
            let score = score(&plain, &words, synonym);
            if score > best.1 {
                best = (Some(field), score);
            }
        }
    }
    best
}

fn score(plain: &str, words: &[&str], synonym: &str) -> f32 {
    if plain == synonym {
        return 1.0;
    }
    // "Target date (agreed)" holds "target date"; more matched words are surer.
    if words.len() <= 5 && synonym.split(' ').all(|word| words.contains(&word)) {
        return 0.7 + 0.25 * synonym.split(' ').count() as f32 / words.len() as f32;
    }
    // One slip of the finger in a word of some length; comparing letters is slow, so only what can be near.
    if plain.len() < 5 || plain.len().abs_diff(synonym.len()) > plain.len() / 4 {
        return 0.0;
    }
    let near = strsim::normalized_damerau_levenshtein(plain, synonym) as f32;
    if near >= 0.8 { near - 0.05 } else { 0.0 }
}

/// A column with an unknown header that holds dates is the target date, if there is none yet.
fn by_content(sheet: &Sheet, first: usize, columns: &mut [ColumnMatch]) {
    let has = |columns: &[ColumnMatch], field| columns.iter().any(|c| c.field == Some(field));
    let widest = columns.len();
    if !has(columns, Field::Due)
        && let Some(at) = (0..widest)
            .find(|at| columns[*at].field.is_none() && share_of_dates(sheet, first, *at) > 0.6)
    {
        columns[at].field = Some(Field::Due);
        columns[at].confidence = 0.5;
    }
    if !has(columns, Field::Title)
        && let Some(at) = (0..widest)
            .find(|at| columns[*at].field.is_none() && share_of_texts(sheet, first, *at) > 0.6)
    {
        columns[at].field = Some(Field::Title);
        columns[at].confidence = 0.5;
    }
}

/// No header: the first column of texts is the title, the first of dates the target date.
fn headless(sheet: &Sheet) -> Mapping {
    let width = sheet.rows.iter().map(|row| row.cells.len()).max();
    let mut columns: Vec<ColumnMatch> = (0..width.unwrap_or(0))
        .map(|_| ColumnMatch {
            header: String::new(),
            field: None,
            confidence: 0.0,
        })
        .collect();
    by_content(sheet, 0, &mut columns);
    Mapping {
        header: None,
        columns,
    }
}

fn share(sheet: &Sheet, first: usize, column: usize, is: impl Fn(&str) -> bool) -> f32 {
    let (mut yes, mut all) = (0_u16, 0_u16);
    for row in sheet.rows.iter().skip(first).take(50) {
        let cell = row.cell(column);
        if !cell.is_empty() {
            all += 1;
            yes += u16::from(is(cell));
        }
    }
    if all == 0 {
        0.0
    } else {
        f32::from(yes) / f32::from(all)
    }
}

fn share_of_dates(sheet: &Sheet, first: usize, column: usize) -> f32 {
    let context = Context::on(chrono::NaiveDate::default());
    share(sheet, first, column, |cell| {
        dates::whole(cell, &context).is_some_and(|(_, rest)| rest.is_empty())
    })
}

fn share_of_texts(sheet: &Sheet, first: usize, column: usize) -> f32 {
    share(sheet, first, column, |cell| {
        cell.chars().filter(|c| c.is_alphabetic()).count() >= 3
    })
}
