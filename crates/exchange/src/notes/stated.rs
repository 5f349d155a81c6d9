//! Clauses that state what somebody does, English and Dutch.

use super::{
    evidence::{Clause, HINT, OPENING},
    reading::Reader,
    verbs::{Form, PARTICLES, action},
    words::{PRONOUNS, STATES, STIFF, is_activity, is_thing},
};
use crate::text::{Kind, Token};

const DECIDES: &[&str] = &["decides", "decide", "beslist", "beslissen"];

impl Reader<'_> {
    /// Dutch with the verb before its subject: "half mei stuurt Sietske een brief", "de DPIA voert Chandni uit".
    pub(super) fn turned(&self) -> Option<Clause> {
        let tokens = self.tokens;
        let verb = (self.from..tokens.len().min(self.from + 8)).find(|at| {
            let plural = tokens.get(at + 1).is_some_and(|t| {
                t.is_one_of(&["wij", "we", "jullie", "zij", "ze", "de", "onze", "hun"])
            });
            action(&tokens[*at]).is_some_and(|a| {
                a.dutch && (a.form == Form::Present || (a.form == Form::Base && plural))
            }) && (plural || self.subject_at(at + 1) > 0)
        })?;
        let found = action(&tokens[verb])?;
        let length = self.subject_at(verb + 1).max(1);
        let subject = verb + 1..(verb + 1 + length).min(tokens.len());
        let before = self.kept(self.from..verb);
        let mut title: Vec<usize> = before
            .into_iter()
            .filter(|at| !tokens[*at].is_one_of(PRONOUNS))
            .collect();
        title.extend(self.kept(subject.end..tokens.len()));
        title.retain(|at| !tokens[*at].is_one_of(&["graag", "dan", "dus", "pas", "aansluitend"]));
        Some(Clause {
            subject,
            verb,
            title,
            manner: 0,
            shown: Some((found.base, true)),
        })
    }

    /// How many tokens a subject takes: a pronoun, a name, "de jurist".
    fn subject_at(&self, at: usize) -> usize {
        let Some(first) = self.tokens.get(at) else {
            return 0;
        };
        if first.is_one_of(PRONOUNS) {
            return 1;
        }
        if first.is_one_of(&["de", "het", "onze", "hun", "ons", "uw", "jullie", "mijn"]) {
            return 2;
        }
        let proper = |t: &&Token| {
            t.kind == Kind::Word && self.notes[t.span.clone()].starts_with(char::is_uppercase)
        };
        self.tokens[at..].iter().take_while(proper).count()
    }

    /// The object is "it" and no noun: "Sjoukje brengt het in op de vergadering".
    pub(super) fn points(&self, at: usize) -> bool {
        let is =
            |at: usize, words: &[&str]| self.tokens.get(at).is_some_and(|t| t.is_one_of(words));
        let ends = at + 1 >= self.tokens.len() || self.when.takes(at + 1);
        let to = is(at + 1, &["to", "naar"]) && self.when.due.is_none();
        let next =
            to || ends || is(at + 1, PARTICLES) || is(at + 1, &["with", "this", "met", "for"]);
        is(at, &["it", "them", "het"]) && next
    }

    fn stated_verb(&self) -> Option<usize> {
        let tokens = self.tokens;
        let object = |at: usize| {
            self.when.takes(at)
                || tokens
                    .get(at)
                    .is_some_and(|t| t.kind == Kind::Number || t.is_one_of(OPENING))
        };
        (self.from + 1..tokens.len().min(self.from + 7)).find(|at| {
            let token = &tokens[*at];
            let pronoun = tokens[at - 1].is_one_of(PRONOUNS);
            let known = action(token);
            let base = known.is_some_and(|a| !a.dutch && a.form == Form::Base);
            let present = known.is_some_and(|a| a.form == Form::Present);
            let shaped = token.kind == Kind::Word
                && token.lower.len() > 3
                && token.lower.ends_with('s')
                && !token.lower.ends_with("ss")
                && !is_activity(token)
                && !is_thing(token);
            let follows = token.is_one_of(&["follow", "follows", "volgt", "volgen"])
                && self.when.due.is_some()
                || token.is_one_of(DECIDES) && (self.when.due.is_some() || self.place.linked);
            let open = pronoun && token.kind == Kind::Word && !token.lower.ends_with("ed");
            let sure = self.place.named && self.when.due.is_some() && present;
            follows
                || sure
                || ((present || shaped) && (object(at + 1) || at + 1 == tokens.len()))
                || (pronoun && base)
                || (open && object(at + 1))
        })
    }

    /// "We build the model", "their workshop mounts the tablets", "the remaining sites follow in August".
    pub(super) fn stated(&self) -> Option<Clause> {
        let tokens = self.tokens;
        let verb = self.stated_verb()?;
        if tokens[verb].is_one_of(STIFF)
            || tokens[self.from..verb].iter().any(|t| t.is_one_of(STIFF))
        {
            return None;
        }
        let pronoun = tokens[verb - 1].is_one_of(PRONOUNS);
        let from = if pronoun { verb } else { self.from };
        let title = self.kept(from..tokens.len());
        let follows = tokens[verb].is_one_of(&["follow", "follows", "volgt", "volgen"])
            || tokens[verb].is_one_of(DECIDES);
        // "Sugar tax starts in January": something of the world, and nothing that plans hold.
        let begins = tokens[verb].is_one_of(STATES) && !follows && !pronoun;
        if begins && !self.matters(&title) {
            return None;
        }
        Some(Clause {
            subject: self.from..verb,
            verb,
            title,
            manner: HINT * i32::from(follows),
            shown: None,
        })
    }
}
