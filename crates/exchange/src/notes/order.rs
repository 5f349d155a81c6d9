//! Which step the notes put before which: "after the legal review", "once the board has approved", "then".

use std::ops::Range;

use plan::model::{DependencyKind, MilestoneKind};

use super::{Draft, OrderFound, StepFound, Tied, mentions, vocabulary::Known};
use crate::text::{Kind, Token, tokens};

/// A step hangs on another one, named by words or known.
#[derive(Debug)]
pub(super) struct Reference {
    step: usize,
    words: Vec<String>,
    /// The step of our vocabulary that the words name.
    known: Option<&'static Known>,
    other: Option<usize>,
    /// The step comes before the other one.
    before: bool,
    sentence: Range<usize>,
}

impl Reference {
    /// `step` comes after `other`.
    pub fn to_step(step: usize, other: usize, sentence: Range<usize>) -> Self {
        Self {
            step,
            words: Vec::new(),
            known: None,
            other: Some(other),
            before: false,
            sentence,
        }
    }

    /// `step` comes after what the words name, or before it.
    pub fn to_words(step: usize, tokens: &[Token], before: bool, sentence: Range<usize>) -> Self {
        Self {
            step,
            words: stems(tokens),
            known: mentions::mentions_in(tokens)
                .first()
                .filter(|m| m.department)
                .map(|m| m.known),
            other: None,
            before,
            sentence,
        }
    }
}

/// The beginnings of the words that mean something.
fn stems(tokens: &[Token]) -> Vec<String> {
    #[rustfmt::skip] // many words a line
    let empty = [
        "the", "that", "this", "their", "they", "our", "have", "has", "been", "with", "when", "from", "done", "will", "and",
        "after", "before", "once", "which", "their", "zijn", "hun", "heeft", "hebben", "deze", "met", "van", "het", "een",
        "klaar", "complete", "completed", "finished", "ready", "starts", "start", "week", "weeks", "dagen", "weken", "can",
    ];
    let words = tokens.iter().filter(|t| {
        t.kind == Kind::Word && t.lower.chars().count() >= 3 && !empty.contains(&t.lower.as_str())
    });
    words.map(|t| t.lower.chars().take(5).collect()).collect()
}

/// What the steps say, for finding the one that is meant.
struct Said {
    /// Stems of each title.
    titles: Vec<Vec<String>>,
    /// The step of our vocabulary that each title names.
    known: Vec<Option<&'static str>>,
    /// Stems of the sentences each came from.
    around: Vec<Vec<String>>,
}

impl Said {
    fn of(notes: &str, draft: &Draft) -> Self {
        let steps = || draft.steps.iter();
        let around = |s: &Tied<StepFound>| {
            let texts = s
                .sentences
                .iter()
                .filter_map(|span| notes.get(span.clone()));
            texts.flat_map(|text| stems(&tokens(text))).collect()
        };
        Self {
            titles: steps().map(|s| stems(&tokens(&s.value.title))).collect(),
            known: steps()
                .map(|s| mentions::first_known(&s.value.title))
                .collect(),
            around: steps().map(around).collect(),
        }
    }

    /// The step that the words mean: the nearest of the best, first those above, from below up.
    fn meant(&self, reference: &Reference, draft: &Draft) -> Option<usize> {
        let meant = mentions::first_known(&reference.words.join(" "));
        let shared = |stems: &[String]| {
            let same = |stem: &&String| reference.words.iter().any(|word| alike(word, stem));
            stems.iter().filter(same).count()
        };
        // What its title says counts more than what stands around it.
        let score = |at: usize| {
            let own = draft.steps[at].sentences.contains(&reference.sentence);
            let around = if own {
                0
            } else {
                shared(&self.around[at]).min(2)
            };
            let named = usize::from(meant.is_some() && meant == self.known[at]);
            3 * (shared(&self.titles[at]) + named) + around
        };
        let near = |at: usize| match at < reference.step {
            true => (1, at),
            false => (0, usize::MAX - at),
        };
        let others = (0..self.titles.len()).filter(|at| *at != reference.step);
        let best = others.max_by_key(|at| (score(*at), near(*at)))?;
        (score(best) > 1).then_some(best)
    }
}

/// Finds the steps that are meant, and writes the order down.
pub(super) fn resolve(notes: &str, references: Vec<Reference>, dutch: bool, draft: &mut Draft) {
    let said = Said::of(notes, draft);
    for reference in references {
        let other = reference.other.or_else(|| said.meant(&reference, draft));
        let Some(other) = other.or_else(|| named(&reference, dutch, draft)) else {
            continue;
        };
        let (before, after) = match reference.before {
            true => (reference.step, other),
            false => (other, reference.step),
        };
        let known = draft.order.iter().any(|o| {
            let pair = (o.value.before, o.value.after);
            pair == (before, after) || pair == (after, before)
        });
        if !known && before != after {
            let kind = DependencyKind::FinishToStart;
            let value = OrderFound {
                before,
                after,
                kind,
            };
            let sentences = vec![reference.sentence];
            draft.order.push(Tied { value, sentences });
        }
    }
}

/// What must come first and nobody has said more of is a step too: "before procurement starts".
fn named(reference: &Reference, dutch: bool, draft: &mut Draft) -> Option<usize> {
    let known = reference
        .known
        .filter(|known| known.kind != MilestoneKind::GoLive)?;
    let title = if dutch { known.dutch() } else { known.title };
    let there = draft.steps.iter().position(|s| s.value.title == title);
    if there.is_none() {
        draft.steps.push(Tied {
            value: StepFound {
                kind: known.kind,
                function: known.function,
                pattern: super::Pattern::Named,
                ..StepFound::titled(title)
            },
            sentences: vec![reference.sentence.clone()],
        });
    }
    there.or(Some(draft.steps.len() - 1))
}

/// The same word in two forms: "sign", "signature"; "approval", "approved".
fn alike(one: &str, other: &str) -> bool {
    let common = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    common >= 4 || one == other
}
