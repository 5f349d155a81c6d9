//! Pieces without a subject: an order, an event, a line of a list.

use super::{
    going_on::of_participle,
    reading::{Reader, Reading},
    verbs::{Form, action, is_finite, is_vague},
    words::{FINITE, MODALS, PRONOUNS, STATES, STIFF, WISH, is_activity, is_thing},
};
use crate::text::{Kind, Token};

/// "Call", "Email": that somebody talked, and not of what.
fn is_meeting(token: &Token) -> bool {
    token.is_one_of(&[
        "call",
        "meeting",
        "mtg",
        "email",
        "mail",
        "sync",
        "gesprek",
        "overleg",
        "vergadering",
        "session",
        "sessie",
        "teams",
        "zoom",
        "chat",
    ])
}

impl Reader<'_> {
    /// "Send the SOC 2 report", "dpia invullen".
    pub(super) fn order(&self) -> Option<Reading> {
        let tokens = self.tokens;
        let told = self.told() || self.place.listed || self.place.linked;
        let first = action(tokens.get(self.from)?);
        if let Some(found) = first.filter(|a| a.form == Form::Base && told) {
            let title = self.kept(self.from..tokens.len());
            let rest = &title[1.min(title.len())..];
            let alone = found.dutch && !is_vague(found) && rest.is_empty();
            return (alone || self.enough(found, rest))
                .then(|| self.made(title, self.from..self.from))?;
        }
        let last = (self.from..tokens.len())
            .rev()
            .find(|at| !self.when.takes(*at) && tokens[*at].kind == Kind::Word)?;
        let found = action(&tokens[last]).filter(|a| a.dutch && a.form == Form::Base && told)?;
        let title = self.kept(self.from..last + 1);
        let clause = tokens[self.from..last]
            .iter()
            .any(|t| t.is_one_of(&["wil", "willen", "kan", "kunnen", "mogen"]));
        // "Then I know whether to order more".
        let remark = tokens[self.from].is_one_of(FINITE)
            || tokens[self.from].is_one_of(&["weet", "vind", "denk", "hoop"]);
        (!clause && !remark && self.enough(found, &title[..title.len().saturating_sub(1)]))
            .then(|| self.made(title, self.from..self.from))?
    }

    /// "The pilot starts on 16 March", "daarna volgt een proefperiode", "the DPA needs signing".
    pub(super) fn event(&self) -> Option<Reading> {
        let tokens = self.tokens;
        let state = |at: &usize| {
            (tokens[*at].is_one_of(STATES) && !is_activity(&tokens[*at])) || self.when.takes(*at)
        };
        let first = tokens.get(self.from)?;
        let inverted = first.is_one_of(&[
            "volgt", "start", "begint", "vindt", "komt", "staat", "follows", "comes",
        ]);
        if inverted {
            let title = self.kept(self.from + 1..tokens.len());
            let told = self.told() || self.then;
            return (told && self.happens(&title) && title.len() <= 10)
                .then(|| self.made(title, self.from..self.from))?;
        }
        let verb = (self.from + 1..tokens.len().min(self.from + 10)).find(state)?;
        // "The committee met on 12 February".
        let met = tokens[verb - 1].is("met") && tokens[verb].is("on");
        if met || self.runs_out(verb) || self.is_remark(first) {
            return None;
        }
        let mut noun = self.kept(self.from..verb);
        let needs = tokens[verb].is_one_of(&["needs", "need"])
            && tokens
                .get(verb + 1)
                .is_some_and(|t| t.lower.ends_with("ing"));
        let told = needs || self.told() || (self.place.linked && tokens[verb].is_one_of(STATES));
        let past = |at: &usize| {
            let form = |form| action(&tokens[*at]).is_some_and(|a| a.form == form);
            let points = tokens[*at].is_one_of(&["it", "them", "het"]);
            points || form(Form::Past) || (is_finite(&tokens[*at]) && !is_activity(&tokens[*at]))
        };
        let about = if needs {
            self.matters(&noun)
        } else {
            self.heads(&noun, tokens[verb].is_one_of(STATES))
        };
        let fits = about && noun.len() <= 8 && !noun.iter().any(past);
        if !told || !fits || self.comes_later(verb) {
            return None;
        }
        if needs {
            noun.push(verb + 1);
        }
        let reading = self.made(noun, self.from..self.from)?;
        Some(Reading {
            label: self.when.takes(verb),
            ..reading
        })
    }

    /// "Signing in Nov helps": the verb comes behind the day at `at`.
    fn comes_later(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let behind = (at..tokens.len()).find(|at| !self.when.takes(*at));
        self.when.takes(at)
            && behind.is_some_and(|at| {
                let token = &tokens[at];
                let third = token.lower.len() > 3 && token.lower.ends_with('s');
                token.kind == Kind::Word && third && !is_activity(token) && !is_thing(token)
            })
    }

    /// "Their contract runs until June": a fact of somebody else.
    pub(super) fn runs_out(&self, verb: usize) -> bool {
        let until = self.tokens.get(verb + 1);
        until.is_some_and(|t| t.is_one_of(&["until", "till", "tot", "out", "af"]))
            && self.tokens[verb].is_one_of(&["runs", "loopt", "ends", "lasts"])
    }

    /// "In the contract stands 16 July": where something stands, and nothing that happens.
    fn is_remark(&self, first: &Token) -> bool {
        let inside = ["in", "according", "volgens", "under", "onder", "on", "at"];
        first.is_one_of(&inside)
            || first.is_one_of(&[
                "everybody",
                "everyone",
                "people",
                "iedereen",
                "somebody",
                "iemand",
            ])
            || first.is_one_of(PRONOUNS)
            || self.is_fact()
            || self.is_aside()
    }

    /// "Legal review, 2 weeks", "kick-off 12 March".
    pub(super) fn label(&self) -> Option<Reading> {
        let title = self.kept(self.from..self.tokens.len());
        let words = title
            .iter()
            .filter(|at| self.tokens[**at].kind == Kind::Word)
            .count();
        let dated = self.told() || self.place.linked || self.place.steps;
        let short = words <= 4 && self.place.told;
        let ends = title
            .last()
            .is_some_and(|at| is_activity(&self.tokens[*at]));
        let number = title.iter().any(|at| self.tokens[*at].kind == Kind::Number);
        let alone = self.place.listed && words <= 4 && ends && !number;
        let known = || {
            super::mentions::mentions_in(&self.tokens[self.from..])
                .iter()
                .any(|m| !m.department)
        };
        let says = self.happens(&title)
            || (self.place.listed && self.when.due.is_some() && known())
            || (self.matters(&title) && (self.place.listed || self.then || short))
            || (self.place.listed && short && self.when.due.is_some());
        let listed = self.place.steps && self.place.listed && words >= 2;
        let no = words == 0 || words > 10 || self.is_no_label(&title);
        let reading = (!no && (dated && says || listed || alone))
            .then(|| self.made(title, self.from..self.from))??;
        Some(Reading {
            label: true,
            ..reading
        })
    }

    /// "Readers delivered 9 Feb", "tagging the sheets, week of 16 Feb": notes in haste, with a day and no finite verb.
    pub(super) fn fragment(&self) -> Option<Reading> {
        let tokens = self.tokens;
        let title = self.kept(self.from..tokens.len());
        let [first, .., last] = title.as_slice() else {
            return None;
        };
        let last = &tokens[*last];
        let shaped = last.lower.len() > 4 && last.lower.ends_with("ed");
        let done = shaped || action(last).is_some_and(|a| a.form == Form::Past);
        let opens = &tokens[*first];
        let doing = of_participle(opens).is_some()
            || (opens.lower.len() > 5 && opens.lower.ends_with("ing") && !opens.is("during"));
        let said = |at: &usize| {
            let token = &tokens[*at];
            let lists = [FINITE, PRONOUNS, STIFF, WISH, MODALS];
            lists.iter().any(|list| token.is_one_of(list))
        };
        let dated = self.when.due.is_some() || (doing && self.told());
        let fits =
            title.len() <= 7 && !opens.is("be") && !title.iter().any(said) && !self.is_fact();
        if !dated || !(done || doing) || !fits || self.is_aside() {
            return None;
        }
        let reading = self.made(title, self.from..self.from)?;
        Some(Reading {
            label: true,
            ..reading
        })
    }

    /// A clause, a topic, somebody, or what is no part of the plan.
    fn is_no_label(&self, title: &[usize]) -> bool {
        let finite = |at: &usize| {
            let token = &self.tokens[*at];
            let verb = is_finite(token) && !is_activity(token) && !is_thing(token);
            let asks = token.is_one_of(&["what", "how", "why", "wat", "hoe", "waarom"]);
            token.is_one_of(FINITE) || token.is_one_of(PRONOUNS) || verb || asks
        };
        // "Then the paperwork." in prose announces something, and asks for nothing.
        let announced = self.then && !self.place.told && !self.place.listed;
        let role = |at: &usize| {
            crate::people::is_role(&self.tokens[*at].lower) && !is_activity(&self.tokens[*at])
        };
        let [first, ..] = title else {
            return true;
        };
        // "Hugh signs", "10:00 on board".
        let acts = |at: &usize| is_finite(&self.tokens[*at]);
        let told = self.place.named
            && !self.place.linked
            && title.iter().skip(1).take(3).any(acts)
            && first + 3 > self.from;
        let clock = self.tokens[*first].kind == Kind::Number
            && self
                .tokens
                .get(first + 1)
                .is_some_and(|t| t.is_one_of(&[":", "."]));
        // "On the agreement, I can …": what is spoken of.
        let topic =
            self.tokens[self.from].is_one_of(&["on", "about", "as", "over", "wat", "regarding"])
                && !self.when.takes(self.from);
        let talk = title.len() == 1 && title.iter().all(|at| is_meeting(&self.tokens[*at]));
        announced
            || told
            || clock
            || talk
            || (self.from..self.tokens.len()).any(|at| self.runs_out(at))
            || topic
            || (title.len() > 1 && title.iter().all(role))
            || title.iter().any(finite)
            || self.is_fact()
            || self.is_aside()
    }
}
