//! What a piece of a sentence asks for: a promise ("Maria will send …"), an order ("Send …"), a thing that must be done
//! to something ("the contract must be signed"), an event ("the pilot starts …") or a line of a list ("Legal review, 2w").

use super::{
    Pattern,
    past::{is_habit, is_rate},
    pieces::{Lead, Piece},
    verbs::{Action, Form, PARTICLES, is_finite, is_vague},
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
    pub pattern: Pattern,
    /// So little speaks for it that its other signs must.
    pub thin: bool,
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
    /// Somebody and a colon stand before it.
    pub owned: bool,
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

pub(super) const PREPOSITIONS: &[&str] = &[
    "van", "met", "op", "in", "aan", "bij", "door", "uit", "over", "naar",
];

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
    if is_out(tokens, bygone, when, place)
        || is_habit(tokens)
        || (when.due.is_none() && is_rate(tokens))
    {
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
        let over = (reader.past()).or_else(|| reader.over(remark));
        let over = over.map(|reading| Reading {
            pattern: Pattern::Past,
            ..reading
        });
        return over.filter(|r| reader.says(r));
    }
    let tell = |pattern| move |reading| Reading { pattern, ..reading };
    let read = (reader.past().map(tell(Pattern::Past)))
        .or_else(|| reader.over(remark).map(tell(Pattern::Over)))
        .or_else(|| reader.passive().map(tell(Pattern::Passive)))
        .or_else(|| reader.modal().map(tell(Pattern::Promise)))
        .or_else(|| reader.present().map(tell(Pattern::Present)))
        .or_else(|| reader.going_on().map(tell(Pattern::Present)))
        .or_else(|| item.then(|| reader.order())?.map(tell(Pattern::Order)))
        .or_else(|| reader.event().map(tell(Pattern::Event)))
        .or_else(|| item.then(|| reader.label())?.map(tell(Pattern::Label)))
        .or_else(|| item.then(|| reader.fragment())?.map(tell(Pattern::Event)))
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
            owned: false,
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
            && (!is_vague(found) || self.is_rich(&self.kept(verb + 1..tokens.len())))
            && !tokens.iter().any(|t| t.is_one_of(AS_A_RULE))
            && !self.is_fact()
            && self.matters(&self.kept(verb + 1..tokens.len()))
    }

    /// An activity with something that says which: "the app registration".
    fn is_rich(&self, object: &[usize]) -> bool {
        let words = object
            .iter()
            .filter(|at| !self.tokens[**at].is_one_of(LOOSE))
            .count();
        words > 1 && self.happens(object)
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
        !(words().all(empty) || points && words().count() < 4)
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
        let stop = kept.iter().position(|at| *at != kept[0] && self.stops(*at));
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

    /// A title ends before this token: a reason, a relative clause, what somebody thinks.
    fn stops(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        // "Van die beschrijvingen" points at them.
        let given = at > 0 && token.is("die") && self.tokens[at - 1].is_one_of(PREPOSITIONS);
        let thinks = |t: &Token| {
            is_finite(t) || t.is_one_of(&["reckons", "thinks", "denkt", "hopes", "hoopt"])
        };
        let goes_on =
            token.is_one_of(&["and", "en"]) && self.tokens.get(at + 1).is_some_and(thinks);
        let clause = token.is_one_of(&[
            "because", "since", "omdat", "zodat", "which", "die", "waarvoor", "want", "as",
        ]);
        !given && (goes_on || clause)
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
