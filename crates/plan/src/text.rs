//! Text edits in UTF-16 units, on the boundaries of characters as people see them (grapheme clusters).
//!
//! Why boundaries: half a surrogate pair makes peers diverge, and an insert inside an emoji is lost.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// One edit of a text: at `at`, `delete` units go and `insert` comes. Offsets are UTF-16 units on grapheme boundaries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "said above")]
pub struct Splice {
    pub at: u32,
    pub delete: u32,
    pub insert: String,
}

/// A piece of a change that came from elsewhere, in UTF-16 units; the pieces follow each other from the start of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delta {
    /// So many units stay.
    Retain(u32),
    /// This text comes.
    Insert(String),
    /// So many units go.
    Delete(u32),
}

/// Length in UTF-16 units.
pub fn length_utf16(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The one edit that turns `old` into `new`; `None` if they are equal.
///
/// Where several edits would do (a letter typed into a run of the same letter), the one that ends at the caret
/// (its place in `new`, in UTF-16 units) is what the person did.
pub fn splice_between(old: &str, new: &str, caret_utf16: Option<u32>) -> Option<Splice> {
    if old == new {
        return None;
    }
    let (mut head, mut tail) = common(old, new, caret_utf16);
    let (old_edges, new_edges) = (edges(old), edges(new));
    while !(is_edge(&old_edges, head) && is_edge(&new_edges, head)) {
        head -= 1;
    }
    while !(is_edge(&old_edges, old.len() - tail) && is_edge(&new_edges, new.len() - tail)) {
        tail -= 1;
    }
    Some(Splice {
        at: length_utf16(&old[..head]),
        delete: length_utf16(&old[head..old.len() - tail]),
        insert: new[head..new.len() - tail].to_owned(),
    })
}

/// The change from `old` to `new` in pieces, for carets; `None` if they are equal. Only whole characters, but not
/// on the boundaries of what people see: nothing is written by it, and the tables of those boundaries are large.
pub(crate) fn delta_between(old: &str, new: &str) -> Option<Vec<Delta>> {
    if old == new {
        return None;
    }
    let (head, tail) = common(old, new, None);
    let pieces = [
        Delta::Retain(length_utf16(&old[..head])),
        Delta::Delete(length_utf16(&old[head..old.len() - tail])),
        Delta::Insert(new[head..new.len() - tail].to_owned()),
    ];
    let some = |piece: &Delta| {
        !matches!(piece, Delta::Retain(0) | Delta::Delete(0))
            && *piece != Delta::Insert(String::new())
    };
    Some(pieces.into_iter().filter(some).collect())
}

/// Where a caret (UTF-16 units) stands after a change from elsewhere. An insert right at the caret leaves it in front.
pub fn shift_caret(caret: u32, delta: &[Delta]) -> u32 {
    let (mut position, mut caret) = (0_u32, caret);
    for piece in delta {
        if position >= caret {
            break;
        }
        match piece {
            Delta::Retain(count) => position = position.saturating_add(*count),
            Delta::Insert(text) => {
                let length = length_utf16(text);
                position = position.saturating_add(length);
                caret = caret.saturating_add(length);
            }
            Delta::Delete(count) => caret -= (*count).min(caret - position),
        }
    }
    caret
}

/// The text after the edit; `None` if the edit reaches outside or into a surrogate pair.
pub fn spliced(text: &str, splice: &Splice) -> Option<String> {
    let from = byte_at(text, splice.at)?;
    let to = from + byte_at(&text[from..], splice.delete)?;
    Some(format!("{}{}{}", &text[..from], splice.insert, &text[to..]))
}

/// Byte offset of a UTF-16 offset; `None` outside the text or inside a surrogate pair.
pub(crate) fn byte_at(text: &str, utf16: u32) -> Option<usize> {
    let mut units = 0;
    for (byte, character) in text.char_indices() {
        if units >= utf16 {
            return (units == utf16).then_some(byte);
        }
        units += character.len_utf16() as u32;
    }
    (units == utf16).then_some(text.len())
}

/// The grapheme boundaries around an offset, in UTF-16 units: equal where the offset is one itself.
pub(crate) fn boundaries_around(text: &str, utf16: u32) -> (u32, u32) {
    let mut before = 0;
    for grapheme in text.graphemes(true) {
        let after = before + length_utf16(grapheme);
        if before == utf16 || after > utf16 {
            return if before == utf16 {
                (before, before)
            } else {
                (before, after)
            };
        }
        before = after;
    }
    (before, before)
}

/// Bytes in common at the front and at the end, on character boundaries; the change ends at the caret where it can.
fn common(old: &str, new: &str, caret_utf16: Option<u32>) -> (usize, usize) {
    let after_caret = match caret_utf16 {
        Some(caret) => new.len() - byte_at(new, caret).unwrap_or(new.len()),
        None => 0,
    };
    let mut tail = common_suffix(old, new, after_caret);
    let head = common_prefix(&old[..old.len() - tail], &new[..new.len() - tail]);
    // A caret before the change (a forward delete) leaves more in common behind it.
    tail += common_suffix(
        &old[head..old.len() - tail],
        &new[head..new.len() - tail],
        usize::MAX,
    );
    (head, tail)
}

/// Bytes in common at the front, on a character boundary of both.
fn common_prefix(old: &str, new: &str) -> usize {
    let same = |((_, a), (_, b)): &((usize, char), (usize, char))| a == b;
    let pairs = old.char_indices().zip(new.char_indices());
    pairs
        .take_while(same)
        .map(|((at, character), _)| at + character.len_utf8())
        .last()
        .unwrap_or(0)
}

/// Bytes in common at the end, at most `max`.
fn common_suffix(old: &str, new: &str, max: usize) -> usize {
    let mut length = 0;
    for (a, b) in old.chars().rev().zip(new.chars().rev()) {
        if a != b || length + a.len_utf8() > max {
            break;
        }
        length += a.len_utf8();
    }
    length
}

/// Byte offsets between graphemes, sorted, both ends included.
fn edges(text: &str) -> Vec<usize> {
    let mut edges: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    edges.push(text.len());
    edges
}

fn is_edge(edges: &[usize], at: usize) -> bool {
    edges.binary_search(&at).is_ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(old: &str, new: &str, caret: Option<u32>, want: (u32, u32, &str)) {
        let splice = splice_between(old, new, caret).expect("they differ");
        assert_eq!(
            (splice.at, splice.delete, splice.insert.as_str()),
            want,
            "{old:?} -> {new:?}"
        );
    }

    #[test]
    fn the_caret_says_which_of_equal_letters_was_typed() {
        check("aaa", "aaaa", Some(1), (0, 0, "a"));
        check("aaa", "aaaa", Some(3), (2, 0, "a"));
        check("aaa", "aaaa", None, (3, 0, "a"));
        check("aaa", "aa", Some(1), (1, 1, ""));
    }

    #[test]
    fn edits_never_cut_what_people_see_as_one_character() {
        check("e", "e\u{301}", Some(2), (0, 1, "e\u{301}"));
        check("👩", "👩‍🚀", None, (0, 2, "👩‍🚀"));
        check("😀", "😁", None, (0, 2, "😁"));
        check("a🇳🇱b", "a🇳🇴b", None, (1, 4, "🇳🇴"));
    }

    #[test]
    fn a_caret_follows_the_text_around_it() {
        let insert = |text: &str| Delta::Insert(text.to_owned());
        assert_eq!(shift_caret(3, &[insert("ab")]), 5);
        assert_eq!(shift_caret(3, &[Delta::Retain(3), insert("ab")]), 3);
        assert_eq!(shift_caret(3, &[Delta::Retain(1), Delta::Delete(5)]), 1);
        assert_eq!(
            shift_caret(9, &[Delta::Retain(1), Delta::Delete(2), insert("😀")]),
            9
        );
    }

    #[test]
    fn a_change_for_carets_holds_whole_characters() {
        let delta = delta_between("a😀b", "a😁b").expect("they differ");
        let parts = [
            Delta::Retain(1),
            Delta::Delete(2),
            Delta::Insert("😁".into()),
        ];
        assert_eq!(delta, parts);
        assert_eq!(delta_between("a", "a"), None);
    }

    #[test]
    fn boundaries_are_counted_in_utf16_units() {
        assert_eq!(boundaries_around("a😀b", 2), (1, 3));
        assert_eq!(boundaries_around("a😀b", 3), (3, 3));
        assert_eq!(boundaries_around("ab", 9), (2, 2));
        assert_eq!(byte_at("a😀b", 2), None);
    }

    proptest! {
        #[test]
        fn the_edit_turns_old_into_new(old in "[ae\u{301}😀👩\u{200d}\r\n]{0,8}", new in "[ae\u{301}😀👩\u{200d}\r\n]{0,8}", caret in prop::option::of(0_u32..12)) {
            match splice_between(&old, &new, caret) {
                None => prop_assert_eq!(old, new),
                Some(splice) => {
                    let (start, _) = boundaries_around(&old, splice.at);
                    prop_assert_eq!(start, splice.at);
                    let (end, _) = boundaries_around(&old, splice.at + splice.delete);
                    prop_assert_eq!(end, splice.at + splice.delete);
                    prop_assert_eq!(spliced(&old, &splice), Some(new));
                }
            }
        }
    }
}
