//! A draft from call notes: goal, dates, people and steps, each tied to the sentence it came from.
//!
//! Deterministic and on the device: words and patterns, no model, no network. It would rather miss a step than make
//! one up; a person accepts or drops each item.

mod again;
mod clauses;
mod dutch;
mod evidence;
mod facts;
mod forms;
mod going_on;
mod heads;
mod items;
mod layout;
mod left;
mod line;
mod lines;
mod links;
mod listed;
mod make;
mod mentions;
mod names;
mod needed;
mod order;
mod outline;
mod owner;
mod past;
mod pattern;
mod people;
mod pieces;
mod pointing;
mod present;
mod proper;
mod reading;
mod sentence;
mod sentences;
mod sign;
mod signs;
mod spoken;
mod stated;
mod steps;
mod stops;
mod sure;
mod target;
mod titles;
mod verbs;
mod vocabulary;
mod when;
mod whole;
mod words;

use std::ops::Range;

use chrono::NaiveDate;
use plan::model::{DealRole, DependencyKind, MilestoneKind, Side};

use crate::{dates::Dated, limits::NOTES_BYTES_MAX, text::tokens};

pub use pattern::Pattern;
pub use sign::Sign;
pub use signs::Signs;
pub use sure::ENOUGH;
pub use whole::plan;

/// Something found, with the sentences that say it (byte ranges of the notes).
#[derive(Debug, Clone, PartialEq)]
pub struct Tied<T> {
    /// What was found.
    pub value: T,
    /// Where it stands: at least one sentence.
    pub sentences: Vec<Range<usize>>,
}

/// A person in the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFound {
    /// The name, or the role where no name is known.
    pub name: String,
    /// The name is a role.
    pub placeholder: bool,
    /// The side, as far as the words say.
    pub side: Side,
    /// The job title as it stands there.
    pub title: String,
    /// The part in the deal.
    pub role: Option<DealRole>,
}

/// A step in the notes.
#[derive(Debug, Clone, PartialEq)]
pub struct StepFound {
    /// What happens.
    pub title: String,
    /// What sort of step.
    pub kind: MilestoneKind,
    /// Name of the person or role that answers for it; one of [`Draft::people`].
    pub owner: Option<String>,
    /// When.
    pub due: Option<Dated>,
    /// Working days.
    pub days: Option<u32>,
    /// The function it belongs to.
    pub function: Option<&'static str>,
    /// It is complete already.
    pub done: bool,
    /// How it was read.
    pub pattern: Pattern,
    /// What speaks for it and against it.
    pub signs: Signs,
}

impl StepFound {
    fn titled(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            kind: MilestoneKind::Step,
            owner: None,
            due: None,
            days: None,
            function: None,
            done: false,
            pattern: Pattern::default(),
            signs: Signs::default(),
        }
    }
}

/// What must come before what; places in [`Draft::steps`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderFound {
    /// The step that comes first.
    pub before: usize,
    /// The step that waits.
    pub after: usize,
    /// Which end bounds which.
    pub kind: DependencyKind,
}

/// What the notes propose.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// The outcome wanted.
    pub goal: Option<Tied<String>>,
    /// Why now.
    pub why_now: Option<Tied<String>>,
    /// When it must live.
    pub go_live: Option<Tied<Dated>>,
    /// When the purchase is decided.
    pub decision: Option<Tied<Dated>>,
    /// Everybody named.
    pub people: Vec<Tied<PersonFound>>,
    /// Steps, in the order of the notes.
    pub steps: Vec<Tied<StepFound>>,
    /// What must come before what.
    pub order: Vec<Tied<OrderFound>>,
    /// The notes were longer than is read; what lies beyond was not looked at.
    pub cut: bool,
}

/// Answers to the three discovery questions (004-10..12).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers<'a> {
    /// How they usually decide on something like this: reviews, approvals, mandatory steps.
    pub process: &'a str,
    /// Who else takes part, and when.
    pub people: &'a str,
    /// By when, and what drives that date.
    pub timeline: &'a str,
}

/// Reads notes. What lies beyond [`NOTES_BYTES_MAX`] is not read.
pub fn draft(notes: &str, today: NaiveDate) -> Draft {
    sure_of(notes, today, ENOUGH)
}

/// The same with another bar for the points of a step ([`Signs::points`]), to measure what each bar lets through.
pub fn sure_of(notes: &str, today: NaiveDate, enough: i32) -> Draft {
    let mut end = notes.len().min(NOTES_BYTES_MAX);
    while !notes.is_char_boundary(end) {
        end -= 1;
    }
    let text = &notes[..end];
    let dutch = words::is_dutch(text);
    let sentences = sentences::split(text);
    let clock = when::Clock::of(&tokens(text), today, dutch);
    let mut draft = Draft {
        people: people::find(text, &sentences),
        cut: end < notes.len(),
        ..Draft::default()
    };
    facts::find(text, &sentences, &clock, &mut draft);
    steps::find(text, &sentences, &clock, enough, &mut draft);
    draft
}

/// The answers as notes: the same path, with headings that say what each answer is about.
pub fn from_answers(answers: &Answers<'_>) -> String {
    let part = |heading: &str, text: &str| {
        if text.trim().is_empty() {
            String::new()
        } else {
            format!("{heading}:\n{}\n\n", text.trim())
        }
    };
    part("Steps", answers.process)
        + &part("People", answers.people)
        + &part("Timeline", answers.timeline)
}

#[cfg(test)]
mod tests;
