//! "Kenji fills it in", "Rob to chair": what a piece says of something named before it.

use super::{
    evidence::POINTING,
    line::Line,
    pieces::{Lead, Piece},
    reading::Reading,
    steps::Maker,
    verbs::{PARTICLES, action},
    words::{ADVERBS, LOOSE, PRONOUNS, WEAK, is_activity, is_thing},
};
use crate::{
    people::is_role,
    text::{Kind, Token, squeezed},
};

/// No more words than these are taken from what was named before.
const WORDS_MAX: usize = 5;

/// What a title is worth by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sense {
    /// It says what is to be done.
    Whole,
    /// It speaks of the step made before it in the same sentence, or of nobody knows what.
    None,
    /// It speaks of this.
    Of(String),
}

impl Maker<'_> {
    /// Whether the title of a reading stands by itself.
    pub(super) fn sense(&self, piece: &Piece, reading: &Reading, line: &Line) -> Sense {
        let tokens = || reading.title.iter().map(|at| &piece.tokens[*at]);
        let words = || tokens().filter(|t| t.kind == Kind::Word);
        let acts = |t: &Token| action(t).is_some() && !is_activity(t) && !is_thing(t);
        let empty = |t: &Token| {
            acts(t)
                || [LOOSE, PRONOUNS, POINTING, PARTICLES, ADVERBS, WEAK]
                    .iter()
                    .any(|list| t.is_one_of(list))
                || t.is_one_of(&[
                    "ook",
                    "zelf",
                    "themselves",
                    "myself",
                    "us",
                    "together",
                    "which",
                    "there",
                    "daar",
                ])
        };
        let person = |t: &Token| {
            !is_activity(t)
                && !is_thing(t)
                && (self.speaking.is_named(t, self.draft)
                    || is_role(&t.lower)
                    || t.is_one_of(&["s", "team"]))
        };
        let points = words().any(|t| t.is_one_of(POINTING) || t.is("which"));
        let verb = reading.verb.is_some() || words().any(|t| action(t).is_some());
        let who = !verb && !reading.done && words().all(person) && words().next().is_some();
        if who {
            return Sense::None;
        }
        let hollow = words().all(|t| empty(t) || person(t));
        let alone = words().count() < 2 && words().all(acts) && reading.verb.is_none();
        let dutch = words().any(|t| action(t).is_some_and(|a| a.dutch));
        if !hollow || !(points || (alone && !dutch)) {
            return Sense::Whole;
        }
        if self.here.is_some() && piece.lead != Lead::New {
            return Sense::None;
        }
        let topic = Some(&line.topic).filter(|t| {
            t.first().map(|t| t.span.start) != piece.tokens.first().map(|t| t.span.start)
        });
        match topic.and_then(|topic| self.noun(topic)) {
            Some(noun) => Sense::Of(noun),
            None => Sense::None,
        }
    }

    /// What some tokens are about: their first words that mean something.
    fn noun(&self, tokens: &[Token]) -> Option<String> {
        let skip = |t: &&Token| {
            t.is_one_of(LOOSE)
                || t.is_one_of(PRONOUNS)
                || t.kind == Kind::Mark
                || t.is_one_of(super::words::LEADS)
        };
        let rest: Vec<&Token> = tokens.iter().skip_while(skip).collect();
        let stop = |t: &&&Token| {
            !(t.kind == Kind::Mark && !t.is("-")
                || t.is_one_of(&["is", "was", "are", "to", "will", "has"]))
        };
        let run: Vec<&&Token> = rest.iter().take_while(stop).take(WORDS_MAX).collect();
        let (first, last) = (run.first()?, run.last()?);
        Some(squeezed(&self.notes[first.span.start..last.span.end]))
    }
}
