//! "I'm sending her the safety case tomorrow": what somebody is about to do.

use super::{
    reading::{Reader, Reading},
    verbs::{Action, Form, action, is_vague},
    words::{AS_A_RULE, PRONOUNS},
};
use crate::text::Token;

/// The verb of "sending", "writing", "running".
pub(super) fn of_participle(token: &Token) -> Option<Action> {
    let stem = token
        .lower
        .strip_suffix("ing")
        .filter(|stem| stem.len() > 2)?;
    let as_verb = |word: &str| {
        let verb = Token {
            lower: word.to_owned(),
            ..token.clone()
        };
        action(&verb).filter(|a| a.form == Form::Base && !a.dutch)
    };
    let twice = || {
        let mut letters = stem.chars().rev();
        (letters.next() == letters.next()).then(|| as_verb(&stem[..stem.len() - 1]))?
    };
    as_verb(stem)
        .or_else(|| as_verb(&format!("{stem}e")))
        .or_else(twice)
}

impl Reader<'_> {
    /// Somebody "is sending" a thing of plans, or anything by a day.
    pub(super) fn going_on(&self) -> Option<Reading> {
        let tokens = self.tokens;
        let end = tokens.len().min(self.from + 7);
        let verb = (self.from + 2..end).find(|at| {
            let helps = tokens[at - 1].is_one_of(&["am", "is", "are", "m", "re", "s"]);
            helps && of_participle(&tokens[*at]).is_some()
        })?;
        let found = of_participle(&tokens[verb])?;
        let us = tokens[self.from].is_one_of(PRONOUNS);
        let title = self.kept(verb + 1..tokens.len());
        let dated = self.when.due.is_some();
        let sure = (us || self.place.named) && (dated || self.matters(&title));
        let vague = is_vague(found) && !self.matters(&title);
        let rule = tokens.iter().any(|t| t.is_one_of(AS_A_RULE));
        if !sure || vague || rule || self.points(verb + 1) || !self.enough(found, &title) {
            return None;
        }
        let reading = self.made(title, self.from..verb - 1)?;
        Some(Reading {
            verb: Some((found.base, false)),
            ..reading
        })
    }
}
