//! Writing a checked command into a talk document.

use yrs::{Map, MapPrelim, MapRef, Out, TextPrelim, TransactionMut};

use super::{TalkCommand, TalkRoots, read::Seen, rules::reverting};
use crate::{
    model::{Comment, Review, Talk},
    read::keys,
    schema::key,
    value::Body,
    write::{put, put_or_default, texts::splice_field},
};

pub(super) fn write(
    txn: &mut TransactionMut,
    roots: &TalkRoots,
    talk: &Talk,
    command: &TalkCommand,
    client: u64,
) {
    match command {
        TalkCommand::Batch(_) => {}
        TalkCommand::SetEmail { person, email } => {
            put(txn, &roots.emails, person.as_str(), email.as_ref());
        }
        TalkCommand::AddComment(comment) => add_comment(txn, roots, comment, client),
        TalkCommand::EditComment {
            comment,
            text,
            mentions,
        } => {
            let body = body(text, mentions);
            with(txn, &roots.comments, comment.as_str(), |txn, record| {
                put(txn, record, key::BODY, Some(&body));
            });
        }
        TalkCommand::ArchiveComment(id) => archive(txn, &roots.comments, id.as_str(), true),
        TalkCommand::RestoreComment(id) => archive(txn, &roots.comments, id.as_str(), false),
        _ => write_review(txn, roots, talk, command, client),
    }
}

fn write_review(
    txn: &mut TransactionMut,
    roots: &TalkRoots,
    talk: &Talk,
    command: &TalkCommand,
    client: u64,
) {
    match command {
        TalkCommand::AddReview(review) => add_review(txn, roots, review, client),
        TalkCommand::RemoveReview(id) => archive(txn, &roots.reviews, id.as_str(), true),
        TalkCommand::RestoreReview(id) => archive(txn, &roots.reviews, id.as_str(), false),
        TalkCommand::SetReviewDate { review, date } => {
            with(txn, &roots.reviews, review.as_str(), |txn, record| {
                put(txn, record, key::DATE, Some(date));
            });
        }
        TalkCommand::AddPresent { review, person } => {
            put(
                txn,
                &roots.present,
                &keys::pair(review, person),
                Some(&true),
            );
        }
        TalkCommand::RemovePresent { review, person } => {
            put::<bool>(txn, &roots.present, &keys::pair(review, person), None);
        }
        TalkCommand::EditNote { review, .. } | TalkCommand::RevertNote { review, .. } => {
            if let Some(splice) = reverting(talk, command) {
                with(txn, &roots.reviews, review.as_str(), |txn, record| {
                    splice_field(txn, record, key::NOTE, &splice);
                });
            }
        }
        _ => {}
    }
}

fn body(text: &str, mentions: &[crate::id::PersonId]) -> Body {
    let mut mentions = mentions.to_vec();
    mentions.sort();
    mentions.dedup();
    Body {
        text: text.to_owned(),
        mentions,
    }
}

fn add_comment(txn: &mut TransactionMut, roots: &TalkRoots, comment: &Comment, client: u64) {
    let record = roots
        .comments
        .insert(txn, comment.id.as_str(), MapPrelim::default());
    put(
        txn,
        &record,
        key::BODY,
        Some(&body(&comment.text, &comment.mentions)),
    );
    put(txn, &record, key::AT, Some(&comment.at));
    put(txn, &record, key::AUTHOR, comment.author.as_ref());
    put(txn, &record, key::MILESTONE, comment.milestone.as_ref());
    put(txn, &record, key::CREATED_BY, Some(&client));
    put_or_default(txn, &record, key::ARCHIVED, &comment.archived);
}

fn add_review(txn: &mut TransactionMut, roots: &TalkRoots, review: &Review, client: u64) {
    let record = roots
        .reviews
        .insert(txn, review.id.as_str(), MapPrelim::default());
    record.insert(txn, key::NOTE, TextPrelim::new(review.note.clone()));
    put(txn, &record, key::DATE, Some(&review.date));
    put(txn, &record, key::SEEN, Some(&Seen(review.seen.clone())));
    put(txn, &record, key::CREATED_BY, Some(&client));
    for person in &review.present {
        put(
            txn,
            &roots.present,
            &keys::pair(review.id, person),
            Some(&true),
        );
    }
}

fn archive(txn: &mut TransactionMut, map: &MapRef, id: &str, archived: bool) {
    with(txn, map, id, |txn, record| {
        put_or_default(txn, record, key::ARCHIVED, &archived);
    });
}

fn with(
    txn: &mut TransactionMut,
    map: &MapRef,
    id: &str,
    write: impl FnOnce(&mut TransactionMut, &MapRef),
) {
    if let Some(Out::YMap(record)) = map.get(txn, id) {
        write(txn, &record);
    }
}
