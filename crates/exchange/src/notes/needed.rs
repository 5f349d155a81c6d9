//! What somebody needs, waits for or promised: a step by what it names.

use super::{
    evidence::{Clause, HINT, NEED},
    reading::Reader,
    words::{is_activity, is_thing},
};
use crate::text::Token;

/// They are needed, awaited or promised.
#[rustfmt::skip] // many words a line
const NEEDS: &[&str] = &[
    "need", "needs", "requires", "require", "waiting", "awaiting", "promised", "owe", "owes", "await", "awaits", "nodig",
    "wacht", "wachten", "beloofd", "ontvang", "ontvangen", "ontvangt",
];

const WANTS: &[&str] = &[
    "want", "wants", "asked", "wil", "willen", "expects", "verwacht",
];

impl Reader<'_> {
    /// "He needs our quotation", "waiting for the list", "I promised her an overview".
    pub(super) fn needed(&self) -> Option<Clause> {
        let tokens = self.tokens;
        if let Some(clause) = self.let_have() {
            return Some(clause);
        }
        let verb = (self.from..tokens.len().min(self.from + 7))
            .find(|at| tokens[*at].is_one_of(NEEDS) || tokens[*at].is_one_of(WANTS))?;
        let from = self.object(verb)?;
        // "They need two weeks": how long it takes.
        if self.when.takes(from) && self.when.days.is_some() {
            return self.lasting(verb, from);
        }
        let mut title = self.kept(from..tokens.len());
        title.retain(|at| {
            !tokens[*at].is_one_of(&["nodig", "graag", "daarvoor", "urgently", "hebben"])
        });
        let nouns = title
            .iter()
            .any(|at| is_thing(&tokens[*at]) || is_activity(&tokens[*at]));
        let signal = self.when.due.is_some() || nouns;
        // "He wants something that …" does not say what.
        if tokens
            .get(from)
            .is_some_and(|t| t.is_one_of(&["something", "anything", "iets", "wat"]))
        {
            return None;
        }
        let wanted = tokens[verb].is_one_of(WANTS);
        let about = [
            "about", "if", "whether", "why", "how", "over", "of", "naar", "waarom", "hoe",
        ];
        let reported = wanted && tokens.get(verb + 1).is_some_and(|t| t.is_one_of(&about));
        if reported || (wanted && self.when.due.is_none() && !self.told()) {
            return None;
        }
        let manner = if wanted { HINT } else { NEED };
        (signal && (!wanted || nouns)).then_some(Clause {
            subject: self.from..verb,
            verb,
            title,
            manner,
            shown: None,
        })
    }

    /// "Let me have their names by 4 December".
    fn let_have(&self) -> Option<Clause> {
        let tokens = self.tokens;
        let whom = ["me", "us", "her", "him", "them"];
        let at = tokens[self.from..]
            .windows(3)
            .take(3)
            .position(|w| w[0].is("let") && w[2].is("have") && w[1].is_one_of(&whom))?;
        let from = self.from + at + 3;
        self.when.due.is_some().then(|| Clause {
            subject: self.from..self.from,
            verb: from - 1,
            title: self.kept(from..tokens.len()),
            manner: NEED,
            shown: None,
        })
    }

    /// "We need six weeks for the connector": the connector.
    fn lasting(&self, verb: usize, from: usize) -> Option<Clause> {
        let tokens = self.tokens;
        let goal = (from..tokens.len().min(from + 5))
            .find(|at| tokens[*at].is_one_of(&["for", "voor"]))?;
        let title = self.kept(goal + 1..tokens.len());
        (!title.is_empty() && title.len() <= 7).then_some(Clause {
            subject: self.from..verb,
            verb,
            title,
            manner: NEED,
            shown: None,
        })
    }

    /// Where that begins which is needed.
    fn object(&self, verb: usize) -> Option<usize> {
        let tokens = self.tokens;
        let mut from = verb + 1;
        let infinitive = |t: &Token| t.is_one_of(&["to", "te", "om"]);
        if tokens.get(from).is_some_and(infinitive) {
            // "Wants to see the pack" asks for the pack.
            let shown = tokens.get(from + 1).is_some_and(|t| {
                t.is_one_of(&[
                    "see", "get", "have", "receive", "zien", "hebben", "read", "check",
                ])
            });
            if !shown {
                return None;
            }
            from += 2;
        }
        let given = |t: &Token| {
            t.is_one_of(&[
                "for", "on", "op", "her", "him", "them", "you", "us", "still", "nog", "graag",
                "ik", "we",
            ])
        };
        while tokens.get(from).is_some_and(given) {
            from += 1;
        }
        Some(from)
    }
}
