//! "Kenji fills it in", "Rob to chair": what a piece says of something named before it.

use super::{
    evidence::POINTING,
    line::Line,
    pieces::{Lead, Piece},
    reading::Reading,
    steps::Maker,
    verbs::{DECISIVE, Form, PARTICLES, action, is_decisive, is_vague},
    when::When,
    words::{ADVERBS, LOOSE, MODALS, OVER, PRONOUNS, WEAK, is_activity, is_thing},
};
use crate::{
    people::is_role,
    text::{Kind, Token, squeezed},
};

/// No more words than these are taken from what was named before.
const WORDS_MAX: usize = 5;

/// Words that mean nothing by themselves.
#[rustfmt::skip] // many words a line
const EMPTY: &[&[&str]] = &[
    LOOSE, PRONOUNS, POINTING, PARTICLES, ADVERBS, WEAK, MODALS,
    &["ook", "zelf", "themselves", "myself", "us", "together", "which", "there", "daar", "only", "alleen", "naar",
      "er"],
];

/// Where something is, and nothing to be done.
const STANDS: &[&str] = &["staat", "ligt", "zit", "hangt", "is", "stands", "sits"];

/// They say when the step before them is talked about.
const MEETINGS: &[&str] = &[
    "session", "sessie", "meeting", "call", "overleg", "afspraak", "gesprek",
];

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

/// "Start", "he needs", "seventh".
fn is_begun(token: &Token) -> bool {
    let ordinal = token.lower.ends_with("th") || token.is_one_of(&["first", "second", "third"]);
    ordinal
        || [LOOSE, PRONOUNS].iter().any(|list| token.is_one_of(list))
        || token.is_one_of(&["needs", "need", "kan", "can", "starten", "beginnen"])
}

