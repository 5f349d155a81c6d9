//! When: after which milestones, from and by which dates, how long.

use plan::id::MilestoneId;

use super::{
    Meaning, Part, Which,
    parser::{AND, BY, Parser},
};
use crate::{
    dates::{self, Context, Dated, How, Order},
    table::{Found, duration},
    text::{Kind, folded},
};

impl Parser<'_> {
    /// "after A and B", "depends on A", "na A": the longest words that name a milestone.
    pub(super) fn after(&mut self, at: usize) -> Option<(usize, Vec<Part>)> {
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
                _ => return end.map(|end| (end, parts)),
            }
        }
        if let Some((used, titles)) = self.several(from) {
            self.doubt(from, used, Which::Milestone(titles));
        }
        end.map(|end| (end, parts))
    }

    /// The words from `from` on that can be a title, the longest first: where they end, and the text.
    fn titles(&self, from: usize) -> impl Iterator<Item = (usize, &str)> {
        let until = self.tokens[from.min(self.tokens.len())..]
            .iter()
            .position(|t| t.is_one_of(&["@", "#"]))
            .map_or(self.tokens.len(), |more| from + more);
        (from + 1..=until.min(from + 16)).rev().map(move |to| {
            let span = self.tokens[from].span.start..self.tokens[to - 1].span.end;
            (to, &self.line[span])
        })
    }

    /// The longest words that name several milestones, as near as each other; how many words, and the titles.
    fn several(&self, from: usize) -> Option<(usize, Vec<String>)> {
        self.titles(from)
            .map(|(to, text)| (to - from, self.meant(text)))
            .find(|(_, titles)| titles.len() > 1)
    }

    /// The titles that a text means as well as any other.
    fn meant(&self, text: &str) -> Vec<String> {
        let mut titles = self.index.as_near(text);
        titles.retain(|title| is_whole(text, title));
        titles
    }

    fn milestone(&self, from: usize) -> Option<(usize, MilestoneId, String)> {
        for (to, text) in self.titles(from) {
            if self.meant(text).len() > 1 {
                return None;
            }
            let found = match self.index.find(text) {
                Found::Surely(id) => Some(id),
                Found::Nearly(id, title) if is_whole(text, &title) => Some(id),
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
    pub(super) fn range(&self, at: usize) -> Option<(usize, Vec<Part>)> {
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

    pub(super) fn due(&mut self, at: usize) -> Option<(usize, Vec<Part>)> {
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
        if dated.how == How::OrderAssumed {
            let context = Context {
                order: Some(Order::MonthFirst),
                ..self.context
            };
            let other = dates::prefix(&self.tokens[at + by..], &context, by > 0);
            if let Some(other) = other.and_then(|(_, other)| other.due(None)) {
                self.doubt(at + by, used, Which::Day(other.date));
            }
        }
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

    pub(super) fn duration(&self, at: usize) -> Option<(usize, Vec<Part>)> {
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

/// More words than the title has are something else that follows it.
fn is_whole(text: &str, title: &str) -> bool {
    folded(text).len() <= folded(title).len() + 2
}
