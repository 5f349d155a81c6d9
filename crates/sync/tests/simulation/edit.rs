//! What the simulated people do to a document: the operations of a plan, without knowing a plan.

use sync::Document;
use yrs::types::text::TextPrelim;
use yrs::{Any, GetString, Map, MapPrelim, MapRef, Out, ReadTxn, Text, TransactionMut, WriteTxn};

use crate::random::Random;

/// Few keys, so that people meet.
const RECORDS: usize = 4;
const FIELDS: [&str; 3] = ["due", "status", "archived"];

/// One change, small enough to be undone by another.
#[derive(Clone, Debug)]
pub enum Edit {
    /// A value under a key of the flat root map; `None` removes the key.
    Set {
        key: String,
        value: Option<String>,
    },
    /// A record with its text, made in one transaction; nothing if it is there.
    Create {
        record: usize,
    },
    /// A field of a record.
    Field {
        record: usize,
        field: &'static str,
        value: Option<String>,
    },
    /// Text of a record, or of the root text if there is no such record.
    Insert {
        record: usize,
        at: u32,
        text: String,
    },
    Remove {
        record: usize,
        at: u32,
        length: u32,
    },
}

impl Edit {
    pub fn random(random: &mut Random, tag: &str) -> Self {
        let record = random.below(RECORDS);
        let field = FIELDS[random.below(FIELDS.len())];
        let value = (!random.chance(25)).then(|| tag.to_owned());
        let at = u32::try_from(random.below(24)).expect("small");
        match random.below(10) {
            0..=2 => Self::Set {
                key: format!("{record}/{field}"),
                value,
            },
            3 => Self::Create { record },
            4 | 5 => Self::Field {
                record,
                field,
                value,
            },
            6 | 7 => Self::Insert {
                record,
                at,
                text: format!("{tag}ë😀"),
            },
            _ => Self::Remove {
                record,
                at,
                length: 1 + at % 5,
            },
        }
    }

    /// The key that two people may write at once, if this writes one.
    pub fn key(&self) -> Option<String> {
        match self {
            Self::Set { key, .. } => Some(key.clone()),
            Self::Field { record, field, .. } => Some(format!("record {record} {field}")),
            _ => None,
        }
    }

    /// Does it; gives the update for the wire and the edit that takes it back, if it changed anything.
    pub fn apply(&self, document: &mut Document) -> Option<(Vec<u8>, Option<Edit>)> {
        let mut inverse = None;
        let update = document.edit(|txn| inverse = self.write(txn))?;
        Some((update, inverse))
    }

    fn write(&self, txn: &mut TransactionMut<'_>) -> Option<Edit> {
        match self {
            Self::Set { key, value } => {
                let map = txn.get_or_insert_map("plan");
                let value = put(txn, &map, key, value.as_deref());
                Some(Self::Set {
                    key: key.clone(),
                    value,
                })
            }
            Self::Create { record } => {
                let records = txn.get_or_insert_map("records");
                if records.get(txn, &record.to_string()).is_none() {
                    let made = MapPrelim::from([("title", TextPrelim::new("new"))]);
                    records.insert(txn, record.to_string(), made);
                }
                Some(Self::Field {
                    record: *record,
                    field: "archived",
                    value: Some("yes".into()),
                })
            }
            Self::Field {
                record,
                field,
                value,
            } => {
                let map = find(txn, *record)?;
                let value = put(txn, &map, field, value.as_deref());
                Some(Self::Field {
                    record: *record,
                    field,
                    value,
                })
            }
            Self::Insert { record, at, text } => {
                let target = text_of(txn, *record);
                let at = boundary(&target.get_string(txn), *at);
                target.insert(txn, at, text);
                let length = u32::try_from(text.encode_utf16().count()).expect("short");
                Some(Self::Remove {
                    record: *record,
                    at,
                    length,
                })
            }
            Self::Remove { record, at, length } => {
                let target = text_of(txn, *record);
                let text = target.get_string(txn);
                let (start, end) = (boundary(&text, *at), boundary(&text, at + length));
                if start == end {
                    return None;
                }
                let units: Vec<u16> = text.encode_utf16().collect();
                target.remove_range(txn, start, end - start);
                let removed = String::from_utf16_lossy(&units[start as usize..end as usize]);
                Some(Self::Insert {
                    record: *record,
                    at: start,
                    text: removed,
                })
            }
        }
    }
}

/// Writes changes only, as the app's commands do; gives what was there.
fn put(
    txn: &mut TransactionMut<'_>,
    map: &MapRef,
    key: &str,
    value: Option<&str>,
) -> Option<String> {
    let old = match map.get(txn, key) {
        Some(Out::Any(Any::String(old))) => Some(old.to_string()),
        _ => None,
    };
    match value {
        Some(value) if old.as_deref() != Some(value) => {
            map.insert(txn, key, value);
        }
        None if old.is_some() => {
            map.remove(txn, key);
        }
        _ => {}
    }
    old
}

fn find(txn: &TransactionMut<'_>, record: usize) -> Option<MapRef> {
    match txn.get_map("records")?.get(txn, &record.to_string()) {
        Some(Out::YMap(map)) => Some(map),
        _ => None,
    }
}

fn text_of(txn: &mut TransactionMut<'_>, record: usize) -> yrs::TextRef {
    match find(txn, record).and_then(|map| map.get(txn, "title")) {
        Some(Out::YText(text)) => text,
        _ => txn.get_or_insert_text("goal"),
    }
}

/// The nearest place at or before `at` that splits no character, in UTF-16 units.
fn boundary(text: &str, at: u32) -> u32 {
    let mut place = 0;
    for character in text.chars() {
        let next = place + u32::try_from(character.len_utf16()).expect("one or two");
        if next > at {
            break;
        }
        place = next;
    }
    place
}
