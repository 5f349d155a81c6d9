//! What the page must tell the reader: nothing that was asked for fails silently.

use plan::Refused;
use plan::undo::Touched;

use crate::storage::StorageError;

/// A message on the page until it is dismissed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// For dismissing it.
    pub id: u32,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A command was refused; nothing was written.
    Refused(Refused),
    /// The link in use may only read.
    ReadOnly,
    /// This browser keeps nothing: closing the tab loses what the relay does not have.
    NotKept(StorageError),
    /// So many records of the device's store could not be read; they are left untouched.
    UnreadableRecords(usize),
    /// The code that changes the plan has not come; what was typed waits on the page.
    NoEditing,
    /// Some records stand on one that the device's store has lost; they wait for it.
    MissingRecords,
    /// A step was taken back, and with it values that others had changed since (DESIGN §3).
    WroteOver {
        /// Which button did it; the other one brings theirs back.
        way: Way,
        /// Which values, sorted.
        touched: Vec<Touched>,
    },
}

/// Back or forth among the reader's own steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A step was taken back.
    Undo,
    /// What was taken back was brought back.
    Redo,
}
