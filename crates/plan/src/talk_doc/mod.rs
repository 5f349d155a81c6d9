//! The talk document: comments, call reviews, e-mail addresses. Opened by editor links only.

mod command;
mod read;
mod rules;
mod write;

use yrs::{Doc, MapRef, Transaction, TransactionMut};

use crate::{
    command::Refused,
    id::ReviewId,
    model::Talk,
    schema::root,
    small_doc::{Kind, SmallDoc},
};

pub use self::command::{TalkCommand, TalkText};

/// A talk document of one session.
pub type TalkDoc = SmallDoc<TalkKind>;

/// What makes a small document a talk document.
pub struct TalkKind;

/// Root types of a talk document.
pub struct TalkRoots {
    scalars: MapRef,
    sessions: MapRef,
    emails: MapRef,
    comments: MapRef,
    reviews: MapRef,
    present: MapRef,
}

impl Kind for TalkKind {
    type Value = Talk;
    type Command = TalkCommand;
    type Text = TalkText;
    type Roots = TalkRoots;

    fn roots(doc: &Doc) -> TalkRoots {
        let map = |name| doc.get_or_insert_map(name);
        TalkRoots {
            scalars: map(root::TALK),
            sessions: map(root::SESSIONS),
            emails: map(root::EMAILS),
            comments: map(root::COMMENTS),
            reviews: map(root::REVIEWS),
            present: map(root::PRESENT),
        }
    }

    fn session_maps(roots: &TalkRoots) -> (&MapRef, &MapRef) {
        (&roots.scalars, &roots.sessions)
    }

    fn read(txn: &Transaction, roots: &TalkRoots) -> (Talk, u32) {
        read::read(txn, roots)
    }

    fn texts(value: &Talk) -> Vec<(TalkText, &str)> {
        let note = |review: &'_ crate::model::Review| TalkText::ReviewNote(review.id);
        value
            .reviews
            .iter()
            .map(|review| (note(review), review.note.as_str()))
            .collect()
    }

    fn batch(command: &TalkCommand) -> Option<&[TalkCommand]> {
        match command {
            TalkCommand::Batch(commands) => Some(commands),
            _ => None,
        }
    }

    fn as_batch(commands: Vec<TalkCommand>) -> TalkCommand {
        TalkCommand::Batch(commands)
    }

    fn check(value: &Talk, command: &TalkCommand) -> Result<(), Refused> {
        rules::check(value, command)
    }

    fn inverse(value: &Talk, command: &TalkCommand) -> TalkCommand {
        rules::inverse(value, command)
    }

    fn write(
        txn: &mut TransactionMut,
        roots: &TalkRoots,
        value: &Talk,
        command: &TalkCommand,
        client: u64,
    ) {
        write::write(txn, roots, value, command, client);
    }
}

fn note_of(value: &Talk, review: ReviewId) -> Option<&str> {
    let found = value.reviews.iter().find(|each| each.id == review);
    found.map(|review| review.note.as_str())
}
