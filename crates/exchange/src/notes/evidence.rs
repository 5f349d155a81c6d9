//! Clauses that no pattern reads: what speaks for a step is counted, and what speaks against it.
//!
//! The weights are few and round; [`ENOUGH`] is the sum of, say, somebody of us, a verb of work and a day.

use super::{
    past::is_rate,
    reading::{Reader, Reading},
    verbs::{Form, action, is_vague},
    words::{
        ADVERBS, AS_A_RULE, LOOSE, MODALS, MODALS_TO, PRONOUNS, STIFF, WEAK, WISH, is_activity,
        is_thing,
    },
};
use crate::text::{Kind, Token};

/// From here on a clause may be a step; whether it is proposed is weighed in `sure.rs`.
const ENOUGH: i32 = 3;
/// Below this little speaks for it.
const PLENTY: i32 = 4;
/// Somebody named, a role, "we" or "you" does it.
const ACTOR: i32 = 2;
/// Anybody or anything else does it.
const SUBJECT: i32 = 1;
/// A verb of work, or a word for an activity, or for what plans make.
const WORK: i32 = 1;
/// A day stands in the clause.
const DAY: i32 = 2;
/// A day elsewhere in the sentence, or a duration; "must", "needs"; after or before something; an item of a list.
pub(super) const HINT: i32 = 1;
/// Needed, waited for, promised.
pub(super) const NEED: i32 = 2;
/// A verb that says little, no object.
const LITTLE: i32 = -1;
/// A habit, a wish, money.
const DOUBT: i32 = -2;
/// Facts that have a date.
const FACT: i32 = -3;

/// What a clause says.
pub(super) struct Clause {
    pub subject: std::ops::Range<usize>,
    pub verb: usize,
    pub title: Vec<usize>,
    /// Points for how it is said.
    pub manner: i32,
    /// The verb to show where the title does not hold it.
    pub shown: Option<(&'static str, bool)>,
}

impl Reader<'_> {
    /// "We build the model", "he needs our quotation", "their workshop mounts the tablets": enough speaks for it.
    pub(super) fn clause(&self) -> Option<Reading> {
        let clause = self
            .needed()
            .or_else(|| self.asked())
            .or_else(|| self.acted_on().filter(|_| !self.goes_on()))
            .or_else(|| self.turned())
            .or_else(|| self.stated())?;
        if (self.from..self.tokens.len()).any(|at| self.runs_out(at)) {
            return None;
        }
        let words = clause.title.len();
        let weight = self.weigh(&clause);
        if words == 0 || words > 14 || weight < ENOUGH {
            return None;
        }
        let reading = self.made(clause.title, clause.subject)?;
        Some(Reading {
            verb: clause.shown,
            thin: weight < PLENTY,
            ..reading
        })
    }

    fn weigh(&self, clause: &Clause) -> i32 {
        let tokens = self.tokens;
        let any = |words: &[&str]| tokens.iter().any(|t| t.is_one_of(words));
        let mut sum = clause.manner;
        let subject = &tokens[clause.subject.clone()];
        let us = |t: &Token| {
            t.is_one_of(&[
                "i", "we", "you", "us", "ik", "wij", "je", "jij", "jullie", "u",
            ])
        };
        sum += match subject.is_empty() {
            true => 0,
            false if self.place.named || subject.iter().any(us) => ACTOR,
            false => SUBJECT,
        };
        let verb = action(&tokens[clause.verb]);
        sum += match verb {
            Some(verb) if is_vague(verb) => 0,
            Some(_) => WORK,
            None => 0,
        };
        let said = || clause.title.iter().map(|at| &tokens[*at]);
        sum += if said().any(is_activity) { WORK } else { 0 };
        sum += if said().any(is_thing) { WORK } else { 0 };
        sum += match (self.when.due.is_some(), self.place.told) {
            (true, _) => DAY,
            (_, true) => HINT,
            _ => 0,
        };
        sum += HINT * i32::from(self.when.days.is_some());
        sum += HINT * i32::from(self.place.linked || self.then);
        sum += HINT * i32::from(self.place.listed);
        sum += HINT * i32::from(self.place.steps);
        sum += LITTLE * i32::from(tokens[clause.verb].is_one_of(WEAK) && self.when.due.is_none());
        let empty = |t: &Token| {
            t.kind == Kind::Mark
                || t.is_one_of(LOOSE)
                || t.is_one_of(PRONOUNS)
                || t.is_one_of(POINTING)
        };
        let object = said().filter(|t| t.span != tokens[clause.verb].span);
        sum += LITTLE * i32::from(object.into_iter().all(empty));
        let rule = any(AS_A_RULE) || any(&["twice", "never", "often", "per"]) || is_rate(tokens);
        sum += DOUBT * i32::from(rule);
        sum += DOUBT * i32::from(any(WISH) && self.when.due.is_none());
        sum += DOUBT * i32::from(any(MONEY));
        sum += FACT * i32::from(self.is_fact());
        sum
    }

