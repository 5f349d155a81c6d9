//! The grammar of a line, part by part.

use plan::{
    id::{MilestoneId, PersonId},
    model::{Person, Plan},
};

use super::{Meaning, Part};
use crate::{
    dates::{self, Context, Dated},
    table::{Found, Index, duration},
    text::{Kind, Token, folded, squeezed, tokens},
};

pub(super) struct Parser<'a> {
    pub line: &'a str,
    pub tokens: &'a [Token],
    pub plan: &'a Plan,
    pub index: Index,
    pub context: Context,
    pub parts: Vec<Part>,
}

pub(super) const BY: &[&str] = &[
    "by",
    "before",
    "on",
    "due",
    "until",
    "voor",
    "vóór",
    "uiterlijk",
    "op",
    "tegen",
];

pub(super) const AFTER: &[&str] = &["after", "na", "following"];

pub(super) const AND: &[&str] = &["and", "en", ",", "+", "&"];

impl<'a> Parser<'a> {
    /// The pieces of the line that nothing was made of.
    pub fn run(&mut self) -> Vec<String> {
        let mut kept = Vec::new();
        let mut from = 0;
        let mut at = 0;
        while at < self.tokens.len() {
            let found = if self.starts_a_word(at) {
                self.at(at)
            } else {
                None
            };
            let Some((used, mut parts)) = found else {
                at += 1;
                continue;
            };
            let span = self.tokens[at].span.start..self.tokens[at + used - 1].span.end;
            kept.push(self.line[from..span.start].to_owned());
            kept.push(" ".to_owned());
            from = span.end;
            self.parts.append(&mut parts);
            at += used;
        }
        kept.push(self.line[from..].to_owned());
        kept
    }

    /// `a@b` and `C#` are words, not names and tracks.
    fn starts_a_word(&self, at: usize) -> bool {
        at == 0
            || !self.tokens[at - 1].touches(&self.tokens[at])
            || self.tokens[at - 1].is_one_of(&["(", ","])
    }

    fn at(&self, at: usize) -> Option<(usize, Vec<Part>)> {
        let token = &self.tokens[at];
        if token.is("@") {
            return self.owner(at);
        }
        if token.is_one_of(AND) && self.tokens.get(at + 1).is_some_and(|t| t.is("@")) {
            // "@Sarah and @Tom".
            let (used, mut parts) = self.owner(at + 1)?;
            parts[0].span.start = token.span.start;
            return Some((used + 1, parts));
        }
        if token.is("#") {
            return self.track(at);
        }
        if token.is_one_of(AFTER) || token.is("depends") {
            return self.after(at);
        }
        self.range(at)
            .or_else(|| self.due(at))
            .or_else(|| self.duration(at))
    }

    fn part(&self, at: usize, used: usize, meaning: Meaning) -> Part {
        let span = self.tokens[at].span.start..self.tokens[at + used - 1].span.end;
        Part { span, meaning }
    }

    fn has(&self, is: impl Fn(&Meaning) -> bool) -> bool {
        self.parts.iter().any(|part| is(&part.meaning))
    }

    /// The longest name of `names` that the tokens from `at` spell; how many tokens it takes.
    fn known<T: Copy>(
        &self,
        at: usize,
        names: impl Iterator<Item = (String, T)>,
    ) -> Option<(usize, String, T)> {
        let mut best: Option<(usize, String, T)> = None;
        for (name, value) in names {
            let wanted: Vec<Token> = tokens(&name);
            let here = self.tokens[at..].iter().take(wanted.len());
            let same = !wanted.is_empty()
                && self.tokens.len() - at >= wanted.len()
                && here.zip(&wanted).all(|(a, b)| a.lower == b.lower);
            if same && best.as_ref().is_none_or(|(used, ..)| wanted.len() > *used) {
                best = Some((wanted.len(), name, value));
            }
        }
        best
    }

