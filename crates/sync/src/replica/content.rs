//! What a document holds, written out the same by every replica that holds the same: state and
//! deletions. Two writers with one client id have equal state vectors and different contents.

use std::fmt::Write as _;

use yrs::types::ToJson;
use yrs::{Any, Array, GetString, IdSet, Map, ReadTxn, Transact};

use super::Document;

impl Document {
    /// Every root (as a map and as a sequence, whatever it is used as), what is deleted and what
    /// waits. For comparison and for people who look for a difference; slow.
    #[must_use]
    pub fn content(&self) -> String {
        let txn = self.doc.transact();
        let mut roots: Vec<String> = txn.root_refs().map(|(name, _)| name.to_owned()).collect();
        roots.sort_unstable();
        let mut out = String::new();
        for root in roots {
            if let Some(map) = txn.get_map(root.as_str())
                && map.len(&txn) > 0
            {
                write_line(&mut out, &root, &map.to_json(&txn));
            }
            let text = txn.get_text(root.as_str());
            let text = text.map(|text| text.get_string(&txn)).unwrap_or_default();
            if !text.is_empty() {
                write_line(&mut out, &root, &Any::from(text));
            } else if let Some(list) = txn.get_array(root.as_str())
                && list.len(&txn) > 0
            {
                // Never a text read as a list: yrs 0.28.1 loops for ever on a surrogate pair then.
                write_line(&mut out, &root, &list.to_json(&txn));
            }
        }
        let mut clocks: Vec<_> = txn
            .state_vector()
            .iter()
            .map(|(client, clock)| (client.get(), *clock))
            .collect();
        clocks.sort_unstable();
        drop(txn);
        let known = self.known();
        let _ = writeln!(out, "clocks {clocks:?}");
        let _ = writeln!(out, "deleted {:?}", ranges(&known.deletions));
        let _ = writeln!(out, "waiting {:?}", ranges(&known.waiting));
        out
    }

    /// [`Document::content`] in 64 bits (FNV-1a: the same in every build).
    #[must_use]
    pub fn digest(&self) -> u64 {
        let step = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        self.content().bytes().fold(0xcbf2_9ce4_8422_2325, step)
    }
}

fn write_line(out: &mut String, root: &str, value: &Any) {
    let _ = write!(out, "{root} ");
    write_sorted(out, value);
    out.push('\n');
}

/// JSON with sorted keys: maps keep no order of their own.
fn write_sorted(out: &mut String, value: &Any) {
    match value {
        Any::Map(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| key.as_str());
            out.push('{');
            for (key, value) in entries {
                let _ = write!(out, "{key:?}:");
                write_sorted(out, value);
                out.push(',');
            }
            out.push('}');
        }
        Any::Array(list) => {
            out.push('[');
            for value in list.iter() {
                write_sorted(out, value);
                out.push(',');
            }
            out.push(']');
        }
        scalar => {
            let _ = write!(out, "{scalar:?}");
        }
    }
}

fn ranges(set: &IdSet) -> Vec<(u64, u32, u32)> {
    let ranges = set.iter().flat_map(|(client, ranges)| {
        ranges
            .iter()
            .map(move |range| (client.get(), range.start, range.end))
    });
    let mut ranges: Vec<_> = ranges.filter(|(_, start, end)| start < end).collect();
    ranges.sort_unstable();
    ranges
}
