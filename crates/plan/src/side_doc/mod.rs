//! A side's own document: what the other side never sees. Opened by links of that side only.

mod command;
mod read;
mod rules;
mod write;

use yrs::{Doc, MapRef, TextRef, Transaction, TransactionMut};

use crate::{
    command::Refused,
    model::SideDocument,
    schema::root,
    small_doc::{Kind, SmallDoc},
};

pub use self::command::{SideCommand, SideText};

/// A side's document of one session.
pub type SideDoc = SmallDoc<SideKind>;

/// What makes a small document a side's document.
pub struct SideKind;

/// Root types of a side's document.
pub struct SideRoots {
    scalars: MapRef,
    sessions: MapRef,
    notes: TextRef,
    gates: MapRef,
    gate_milestones: MapRef,
    signals: MapRef,
}

impl Kind for SideKind {
    type Value = SideDocument;
    type Command = SideCommand;
    type Text = SideText;
    type Roots = SideRoots;

    fn roots(doc: &Doc) -> SideRoots {
        let map = |name| doc.get_or_insert_map(name);
        SideRoots {
            scalars: map(root::SIDE),
            sessions: map(root::SESSIONS),
            notes: doc.get_or_insert_text(root::NOTES),
            gates: map(root::GATES),
            gate_milestones: map(root::GATE_MILESTONES),
            signals: map(root::SIGNALS),
        }
    }

    fn session_maps(roots: &SideRoots) -> (&MapRef, &MapRef) {
        (&roots.scalars, &roots.sessions)
    }

    fn read(txn: &Transaction, roots: &SideRoots) -> (SideDocument, u32) {
        read::read(txn, roots)
    }

    fn texts(value: &SideDocument) -> Vec<(SideText, &str)> {
        vec![(SideText::Notes, &value.notes)]
    }

    fn batch(command: &SideCommand) -> Option<&[SideCommand]> {
        match command {
            SideCommand::Batch(commands) => Some(commands),
            _ => None,
        }
    }

    fn as_batch(commands: Vec<SideCommand>) -> SideCommand {
        SideCommand::Batch(commands)
    }

    fn check(value: &SideDocument, command: &SideCommand) -> Result<(), Refused> {
        rules::check(value, command)
    }

    fn inverse(value: &SideDocument, command: &SideCommand) -> SideCommand {
        rules::inverse(value, command)
    }

    fn write(
        txn: &mut TransactionMut,
        roots: &SideRoots,
        value: &SideDocument,
        command: &SideCommand,
        client: u64,
    ) {
        write::write(txn, roots, value, command, client);
    }
}
