//! Who is here: presence states by client id, each with a clock, none for long.
//!
//! As in y-protocols: a state wins with a higher clock, or with an equal one if it says "gone".
//! Time is an argument, in milliseconds of any steady clock.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::wire::{AWARENESS_ENTRIES_MAX, Malformed, Reader, Writer};

/// An entry that nobody renewed for this long is gone.
pub const EXPIRES_MS: u64 = 30_000;
/// Owners renew this often.
pub const RENEW_MS: u64 = 15_000;

/// Somebody here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// The client id of their document.
    pub client: u64,
    /// Their state, a JSON object.
    pub state: String,
}

/// One entry of an awareness message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The client id it is about.
    pub client: u64,
    /// Counts up with each change or renewal.
    pub clock: u64,
    /// A JSON object; `None` (JSON `null`) says that they are gone.
    pub state: Option<&'a str>,
}

/// Reads the body of an awareness message. The texts are not yet checked to be JSON objects.
pub fn decode(bytes: &[u8]) -> Result<Vec<Entry<'_>>, Malformed> {
    let mut reader = Reader::new(bytes);
    let count = reader.var_uint()?;
    if count > AWARENESS_ENTRIES_MAX as u64 {
        return Err(Malformed("too many presence entries"));
    }
    let mut entries = Vec::new();
    for _ in 0..count {
        let (client, clock) = (reader.var_uint()?, reader.var_uint()?);
        let text = reader.var_string()?;
        entries.push(Entry {
            client,
            clock,
            state: (text != "null").then_some(text),
        });
    }
    reader.end()?;
    Ok(entries)
}

/// Writes the body of an awareness message.
#[must_use]
pub fn encode(entries: &[Entry<'_>]) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.var_uint(entries.len() as u64);
    for entry in entries {
        writer.var_uint(entry.client).var_uint(entry.clock);
        writer.var_bytes(entry.state.unwrap_or("null").as_bytes());
    }
    writer.into_bytes()
}

/// A presence state must be a JSON object: readers look up fields in it.
pub fn parse_state(text: &str) -> Result<Map<String, Value>, Malformed> {
    serde_json::from_str(text).map_err(|_| Malformed("presence that is not a JSON object"))
}

/// What is known of everybody, the recently gone included.
#[derive(Clone, Debug, Default)]
pub struct Awareness {
    known: BTreeMap<u64, Known>,
}

#[derive(Clone, Debug)]
struct Known {
    clock: u64,
    state: Option<String>,
    heard_ms: u64,
}

impl Awareness {
    /// Takes in one entry; `false` if something newer is known.
    pub fn merge(&mut self, now_ms: u64, entry: Entry<'_>) -> bool {
        if let Some(known) = self.known.get(&entry.client) {
            let gone = entry.state.is_none() && known.state.is_some();
            if entry.clock < known.clock || (entry.clock == known.clock && !gone) {
                return false;
            }
        }
        let state = entry.state.map(str::to_owned);
        let known = Known {
            clock: entry.clock,
            state,
            heard_ms: now_ms,
        };
        self.known.insert(entry.client, known);
        true
    }

    /// Lets go of what nobody renewed, and of the gone after as long again; gives the client ids
    /// that went away just now.
    pub fn expire(&mut self, now_ms: u64) -> Vec<u64> {
        let mut gone = Vec::new();
        self.known.retain(|client, known| {
            let silent_ms = now_ms.saturating_sub(known.heard_ms);
            if known.state.is_none() {
                return silent_ms < EXPIRES_MS;
            }
            if silent_ms >= EXPIRES_MS {
                known.state = None;
                known.clock += 1;
                known.heard_ms = now_ms;
                gone.push(*client);
            }
            true
        });
        gone
    }

    /// Marks one as gone; `false` if it was not here.
    pub fn remove(&mut self, now_ms: u64, client: u64) -> bool {
        let Some(known) = self.known.get_mut(&client) else {
            return false;
        };
        let was_here = known.state.take().is_some();
        if was_here {
            known.clock += 1;
            known.heard_ms = now_ms;
        }
        was_here
    }

    /// Forgets everybody, the gone included: what was heard on a connection ends with it.
    pub fn clear(&mut self) {
        self.known.clear();
    }

    /// What is known of one client id, the gone included.
    #[must_use]
    pub fn entry(&self, client: u64) -> Option<Entry<'_>> {
        let known = self.known.get(&client)?;
        Some(Entry {
            client,
            clock: known.clock,
            state: known.state.as_deref(),
        })
    }

    /// Everybody here, by client id.
    pub fn present(&self) -> impl Iterator<Item = Entry<'_>> {
        self.known
            .keys()
            .filter_map(|&client| self.entry(client))
            .filter(|it| it.state.is_some())
    }

    /// When the next entry runs out.
    #[must_use]
    pub fn next_expiry_ms(&self) -> Option<u64> {
        self.known
            .values()
            .map(|known| known.heard_ms + EXPIRES_MS)
            .min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(clock: u64, state: Option<&str>) -> Entry<'_> {
        Entry {
            client: 7,
            clock,
            state,
        }
    }

    fn here(awareness: &Awareness) -> Vec<&str> {
        awareness
            .present()
            .filter_map(|entry| entry.state)
            .collect()
    }

    #[test]
    fn a_higher_clock_wins_and_an_equal_one_only_if_it_says_gone() {
        let mut awareness = Awareness::default();
        assert!(awareness.merge(0, entry(2, Some("{}"))));
        assert!(!awareness.merge(0, entry(1, Some("{\"old\":1}"))));
        assert!(!awareness.merge(0, entry(2, Some("{\"same\":1}"))));
        assert_eq!(here(&awareness), ["{}"]);
        assert!(awareness.merge(0, entry(2, None)));
        assert!(!awareness.merge(0, entry(2, None)), "already gone");
        assert!(
            !awareness.merge(0, entry(2, Some("{}"))),
            "an echo does not raise the dead"
        );
        assert!(awareness.merge(0, entry(3, Some("{\"back\":1}"))));
        assert_eq!(here(&awareness), ["{\"back\":1}"]);
    }

    #[test]
    fn entries_end_thirty_seconds_after_they_were_last_renewed() {
        let mut awareness = Awareness::default();
        awareness.merge(0, entry(1, Some("{}")));
        awareness.merge(RENEW_MS, entry(2, Some("{}")));
        assert!(awareness.expire(EXPIRES_MS).is_empty());
        assert_eq!(awareness.next_expiry_ms(), Some(RENEW_MS + EXPIRES_MS));
        assert_eq!(awareness.expire(RENEW_MS + EXPIRES_MS), [7]);
        assert!(here(&awareness).is_empty());
        awareness.expire(RENEW_MS + 2 * EXPIRES_MS);
        assert_eq!(
            awareness.entry(7),
            None,
            "the gone are forgotten in the end"
        );
    }

    #[test]
    fn a_message_survives_its_encoding() {
        let entries = [
            entry(1, Some("{\"name\":\"Ada\"}")),
            Entry {
                client: 1 << 40,
                clock: 300,
                state: None,
            },
        ];
        let bytes = encode(&entries);
        assert_eq!(decode(&bytes).expect("just encoded"), entries);
        for end in 0..bytes.len() {
            assert!(decode(&bytes[..end]).is_err(), "cut at {end}");
        }
        assert!(
            decode(&[bytes.as_slice(), &[0]].concat()).is_err(),
            "something left over"
        );
    }

    #[test]
    fn a_count_that_promises_too_much_is_malformed() {
        assert!(decode(&[0xff, 0xff, 0xff, 0x7f]).is_err());
    }
}
