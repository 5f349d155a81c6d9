//! What is over and stays in the plan as a finished step: "the survey was finished in March", "the budget is approved".

use super::{
    reading::{Reader, Reading},
    verbs::{Form, action},
    words::{BYGONE, OVER, PRONOUNS, is_activity, is_thing},
};
use crate::text::{Kind, Token};

const AUXILIARY: &[&str] = &[
    "was", "were", "has", "have", "is", "are", "werd", "zijn", "heeft", "hebben",
];
/// Beside "is": it is over.
const READY: &[&str] = &[
    "complete",
    "ready",
    "gereed",
    "rond",
    "klaar",
    "in place",
    "signed",
    "approved",
    "finished",
    "done",
    "completed",
    "afgerond",
    "goedgekeurd",
    "getekend",
];

/// It is over, without a day.
const LATELY: &[&str] = &["last", "vorige", "already", "al", "reeds"];

/// What came of a thing; the title keeps it.
pub(super) const OUTCOMES: &[&str] = &[
    "signed",
    "approved",
    "received",
    "sent",
    "delivered",
    "granted",
    "released",
    "accepted",
    "completed",
    "getekend",
    "ondertekend",
    "ontvangen",
    "goedgekeurd",
    "opgeleverd",
];

/// "Granted", "getekend".
fn is_participle(token: &Token) -> bool {
    let shaped = token.kind == Kind::Word && token.lower.len() > 4 && token.lower.ends_with("ed");
    shaped
        || token.is_one_of(OVER)
        || token.is_one_of(&["given", "held", "granted", "sent", "chosen"])
        || action(token).is_some_and(|a| a.form == Form::Past)
}

/// "Gesprek gehad", "had the call": what the notes are about, where no day says which.
pub(super) fn is_talk(token: &Token) -> bool {
    token.is_one_of(&[
        "call",
        "chat",
        "lunch",
        "gesprek",
        "gesprekje",
        "overleg",
        "belletje",
        "telefoontje",
    ])
}

/// "300 calls a day", "drie keer per week".
pub(super) fn is_rate(tokens: &[Token]) -> bool {
    tokens.windows(3).any(|w| {
        let noun = w[0].lower.ends_with('s') && !w[0].is_one_of(&["takes", "needs", "lasts", "is"]);
        let span = w[2].is_one_of(&["day", "week", "month", "year", "dag", "maand", "jaar"]);
        (noun || w[0].kind == Kind::Number) && w[1].is_one_of(&["a", "per"]) && span
    })
}

/// "Every second Tuesday", "elke eerste maandag": a habit.
pub(super) fn is_habit(tokens: &[Token]) -> bool {
    #[rustfmt::skip] // many words a line
    let spans = [
        "day", "week", "month", "quarter", "year", "first", "second", "third", "other", "last", "monday", "tuesday", "wednesday",
        "thursday", "friday", "dag", "maand", "kwartaal", "jaar", "eerste", "tweede", "derde", "laatste", "maandag", "dinsdag",
        "woensdag", "donderdag", "vrijdag", "april", "spring", "summer", "autumn", "winter",
    ];
    tokens
        .windows(2)
        .any(|w| w[0].is_one_of(&["every", "each", "elke", "iedere"]) && w[1].is_one_of(&spans))
}

impl Reader<'_> {
    /// A thing of plans, "was" or "has been", and what was done to it; or somebody who "has already" done it.
    pub(super) fn past(&self) -> Option<Reading> {
        let tokens = self.tokens;
        let helps = (self.from + 1..tokens.len().min(self.from + 12))
            .find(|at| tokens[*at].is_one_of(AUXILIARY))?;
        let near = tokens.len().min(helps + 5);
        let done = (helps + 1..near)
            .find(|at| is_participle(&tokens[*at]) || tokens[*at].is_one_of(READY));
        let dated = self.when.due.is_some() || tokens.iter().any(|t| t.is_one_of(LATELY));
        let present = tokens[helps].is_one_of(&["is", "are", "zijn"]);
        let active = tokens[helps].is_one_of(&["has", "have", "heeft", "hebben"])
            && !tokens
                .get(helps + 1)
                .is_some_and(|t| t.is_one_of(&["to", "been"]));
        let (title, said) = if active && !tokens[helps..near].iter().any(|t| t.is("been")) {
            let done = done.filter(|_| tokens[helps..near].iter().any(|t| t.is("already")))?;
            (self.kept(done..tokens.len()), true)
        } else {
            let ready = done.is_some_and(|at| tokens[at].is_one_of(READY));
            let mut title = self.kept(self.from..helps);
            let next = tokens.get(helps + 1);
            let lately = next.is_some_and(|t| t.is_one_of(LATELY) || t.is_one_of(BYGONE));
            let then = dated && self.when.takes(helps + 1) || lately;
            let held = done.is_none() && !present && then;
            let over = done.is_some() && (ready || dated && !present);
            title.extend(done);
            (title, held || over)
        };
        let matters = title
            .iter()
            .any(|at| is_activity(&tokens[*at]) || is_thing(&tokens[*at]));
        let pronoun = |t: &Token| {
            t.is_one_of(PRONOUNS) || t.is_one_of(&["it", "that", "there", "het", "dat"])
        };
        let who = tokens.get(self.from).is_some_and(pronoun);
        let outcome = dated && done.is_some_and(|at| tokens[at].is_one_of(OUTCOMES));
        let fits = (1..=9).contains(&title.len()) && !self.is_fact() && (active || !who);
        if !(said && fits && (matters || active || outcome)) {
            return None;
        }
        let reading = self.made(title, self.from..self.from)?;
        Some(Reading {
            done: true,
            ..reading
        })
    }
}
