//! The grammar of a line, part by part.

use plan::{
    id::PersonId,
    model::{Person, Plan},
};

use super::{Doubt, Meaning, Part, Which};
use crate::{
    dates::{self, Context},
    table::Index,
    text::{Kind, Token, squeezed, tokens},
};

pub(super) struct Parser<'a> {
    pub line: &'a str,
    pub tokens: &'a [Token],
    pub plan: &'a Plan,
    pub index: Index,
    pub context: Context,
    pub parts: Vec<Part>,
    pub doubts: Vec<Doubt>,
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

    fn at(&mut self, at: usize) -> Option<(usize, Vec<Part>)> {
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

    pub(super) fn part(&self, at: usize, used: usize, meaning: Meaning) -> Part {
        let span = self.tokens[at].span.start..self.tokens[at + used - 1].span.end;
        Part { span, meaning }
    }

    /// The words from `at` on can mean several things.
    pub(super) fn doubt(&mut self, at: usize, used: usize, which: Which) {
        let span = self.tokens[at].span.start..self.tokens[at + used - 1].span.end;
        self.doubts.push(Doubt { span, which });
    }

    pub(super) fn has(&self, is: impl Fn(&Meaning) -> bool) -> bool {
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

    fn owner(&mut self, at: usize) -> Option<(usize, Vec<Part>)> {
        let (tokens, plan) = (self.tokens, self.plan);
        let next = tokens.get(at + 1).filter(|next| tokens[at].touches(next))?;
        if next.is_one_of(&["all", "everybody", "iedereen"]) {
            return Some((2, vec![self.part(at, 2, Meaning::Everybody)]));
        }
        let live = || {
            plan.people
                .iter()
                .filter(|p| !p.archived && p.merged_into.is_none())
        };
        // A first name is enough where only one has it.
        let first = |p: &Person| p.name.split(' ').next().unwrap_or("").to_lowercase();
        let full = self.known(at + 1, live().map(|p| (p.name.clone(), p.id)));
        let (used, same): (usize, Vec<&Person>) = match &full {
            Some((used, name, _)) => (*used, live().filter(|p| p.name == *name).collect()),
            None => (1, live().filter(|p| first(p) == next.lower).collect()),
        };
        if same.len() > 1 {
            let names = same.iter().map(|person| person.name.clone());
            self.doubt(at, used + 1, Which::Person(names.collect()));
            return None;
        }
        let (used, name, person) = match same.first() {
            Some(one) => (used, one.name.clone(), Some(one.id)),
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
}
