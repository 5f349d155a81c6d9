//! Which step a sentence puts before which.

use plan::model::DependencyKind;

use super::{Draft, OrderFound, Tied, mentions::Mention, sentences::Sentence};
use crate::text::Token;

pub(super) const BEFORE: &[&str] = &["before", "voordat", "voor", "vóór", "prior"];

pub(super) const AFTER: &[&str] = &[
    "after",
    "once",
    "na",
    "nadat",
    "zodra",
    "until",
    "when",
    "wanneer",
    "totdat",
    "following",
];

pub(super) const THEN: &[&str] = &[
    "then",
    "dan",
    "daarna",
    "followed",
    "gevolgd",
    "→",
    ">",
    "vervolgens",
];

pub(super) const AFTER_LEAD: &[&str] = &[
    "after", "once", "na", "nadat", "zodra", "when", "first", "eerst",
];

pub(super) const BEFORE_LEAD: &[&str] = &["before", "voordat", "vóór"];

pub(super) const ORDER: &[&str] = &[
    "before", "voordat", "prior", "after", "once", "na", "nadat", "zodra", "until", "then",
    "daarna", "followed", "→",
];

/// "A before B", "B after A", "once A is done, B", "first A, then B".
pub(super) fn order(
    sentence: &Sentence,
    mentions: &[Mention],
    places: &[usize],
    draft: &mut Draft,
) {
    for pair in 1..mentions.len() {
        let (first, second) = (&mentions[pair - 1], &mentions[pair]);
        let between = &sentence.tokens[first.at + first.used..second.at];
        let lead = &sentence.tokens[first.at.saturating_sub(3)..first.at];
        let says = |tokens: &[Token], words: &[&str]| tokens.iter().any(|t| t.is_one_of(words));
        // What stands between the two decides; else what stands before the first.
        let between_says = [(AFTER, false), (BEFORE, true), (THEN, true)];
        let lead_says = [(AFTER_LEAD, true), (BEFORE_LEAD, false)];
        let in_between = between_says.iter().find(|(words, _)| says(between, words));
        let in_lead = || lead_says.iter().find(|(words, _)| says(lead, words));
        let first_comes_first = in_between.or_else(in_lead).map(|(_, first)| *first);
        let (a, b) = (places[pair - 1], places[pair]);
        let Some(first_comes_first) = first_comes_first.filter(|_| a != b) else {
            continue;
        };
        let (before, after) = if first_comes_first { (a, b) } else { (b, a) };
        let known = draft.order.iter().any(|o| {
            (o.value.before, o.value.after) == (before, after)
                || (o.value.before, o.value.after) == (after, before)
        });
        if !known {
            draft.order.push(Tied {
                value: OrderFound {
                    before,
                    after,
                    kind: DependencyKind::FinishToStart,
                },
                sentences: vec![sentence.span.clone()],
            });
        }
    }
}
