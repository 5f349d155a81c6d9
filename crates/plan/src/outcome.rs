//! What became of a command or of a foreign update.

use crate::{
    command::{Command, TextField},
    text::Delta,
};

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
