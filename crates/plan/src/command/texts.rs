//! Rules of text edits: inside the text, on character boundaries, within the limit.

use crate::{
    command::{Draft, Refused, TextField},
    limits::{LINE_LENGTH_MAX, PROSE_LENGTH_MAX},
    text::{Splice, boundaries_around, byte_at, length_utf16},
};

impl TextField {
    /// Longest text, in UTF-16 units.
    pub fn length_max(self) -> usize {
        match self {
            Self::PlanTitle | Self::MilestoneTitle(_) => LINE_LENGTH_MAX,
            _ => PROSE_LENGTH_MAX,
        }
    }
}

/// Whether the text `what` may be so long.
pub(crate) fn check_length(what: &str, text: &str, max: usize) -> Result<(), Refused> {
    check_count(what, length_utf16(text) as usize, max)
}

fn check_count(what: &str, length: usize, max: usize) -> Result<(), Refused> {
    if length > max {
        return Err(Refused::TooLong {
            field: what.to_owned(),
            length,
            max,
        });
    }
    Ok(())
}

/// Whether the splice fits the text of the field.
pub(crate) fn check_splice(
    draft: &Draft,
    field: TextField,
    splice: &Splice,
) -> Result<(), Refused> {
    splice_fits(
        &field.to_string(),
        field.length_max(),
        draft.text(field)?,
        splice,
    )
}

/// See [`check_splice`]; the talk and side documents have texts too.
pub(crate) fn splice_fits(
    what: &str,
    max: usize,
    text: &str,
    splice: &Splice,
) -> Result<(), Refused> {
    let length = length_utf16(text);
    let end = splice.at.saturating_add(splice.delete);
    if end > length {
        return Err(Refused::SpliceOutside {
            field: what.to_owned(),
            end,
            length,
        });
    }
    for at in [splice.at, end] {
        let (before, after) = boundaries_around(text, at);
        if before != after {
            return Err(Refused::SpliceInsideCharacter {
                field: what.to_owned(),
                at,
                before,
                after,
            });
        }
    }
    let after = (length - splice.delete) as usize + length_utf16(&splice.insert) as usize;
    // A text that a merge made too long can still be shortened.
    let grows = length_utf16(&splice.insert) > splice.delete;
    if grows {
        check_count(what, after, max)
    } else {
        Ok(())
    }
}

/// The splice that takes back an edit: where what was inserted still stands, nearest to `at`.
pub(crate) fn reverting_splice(
    draft: &Draft,
    field: TextField,
    at: u32,
    inserted: &str,
    removed: &str,
) -> Result<Splice, Refused> {
    let text = draft.text(field)?;
    find_revert(text, at, inserted, removed).ok_or_else(|| Refused::ChangedSince {
        field: field.to_string(),
    })
}

/// See [`reverting_splice`].
pub(crate) fn find_revert(text: &str, at: u32, inserted: &str, removed: &str) -> Option<Splice> {
    let on_edge = |at: u32| boundaries_around(text, at).0 == at;
    if inserted.is_empty() {
        let at = boundaries_around(text, at).0;
        return Some(Splice {
            at,
            delete: 0,
            insert: removed.to_owned(),
        });
    }
    let delete = length_utf16(inserted);
    // An edit is taken back at its own place first: the search is only for texts that others changed before it.
    let here = byte_at(text, at).is_some_and(|byte| text[byte..].starts_with(inserted));
    let candidates = text
        .match_indices(inserted)
        .map(|(byte, _)| length_utf16(&text[..byte]));
    let found = here.then_some(at).into_iter().chain(candidates);
    let whole = found.filter(|start| on_edge(*start) && on_edge(start + delete));
    let at = whole.min_by_key(|start| start.abs_diff(at))?;
    Some(Splice {
        at,
        delete,
        insert: removed.to_owned(),
    })
}
