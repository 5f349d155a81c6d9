//! Names that no list has: words that the notes write with a capital wherever they stand.

use std::collections::BTreeSet;

use super::{
    sentences::Sentence,
    verbs::{Form, action},
    words::{LEADS, is_activity, is_thing},
};
use crate::{
    dates::{self, Context},
    text::{Kind, Token},
};

/// The words, in lower case.
#[derive(Debug, Clone, Default)]
pub(super) struct Proper(BTreeSet<String>);

impl Proper {
    /// Those that stand with a capital inside a sentence, and never without one.
    pub fn of(notes: &str, sentences: &[Sentence], context: &Context) -> Self {
        let (mut found, mut plain) = (BTreeSet::new(), BTreeSet::new());
        let all = sentences.iter().flat_map(|s| s.tokens.iter().enumerate());
        for (at, token) in all.filter(|(_, t)| t.kind == Kind::Word) {
            let mut letters = notes[token.span.clone()].chars();
            let capital = letters.next().is_some_and(char::is_uppercase);
            let small = letters.as_str().chars().any(char::is_lowercase);
            if !capital {
                plain.insert(token.lower.clone());
            } else if small && at > 0 {
                found.insert(token.lower.clone());
            }
        }
        let day = |word: &String| {
            let token = crate::text::tokens(word);
            dates::prefix(&token, context, true).is_some()
                || token
                    .iter()
                    .any(|t| is_activity(t) || is_thing(t) || action(t).is_some())
        };
        Self(
            found
                .into_iter()
                .filter(|word| !plain.contains(word) && !day(word))
                .collect(),
        )
    }

    pub fn has(&self, token: &Token) -> bool {
        token.kind == Kind::Word && self.0.contains(&token.lower)
    }

    /// A piece opens with one.
    pub fn opens(&self, tokens: &[Token]) -> bool {
        let first = tokens.iter().find(|t| !t.is_one_of(LEADS));
        first.is_some_and(|t| self.has(t))
    }

    /// "SL richt de zaaktypen in": initials with a verb behind them.
    pub fn initials(notes: &str, tokens: &[Token]) -> bool {
        let [first, second, ..] = tokens else {
            return false;
        };
        let text = &notes[first.span.clone()];
        let loud = (2..=3).contains(&text.len()) && text.chars().all(char::is_uppercase);
        let third = action(second).is_some_and(|a| a.form == Form::Present);
        loud && third && !is_activity(first) && !is_thing(first)
    }
}