    fn owner(&self, at: usize) -> Option<(usize, Vec<Part>)> {
        let next = self
            .tokens
            .get(at + 1)
            .filter(|next| self.tokens[at].touches(next))?;
        if next.is_one_of(&["all", "everybody", "iedereen"]) {
            return Some((2, vec![self.part(at, 2, Meaning::Everybody)]));
        }
        let live = || {
            self.plan
                .people
                .iter()
                .filter(|p| !p.archived && p.merged_into.is_none())
        };
        let full = self.known(at + 1, live().map(|p| (p.name.clone(), p.id)));
        // A first name is enough where only one has it.
        let first = |p: &Person| p.name.split(' ').next().unwrap_or("").to_lowercase();
        let mut namesakes = live().filter(|p| first(p) == next.lower);
        let by_first = match (namesakes.next(), namesakes.next()) {
            (Some(one), None) => Some((1, one.name.clone(), one.id)),
            _ => None,
        };
        let (used, name, person) = match full.or(by_first) {
            Some((used, name, id)) => (used, name, Some(id)),
            None => self.new_name(at + 1)?,
        };
        Some((
            used + 1,
            vec![self.part(at, used + 1, Meaning::Owner { name, person })],
        ))
    }

    /// A name that the plan does not know: a word, and the capitalised words after it; or what stands in quotes.
    fn new_name(&self, at: usize) -> Option<(usize, String, Option<PersonId>)> {
        let first = &self.tokens[at];
        if first.is("\"") {
            let close = self.tokens[at + 1..].iter().position(|t| t.is("\""))?;
            let name = &self.line[first.span.end..self.tokens[at + 1 + close].span.start];
            let name = squeezed(name);
            return (!name.is_empty()).then_some((close + 2, name, None));
        }
        if first.kind != Kind::Word {
            return None;
        }
        let more = self.tokens[at + 1..]
            .iter()
            .take_while(|t| t.kind == Kind::Word && self.is_capitalised(t) && !self.is_keyword(t))
            .take(3)
            .count();
        let name = &self.line[first.span.start..self.tokens[at + more].span.end];
        Some((more + 1, name.to_owned(), None))
    }

    fn is_capitalised(&self, token: &Token) -> bool {
        self.line[token.span.clone()].starts_with(char::is_uppercase)
    }

    fn is_keyword(&self, token: &Token) -> bool {
        token.is_one_of(BY)
            || token.is_one_of(AFTER)
            || token.is_one_of(&["from", "van", "depends"])
            || dates::prefix(std::slice::from_ref(token), &self.context, true).is_some()
    }

    fn track(&self, at: usize) -> Option<(usize, Vec<Part>)> {
        let next = self
            .tokens
            .get(at + 1)
            .filter(|next| self.tokens[at].touches(next))?;
        let live = self.plan.tracks.iter().filter(|t| !t.archived);
        if let Some((used, name, track)) =
            self.known(at + 1, live.map(|t| (t.name.clone(), (t.id, t.kind))))
        {
            let meaning = Meaning::Track {
                name,
                track: Some(track),
            };
            return Some((used + 1, vec![self.part(at, used + 1, meaning)]));
        }
        // "#3" is a number in a title, not a function.
        if next.kind != Kind::Word {
            return None;
        }
        let name = self.line[next.span.clone()].to_owned();
        Some((
            2,
            vec![self.part(at, 2, Meaning::Track { name, track: None })],
        ))
    }

    /// "after A and B", "depends on A", "na A": the longest words that name a milestone.
    fn after(&self, at: usize) -> Option<(usize, Vec<Part>)> {
        let mut from = at + 1;
        if self.tokens[at].is("depends") {
            self.tokens.get(from).filter(|t| t.is("on"))?;
            from += 1;
        }
        let mut parts = Vec::new();
        let mut end = None;
        while let Some((used, milestone, title)) = self.milestone(from) {
            let start = if parts.is_empty() { at } else { from };
            parts.push(self.part(
                start,
                from + used - start,
                Meaning::After { milestone, title },
            ));
            end = Some(from + used - at);
            from += used;
            match self.tokens.get(from) {
                Some(next) if next.is_one_of(AND) => from += 1,
                _ => break,
            }
        }
        end.map(|end| (end, parts))
    }

