//! What the page asks of `crates/exchange`, as one question and one answer. It runs in a worker of the browser
//! (`main.rs`), so that a workbook of ten thousand rows never holds up the page, and loads on demand.
//!
//! A question is JSON and, for files and documents, bytes; so is an answer. Documents travel as Yjs updates, what
//! shall become of them as a [`plan::Command`] in JSON.

mod export;
mod notes;
mod quick_add;
mod read;
mod templates;

use chrono::NaiveDate;
use exchange::out::Language;
use plan::{PlanDoc, command::Place, model::Plan};
use serde::{Deserialize, Serialize};

/// What every question says.
#[derive(Debug, Deserialize)]
pub struct Question {
    /// The reader's day.
    pub today: NaiveDate,
    /// Where fresh ids start, drawn at random by the page.
    pub seed: u64,
    /// "nl", else English.
    pub language: String,
    /// What is asked.
    #[serde(flatten)]
    pub kind: Kind,
}

/// What is asked.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// The templates there are.
    Templates,
    /// A plan from a template.
    Template {
        /// Its id.
        id: String,
        /// The day to reach.
        target: NaiveDate,
    },
    /// A plan from a file, or changes of a plan.
    Read(read::Read),
    /// Proposals from notes or answers.
    Draft {
        /// What a person wrote.
        from: notes::Source,
        /// What they do not want of it.
        without: notes::Without,
    },
    /// One line as a milestone of a plan, whose document comes as bytes.
    QuickAdd {
        /// Without marks of lists.
        line: String,
        /// Where the milestone goes.
        place: Place,
    },
    /// A plan as a file; its document comes as bytes.
    Export {
        /// "json", "csv", "xlsx", "md", "html", "ics", "mspdi" or "table".
        format: String,
        /// The plan's id, for calendars.
        scope: String,
    },
}

/// An answer: JSON, and the bytes of a file where one was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Its shape depends on the question.
    pub json: String,
    /// Of a file.
    pub bytes: Vec<u8>,
}

impl Answer {
    fn of(value: &impl Serialize) -> Result<Self, String> {
        let json = serde_json::to_string(value).map_err(|error| error.to_string())?;
        Ok(Self {
            json,
            bytes: Vec::new(),
        })
    }
}

/// Answers a question.
///
/// # Errors
/// In words: which file, row and remedy.
pub fn answer(question: &str, bytes: &[u8]) -> Result<Answer, String> {
    let question: Question = serde_json::from_str(question).map_err(|error| error.to_string())?;
    let language = match question.language.as_str() {
        "nl" => Language::Nl,
        _ => Language::En,
    };
    let (today, seed) = (question.today, question.seed);
    match question.kind {
        Kind::Templates => templates::list(language),
        Kind::Template { id, target } => templates::make(&id, target, today, seed, language),
        Kind::Read(read) => read::read(&read, bytes, today, seed),
        Kind::Draft { from, without } => notes::draft(&from, &without, today, seed),
        Kind::QuickAdd { line, place } => {
            quick_add::read(&line, place, &document(bytes)?, today, seed)
        }
        Kind::Export { format, scope } => {
            export::export(&document(bytes)?, &format, &scope, today, language)
        }
    }
}

/// The plan in a document.
fn document(update: &[u8]) -> Result<Plan, String> {
    // Nothing is written to it, so its client id is nobody's.
    let mut document = PlanDoc::new(1);
    document
        .merge(update)
        .map_err(|malformed| malformed.to_string())?;
    Ok(document.read())
}

#[cfg(test)]
mod tests;
