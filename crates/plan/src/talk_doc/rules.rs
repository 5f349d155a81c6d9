//! Rules of talk commands, and their undo.

use super::{TalkCommand, note_of};
use crate::{
    command::{
        Countable, Record, Refused, absent, date, line, prose, room, room_for,
        texts::{check_length, find_revert, splice_fits},
    },
    id::{CommentId, PersonId, ReviewId},
    limits::{COMMENTS_MAX, MENTIONS_MAX, PROSE_LENGTH_MAX, REVIEWS_MAX},
    model::{Comment, Review, Talk},
    text::{Splice, byte_at},
};

pub(super) fn check(talk: &Talk, command: &TalkCommand) -> Result<(), Refused> {
    match command {
        TalkCommand::Batch(_) | TalkCommand::RestoreReview(_) => Ok(()),
        TalkCommand::SetEmail { email, .. } => {
            email.as_ref().map_or(Ok(()), |email| check_email(email))
        }
        TalkCommand::AddComment(comment) => {
            let taken = talk.comments.iter().any(|each| each.id == comment.id);
            absent(taken, Record::Comment(comment.id))?;
            room(talk.comments.len(), Countable::Comments, COMMENTS_MAX)?;
            check_body(&comment.text, &comment.mentions)
        }
        TalkCommand::EditComment {
            comment,
            text,
            mentions,
        } => {
            find_comment(talk, *comment)?;
            check_body(text, mentions)
        }
        TalkCommand::ArchiveComment(id) | TalkCommand::RestoreComment(id) => {
            find_comment(talk, *id).map(drop)
        }
        _ => check_review(talk, command),
    }
}

fn check_review(talk: &Talk, command: &TalkCommand) -> Result<(), Refused> {
    match command {
        TalkCommand::AddReview(review) => {
            let taken = talk.reviews.iter().any(|each| each.id == review.id);
            absent(taken, Record::Review(review.id))?;
            room(talk.reviews.len(), Countable::Reviews, REVIEWS_MAX)?;
            date(Some(review.date))?;
            prose("note", &review.note)
        }
        TalkCommand::SetReviewDate { review, date: day } => {
            find_review(talk, *review)?;
            date(Some(*day))
        }
        TalkCommand::EditNote { review, splice } => {
            let note = &find_review(talk, *review)?.note;
            splice_fits("note", PROSE_LENGTH_MAX, note, splice)
        }
        TalkCommand::RevertNote { review, .. } => {
            find_review(talk, *review)?;
            match reverting(talk, command) {
                Some(_) => Ok(()),
                None => Err(Refused::ChangedSince {
                    field: "note".to_owned(),
                }),
            }
        }
        TalkCommand::AddPresent { review, .. }
        | TalkCommand::RemovePresent { review, .. }
        | TalkCommand::RemoveReview(review) => find_review(talk, *review).map(drop),
        _ => Ok(()),
    }
}

/// One address, as a person types it; whether mail arrives is not for a plan to say.
fn check_email(email: &str) -> Result<(), Refused> {
    line("e-mail address", email)?;
    let whole = email
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    let plain = !email
        .chars()
        .any(|each| each.is_whitespace() || each.is_control());
    if whole && plain {
        Ok(())
    } else {
        Err(Refused::NotAnAddress)
    }
}

fn check_body(text: &str, mentions: &[PersonId]) -> Result<(), Refused> {
    check_length("comment", text, PROSE_LENGTH_MAX)?;
    room_for(mentions.len(), Countable::Mentions, MENTIONS_MAX)
}

fn find_comment(talk: &Talk, id: CommentId) -> Result<&Comment, Refused> {
    let found = talk.comments.iter().find(|each| each.id == id);
    found.ok_or(Refused::Unknown(Record::Comment(id)))
}

fn find_review(talk: &Talk, id: ReviewId) -> Result<&Review, Refused> {
    let found = talk.reviews.iter().find(|each| each.id == id);
    found.ok_or(Refused::Unknown(Record::Review(id)))
}

/// The splice of an edit or of its undo.
pub(super) fn reverting(talk: &Talk, command: &TalkCommand) -> Option<Splice> {
    match command {
        TalkCommand::EditNote { splice, .. } => Some(splice.clone()),
        TalkCommand::RevertNote {
            review,
            at,
            inserted,
            removed,
        } => find_revert(note_of(talk, *review)?, *at, inserted, removed),
        _ => None,
    }
}

pub(super) fn inverse(talk: &Talk, command: &TalkCommand) -> TalkCommand {
    try_inverse(talk, command).unwrap_or(TalkCommand::Batch(Vec::new()))
}

fn try_inverse(talk: &Talk, command: &TalkCommand) -> Option<TalkCommand> {
    Some(match command {
        TalkCommand::SetEmail { person, .. } => TalkCommand::SetEmail {
            person: *person,
            email: talk.emails.get(person).cloned(),
        },
        TalkCommand::AddComment(comment) => TalkCommand::ArchiveComment(comment.id),
        TalkCommand::EditComment { comment, .. } => {
            let old = find_comment(talk, *comment).ok()?;
            let (text, mentions) = (old.text.clone(), old.mentions.clone());
            TalkCommand::EditComment {
                comment: *comment,
                text,
                mentions,
            }
        }
        TalkCommand::ArchiveComment(id) => {
            (!find_comment(talk, *id).ok()?.archived).then_some(TalkCommand::RestoreComment(*id))?
        }
        TalkCommand::RestoreComment(id) => find_comment(talk, *id)
            .ok()?
            .archived
            .then_some(TalkCommand::ArchiveComment(*id))?,
        _ => return inverse_of_review(talk, command),
    })
}

fn inverse_of_review(talk: &Talk, command: &TalkCommand) -> Option<TalkCommand> {
    let review = |id: &ReviewId| find_review(talk, *id).ok();
    Some(match command {
        TalkCommand::AddReview(review) => TalkCommand::RemoveReview(review.id),
        TalkCommand::RemoveReview(id) => TalkCommand::RestoreReview(review(id)?.id),
        TalkCommand::RestoreReview(id) => match review(id) {
            Some(_) => return None, // it was in sight already
            None => TalkCommand::RemoveReview(*id),
        },
        TalkCommand::SetReviewDate { review: id, .. } => TalkCommand::SetReviewDate {
            review: *id,
            date: review(id)?.date,
        },
        TalkCommand::AddPresent { review: id, person } => {
            let there = review(id)?.present.contains(person);
            (!there).then_some(TalkCommand::RemovePresent {
                review: *id,
                person: *person,
            })?
        }
        TalkCommand::RemovePresent { review: id, person } => {
            let there = review(id)?.present.contains(person);
            there.then_some(TalkCommand::AddPresent {
                review: *id,
                person: *person,
            })?
        }
        TalkCommand::EditNote { review: id, .. } | TalkCommand::RevertNote { review: id, .. } => {
            let (note, splice) = (&review(id)?.note, reverting(talk, command)?);
            let (at, inserted) = (splice.at, splice.insert);
            let end = byte_at(note, at + splice.delete)?;
            let removed = note[byte_at(note, at)?..end].to_owned();
            TalkCommand::RevertNote {
                review: *id,
                at,
                inserted,
                removed,
            }
        }
        _ => return None,
    })
}
