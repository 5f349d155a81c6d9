//! The messages on the wire, and nothing about what they mean (docs/protocol.md, rules W1 and W2).
//!
//! A frame is one binary WebSocket message and holds exactly one message. Decoding borrows from the
//! frame and is strict: what is left over, cut short or longer than its limit is [`Malformed`].

use std::str;

/// One frame, whole. An offline step 2 is one frame, so this bounds a document as well (P5).
pub const FRAME_BYTES_MAX: usize = 16 << 20;
/// A document with everything deleted and pending counted, as an encoded whole state (P5).
pub const DOCUMENT_BYTES_MAX: usize = 16 << 20;
/// One awareness message: it may repeat the states of everybody present.
pub const AWARENESS_BYTES_MAX: usize = 4 << 20;
/// The JSON of one presence state (P8).
pub const STATE_BYTES_MAX: usize = 4 << 10;
/// Client ids that one awareness message may name.
pub const AWARENESS_ENTRIES_MAX: usize = 1 << 12;

/// The subprotocol of our own client: asks for [`Message::Saved`].
pub const SUBPROTOCOL: &str = "coplan.v1";
/// The subprotocol of any other Yjs client.
pub const SUBPROTOCOL_STOCK: &str = "y.v1";
/// What the second offered subprotocol begins with; the link's secret follows in base64url.
pub const SUBPROTOCOL_KEY_PREFIX: &str = "key.";

/// Why a connection was closed, and whether to come back.
pub mod close {
    /// The bytes were no message, or the update in them no update.
    pub const MALFORMED: u16 = 4400;
    /// Unknown plan or wrong key: alike on purpose. Also a link revoked while connected.
    pub const UNAUTHORIZED: u16 = 4401;
    /// The link may not write what it tried to write.
    pub const FORBIDDEN: u16 = 4403;
    /// The plan was deleted; told to holders of a valid link only.
    pub const DELETED: u16 = 4404;
    /// A frame, a document or a presence state over its limit.
    pub const TOO_LARGE: u16 = 4413;
    /// Normal end, by the client.
    pub const NORMAL: u16 = 1000;
    /// Something broke in the relay: try again.
    pub const INTERNAL: u16 = 1011;
    /// The relay restarts: try again.
    pub const RESTART: u16 = 1012;
    /// Too busy, or too slow a reader: try again.
    pub const TRY_AGAIN: u16 = 1013;
    /// Sent by our client when nothing was heard for too long: try again.
    pub const SILENT: u16 = 4500;

    /// Codes after which coming back cannot help until a person does something.
    #[must_use]
    pub fn is_permanent(code: u16) -> bool {
        (4400..=4499).contains(&code)
    }
}

