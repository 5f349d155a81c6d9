//! Reading a talk document: total, like the plan's.

use std::collections::BTreeMap;

use yrs::{Any, Out, ReadTxn};

use super::TalkRoots;
use crate::{
    id::{CommentId, MilestoneId, PersonId, ReviewId},
    model::{Comment, Review, Session, Status, Talk},
    read::{Entries, Entry, Oddities, Source, fill, is_member, keys},
    schema::{self, key, root},
    value::{Body, Value},
};

pub(super) fn read<T: ReadTxn>(txn: &T, roots: &TalkRoots) -> (Talk, u32) {
    let mut oddities = Oddities::new();
    let (mut emails, mut comments) = (Entries::<Email>::default(), Entries::<Comment>::default());
    let (mut reviews, mut present) = (
        Entries::<StoredReview>::default(),
        Entries::<Present>::default(),
    );
    let mut sessions = Entries::<Session>::default();
    fill(&mut sessions, &mut oddities, txn, &roots.sessions);
    fill(&mut emails, &mut oddities, txn, &roots.emails);
    fill(&mut comments, &mut oddities, txn, &roots.comments);
    fill(&mut reviews, &mut oddities, txn, &roots.reviews);
    fill(&mut present, &mut oddities, txn, &roots.present);
    let mut scalars = Source {
        txn,
        root: root::TALK,
        key: "",
        oddities: Vec::new(),
    };
    let version = scalars
        .value(&roots.scalars, key::VERSION)
        .unwrap_or(schema::VERSION);

    let mut comments: Vec<Comment> = comments
        .into_entries()
        .map(|(_, comment)| comment)
        .collect();
    comments.sort_by_key(|comment| (comment.at, comment.id));
    let reviews = in_sight(&reviews, &present);
    let emails = emails
        .into_entries()
        .map(|(person, email)| (person, email.0))
        .collect();
    let mut oddities: Vec<_> = oddities
        .into_values()
        .flatten()
        .chain(scalars.oddities)
        .collect();
    oddities.sort();
    (
        Talk {
            emails,
            comments,
            reviews,
            sessions: sessions.into_entries().collect(),
            oddities,
        },
        version,
    )
}

fn in_sight(reviews: &Entries<StoredReview>, present: &Entries<Present>) -> Vec<Review> {
    let there = |id: ReviewId| present.keys().filter(move |(review, _)| *review == id);
    let shown = reviews
        .values()
        .filter(|stored| !stored.removed)
        .map(|stored| {
            let present = there(stored.review.id).map(|(_, person)| *person).collect();
            Review {
                present,
                ..stored.review.clone()
            }
        });
    let mut shown: Vec<Review> = shown.collect();
    shown.sort_by_key(|review| (review.date, review.id));
    shown
}

#[derive(PartialEq)]
struct Email(String);

impl Entry for Email {
    type Key = PersonId;
    const ROOT: &'static str = root::EMAILS;

    fn parse(key: &str) -> Option<PersonId> {
        key.parse().ok()
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        source.entry(out).map(Self)
    }
}

impl Entry for Comment {
    type Key = CommentId;
    const ROOT: &'static str = root::COMMENTS;

    fn parse(key: &str) -> Option<CommentId> {
        key.parse().ok()
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let record = source.record(out)?;
        let body = source.value::<Body>(&record, key::BODY);
        let body = body.unwrap_or(Body {
            text: String::new(),
            mentions: Vec::new(),
        });
        Some(Self {
            id: source.key.rsplit('/').next()?.parse().ok()?,
            milestone: source.value(&record, key::MILESTONE),
            author: source.value(&record, key::AUTHOR),
            text: body.text,
            mentions: body.mentions,
            at: source.or_default(&record, key::AT),
            archived: source.or_default(&record, key::ARCHIVED),
            created_by: source.value(&record, key::CREATED_BY),
        })
    }
}

#[derive(PartialEq)]
struct StoredReview {
    review: Review,
    removed: bool,
}

impl Entry for StoredReview {
    type Key = ReviewId;
    const ROOT: &'static str = root::REVIEWS;

    fn parse(key: &str) -> Option<ReviewId> {
        key.parse().ok()
    }
    /// Without who was there: a root of its own.
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let record = source.record(out)?;
        let review = Review {
            id: source.key.rsplit('/').next()?.parse().ok()?,
            date: source.value(&record, key::DATE)?,
            present: Vec::new(),
            seen: source
                .value::<Seen>(&record, key::SEEN)
                .map(|seen| seen.0)
                .unwrap_or_default(),
            note: source.text(&record, key::NOTE),
        };
        Some(Self {
            review,
            removed: source.or_default(&record, key::ARCHIVED),
        })
    }
}

#[derive(PartialEq)]
struct Present;

impl Entry for Present {
    type Key = (ReviewId, PersonId);
    const ROOT: &'static str = root::PRESENT;

    fn parse(key: &str) -> Option<Self::Key> {
        keys::parse_pair(key)
    }
    fn read<T: ReadTxn>(out: &Out, _: &mut Source<'_, T>) -> Option<Self> {
        is_member(out).then_some(Self)
    }
}

/// Status of each milestone during a review: one value, written once.
#[derive(PartialEq)]
pub(super) struct Seen(pub(super) BTreeMap<MilestoneId, Status>);

impl Value for Seen {
    fn from_any(any: &Any) -> Option<Self> {
        let Any::Map(map) = any else { return None };
        let pair =
            |(id, status): (&String, &Any)| Some((id.parse().ok()?, Status::from_any(status)?));
        Some(Self(map.iter().filter_map(pair).collect()))
    }
    fn to_any(&self) -> Any {
        let pair = |(id, status): (&MilestoneId, &Status)| (id.to_string(), status.to_any());
        Any::Map(std::sync::Arc::new(self.0.iter().map(pair).collect()))
    }
}
