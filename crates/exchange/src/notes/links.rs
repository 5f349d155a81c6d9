//! Words that hang one piece of a sentence on another, and where the main clause begins behind them.

use super::{
    pieces::{Lead, Piece},
    verbs::{Form, action, is_finite},
    words::{AFTER, BEFORE, is_activity, is_thing},
};
use crate::{
    dates,
    text::{Kind, Token},
};

/// "After", "once", "as soon as", "before", "if" behind a day.
pub(super) fn link_at(
    tokens: &[Token],
    at: usize,
    from: usize,
    context: &dates::Context,
) -> Option<(Lead, usize, bool)> {
    let token = &tokens[at];
    let next = tokens.get(at + 1)?;
    let is_date = || dates::prefix(&tokens[at + 1..], context, true).is_some();
    // "Contract signed by 9 October if the board says yes"; "ask if …" has no day before it.
    let told = || (from..at).any(|at| dates::prefix(&tokens[at..], context, true).is_some());
    if token.is_one_of(&["if", "mits", "provided"]) && at > from + 1 && told() {
        return Some((Lead::After, 1, false));
    }
    if token.is("as") && next.is("soon") && tokens.get(at + 2).is_some_and(|t| t.is("as")) {
        return Some((Lead::After, 3, false));
    }
    let pointed = next.is_one_of(&["that", "this", "which", "dat"]);
    let clause = tokens
        .get(at + 2)
        .is_some_and(|t| t.kind == Kind::Word && !t.is_one_of(&["is", "has", "was", "to", "the"]));
    if token.is("after") && pointed && clause {
        return Some((Lead::New, 2, true));
    }
    if token.is_one_of(AFTER) && !is_date() {
        return Some((Lead::After, 1, false));
    }
    let before = token.is_one_of(BEFORE) && !token.is("voor");
    (before && !is_date()).then_some((Lead::Before, 1, false))
}

/// Where a reference ends although no comma stands there: at the verb of the main clause ("na akkoord kan …").
fn main_verb(token: &Token) -> bool {
    token.is_one_of(&[
        "kan", "kunnen", "volgt", "moet", "wordt", "gaat", "start", "begint", "zal", "we", "wij",
    ])
}

/// The main clause begins without a comma: "after the survey I do the quote", "when it is open then Piotr builds the link",
/// "zodra dat bestand binnen is richten wij de testomgeving in".
fn resumes(tokens: &[Token], at: usize) -> bool {
    let verb = |at: usize| tokens.get(at).and_then(action);
    let subject = tokens[at].is_one_of(&["i", "you", "she", "he", "they", "ik"]);
    let english = subject && verb(at + 1).is_some_and(|a| !a.dutch || a.form == Form::Present);
    let behind = tokens.get(at + 1).is_some_and(|t| {
        t.is_one_of(&[
            "wij", "we", "jullie", "ik", "jij", "hij", "zij", "ze", "de", "onze", "hun",
        ])
    });
    let dutch =
        verb(at).is_some_and(|a| a.dutch && a.form != Form::Past) && !is_activity(&tokens[at]);
    tokens[at].is("then") || english || (dutch && behind)
}

/// "After the assessment Oyinda migrates the claims", "na evaluatie tekent Anja": the main clause begins at `at`.
fn follows_noun(tokens: &[Token], from: usize, at: usize) -> bool {
    let finite = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|t| is_finite(t) && !is_activity(t) && !is_thing(t))
    };
    if finite(at) && tokens.get(at).and_then(action).is_some_and(|a| a.dutch) {
        return true;
    }
    let noun = tokens[from..at]
        .iter()
        .any(|t| is_activity(t) || is_thing(t));
    let somebody =
        tokens[at].kind == Kind::Word && !is_activity(&tokens[at]) && !is_thing(&tokens[at]);
    let possessed = tokens[at].is_one_of(&["our", "your", "their", "the"])
        && (2..5).any(|more| finite(at + more));
    noun && (possessed || (somebody && finite(at + 1)))
}

/// "Valt de test goed uit, dan tekenen we": Dutch puts the verb first where English says "if".
pub(super) fn conditional(found: &mut [Piece]) {
    let [first, second, ..] = found else { return };
    let verb = |t: &Token| {
        is_finite(t)
            || t.is_one_of(&[
                "is", "zijn", "komt", "lukt", "blijkt", "kan", "wil", "heeft", "wordt",
            ])
    };
    let opens = first.tokens.len() > 1 && verb(&first.tokens[0]);
    if first.lead == Lead::Start && opens && second.tokens[0].is("dan") {
        (first.lead, second.lead) = (Lead::After, Lead::New);
    }
}

/// Where the reference that began at `from` ends and the main clause begins, without a comma.
pub(super) fn ends_at(tokens: &[Token], from: usize, at: usize) -> bool {
    let noun = from > 0 && tokens[from - 1].is_one_of(&["after", "na", "following"]);
    let behind = || noun && follows_noun(tokens, from, at);
    at > from && (main_verb(&tokens[at]) || resumes(tokens, at) || behind())
}