/// The bytes are not what they should be. Says where, for the log; the sender learns only 4400.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed: {0}")]
pub struct Malformed(pub &'static str);

/// One message, borrowed from its frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message<'a> {
    /// "This is my state vector: what am I missing?"
    SyncStep1(&'a [u8]),
    /// The answer to a step 1: an update with what was missing, and the whole delete set.
    SyncStep2(&'a [u8]),
    /// An edit, as an update in lib0 v1 encoding.
    Update(&'a [u8]),
    /// Presence entries; see [`crate::awareness`].
    Awareness(&'a [u8]),
    /// y-protocols' "permission denied", with a reason.
    Denied(&'a str),
    /// "Tell me who is here."
    QueryAwareness,
    /// The first n step 2 and update messages of this connection are on disk (type 120, ours).
    Saved(u64),
}

const SYNC: u64 = 0;
const AWARENESS: u64 = 1;
const AUTH: u64 = 2;
const QUERY_AWARENESS: u64 = 3;
const SAVED: u64 = 120;

impl<'a> Message<'a> {
    /// Reads the one message of a frame.
    pub fn decode(frame: &'a [u8]) -> Result<Self, Malformed> {
        if frame.len() > FRAME_BYTES_MAX {
            return Err(Malformed("frame over its limit"));
        }
        let mut reader = Reader::new(frame);
        let message = match reader.var_uint()? {
            SYNC => match reader.var_uint()? {
                0 => Message::SyncStep1(reader.var_bytes()?),
                1 => Message::SyncStep2(reader.var_bytes()?),
                2 => Message::Update(reader.var_bytes()?),
                _ => return Err(Malformed("unknown kind of sync message")),
            },
            AWARENESS => Message::Awareness(reader.var_bytes()?),
            AUTH => match reader.var_uint()? {
                0 => Message::Denied(reader.var_string()?),
                _ => return Err(Malformed("unknown kind of auth message")),
            },
            QUERY_AWARENESS => Message::QueryAwareness,
            SAVED => Message::Saved(reader.var_uint()?),
            _ => return Err(Malformed("unknown type of message")),
        };
        reader.end()?;
        match message {
            Message::Awareness(bytes) if bytes.len() > AWARENESS_BYTES_MAX => {
                Err(Malformed("awareness over its limit"))
            }
            message => Ok(message),
        }
    }

    /// The frame of this message.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::with_capacity(16 + self.body_len());
        match *self {
            Message::SyncStep1(bytes) => writer.tagged(SYNC, 0).var_bytes(bytes),
            Message::SyncStep2(bytes) => writer.tagged(SYNC, 1).var_bytes(bytes),
            Message::Update(bytes) => writer.tagged(SYNC, 2).var_bytes(bytes),
            Message::Awareness(bytes) => writer.var_uint(AWARENESS).var_bytes(bytes),
            Message::Denied(reason) => writer.tagged(AUTH, 0).var_bytes(reason.as_bytes()),
            Message::QueryAwareness => writer.var_uint(QUERY_AWARENESS),
            Message::Saved(count) => writer.tagged(SAVED, count),
        };
        writer.into_bytes()
    }

    fn body_len(&self) -> usize {
        match self {
            Message::SyncStep1(bytes)
            | Message::SyncStep2(bytes)
            | Message::Update(bytes)
            | Message::Awareness(bytes) => bytes.len(),
            Message::Denied(reason) => reason.len(),
            Message::QueryAwareness | Message::Saved(_) => 0,
        }
    }
}

/// Reads lib0 values from a slice; never past its end, never more than it holds.
///
/// Not yrs's own cursor: that one adds a length from the wire to its position unchecked, which
/// wraps where `usize` has 32 bits.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Seven bits a byte, low first. Numbers over 2^53 are refused: JavaScript cannot hold them.
    pub(crate) fn var_uint(&mut self) -> Result<u64, Malformed> {
        let mut value = 0u64;
        for shift in (0..56).step_by(7) {
            let (&byte, rest) = self.0.split_first().ok_or(Malformed("number cut short"))?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return if value < 1 << 53 {
                    Ok(value)
                } else {
                    Err(Malformed("number too large"))
                };
            }
        }
        Err(Malformed("number too long"))
    }

    pub(crate) fn var_bytes(&mut self) -> Result<&'a [u8], Malformed> {
        let length = self.var_uint()?;
        let length = usize::try_from(length).map_err(|_| Malformed("length too large"))?;
        self.take(length)
    }

    pub(crate) fn var_string(&mut self) -> Result<&'a str, Malformed> {
        str::from_utf8(self.var_bytes()?).map_err(|_| Malformed("text that is not UTF-8"))
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Malformed> {
        self.take(1).map(|bytes| bytes[0])
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (bytes, rest) = self
            .0
            .split_at_checked(length)
            .ok_or(Malformed("bytes cut short"))?;
        self.0 = rest;
        Ok(bytes)
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.0
    }

    pub(crate) fn end(&self) -> Result<(), Malformed> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Malformed("bytes after the message"))
        }
    }
}

/// Writes lib0 values.
#[derive(Default)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    pub(crate) fn var_uint(&mut self, mut value: u64) -> &mut Self {
        while value >= 0x80 {
            self.0.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
        self
    }

    fn tagged(&mut self, kind: u64, tag: u64) -> &mut Self {
        self.var_uint(kind).var_uint(tag)
    }

    pub(crate) fn var_bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.var_uint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn byte(&mut self, byte: u8) -> &mut Self {
        self.0.push(byte);
        self
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

#[cfg(test)]
mod tests;
