//! One line makes a milestone: `Security review @Sarah by June 20 after Security questionnaire 10d #IT`.
//!
//! The result says what was understood, with its place in the line, so that it can be shown before Enter. What was not
//! understood stays in the title.

use std::ops::Range;

use chrono::NaiveDate;
use plan::{
    command::{Command, Place},
    id::{MilestoneId, PersonId, TrackId},
    model::{
        Dependency, DependencyKind, Due, GapPolicy, MilestoneKind, Person, Plan, Side, TrackKind,
    },
};

use crate::{
    dates::{self, Context, Dated, How},
    ids::Ids,
    limits::{LINE_LENGTH_MAX, cut},
    people,
    table::{Found, Index, duration, is_go_live},
    text::{Kind, Token, folded, squeezed, tokens},
};

/// What a line says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuickAdd {
    /// What is left of the line.
    pub title: String,
    /// What was understood, in the order of the line.
    pub parts: Vec<Part>,
}

/// Something understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Where it stands, in bytes of the line.
    pub span: Range<usize>,
    /// What it means.
    pub meaning: Meaning,
}

/// What a part of a line means.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// An owner; the first one answers for the step.
    Owner {
        /// The name as it stands in the plan, or in the line.
        name: String,
        /// The person in the plan; `None` makes a new one.
        person: Option<PersonId>,
    },
    /// Everybody takes part.
    Everybody,
    /// When it is due, and how sure that reading is.
    Due {
        /// The promise.
        due: Due,
        /// How it was read.
        how: How,
    },
    /// When it starts.
    Start(NaiveDate),
    /// Working days.
    Duration(u32),
    /// What must come before.
    After {
        /// The milestone.
        milestone: MilestoneId,
        /// Its title.
        title: String,
    },
    /// A phase or function.
    Track {
        /// Its name.
        name: String,
        /// The one in the plan; `None` makes a new function.
        track: Option<(TrackId, TrackKind)>,
    },
}

/// Reads a line against a plan. Weeks are counted from the plan's start, else from today.
pub fn parse(line: &str, plan: &Plan, today: NaiveDate) -> QuickAdd {
    let mut line = line.to_owned();
    cut(&mut line, 4 * LINE_LENGTH_MAX);
    let tokens = tokens(&line);
    let mut index = Index::default();
    for milestone in plan.milestones.iter().filter(|m| !m.archived) {
        index.add(&milestone.title, milestone.id);
    }
    let context = Context {
        weeks_from: Some(plan.start.unwrap_or(today)),
        ..Context::on(today)
    };
    let mut parser = Parser {
        line: &line,
        tokens: &tokens,
        plan,
        index,
        context,
        parts: Vec::new(),
    };
    let kept = parser.run();
    let mut title = squeezed(&kept.concat());
    title = title.trim_matches([',', ';', '-', '–', ' ']).to_owned();
    cut(&mut title, LINE_LENGTH_MAX);
    QuickAdd {
        title,
        parts: parser.parts,
    }
}

struct Parser<'a> {
    line: &'a str,
    tokens: &'a [Token],
    plan: &'a Plan,
    index: Index,
    context: Context,
    parts: Vec<Part>,
}

const BY: &[&str] = &[
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
const AFTER: &[&str] = &["after", "na", "following"];
const AND: &[&str] = &["and", "en", ",", "+", "&"];

impl<'a> Parser<'a> {
    /// The pieces of the line that nothing was made of.
    fn run(&mut self) -> Vec<String> {
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

impl QuickAdd {
    /// The milestone as one command; `None` without a title.
    pub fn command(&self, place: Place, ids: &mut Ids) -> Option<Command> {
        if self.title.is_empty() {
            return None;
        }
        let milestone = ids.milestone();
        let mut commands = vec![Command::AddMilestone {
            id: milestone,
            place,
            title: self.title.clone(),
        }];
        if is_go_live(&self.title) {
            let kind = MilestoneKind::GoLive;
            commands.push(Command::SetKind { milestone, kind });
        }
        let mut owned = false;
        for part in &self.parts {
            self.add(part, milestone, &mut owned, ids, &mut commands);
        }
        Some(Command::Batch(commands))
    }

    fn add(
        &self,
        part: &Part,
        milestone: MilestoneId,
        owned: &mut bool,
        ids: &mut Ids,
        to: &mut Vec<Command>,
    ) {
        match &part.meaning {
            Meaning::Owner { name, person } => {
                let person = person.unwrap_or_else(|| {
                    let (id, command) = new_person(name, ids);
                    to.push(command);
                    id
                });
                to.push(if std::mem::replace(owned, true) {
                    Command::AddHelper { milestone, person }
                } else {
                    let person = Some(person);
                    Command::SetAccountable { milestone, person }
                });
            }
            Meaning::Everybody => to.push(Command::SetEverybody {
                milestone,
                everybody: true,
            }),
            Meaning::Due { due, .. } => to.push(Command::SetDue {
                milestone,
                due: Some(*due),
            }),
            Meaning::Start(start) => to.push(Command::SetStart {
                milestone,
                start: Some(*start),
            }),
            Meaning::Duration(days) => to.push(Command::SetDuration {
                milestone,
                days: Some(*days),
            }),
            Meaning::After {
                milestone: predecessor,
                ..
            } => to.push(Command::AddDependency(Dependency {
                predecessor: *predecessor,
                successor: milestone,
                kind: DependencyKind::FinishToStart,
                lag_days: 0,
                policy: GapPolicy::Consume,
            })),
            Meaning::Track { name, track } => {
                let (id, kind) = track.unwrap_or_else(|| {
                    let (id, kind) = (ids.track(), TrackKind::Function);
                    let (name, place) = (name.clone(), Place::Last);
                    to.push(Command::AddTrack {
                        id,
                        kind,
                        name,
                        place,
                    });
                    (id, kind)
                });
                let track = Some(id);
                to.push(match kind {
                    TrackKind::Phase => Command::SetPhase { milestone, track },
                    TrackKind::Function => Command::SetFunction { milestone, track },
                });
            }
        }
    }
}

fn new_person(name: &str, ids: &mut Ids) -> (PersonId, Command) {
    let (id, plain) = (ids.person(), folded(name));
    let command = Command::AddPerson {
        id,
        name: name.to_owned(),
        side: people::side_of_role(&plain).unwrap_or(Side::Buyer),
        placeholder: people::is_role(&plain),
    };
    (id, command)
}

#[cfg(test)]
mod tests;
