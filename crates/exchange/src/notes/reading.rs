//! What a piece of a sentence asks for: a promise ("Maria will send …"), an order ("Send …"), a thing that must be done
//! to something ("the contract must be signed"), an event ("the pilot starts …") or a line of a list ("Legal review, 2w").

use super::{
    pieces::{Lead, Piece},
    verbs::{Action, Form, PARTICLES, is_vague},
    when::When,
    words::{
        AS_A_RULE, ASIDES, BYGONE, LEADS, LOOSE, NO_STEP, OVER, PRONOUNS, THEN, WISH, denied,
        is_activity, is_thing, phrase,
    },
};
use crate::text::{Kind, Token};

/// A step as it stands there.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    /// The tokens of its title, places in the piece, in the order to show them.
    pub title: Vec<usize>,
    /// Its verb, shown before (English) or after (Dutch) the title.
    pub verb: Option<(&'static str, bool)>,
    /// The tokens of who does it.
    pub subject: std::ops::Range<usize>,
    pub done: bool,
    /// It comes after the step before it.
    pub then: bool,
    /// A line of a list, without a verb.
    pub label: bool,
}

/// Where a piece stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Behind a bullet or under "Next steps".
    pub listed: bool,
    /// Under "Next steps".
    pub steps: bool,
    /// Somebody is named at the beginning of the piece or before its colon.
    pub named: bool,
    /// It hangs on "after …" or "before …".
    pub linked: bool,
    /// A day or a duration stands somewhere in the sentence.
    pub told: bool,
    /// Only a label, a name or a day stood before it.
    pub fresh: bool,
}

/// A piece on its way.
pub(super) struct Reader<'a> {
    pub notes: &'a str,
    pub tokens: &'a [Token],
    pub when: &'a When,
    pub place: Place,
    /// Where it begins, behind "then" and the like.
    pub from: usize,
    pub then: bool,
}

/// Denied, only wished for, or past without a day.
fn is_out(tokens: &[Token], bygone: bool, when: &When, place: Place) -> bool {
    let wish = when.due.is_none() && !place.told && tokens.iter().any(|t| t.is_one_of(WISH));
    // "The workshop took place on 11 February" is no step to come, and one that is done.
    let told = when.due.is_some() || tokens.iter().any(|t| t.is_one_of(&["last", "vorige"]));
    if bygone && told {
        let rest = tokens.iter().filter(|t| !t.is_one_of(BYGONE));
        return denied(&rest.cloned().collect::<Vec<Token>>());
    }
    denied(tokens) || wish
}

/// Where a piece begins behind "and", "then" and its day; whether it comes after the step before it.
fn behind_leads(piece: &Piece, when: &When) -> (usize, bool) {
    let mut then = piece.arrow;
    for (at, token) in piece.tokens.iter().enumerate() {
        let next = piece.tokens.get(at + 1);
        let within = token.is("in") && next.is_some_and(|t| !t.is("parallel"));
        if !((token.is_one_of(LEADS) && !within) || when.takes(at)) {
            return (at, then);
        }
        then |= token.is_one_of(THEN);
    }
    (piece.tokens.len(), then)
}

/// Reads a piece; `None` when it asks for nothing.
pub(super) fn read(notes: &str, piece: &Piece, when: &When, place: Place) -> Option<Reading> {
    let tokens = piece.tokens.as_slice();
    let bygone = tokens.iter().any(|t| t.is_one_of(BYGONE));
    if is_out(tokens, bygone, when, place) {
        return None;
    }
    let (from, then) = behind_leads(piece, when);
    let reader = Reader {
        notes,
        tokens,
        when,
        place: Place {
            linked: place.linked || then,
            ..place
        },
        from,
        then,
    };
    let remark = matches!(piece.lead, Lead::Remark | Lead::Aside) && !place.fresh;
    // A remark is no item of its own.
    let item = !remark || then;
    if bygone {
        let over = reader.past().or_else(|| reader.over(remark));
        return over.filter(|r| reader.says(r));
    }
    let read = reader
        .past()
        .or_else(|| reader.over(remark))
        .or_else(|| reader.passive())
        .or_else(|| reader.modal())
        .or_else(|| reader.present())
        .or_else(|| item.then(|| reader.order())?)
        .or_else(|| reader.event())
        .or_else(|| item.then(|| reader.label())?)
        .or_else(|| reader.clause());
    read.filter(|r| r.verb.is_some() || (reader.says(r) && !reader.is_aside()))
}

