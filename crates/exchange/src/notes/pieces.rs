//! A sentence cut into pieces that each say at most one thing to do, and what must come before or after it.

use super::{
    links::{conditional, ends_at, link_at},
    sentences::Sentence,
    verbs::{Form, action, is_finite},
    words::{MODALS, PRONOUNS, THEN, is_activity, is_thing},
};
use crate::{
    dates,
    text::{Kind, Token},
};

/// How a piece hangs on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// It opens the sentence.
    Start,
    /// Behind a comma or a dash: a remark, unless it has a subject of its own.
    Remark,
    /// Behind "Label:".
    Colon,
    /// Behind "and" or an arrow: something new.
    New,
    /// "after …", "once …": what must come first.
    After,
    /// "before …": what comes later.
    Before,
    /// In brackets.
    Aside,
}

/// A piece.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub tokens: Vec<Token>,
    pub lead: Lead,
    /// An arrow stands before it: it comes after the one before.
    pub arrow: bool,
}

/// What cuts at `at`: the lead of the next piece, and how many tokens fall away.
fn cut_at(
    tokens: &[Token],
    at: usize,
    from: usize,
    context: &dates::Context,
    cells: &[usize],
) -> Option<(Lead, usize, bool)> {
    let token = &tokens[at];
    let wall = token.is("|");
    if at > from && (wall || cells.contains(&token.span.start)) {
        let before = &tokens[from..at];
        let says = before
            .iter()
            .any(|t| is_activity(t) || is_thing(t) || t.kind == Kind::Number);
        let label = before.len() <= 3 && !says;
        let lead = if label { Lead::Colon } else { Lead::Remark };
        return Some((lead, usize::from(wall), false));
    }
    let next = tokens.get(at + 1)?;
    let spaced = at > 0 && !tokens[at - 1].touches(token) && !token.touches(next);
    if token.is_one_of(&["→"]) || (token.is(">") && spaced) {
        return Some((Lead::New, 1, true));
    }
    if token.is_one_of(&["-", "="]) && next.is(">") && token.touches(next) {
        return Some((Lead::New, 2, true));
    }
    match token.lower.as_str() {
        "," if !(token.touches(next) && next.kind == Kind::Number) => {
            return Some((Lead::Remark, 1, false));
        }
        "-" | "–" | "—" | "/" if spaced => return Some((Lead::Remark, 1, false)),
        ":" if !token.touches(next) && at > from => return Some((Lead::Colon, 1, false)),
        _ => {}
    }
    if token.is_one_of(&["and", "en", "but", "maar", "while", "terwijl"])
        && at > from + 1
        && opens(&tokens[at + 1..])
    {
        return Some((Lead::New, 1, false));
    }
    link_at(tokens, at, from, context)
}

/// Something new begins: a subject with its verb, "then", or a verb that has an object of its own.
fn opens(rest: &[Token]) -> bool {
    let Some(first) = rest.first() else {
        return false;
    };
    let verb = |at: usize| {
        rest.get(at)
            .is_some_and(|t| t.is_one_of(MODALS) || t.is("'") || action(t).is_some())
    };
    let soon = (1..4).any(verb);
    first.is_one_of(THEN)
        || (first.is_one_of(PRONOUNS) && soon)
        || (1..3).any(|at| rest.get(at).is_some_and(|t| t.is_one_of(MODALS)))
        || (action(first).is_some_and(|a| a.form == Form::Base && !a.dutch) && rest.len() > 3)
}

/// "If the board agrees, …" hangs on what follows; "if yes" says nothing.
fn opening(tokens: &[Token]) -> (Lead, usize) {
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|t| t.is_one_of(words));
    let yes = is(0, &["if", "als"]) && is(1, &["yes", "so", "ja", "okay", "ok", "akkoord"]);
    if yes && tokens.len() > 3 {
        (Lead::Start, 2)
    } else if is(0, &["if", "als", "assuming", "indien", "mits"]) {
        (Lead::After, 1)
    } else {
        (Lead::Start, 0)
    }
}

/// The pieces of a sentence, in order; what stands in brackets comes behind the piece that holds it.
pub(super) fn pieces(sentence: &Sentence, context: &dates::Context) -> Vec<Piece> {
    let (tokens, asides) = without_brackets(&sentence.tokens);
    let tokens = tokens.as_slice();
    let mut found: Vec<Piece> = Vec::new();
    let (mut lead, mut from) = opening(tokens);
    let (mut at, mut arrow) = (from, false);
    while at < tokens.len() {
        let reference = matches!(lead, Lead::After | Lead::Before);
        if reference && ends_at(tokens, from, at) {
            push(&mut found, &tokens[from..at], lead, arrow);
            (from, lead, arrow) = (at, Lead::New, false);
        }
        match cut_at(tokens, at, from, context, &sentence.cells) {
            Some((next, skip, next_arrow)) => {
                // A reference that opens the sentence hangs on what follows its comma.
                let opened = reference
                    && next == Lead::Remark
                    && found.iter().all(|p| p.lead != Lead::Start);
                push(&mut found, &tokens[from..at.max(from)], lead, arrow);
                lead = if opened { Lead::New } else { next };
                (from, arrow) = (at + skip, next_arrow);
                at += skip.max(1);
            }
            None => at += 1,
        }
    }
    push(&mut found, &tokens[from.min(tokens.len())..], lead, arrow);
    conditional(&mut found);
    appositions(&mut found);
    for aside in asides {
        let start = aside.first().map_or(0, |t| t.span.start);
        let place = found
            .iter()
            .take_while(|p| p.tokens.first().is_some_and(|t| t.span.start < start))
            .count();
        found.insert(
            place,
            Piece {
                tokens: aside,
                lead: Lead::Aside,
                arrow: false,
            },
        );
    }
    found
}

/// "The superintendent, Gail Whitlock, presents the project": the name is the subject of what follows it.
fn appositions(found: &mut Vec<Piece>) {
    let mut at = 1;
    while at + 1 < found.len() {
        let (name, next) = (&found[at], &found[at + 1]);
        let plain = |t: &Token| {
            t.kind == Kind::Word && action(t).is_none() && !is_activity(t) && !is_thing(t)
        };
        let verb = |t: &Token| {
            is_finite(t) || t.is_one_of(MODALS) || t.is_one_of(&["has", "heeft", "needs", "is"])
        };
        let remarks = name.lead == Lead::Remark && next.lead == Lead::Remark;
        let short = (2..=3).contains(&name.tokens.len()) && name.tokens.iter().all(plain);
        if remarks && short && next.tokens.first().is_some_and(verb) {
            let name = found.remove(at);
            let next = &mut found[at];
            next.tokens.splice(0..0, name.tokens);
            next.lead = Lead::New;
        }
        at += 1;
    }
}

/// The tokens outside brackets, and those of each pair that holds words.
fn without_brackets(tokens: &[Token]) -> (Vec<Token>, Vec<Vec<Token>>) {
    let (mut plain, mut asides) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].is("(")
            && let Some(length) = tokens[at..].iter().position(|t| t.is(")"))
        {
            let inside = &tokens[at + 1..at + length];
            if inside.iter().any(|t| t.kind != Kind::Mark) {
                asides.push(inside.to_vec());
            }
            at += length + 1;
        } else {
            plain.push(tokens[at].clone());
            at += 1;
        }
    }
    (plain, asides)
}

fn push(to: &mut Vec<Piece>, tokens: &[Token], lead: Lead, arrow: bool) {
    if tokens.iter().any(|t| t.kind != Kind::Mark) {
        to.push(Piece {
            tokens: tokens.to_vec(),
            lead,
            arrow,
        });
    }
}
