//! The plan document. The only place that opens transactions.

use crate::{
    command::{Command, Refused, TextField},
    model::{Plan, Session},
    text::Delta,
};

/// A plan document of one session.
pub struct PlanDoc {
    doc: yrs::Doc,
}

/// What a command did.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// Bytes for the wire (update v1); empty if nothing changed.
    pub update: Vec<u8>,
    /// The inverse; does nothing where nothing changed.
    pub undo: Command,
}

/// What a foreign update did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merged {
    /// Something that can be read has changed.
    pub changed: bool,
    /// Changes of texts, for cursors.
    pub texts: Vec<TextChange>,
}

/// A text that somebody else changed.
#[derive(Debug, Clone, PartialEq)]
pub struct TextChange {
    /// Which text.
    pub field: TextField,
    /// How, in UTF-16 units.
    pub delta: Vec<Delta>,
}

/// The bytes are no update or state vector that this format knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("malformed bytes: {0}")]
pub struct Malformed(pub String);

impl PlanDoc {
    /// An empty document; `client` is fresh and random each time a document is opened, below 2^53.
    pub fn new(client: u64) -> Self {
        let _ = client;
        todo!("the body follows")
    }

    /// The id under which this session writes.
    pub fn client_id(&self) -> u64 {
        self.doc.client_id().get()
    }

    /// Who writes here; goes into the document with the first command, never by itself.
    pub fn set_session(&mut self, session: Session) {
        let _ = session;
        todo!("the body follows")
    }

    /// The plan as it is, whatever bytes the document holds.
    pub fn read(&self) -> Plan {
        todo!("the body follows")
    }

    /// [`PlanDoc::read`] without a copy.
    pub fn plan(&self) -> &Plan {
        todo!("the body follows")
    }

    /// Checks the command, then writes it in one transaction.
    ///
    /// # Errors
    /// A refused command names the rule and has written nothing.
    pub fn apply(&mut self, command: &Command) -> Result<Applied, Refused> {
        let _ = command;
        todo!("the body follows")
    }

    /// Merges an update v1 that came from elsewhere.
    ///
    /// # Errors
    /// Bytes that are no update.
    pub fn merge(&mut self, update: &[u8]) -> Result<Merged, Malformed> {
        let _ = update;
        todo!("the body follows")
    }

    /// What this document knows, encoded v1.
    pub fn state_vector(&self) -> Vec<u8> {
        todo!("the body follows")
    }

    /// What the holder of that state vector lacks, the whole delete set included.
    ///
    /// # Errors
    /// Bytes that are no state vector.
    pub fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Malformed> {
        let _ = state_vector;
        todo!("the body follows")
    }

    /// The whole state as update v1, pending updates included.
    pub fn encode(&self) -> Vec<u8> {
        todo!("the body follows")
    }
}
