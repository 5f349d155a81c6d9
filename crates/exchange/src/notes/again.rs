//! Two titles for the same step: what comes later adds to what is there.

use super::{
    StepFound,
    evidence::POINTING,
    mentions::mentions_in,
    verbs::action,
    words::{LOOSE, PRONOUNS, STATES, is_activity, is_thing},
};
use crate::text::{Kind, Token, tokens};

/// They say that something happens, and not what.
#[rustfmt::skip] // many words a line
const GENERIC: &[&str] = &[
    "done", "do", "complete", "completed", "finish", "finished", "get", "have", "be", "ready", "place", "needed", "required",
    "klaar", "rond", "gereed", "nodig", "hebben", "afronden", "afgerond", "need", "receive", "received", "itself", "zelf",
];
const DETERMINERS: &[&str] = &[
    "that", "this", "those", "these", "die", "dat", "deze", "dit",
];

fn is_empty(token: &Token) -> bool {
    token.kind != Kind::Word
        || [LOOSE, STATES, PRONOUNS, POINTING, GENERIC]
            .iter()
            .any(|list| token.is_one_of(list))
        || token.is_one_of(&["me", "my", "your", "yours", "jou", "jullie", "zijn", "s"])
}

fn acts(token: &Token) -> bool {
    action(token).is_some() && !is_activity(token) && !is_thing(token)
}

/// The words of a title that name something.
fn nouns(title: &[Token]) -> Vec<&Token> {
    title.iter().filter(|t| !is_empty(t) && !acts(t)).collect()
}

fn are_in(words: &[&Token], title: &[Token]) -> bool {
    words
        .iter()
        .all(|word| title.iter().any(|t| t.lower == word.lower))
}

/// "Pilot runs" after "Pilot in two clinics"; "send you that proposal" after "a proposal for the milling room".
pub(super) fn says_again(title: &str, before: &str) -> bool {
    let (title, before) = (tokens(title), tokens(before));
    let said: Vec<&Token> = title.iter().filter(|t| !is_empty(t)).collect();
    let activity = !said.is_empty()
        && said.len() <= 2
        && are_in(&said, &before)
        && (said.iter().any(|t| is_activity(t)) || is_known(&title));
    let named = nouns(&title);
    let points = title.iter().any(|t| t.is_one_of(DETERMINERS));
    let generic = !title.iter().any(acts);
    let same = !named.is_empty() && named.len() <= 3 && are_in(&named, &before);
    activity || (same && points && !generic)
}

/// It is a step of our vocabulary and nothing else.
fn is_known(title: &[Token]) -> bool {
    mentions_in(title)
        .first()
        .is_some_and(|m| m.at == 0 && m.used == title.len())
}

/// "Complete the DPIA" after "DPIA done", "Colm sends the floor plans" after "floor plans".
pub(super) fn says_more(title: &str, before: &str) -> bool {
    let (title, before) = (tokens(title), tokens(before));
    let bare = !before.iter().any(|t| acts(t) && !t.is_one_of(GENERIC));
    let named = nouns(&before);
    bare && !named.is_empty()
        && named.len() <= 3
        && named.iter().any(|t| is_thing(t) || is_activity(t))
        && title.iter().any(acts)
        && are_in(&named, &title)
}

/// One step told twice: nobody else does it, and what the shorter title names stands in the other.
pub(super) fn shares_nouns(step: &StepFound, have: &StepFound) -> bool {
    let (title, before) = (tokens(&step.title), tokens(&have.title));
    let (said, known) = (nouns(&title), nouns(&before));
    let other = step.owner.is_some() && have.owner.is_some() && step.owner != have.owner;
    let short = said.len().min(known.len());
    let common = said
        .iter()
        .filter(|word| known.iter().any(|t| t.lower == word.lower))
        .count();
    !other && short > 0 && common * 2 > short && common > usize::from(short > 1)
}