impl Maker<'_> {
    /// Whether the title of a reading stands by itself.
    pub(super) fn sense(
        &self,
        piece: &Piece,
        reading: &Reading,
        line: &Line,
        when: &When,
    ) -> Sense {
        let tokens = || reading.title.iter().map(|at| &piece.tokens[*at]);
        let words = || tokens().filter(|t| t.kind == Kind::Word);
        let acts = |t: &Token| action(t).is_some() && !is_activity(t) && !is_thing(t);
        let empty = |t: &Token| acts(t) || EMPTY.iter().any(|list| t.is_one_of(list));
        let person = |t: &Token| self.may_be_somebody(t);
        if self.is_no_step(piece, reading) {
            return Sense::None;
        }
        // Behind a step, what has no day and names nothing of plans is a remark: "Marge arranges the rooms".
        let remark = self.here.is_some() && matches!(piece.lead, Lead::Remark | Lead::Aside);
        let own = when.due.is_some() || when.days.is_some();
        let means = words().any(|t| is_activity(t) || is_thing(t));
        // "…, session on 7 July" says when.
        let meets = words().count() == 1 && words().all(|t| t.is_one_of(MEETINGS));
        if remark && (meets || !own && (!means || piece.lead == Lead::Aside)) {
            return Sense::None;
        }
        if self.is_relative(piece, means) {
            return Sense::None;
        }
        let hollow = words().all(|t| empty(t) || person(t));
        let acting = words().any(acts) || reading.verb.is_some();
        let vague = words().all(|t| action(t).is_none_or(is_vague));
        let lone =
            words().count() == 1 && !vague && words().any(|t| action(t).is_some_and(|a| a.dutch));
        // "Lead that and …": its object points.
        let object = words().find(|t| reading.verb.is_some() || !acts(t));
        let points = !means && object.is_some_and(|t| t.is_one_of(POINTING));
        let decides = when.due.is_some() && self.decides(piece, reading);
        if !points && (!hollow || !acting || lone) {
            return Sense::Whole;
        }
        if self.here.is_some() && piece.lead != Lead::New {
            return Sense::None;
        }
        match self.antecedent(piece, reading, line, points) {
            Sense::None if decides => Sense::Whole,
            sense => sense,
        }
    }

    /// "…, which I'll present to you both", "…, waar ze twee weken voor uittrekt": said of the step before it.
    fn is_relative(&self, piece: &Piece, means: bool) -> bool {
        let opens = |words: &[&str]| piece.tokens.first().is_some_and(|t| t.is_one_of(words));
        let whence = opens(&["waar", "waarvoor", "waarbij", "waarmee", "where", "whose"]);
        (self.here.is_some() && opens(&["which", "die"]) && !means)
            || (whence && piece.lead == Lead::Remark)
    }

    /// Only somebody, a relative clause, or that the step before it begins.
    fn is_no_step(&self, piece: &Piece, reading: &Reading) -> bool {
        let tokens = reading.title.iter().map(|at| &piece.tokens[*at]);
        let words = || tokens.clone().filter(|t| t.kind == Kind::Word);
        let person = |t: &Token| self.may_be_somebody(t);
        // "So we start in November" speaks of the step before it.
        let begun = self.here.is_some() && words().all(is_begun);
        let opens = words().next();
        let relative = opens.is_some_and(|t| t.is_one_of(&["which", "who", "whose"]));
        let verb = reading.verb.is_some() || words().any(|t| action(t).is_some());
        let with = |t: &Token| person(t) || t.is_one_of(LOOSE);
        let who = !verb && !reading.done && words().all(with) && words().any(person);
        begun || relative || who
    }

    /// Its verb is one of deciding.
    fn decides(&self, piece: &Piece, reading: &Reading) -> bool {
        let mut tokens = reading.title.iter().map(|at| &piece.tokens[*at]);
        let shown = reading
            .verb
            .is_some_and(|(base, _)| DECISIVE.contains(&base));
        shown || tokens.any(|t| action(t).is_some_and(is_decisive))
    }

    /// "That must go out by Friday", "has to be ready on 19 February": what is said of the step before it.
    pub(super) fn speaks_of_last(&self, piece: &Piece, reading: &Reading) -> bool {
        let mut words = piece
            .tokens
            .iter()
            .filter(|t| t.kind == Kind::Word && !t.is_one_of(super::words::LEADS));
        let title = || reading.title.iter().map(|at| &piece.tokens[*at]);
        let names = title().any(|t| is_activity(t) || is_thing(t));
        let points = |t: &Token| {
            t.is_one_of(&[
                "that", "this", "it", "which", "dat", "dit", "die", "deze", "het",
            ])
        };
        let modal = |t: &Token| t.is_one_of(MODALS) && !t.is("to");
        let (first, second) = (words.next(), words.next());
        let subject = first.is_some_and(points)
            && second
                .is_some_and(|t| modal(t) || t.is_one_of(super::words::STATES) || t.is("goes"));
        let bare = first.is_some_and(|t| modal(t) || t.is_one_of(&["has", "needs"]));
        !names && (subject || (bare && !title().any(|t| action(t).is_some_and(|a| !is_vague(a)))))
    }

    /// The title of an item says what is to be done or comes: it is no remark with a subject and a verb alone.
    pub(super) fn is_item(&self, piece: &Piece, title: &[usize]) -> bool {
        let tokens: Vec<&Token> = title.iter().map(|at| &piece.tokens[*at]).collect();
        let stands = |t: &&&Token| t.is_one_of(STANDS);
        let [first, .., last] = tokens.as_slice() else {
            return tokens.iter().any(|t| is_activity(t) || is_thing(t));
        };
        let remark = first.is_one_of(PRONOUNS) || stands(&first) || stands(&last);
        let says = |t: &&Token| {
            let empty = EMPTY.iter().any(|list| t.is_one_of(list)) || t.is_one_of(OVER);
            let acts = action(t).is_some() && !is_activity(t) && !is_thing(t);
            t.kind == Kind::Word && !empty && !acts && !self.speaking.is_named(t, self.draft)
        };
        let alone = action(first).is_some_and(|a| a.form == Form::Base)
            || action(last).is_some_and(|a| a.form == Form::Base);
        !remark && (alone || tokens.iter().any(says))
    }

    /// A name, a role, or an unknown word with a capital.
    fn may_be_somebody(&self, token: &Token) -> bool {
        let proper = self.notes[token.span.clone()].starts_with(char::is_uppercase);
        let unknown = proper && action(token).is_none() && token.lower.len() > 2;
        !is_activity(token)
            && !is_thing(token)
            && (unknown
                || self.speaking.is_named(token, self.draft)
                || is_role(&token.lower)
                || token.is_one_of(&["s", "team"]))
    }

    /// What "it" is: the thing that is its subject, or what the sentence opens with.
    fn antecedent(&self, piece: &Piece, reading: &Reading, line: &Line, points: bool) -> Sense {
        let subject = &piece.tokens[reading.subject.clone()];
        let thing = subject.iter().any(|t| is_thing(t) || is_activity(t));
        if thing && let Some(noun) = self.noun(subject) {
            return Sense::Of(noun);
        }
        let start = |tokens: &[Token]| tokens.first().map(|t| t.span.start);
        // "Perfect, I'll write it up" speaks of nothing there.
        let says = |t: &&Vec<Token>| t.len() > 1 || t.iter().any(|t| is_activity(t) || is_thing(t));
        let topic = Some(&line.topic)
            .filter(|t| start(t) != start(&piece.tokens))
            .filter(says);
        match topic.filter(|_| points).and_then(|topic| self.noun(topic)) {
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
