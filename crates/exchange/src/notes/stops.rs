//! Where a sentence ends within a line.

use std::ops::Range;

use super::{
    lines::breaths,
    sentences::{Mark, Sentence, tokens_at},
    words::{is_activity, is_thing},
};
use crate::text::{Kind, Token};

/// Abbreviations whose full stop ends no sentence.
const SHORT: &[&str] = &[
    "prof", "avv", "adv", "ir", "drs", "st", "inc", "ltd", "mr", "mrs", "ms", "dr", "dhr", "mevr",
    "mw", "approx", "ca", "e", "g", "i", "etc", "vs", "incl", "nr", "no", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec", "mrt", "bijv", "evt",
    "a", "s", "o",
];

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec",
    "mrt",
];

/// A face or a sign: what stands behind it is said anew.
fn is_picture(text: &str) -> bool {
    text.chars()
        .any(|c| ('\u{1f300}'..='\u{1faff}').contains(&c))
}

/// "Trial. Hall A only, two weeks": a word of plans before the first stop heads what follows.
fn titled(tokens: &[Token]) -> Option<usize> {
    let stop = tokens.iter().take(3).position(|t| t.is("."))?;
    let heads = stop > 0 && tokens[..stop].iter().any(|t| is_activity(t) || is_thing(t));
    (heads && tokens.len() > stop + 3).then_some(stop)
}

/// "v", "cf": a word without a vowel is short for another.
fn is_cut(token: &Token) -> bool {
    let short = token.lower.len() <= 3;
    token.kind == Kind::Word && short && !token.lower.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// "Um" and its comma.
fn drop_fillers(all: &mut Vec<Token>) {
    let filler = |t: &Token| t.is_one_of(&["um", "uh", "er", "erm", "uhm", "ehm", "eh"]);
    if all.iter().any(filler) {
        let mut after = false;
        all.retain(|t| {
            let gone = filler(t) || (after && t.is(","));
            after = gone;
            !gone
        });
    }
}

/// The sentence that began at `first` ends with the token at `at`.
fn stops(notes: &str, all: &[Token], first: usize, at: usize) -> bool {
    let (token, next) = (&all[at], all.get(at + 1));
    if is_picture(&token.lower) {
        return next.is_some() && at > first;
    }
    let before = (at > first && token.is(".")).then(|| &all[at - 1]);
    let anew = next.is_some_and(|n| {
        n.kind == Kind::Word && notes[n.span.clone()].starts_with(char::is_uppercase)
    });
    // "… on 19 Aug. The first run …": a day of a month may end a sentence.
    let day = at >= first + 2 && all[at - 2].kind == Kind::Number && anew;
    let short = before.is_some_and(|b| {
        let month = day && b.is_one_of(MONTHS);
        b.is_one_of(SHORT) && b.touches(token) && !month
    });
    // "Astrid v. keen", "CAD integr. → dropped".
    let small = |t: &Token| notes[t.span.clone()].starts_with(char::is_lowercase);
    let goes_on = before
        .zip(next)
        .is_some_and(|(b, next)| (small(next) && is_cut(b)) || next.is("→"));
    let spaced = next.is_none_or(|next| !token.touches(next));
    token.is_one_of(&[".", "!", "?", ";"]) && spaced && !short && !goes_on
}

/// The sentences of a line.
pub(super) fn cut(notes: &str, span: Range<usize>, mark: &Mark, to: &mut Vec<Sentence>) {
    let mut all = tokens_at(notes, span);
    let breaths = breaths(&all);
    drop_fillers(&mut all);
    let row = !mark.cells.is_empty();
    if let Some(stop) = titled(&all) {
        ":".clone_into(&mut all[stop].lower);
    }
    let mut first = 0;
    for at in 0..all.len() {
        let breath = |next: &Token| breaths.contains(&next.span.start);
        let ends = (!row && stops(notes, &all, first, at)) || all.get(at + 1).is_some_and(breath);
        if ends || at + 1 == all.len() {
            let part = &all[first..=at];
            if let (Some(start), Some(end)) = (part.first(), part.last()) {
                to.push(Sentence {
                    span: start.span.start..end.span.end,
                    tokens: part.to_vec(),
                    bullet: mark.bullet,
                    ticked: mark.ticked,
                    boxed: mark.boxed,
                    section: mark.section,
                    speaker: mark.speaker.clone(),
                    cells: mark.cells.clone(),
                });
            }
            first = at + 1;
        }
    }
}
