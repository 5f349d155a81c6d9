//! The plan as rows of the columns that `table` reads back. What is archived stays out.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use plan::{
    id::{MilestoneId, PersonId, TrackId},
    model::{Milestone, Person, Plan, Status},
};

use crate::{
    people::quoted,
    report::side_name,
    table::{Field, kind_name, reference, status_name, suffix, unlinked},
};

/// A value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Empty,
    Text(String),
    Number(u32),
    Date(NaiveDate),
}

impl Value {
    fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// As text; a date in ISO 8601.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
        }
    }
}

/// All fields a row carries, in the order of the columns. Owners of both sides stand together.
pub(crate) const COLUMNS: [Field; 24] = [
    Field::Number,
    Field::Title,
    Field::Owner,
    Field::Side,
    Field::Start,
    Field::Due,
    Field::Status,
    Field::DependsOn,
    Field::DoneWhen,
    Field::Result,
    Field::Notes,
    Field::Kind,
    Field::Phase,
    Field::Function,
    Field::Duration,
    Field::Remaining,
    Field::StatusNote,
    Field::ClearedBy,
    Field::DoneOn,
    Field::Weeks,
    Field::Pinned,
    Field::Links,
    Field::Checklist,
    Field::Id,
];

/// Looks up what a row names.
pub(crate) struct Rows<'a> {
    pub plan: &'a Plan,
    people: BTreeMap<PersonId, &'a Person>,
    tracks: BTreeMap<TrackId, &'a str>,
    numbers: BTreeMap<MilestoneId, usize>,
    titles: BTreeMap<String, usize>,
}

impl<'a> Rows<'a> {
    pub fn of(plan: &'a Plan) -> Self {
        let live = || plan.milestones.iter().filter(|m| !m.archived);
        let mut titles = BTreeMap::new();
        for milestone in live() {
            *titles
                .entry(crate::text::folded(&milestone.title))
                .or_default() += 1;
        }
        Self {
            plan,
            people: plan.people.iter().map(|p| (p.id, p)).collect(),
            tracks: plan
                .tracks
                .iter()
                .map(|t| (t.id, t.name.as_str()))
                .collect(),
            numbers: live().enumerate().map(|(at, m)| (m.id, at + 1)).collect(),
            titles,
        }
    }