impl<'a> Reader<'a> {
    /// Over tokens of which nothing else is known.
    pub(super) fn over_all(notes: &'a str, tokens: &'a [Token], when: &'a When) -> Self {
        let place = Place {
            listed: true,
            steps: false,
            named: false,
            linked: false,
            told: false,
            fresh: false,
        };
        Self {
            notes,
            tokens,
            when,
            place,
            from: 0,
            then: false,
        }
    }
}

impl Reader<'_> {
    /// Somebody named and a verb of work with its object need no date, unless it is a habit.
    pub(super) fn promises(&self, found: Action, verb: usize) -> bool {
        let tokens = self.tokens;
        self.place.named
            && found.form == Form::Present
            && !is_vague(found)
            && !tokens.iter().any(|t| t.is_one_of(AS_A_RULE))
            && !self.is_fact()
            && self.matters(&self.kept(verb + 1..tokens.len()))
    }

    pub(super) fn told(&self) -> bool {
        self.place.told
    }

    /// The title has a word that means something by itself: not "signed", "rond" or "he sends it".
    fn says(&self, reading: &Reading) -> bool {
        let words = || reading.title.iter().map(|at| &self.tokens[*at]);
        let empty = |t: &Token| {
            t.kind != Kind::Word
                || t.is_one_of(LOOSE)
                || t.is_one_of(PRONOUNS)
                || t.is_one_of(PARTICLES)
                || t.is_one_of(OVER)
                || t.is_one_of(&[
                    "it", "that", "this", "dit", "dat", "deze", "them", "out", "up",
                ])
        };
        let points = words()
            .next_back()
            .is_some_and(|t| t.is_one_of(&["it", "them", "dit", "dat"]));
        !points && !words().all(empty)
    }

    /// "Lead time 6 weeks", "as agreed on Monday".
    pub(super) fn is_aside(&self) -> bool {
        ASIDES.iter().any(|words| phrase(self.tokens, words))
    }

    pub(super) fn is_fact(&self) -> bool {
        self.tokens.iter().any(|t| t.is_one_of(NO_STEP))
    }

    /// The tokens of a stretch that stay in a title.
    pub(super) fn kept(&self, range: std::ops::Range<usize>) -> Vec<usize> {
        let mut kept: Vec<usize> = range.filter(|at| !self.when.takes(*at)).collect();
        let stop = kept.iter().position(|at| {
            self.tokens[*at].is_one_of(&[
                "because", "since", "omdat", "zodat", "which", "die", "waarvoor", "want", "as",
            ]) && *at != kept[0]
        });
        kept.truncate(stop.unwrap_or(kept.len()));
        let loose = |at: &usize| {
            let token = &self.tokens[*at];
            let mark =
                token.kind == Kind::Mark && !token.is_one_of(&["+", "&", "#", "\"", "%", ")"]);
            mark || token.is_one_of(LOOSE)
        };
        while kept.last().is_some_and(loose) {
            kept.pop();
        }
        let first = kept.iter().position(|at| !loose(at)).unwrap_or(kept.len());
        kept.drain(..first);
        kept
    }

    pub(super) fn matters(&self, places: &[usize]) -> bool {
        places
            .iter()
            .any(|at| is_activity(&self.tokens[*at]) || is_thing(&self.tokens[*at]))
    }

    pub(super) fn happens(&self, places: &[usize]) -> bool {
        places.iter().any(|at| is_activity(&self.tokens[*at]))
    }

    pub(super) fn made(
        &self,
        title: Vec<usize>,
        subject: std::ops::Range<usize>,
    ) -> Option<Reading> {
        Some(Reading {
            title,
            subject,
            then: self.then,
            ..Reading::default()
        })
    }
}