    fn milestone(&self, from: usize) -> Option<(usize, MilestoneId, String)> {
        let until = self.tokens[from.min(self.tokens.len())..]
            .iter()
            .position(|t| t.is_one_of(&["@", "#"]))
            .map_or(self.tokens.len(), |more| from + more);
        for to in (from + 1..=until.min(from + 16)).rev() {
            let text = &self.line[self.tokens[from].span.start..self.tokens[to - 1].span.end];
            let found = match self.index.find(text) {
                Found::Surely(id) => Some(id),
                // More words than the title has are something else that follows it.
                Found::Nearly(id, title) if folded(text).len() <= folded(&title).len() + 2 => {
                    Some(id)
                }
                _ => None,
            };
            if let Some(id) = found {
                let title = self
                    .plan
                    .milestones
                    .iter()
                    .find(|m| m.id == id)?
                    .title
                    .clone();
                return Some((to - from, id, title));
            }
        }
        None
    }

    /// "from June 1 to June 10".
    fn range(&self, at: usize) -> Option<(usize, Vec<Part>)> {
        if !self.tokens[at].is_one_of(&["from", "van"]) {
            return None;
        }
        let (used, first) = dates::prefix(&self.tokens[at + 1..], &self.context, false)?;
        let to = at + 1 + used;
        if !self
            .tokens
            .get(to)?
            .is_one_of(&["to", "until", "tot", "till", "-", "–"])
        {
            return None;
        }
        let (more, last) = dates::prefix(&self.tokens[to + 1..], &self.context, false)?;
        let (start, due) = (
            first.due(self.context.weeks_from)?,
            last.due(self.context.weeks_from)?,
        );
        if start.date > due.date || self.has(|m| matches!(m, Meaning::Due { .. })) {
            return None;
        }
        let starts = self.part(at, used + 1, Meaning::Start(start.date));
        let due = self.part(to, more + 1, Meaning::Due { due, how: last.how });
        Some((used + more + 2, vec![starts, due]))
    }

    fn due(&self, at: usize) -> Option<(usize, Vec<Part>)> {
        if self.has(|m| matches!(m, Meaning::Due { .. })) {
            return None;
        }
        let weeks = ["week", "weken", "weeks", "wk"];
        let in_week = self.tokens[at].is("in") && self.tokens.get(at + 1)?.is_one_of(&weeks);
        if in_week {
            let (used, mut parts) = self.due(at + 1)?;
            parts[0].span.start = self.tokens[at].span.start;
            return Some((used + 1, parts));
        }
        let by = self.tokens[at..]
            .iter()
            .take(2)
            .take_while(|t| t.is_one_of(BY))
            .count();
        // After "by" a month alone is a date: "by May".
        let (used, dated): (usize, Dated) =
            dates::prefix(&self.tokens[at + by..], &self.context, by > 0)?;
        let due = dated.due(self.context.weeks_from)?;
        let used = by + used;
        Some((
            used,
            vec![self.part(
                at,
                used,
                Meaning::Due {
                    due,
                    how: dated.how,
                },
            )],
        ))
    }

    fn duration(&self, at: usize) -> Option<(usize, Vec<Part>)> {
        if self.has(|m| matches!(m, Meaning::Duration(_))) {
            return None;
        }
        let lead = usize::from(self.tokens[at].is_one_of(&["for", "takes", "duurt"]));
        let rest = &self.tokens[at + lead..];
        // "a week of training" is a title; "1 week" and "takes a week" are durations.
        if lead == 0 && rest.first()?.kind != Kind::Number {
            return None;
        }
        let (used, days) = duration(rest)?;
        Some((
            used + lead,
            vec![self.part(at, used + lead, Meaning::Duration(days))],
        ))
    }
}
