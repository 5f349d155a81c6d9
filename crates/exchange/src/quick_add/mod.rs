//! One line makes a milestone: `Security review @Sarah by June 20 after Security questionnaire 10d #IT`.
//!
//! The result says what was understood, with its place in the line, so that it can be shown before Enter. What was not
//! understood stays in the title.

mod parser;

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
