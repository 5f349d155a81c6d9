//! The noun that some words hang on: "the migration team" is somebody, "the training of the team" happens.

use super::{
    reading::{PREPOSITIONS, Reader},
    words::{is_activity, is_thing},
};
use crate::text::{Kind, Token};

/// A noun ends before them.
const BEHIND_HEAD: &[&str] = &[
    "of", "for", "with", "by", "from", "to", "at", "about", "and", "en", "voor", "(", ",",
];
/// Words before them say what sort of people they are.
const GROUPS: &[&str] = &[
    "team",
    "teams",
    "group",
    "people",
    "staff",
    "crew",
    "committee",
    "board",
    "lead",
    "leads",
    "manager",
    "engineer",
    "engineers",
    "groep",
    "mensen",
    "commissie",
    "afdeling",
    "department",
    "specialist",
    "specialists",
    "consultant",
    "partner",
    "date",
    "window",
    "budget",
    "fee",
    "costs",
    "cost",
    "plan",
];

impl Reader<'_> {
    /// An activity is the head of these words: "the migration team" is somebody, "the training of the team" is not.
    pub(super) fn heads(&self, places: &[usize], stated: bool) -> bool {
        let token = |at: &usize| &self.tokens[*at];
        let group = |t: &Token| t.is_one_of(GROUPS);
        let head = places
            .iter()
            .map(token)
            .take_while(|t| !(t.is_one_of(PREPOSITIONS) || t.is_one_of(BEHIND_HEAD)))
            .last();
        let proper = |t: &Token| self.notes[t.span.clone()].starts_with(char::is_uppercase);
        let other =
            |t: &Token| t.kind == Kind::Word && !is_activity(t) && !is_thing(t) && !proper(t);
        let none = head.is_some_and(group) || (stated && head.is_some_and(other));
        self.happens(places) && !none
    }
}
