//! Text edits in UTF-16 units, on the boundaries of characters as people see them (grapheme clusters).

use serde::{Deserialize, Serialize};

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
