//! Edits of shared texts.

use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn, Text, TextRef, TransactionMut};

use super::Writer;
use crate::{
    command::{Command, Draft, TextField, texts::reverting_splice},
    schema::{key, root},
    text::{Splice, length_utf16, spliced},
};

/// Where a field of a record stands.
pub(crate) fn place_of(field: TextField) -> Option<(&'static str, String, &'static str)> {
    let milestone = |id: crate::id::MilestoneId, key| Some((root::MILESTONES, id.to_string(), key));
    match field {
        TextField::PlanTitle | TextField::Goal | TextField::WhyNow => None,
        TextField::MilestoneTitle(id) => milestone(id, key::TITLE),
        TextField::DoneWhen(id) => milestone(id, key::DONE_WHEN),
        TextField::Result(id) => milestone(id, key::RESULT),
        TextField::Notes(id) => milestone(id, key::NOTES),
        TextField::CriterionText(id) => Some((root::CRITERIA, id.to_string(), key::TEXT)),
        TextField::JudgedBy(id) => Some((root::CRITERIA, id.to_string(), key::JUDGED_BY)),
    }
}

/// The field of a record's text; the reverse of [`place_of`].
pub(crate) fn field_at(root: &str, id: &str, key: &str) -> Option<TextField> {
    match (root, key) {
        (root::MILESTONES, key::TITLE) => id.parse().ok().map(TextField::MilestoneTitle),
        (root::MILESTONES, key::DONE_WHEN) => id.parse().ok().map(TextField::DoneWhen),
        (root::MILESTONES, key::RESULT) => id.parse().ok().map(TextField::Result),
        (root::MILESTONES, key::NOTES) => id.parse().ok().map(TextField::Notes),
        (root::CRITERIA, key::TEXT) => id.parse().ok().map(TextField::CriterionText),
        (root::CRITERIA, key::JUDGED_BY) => id.parse().ok().map(TextField::JudgedBy),
        _ => None,
    }
}

impl Writer<'_, '_> {
    pub(super) fn write_text(&mut self, draft: &Draft, command: &Command) {
        match command {
            Command::EditText { field, splice } => self.splice(*field, splice),
            Command::RevertText {
                field,
                at,
                inserted,
                removed,
            } => {
                if let Ok(splice) = reverting_splice(draft, *field, *at, inserted, removed) {
                    self.splice(*field, &splice);
                }
            }
            _ => {}
        }
    }

    fn splice(&mut self, field: TextField, splice: &Splice) {
        let Some((root, id, key)) = place_of(field) else {
            let text = match field {
                TextField::Goal => &self.roots.goal,
                TextField::WhyNow => &self.roots.why_now,
                _ => &self.roots.title,
            };
            return splice_text(&mut self.txn, text, splice);
        };
        if let Some(record) = self.record(root, &id) {
            splice_field(&mut self.txn, &record, key, splice);
        }
    }
}

/// Edits a text of a record. Where a foreign client left a plain string or nothing, the string is written as one value:
/// a text created now could replace one that a peer creates at the same moment.
pub(crate) fn splice_field(txn: &mut TransactionMut, record: &MapRef, key: &str, splice: &Splice) {
    let old = match record.get(txn, key) {
        Some(Out::YText(text)) => return splice_text(txn, &text, splice),
        Some(Out::Any(Any::String(old))) => old.to_string(),
        _ => String::new(),
    };
    if let Some(new) = spliced(&old, splice) {
        record.insert(txn, key, new);
    }
}

/// Edits a shared text, at offsets of its visible characters.
pub(crate) fn splice_text(txn: &mut TransactionMut, text: &TextRef, splice: &Splice) {
    if has_embeds(txn, text) {
        return splice_among_embeds(txn, text, splice);
    }
    if splice.delete > 0 {
        text.remove_range(txn, splice.at, splice.delete);
    }
    if !splice.insert.is_empty() {
        text.insert(txn, splice.at, &splice.insert);
    }
}

/// Whether something other than characters stands in the text; each such thing counts one in yrs and is not shown.
pub(crate) fn has_embeds<T: ReadTxn>(txn: &T, text: &TextRef) -> bool {
    text.len(txn) != length_utf16(&text.get_string(txn))
}

/// The same, where a foreign client put pictures or the like into the text: they stay.
fn splice_among_embeds(txn: &mut TransactionMut, text: &TextRef, splice: &Splice) {
    let pieces = text.diff(txn, yrs::types::text::YChange::identity);
    let lengths: Vec<(u32, bool)> = pieces
        .iter()
        .map(|piece| match &piece.insert {
            Out::Any(Any::String(shown)) => (length_utf16(shown), true),
            _ => (1, false),
        })
        .collect();
    // From the back, so that earlier offsets stay true.
    let end = splice.at + splice.delete;
    let (mut visible, mut index) = (0, 0);
    let mut cuts = Vec::new();
    let mut insert_at = None;
    for (length, shown) in lengths {
        if shown {
            if insert_at.is_none() && splice.at <= visible + length {
                insert_at = Some(index + (splice.at - visible));
            }
            let (from, to) = (splice.at.max(visible), end.min(visible + length));
            if from < to {
                cuts.push((index + (from - visible), to - from));
            }
            visible += length;
        }
        index += length;
    }
    // A text put in as one thing looks like characters here: yrs panics on what reaches outside.
    for (at, count) in cuts.into_iter().rev() {
        let length = text.len(txn);
        text.remove_range(txn, at.min(length), count.min(length - at.min(length)));
    }
    if !splice.insert.is_empty() {
        let at = insert_at.unwrap_or(index).min(text.len(txn));
        text.insert(txn, at, &splice.insert);
    }
}