    /// Milestones that are not archived, in order.
    pub fn milestones(&self) -> impl Iterator<Item = &'a Milestone> {
        self.plan.milestones.iter().filter(|m| !m.archived)
    }

    pub fn number(&self, id: MilestoneId) -> Option<usize> {
        self.numbers.get(&id).copied()
    }

    pub fn track(&self, id: Option<TrackId>) -> &'a str {
        id.and_then(|id| self.tracks.get(&id).copied())
            .unwrap_or("")
    }

    /// A person, or the one they were merged into.
    pub fn person(&self, id: PersonId) -> Option<&'a Person> {
        let mut person = *self.people.get(&id)?;
        for _ in 0..8 {
            match person.merged_into.and_then(|into| self.people.get(&into)) {
                Some(into) => person = into,
                None => break,
            }
        }
        Some(person)
    }

    /// The accountable person first, then the helpers by name: ids differ from file to file.
    pub fn owners(&self, milestone: &Milestone) -> Vec<&'a Person> {
        let mut helpers: Vec<_> = milestone
            .helpers
            .iter()
            .filter_map(|id| self.person(*id))
            .collect();
        helpers.sort_by_key(|person| (&person.name, person.side));
        let first = milestone.accountable.and_then(|id| self.person(id));
        first.into_iter().chain(helpers).collect()
    }

    /// Owners for people to read: "Sarah Chen, Tom".
    pub fn owners_shown(&self, milestone: &Milestone) -> String {
        let mut names: Vec<&str> = self
            .owners(milestone)
            .iter()
            .map(|p| p.name.as_str())
            .collect();
        if milestone.everybody {
            names.push("All");
        }
        names.join(", ")
    }

    /// Predecessors as a cell that is read back.
    pub fn depends_on(&self, milestone: &Milestone) -> Vec<String> {
        let mut on: Vec<(usize, String)> = Vec::new();
        for dependency in self
            .plan
            .dependencies
            .iter()
            .filter(|d| d.successor == milestone.id)
        {
            let Some(number) = self.number(dependency.predecessor) else {
                continue;
            };
            let Some(before) = self.milestones().nth(number - 1) else {
                continue;
            };
            let unique = self.titles.get(&crate::text::folded(&before.title)) == Some(&1);
            on.push((
                number,
                reference(&before.title, number, unique, &suffix(dependency)),
            ));
        }
        on.sort();
        on.into_iter().map(|(_, text)| text).collect()
    }

    /// The value of a field.
    pub fn value(&self, field: Field, milestone: &Milestone) -> Value {
        let m = milestone;
        let days = |days: Option<u32>| days.map_or(Value::Empty, Value::Number);
        let date = |date: Option<NaiveDate>| date.map_or(Value::Empty, Value::Date);
        match field {
            Field::Number => self
                .number(m.id)
                .map_or(Value::Empty, |n| Value::Number(n as u32)),
            Field::Title => Value::text(&m.title),
            Field::Kind => Value::text(kind_name(m.kind)),
            Field::Owner => Value::text(self.owner_cell(m)),
            Field::Side => Value::text(self.side_cell(m)),
            Field::BuyerOwner | Field::SellerOwner => Value::Empty,
            Field::Start => date(m.start),
            Field::Due => date(m.due.map(|due| due.date)),
            Field::Weeks => Value::text(weeks(m)),
            Field::Pinned => match m.due {
                Some(due) if due.pinned => Value::text("yes"),
                _ => Value::Empty,
            },
            Field::Duration => days(m.duration_days),
            Field::Remaining => days(m.remaining_days),
            Field::Status => Value::text(status_name(&m.status)),
            Field::StatusNote => Value::text(status_note(&m.status)),
            Field::ClearedBy => Value::text(self.cleared_by(&m.status)),
            Field::DoneOn => match m.status {
                Status::Done { on } => Value::Date(on),
                _ => Value::Empty,
            },
            Field::DependsOn => Value::text(self.depends_on(m).join("; ")),
            Field::Phase => Value::text(self.track(m.phase)),
            Field::Function => Value::text(self.track(m.function)),
            Field::DoneWhen => Value::text(&m.done_when),
            Field::Result => Value::text(&m.result),
            Field::Notes => Value::text(&m.notes),
            Field::Links => {
                Value::text(m.links.iter().map(unlinked).collect::<Vec<_>>().join("\n"))
            }
            Field::Checklist => Value::text(checklist(m)),
            Field::Id => Value::text(m.id.as_str()),
        }
    }

    fn owner_cell(&self, milestone: &Milestone) -> String {
        let mut names: Vec<String> = self
            .owners(milestone)
            .iter()
            .map(|p| quoted(&p.name))
            .collect();
        if milestone.accountable.is_none() && !names.is_empty() {
            names.insert(0, "TBD".into());
        }
        if milestone.everybody {
            names.push("All".into());
        }
        names.join(" + ")
    }

    fn side_cell(&self, milestone: &Milestone) -> String {
        let sides: Vec<&str> = self
            .owners(milestone)
            .iter()
            .map(|p| side_name(p.side))
            .collect();
        match sides.as_slice() {
            [] if milestone.everybody => "Both".into(),
            [first, rest @ ..] if rest.iter().all(|side| side == first) => (*first).to_owned(),
            more => more.join(" + "),
        }
    }

    fn cleared_by(&self, status: &Status) -> String {
        match status {
            Status::Blocked {
                clears: Some(id), ..
            } => self.person(*id).map_or(String::new(), |p| quoted(&p.name)),
            _ => String::new(),
        }
    }
}

fn weeks(milestone: &Milestone) -> String {
    match milestone.due.and_then(|due| due.weeks) {
        Some((first, last)) if first == last => format!("week {first}"),
        Some((first, last)) => format!("week {first}-{last}"),
        None => String::new(),
    }
}

/// What belongs to a status.
pub(crate) fn status_note(status: &Status) -> &str {
    match status {
        Status::Waiting { on } => on,
        Status::Blocked { reason, .. } | Status::NotNeeded { reason } => reason,
        _ => "",
    }
}

fn checklist(milestone: &Milestone) -> String {
    let lines = milestone
        .checklist
        .iter()
        .filter(|item| !item.archived)
        .map(|item| {
            let mark = if item.done { "[x]" } else { "[ ]" };
            format!("{mark} {}", item.text)
        });
    lines.collect::<Vec<_>>().join("\n")
}
