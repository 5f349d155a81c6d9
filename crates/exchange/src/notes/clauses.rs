//! Pieces with a verb: what is over, what must be done to something, what somebody will do.

use super::{
    past::{OUTCOMES, is_talk},
    reading::{Reader, Reading},
    verbs::{Action, Form, action, is_decisive, is_vague},
    words::{ADVERBS, AS_A_RULE, LOOSE, MODALS, MODALS_TO, OVER, PRONOUNS},
};
use crate::{
    people::is_role,
    text::{Kind, Token},
};

impl Reader<'_> {
    /// "NDA signed", "we've finished the discovery sessions".
    pub(super) fn over(&self, remark: bool) -> Option<Reading> {
        let at = (self.from..self.tokens.len()).find(|at| {
            let took = self.tokens[*at].is("took")
                && self.tokens.get(at + 1).is_some_and(|t| t.is("place"));
            // "Binnen vier weken": how long, and not that it is in.
            let within = self.tokens[*at].is("binnen") && self.when.takes(*at + 1);
            took || (self.tokens[*at].is_one_of(OVER) && !within)
        })?;
        let before = &self.tokens[self.from..at];
        let ahead = before.iter().any(|t| {
            t.is_one_of(MODALS)
                || t.is_one_of(&["be", "when", "worden", "wordt", "kan", "need", "needs"])
        });
        let by = self
            .tokens
            .get(at + 1)
            .is_some_and(|t| t.is_one_of(&["by", "door"]));
        if ahead || remark || by || (self.when.due.is_none() && before.iter().any(is_talk)) {
            return None;
        }
        let have = before.iter().any(|t| {
            t.is_one_of(&[
                "ve", "have", "has", "hebben", "heeft", "is", "zijn", "are", "al", "already",
                "was", "were", "got",
            ])
        }) || self.tokens[at].is("took");
        let who = before.first().is_some_and(|t| t.is_one_of(PRONOUNS));
        let mut title = self.over_title(at, have, who)?;
        let short =
            title.len() <= 6 && (self.place.listed || have || self.tokens.len() - self.from <= 5);
        let dated = self.when.due.is_some() && have && !who;
        if !(short && (dated || self.matters(&title))) {
            return None;
        }
        let outcome = self.tokens[at].is_one_of(OUTCOMES);
        if outcome && !title.contains(&at) {
            title.push(at);
        }
        let reading = self.made(title, self.from..self.from)?;
        Some(Reading {
            done: true,
            ..reading
        })
    }

    /// What is over by the word at `at`.
    fn over_title(&self, at: usize, have: bool, who: bool) -> Option<Vec<usize>> {
        let title = match who {
            true if have => self.kept(at + 1..self.tokens.len()),
            true => return None,
            // "The offer was sent": what stands before its auxiliary.
            false => {
                let helps = ["is", "was", "were", "got", "has", "are", "zijn"];
                let end = (self.from + 1..at).find(|at| self.tokens[*at].is_one_of(&helps));
                self.kept(self.from..end.unwrap_or(at))
            }
        };
        let title: Vec<usize> = title
            .into_iter()
            .filter(|at| {
                !self.tokens[*at].is_one_of(&[
                    "is", "has", "been", "zijn", "already", "al", "reeds", "heeft", "hebben",
                ])
            })
            .collect();
        Some(if title.is_empty() && self.place.listed {
            self.kept(at + 1..self.tokens.len())
        } else {
            title
        })
    }

    /// "The contract must be signed", "wordt door hun jurist beoordeeld".
    pub(super) fn passive(&self) -> Option<Reading> {
        let tokens = self.tokens;
        let be = self.passive_verb()?;
        let past = |at: &usize| action(&tokens[*at]).is_some_and(|a| a.form == Form::Past);
        let done = (self.from..tokens.len()).rev().find(past)?;
        let dutch = action(&tokens[done])?.dutch;
        if dutch != tokens[be].is_one_of(&["worden", "wordt"])
            || (!dutch && (done < be || done > be + 3))
        {
            return None;
        }
        let by = (self.from..tokens.len())
            .find(|at| tokens[*at].is_one_of(&["door", "by"]) && !self.when.takes(*at));
        let end = if dutch { done } else { be };
        let mut noun: Vec<usize> =
            self.kept(self.from..end.min(by.filter(|by| *by > self.from).unwrap_or(end)));
        noun.retain(|at| {
            !tokens[*at].is_one_of(MODALS)
                && !tokens[*at].is_one_of(&[
                    "wordt", "worden", "kan", "kunnen", "has", "have", "needs", "need", "to",
                    "can", "nog", "still", "eerst", "first", "also", "ook",
                ])
        });
        let person = noun
            .first()
            .is_some_and(|at| tokens[*at].is_one_of(PRONOUNS));
        let vague = action(&tokens[done]).is_some_and(is_vague) && !self.happens(&noun);
        if noun.is_empty()
            || noun.len() > 9
            || person
            || vague
            || !(self.matters(&noun) || self.told() || self.place.listed || self.will(be, done))
        {
            return None;
        }
        noun.drain(
            ..noun
                .iter()
                .take_while(|at| tokens[**at].is_one_of(LOOSE))
                .count(),
        );
        noun.push(done);
        self.made(noun, self.from..self.from)
    }

    /// "Volunteers will be trained": said as something sure.
    fn will(&self, be: usize, done: usize) -> bool {
        let tokens = self.tokens;
        let sure = |t: &Token| t.is_one_of(&["will", "shall", "zal", "zullen"]);
        tokens[self.from..be.max(done)].iter().any(sure)
            && !tokens.iter().any(|t| t.is_one_of(AS_A_RULE))
    }

    /// "(must) be", "wordt".
    fn passive_verb(&self) -> Option<usize> {
        let tokens = self.tokens;
        let ahead = |t: &Token| {
            t.is_one_of(MODALS) || t.is_one_of(&["needs", "has", "have", "can", "need"])
        };
        (self.from..tokens.len()).find(|at| {
            let be = tokens[*at].is_one_of(&["be", "get", "gets"]);
            let past = |t: &Token| action(t).is_some_and(|a| a.form == Form::Past && !a.dutch);
            let are = tokens[*at].is_one_of(&["is", "are"])
                && self.told()
                && tokens.get(at + 1).is_some_and(past);
            are || tokens[*at].is_one_of(&["worden", "wordt"])
                || (be && tokens[self.from..*at].iter().any(ahead))
        })
    }

    /// "Maria will send …", "we need to finish …", "IT moet de koppeling testen".
    pub(super) fn modal(&self) -> Option<Reading> {
        let tokens = self.tokens;
        let at = (self.from..tokens.len().min(self.from + 9)).find(|at| {
            let token = &tokens[*at];
            let next = tokens.get(at + 1);
            let to = token.is("to")
                && !(*at > self.from && (tokens[at - 1].is_one_of(PRONOUNS) || self.place.named));
            (token.is_one_of(MODALS) && !to)
                || (token.is_one_of(&["can", "kan", "kunnen"]) && self.told())
                || (token.is_one_of(MODALS_TO) && next.is_some_and(|t| t.is_one_of(&["to", "te"])))
        })?;
        let subject = self.from..at;
        let first = tokens.get(self.from)?;
        let role = tokens[subject.clone()]
            .iter()
            .any(|t| is_role(&t.lower) && !t.is_one_of(&["the", "of", "our", "your"]));
        let ours = first.is_one_of(&["our", "your", "their", "onze", "jullie", "uw", "hun"])
            && at < self.from + 5;
        let somebody = first.is_one_of(PRONOUNS) || self.place.named || role || ours;
        let mut verb = at + 1;
        while tokens
            .get(verb)
            .is_some_and(|t| t.is_one_of(ADVERBS) || t.is("'") || self.when.takes(verb))
            && verb < at + 6
        {
            verb += 1;
        }
        if let Some(found) = tokens
            .get(verb)
            .and_then(action)
            .filter(|a| a.form == Form::Base && !a.dutch)
        {
            let title = self.kept(verb..tokens.len());
            let enough = self.enough(found, &title[1.min(title.len())..]);
            return (enough && (somebody || self.told())).then(|| self.made(title, subject))?;
        }
        self.modal_dutch(at, verb, somebody)
    }

    /// "Moet de koppeling testen": the verb of a modal at `at` stands last.
    fn modal_dutch(&self, at: usize, verb: usize, somebody: bool) -> Option<Reading> {
        let tokens = self.tokens;
        let last = (verb..tokens.len())
            .rev()
            .find(|at| !self.when.takes(*at) && tokens[*at].kind == Kind::Word)?;
        let found = action(&tokens[last]).filter(|a| a.dutch && a.form == Form::Base)?;
        let mut title = self.kept(at + 1..last);
        // "Die aanvraag moet zijn accountant indienen": the object stands first.
        let before = self.kept(self.from..at);
        let theirs = ["zijn", "haar", "hun", "onze", "jullie", "uw", "de", "het"];
        let turned = self.matters(&before)
            && !somebody
            && tokens.get(at + 1).is_some_and(|t| t.is_one_of(&theirs))
            && !self.matters(&title);
        if turned {
            title = before;
        }
        let enough = self.enough(found, &title);
        title.push(last);
        (enough && (somebody || self.told())).then(|| self.made(title, self.from..at))?
    }

    /// The verb says enough with these words.
    pub(super) fn enough(&self, verb: Action, object: &[usize]) -> bool {
        let pronoun = |at: &usize| {
            self.tokens[*at].is_one_of(&[
                "it", "them", "this", "that", "het", "dit", "dat", "ze", "him", "her", "deze",
                "up", "out", "off", "hem", "haar", "us", "you",
            ])
        };
        let said = object
            .iter()
            .any(|at| self.tokens[*at].kind == Kind::Word && !pronoun(at));
        let alone = self.when.due.is_some() && is_decisive(verb);
        alone || said && (!is_vague(verb) || self.matters(object))
    }
}
