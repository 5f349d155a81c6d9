//! Identifiers of records. Small, `Copy`, and safe inside composite keys such as `{milestone}/{person}`.

mod hash;

use std::{fmt, hash::Hash, str::FromStr};

use serde::{Deserialize, Serialize, de};

pub(crate) use hash::IdMap;

/// Longest id in characters.
pub const ID_LENGTH_MAX: usize = 15;
/// Crockford's alphabet: no letter that is mistaken for a digit when read aloud.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// An id as text: 1 to [`ID_LENGTH_MAX`] characters of `A-Z a-z 0-9 _ -`, never a `/`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Id {
    bytes: [u8; ID_LENGTH_MAX],
    length: u8,
}

impl Hash for Id {
    /// In one piece: a schedule looks up three ids a milestone.
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let mut all = [0; ID_LENGTH_MAX + 1];
        all[..ID_LENGTH_MAX].copy_from_slice(&self.bytes);
        all[ID_LENGTH_MAX] = self.length;
        state.write_u128(u128::from_le_bytes(all));
    }
}

/// The text is not an id: empty, too long, or with a character outside `A-Z a-z 0-9 _ -`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidId;

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "an id is 1 to {ID_LENGTH_MAX} characters of A-Z a-z 0-9 _ -"
        )
    }
}

impl std::error::Error for InvalidId {}

impl Id {
    /// 13 characters that hold all 64 bits.
    fn from_bits(bits: u64) -> Self {
        let mut bytes = [0; ID_LENGTH_MAX];
        for (place, byte) in bytes.iter_mut().take(13).enumerate() {
            *byte = ALPHABET[(bits >> (5 * place) & 31) as usize];
        }
        Self { bytes, length: 13 }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length as usize]).expect("ids are checked on entry")
    }
}

impl FromStr for Id {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if text.is_empty() || text.len() > ID_LENGTH_MAX || !text.as_bytes().iter().all(allowed) {
            return Err(InvalidId);
        }
        let mut bytes = [0; ID_LENGTH_MAX];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self {
            bytes,
            length: text.len() as u8,
        })
    }
}

/// The start of a range over ids; no id itself.
pub(crate) trait Lowest {
    /// Less than every id.
    const LOWEST: Self;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Id);

        impl $name {
            /// An id from 64 random bits, which the caller draws: this crate has no randomness.
            pub fn from_bits(bits: u64) -> Self {
                Self(Id::from_bits(bits))
            }

            /// The id as it stands in the document.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl Lowest for $name {
            const LOWEST: Self = Self(Id { bytes: [0; ID_LENGTH_MAX], length: 0 });
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A milestone.
    MilestoneId
    /// A person, named or still a placeholder.
    PersonId
    /// A phase or a function.
    TrackId
    /// An evaluation criterion.
    CriterionId
    /// An item of a milestone's checklist.
    ItemId
    /// A link (an address) of a milestone.
    LinkId
    /// An approval of the whole plan.
    ApprovalId
    /// A receipt that a relay signed.
    ReceiptId
    /// A comment (talk document).
    CommentId
    /// A call review (talk document).
    ReviewId
    /// A stage gate (side document).
    GateId
    /// A signal about the other side (side document).
    SignalId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bits_make_a_readable_id() {
        let id = MilestoneId::from_bits(0xdead_beef_cafe_f00d);
        assert_eq!(id.as_str().len(), 13);
        assert_eq!(id.as_str().parse(), Ok(id));
        assert_ne!(MilestoneId::from_bits(1), MilestoneId::from_bits(1 << 63));
    }

    #[test]
    fn a_slash_an_empty_text_and_a_long_text_are_no_ids() {
        for text in ["", "a/b", "0123456789abcdef", "é", "a b"] {
            assert_eq!(text.parse::<PersonId>(), Err(InvalidId), "{text:?}");
        }
    }
}