    /// "Must", "has to", "kan" with a day.
    fn obligation(&self) -> Option<usize> {
        let tokens = self.tokens;
        (self.from..tokens.len().min(self.from + 9)).find(|at| {
            let next = tokens.get(at + 1);
            let two = tokens[*at].is_one_of(MODALS_TO)
                && next.is_some_and(|t| t.is_one_of(&["to", "te"]));
            two || (tokens[*at].is_one_of(MODALS)
                && !tokens[*at].is_one_of(WISH)
                && !tokens[*at].is("to"))
                || tokens[*at].is_one_of(&["gonna", "can", "kan", "kunnen"])
                    && self.when.due.is_some()
        })
    }

    /// "The revised proposal will reach you": the subject says more than the verb.
    fn is_thing_said(&self, subject: &[Token]) -> bool {
        let somebody = self.place.named || subject.iter().any(|t| t.is_one_of(PRONOUNS));
        !somebody && subject.iter().any(|t| is_thing(t) || is_activity(t))
    }

    /// "… has to give the okay", "moet een DPIA opstellen", "will be in her inbox by Monday".
    fn asked(&self) -> Option<Clause> {
        let tokens = self.tokens;
        let modal = self.obligation()?;
        let mut verb = modal + 1;
        while tokens
            .get(verb)
            .is_some_and(|t| t.is_one_of(ADVERBS) || t.is("'"))
        {
            verb += 1;
        }
        let first = tokens.get(verb)?;
        let last = (verb..tokens.len())
            .rev()
            .find(|at| tokens[*at].kind == Kind::Word && !self.when.takes(*at))?;
        let subject = self.from..modal;
        if action(&tokens[last]).is_some_and(|a| a.dutch && a.form == Form::Base) {
            let title = self.kept(modal + 1..last + 1);
            return Some(Clause {
                subject,
                verb: last,
                title,
                manner: HINT,
                shown: None,
            });
        }
        let have = first.is("have") && self.when.due.is_some();
        let stiff = first.is_one_of(STIFF) && !have;
        if first.kind != Kind::Word || stiff || first.is_one_of(OPENING) {
            return None;
        }
        let lies = first.is_one_of(&["be", "go"])
            && tokens.get(verb + 1).is_some_and(|t| {
                t.is_one_of(&["in", "with", "at", "to", "over", "back", "out", "through"])
            });
        if first.is("be") && !lies {
            return None;
        }
        let whole = lies || self.is_thing_said(&tokens[subject.clone()]);
        let mut title = self.kept(if whole { self.from } else { verb }..tokens.len());
        title.retain(|at| !(whole && tokens[*at].is_one_of(MODALS)));
        Some(Clause {
            subject,
            verb,
            title,
            manner: HINT,
            shown: None,
        })
    }

    /// "The air conditioning is being repaired": it goes on already.
    fn goes_on(&self) -> bool {
        self.tokens.iter().any(|t| t.is("being"))
    }

    /// "The report is written by the registrar", "beds will be connected".
    fn acted_on(&self) -> Option<Clause> {
        let tokens = self.tokens;
        let be = (self.from + 1..tokens.len()).find(|at| {
            tokens[*at].is_one_of(&["be", "is", "are", "gets", "get", "wordt", "worden"])
        })?;
        let dutch = tokens[be].is_one_of(&["wordt", "worden"]);
        let past = |at: usize| {
            let token = &tokens[at];
            let known = action(token).is_some_and(|a| a.form == Form::Past && a.dutch == dutch);
            known || (!dutch && token.lower.len() > 4 && token.lower.ends_with("ed"))
        };
        let end = if dutch {
            tokens.len()
        } else {
            tokens.len().min(be + 4)
        };
        let done = (be + 1..end).find(|at| past(*at))?;
        let ahead = tokens[self.from..be]
            .iter()
            .any(|t| t.is_one_of(MODALS) || t.is_one_of(MODALS_TO));
        let plain = !ahead
            && !dutch
            && tokens[done].is_one_of(&[
                "required",
                "expected",
                "planned",
                "scheduled",
                "due",
                "needed",
            ]);
        let mut title = self.kept(self.from..be);
        title.retain(|at| {
            !tokens[*at].is_one_of(MODALS)
                && !tokens[*at].is_one_of(&["needs", "need", "has", "have", "to"])
        });
        if title.is_empty() || title.iter().all(|at| tokens[*at].is_one_of(PRONOUNS)) {
            return None;
        }
        if !plain {
            title.push(done);
        }
        Some(Clause {
            subject: self.from..be,
            verb: done,
            title,
            manner: HINT * i32::from(ahead || plain || dutch),
            shown: None,
        })
    }
}

/// They point at what was said.
pub(super) const POINTING: &[&str] = &[
    "it", "them", "this", "that", "these", "those", "het", "dit", "dat", "die", "deze", "him",
    "her", "hem", "m",
];
/// An object begins.
#[rustfmt::skip] // many words a line
pub(super) const OPENING: &[&str] = &[
    "the", "a", "an", "our", "their", "his", "her", "its", "your", "my", "us", "it", "them", "this", "that", "all", "both",
    "two", "three", "four", "to", "with", "for", "into", "through", "together", "out", "up", "over", "back", "de", "het",
    "een", "onze", "hun", "jullie", "ons", "die", "alle", "any", "each", "every",
];
const MONEY: &[&str] = &[
    "€", "$", "£", "%", "euro", "eur", "usd", "gbp", "discount", "korting",
];
