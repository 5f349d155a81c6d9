//! One line makes a milestone: `Security review @Sarah by June 20 after Security questionnaire 10d #IT`.
//!
//! The result says what was understood, with its place in the line, so that it can be shown before Enter. What was not
//! understood stays in the title.

mod parser;
mod when;

use std::ops::Range;

use chrono::NaiveDate;
use plan::{
    command::{Command, Place},
    id::{MilestoneId, PersonId, TrackId},
    model::{Dependency, DependencyKind, Due, GapPolicy, MilestoneKind, Plan, Side, TrackKind},
};

use self::parser::Parser;
use crate::{
    dates::{Context, How},
    ids::Ids,
    limits::{LINE_LENGTH_MAX, cut},
    people,
    table::{Index, is_go_live},
    text::{folded, squeezed, tokens},
};

/// What a line says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuickAdd {
    /// What is left of the line.
    pub title: String,
    /// What was understood, in the order of the line.
    pub parts: Vec<Part>,
    /// What can be read in several ways. The words of the first two sorts are in the title too: nothing is lost.
    pub doubts: Vec<Doubt>,
}

/// Words that a person should write otherwise, if they mean what was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Where they stand, in bytes of the line.
    pub span: Range<usize>,
    /// What they can mean.
    pub which: Which,
}

/// What words can mean, when not one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// One of these people, by name: nobody was taken.
    Person(Vec<String>),
    /// One of these milestones, by title: none was taken.
    Milestone(Vec<String>),
    /// This day, if the month comes first: the other one was taken.
    Day(NaiveDate),
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
        doubts: Vec::new(),
    };
    let kept = parser.run();
    let mut title = squeezed(&kept.concat());
    title = title.trim_matches([',', ';', '-', '–', ' ']).to_owned();
    cut(&mut title, LINE_LENGTH_MAX);
    QuickAdd {
        title,
        parts: parser.parts,
        doubts: parser.doubts,
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
        let command = match &part.meaning {
            Meaning::Owner { name, person } => {
                let person = person.unwrap_or_else(|| new_person(name, ids, to));
                match std::mem::replace(owned, true) {
                    true => Command::AddHelper { milestone, person },
                    false => Command::SetAccountable {
                        milestone,
                        person: Some(person),
                    },
                }
            }
            Meaning::Everybody => Command::SetEverybody {
                milestone,
                everybody: true,
            },
            Meaning::Due { due, .. } => {
                let due = Some(*due);
                Command::SetDue { milestone, due }
            }
            Meaning::Start(start) => {
                let start = Some(*start);
                Command::SetStart { milestone, start }
            }
            Meaning::Duration(days) => {
                let days = Some(*days);
                Command::SetDuration { milestone, days }
            }
            Meaning::After {
                milestone: before, ..
            } => Command::AddDependency(follows(*before, milestone)),
            Meaning::Track { name, track } => {
                let (id, kind) = track.unwrap_or_else(|| new_function(name, ids, to));
                let track = Some(id);
                match kind {
                    TrackKind::Phase => Command::SetPhase { milestone, track },
                    TrackKind::Function => Command::SetFunction { milestone, track },
                }
            }
        };
        to.push(command);
    }
}

fn follows(predecessor: MilestoneId, successor: MilestoneId) -> Dependency {
    Dependency {
        predecessor,
        successor,
        kind: DependencyKind::FinishToStart,
        lag_days: 0,
        policy: GapPolicy::Consume,
    }
}

fn new_function(name: &str, ids: &mut Ids, to: &mut Vec<Command>) -> (TrackId, TrackKind) {
    let (id, kind) = (ids.track(), TrackKind::Function);
    to.push(Command::AddTrack {
        id,
        kind,
        name: name.to_owned(),
        place: Place::Last,
    });
    (id, kind)
}

fn new_person(name: &str, ids: &mut Ids, to: &mut Vec<Command>) -> PersonId {
    let (id, plain) = (ids.person(), folded(name));
    to.push(Command::AddPerson {
        id,
        name: name.to_owned(),
        side: people::side_of_role(&plain).unwrap_or(Side::Buyer),
        placeholder: people::is_role(&plain),
    });
    id
}

#[cfg(test)]
mod tests;
