//! What a person can do to a talk document.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    id::{CommentId, PersonId, ReviewId},
    model::{Comment, Review},
    text::Splice,
};

/// A shared text of the talk document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TalkText {
    /// [`Review::note`]
    ReviewNote(ReviewId),
}

/// One intent of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "fields are named for the model's fields they set"
)]
pub enum TalkCommand {
    /// All of them or none.
    Batch(Vec<TalkCommand>),
    /// `None` takes the address out.
    SetEmail {
        person: PersonId,
        email: Option<String>,
    },
    AddComment(Comment),
    EditComment {
        comment: CommentId,
        text: String,
        mentions: Vec<PersonId>,
    },
    ArchiveComment(CommentId),
    RestoreComment(CommentId),
    AddReview(Review),
    SetReviewDate {
        review: ReviewId,
        date: NaiveDate,
    },
    AddPresent {
        review: ReviewId,
        person: PersonId,
    },
    RemovePresent {
        review: ReviewId,
        person: PersonId,
    },
    EditNote {
        review: ReviewId,
        splice: Splice,
    },
    /// Inverse of [`TalkCommand::EditNote`].
    RevertNote {
        review: ReviewId,
        at: u32,
        inserted: String,
        removed: String,
    },
    /// Out of sight; kept in the document.
    RemoveReview(ReviewId),
    RestoreReview(ReviewId),
}
