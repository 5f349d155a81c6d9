//! Templates: the steps of a plan without its dates and names. Dates come from the schedule, worked back from a target.

mod made;
mod saved;
mod translated;

use plan::model::{DealRole, MilestoneKind, Side, TrackKind};
use serde::{Deserialize, Serialize};

use crate::out::Language;

pub use made::{Made, NoTemplate, make};
pub use saved::save;

/// The name in a template file.
pub const FORMAT: &str = "coplan-template";
/// The version we write.
pub const VERSION: u32 = 1;

/// A plan to be: who (as roles), what, how long, after what, and when it is done.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Template {
    /// A short name for commands and addresses.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// When to use it, in a sentence.
    pub about: String,
    /// A goal to fill in.
    pub goal: String,
    /// What the target date is the date of.
    pub target: Target,
    /// Phases and functions, in order.
    pub tracks: Vec<TrackDraft>,
    /// Roles to be named.
    pub roles: Vec<RoleDraft>,
    /// The steps, in order.
    pub steps: Vec<StepDraft>,
    /// How to judge.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
}

/// What the target date of a template is the date of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The go-live of the plan.
    #[default]
    GoLive,
    /// The last step; the plan has no go-live yet.
    LastStep,
}

/// A phase or function of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackDraft {
    /// Its name.
    pub name: String,
    /// Phase or function.
    pub kind: TrackKind,
}

/// A role that a person will take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleDraft {
    /// What stands in the plan until a name is known.
    pub name: String,
    /// Whose role.
    pub side: Side,
    /// Part in the deal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<DealRole>,
}

/// A step of a template.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StepDraft {
    /// What happens.
    pub title: String,
    /// What sort of step.
    pub kind: MilestoneKind,
    /// Name of the role that answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Names of the roles that help.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub helpers: Vec<String>,
    /// Everybody takes part.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub everybody: bool,
    /// Working days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Weeks of the plan instead of days, first and last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<(u16, u16)>,
    /// Titles of the steps before it, with kind and gap as in a cell: "Trial [FF+2d]".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// The done-criterion.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub done_when: String,
    /// Name of its phase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// Name of its function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// What to think of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct File {
    format: String,
    version: u32,
    template: Template,
}

/// A file that is no template.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum TemplateError {
    #[error("line {line}, column {column}: {reason}")]
    Malformed {
        line: usize,
        column: usize,
        reason: String,
    },
    #[error(
        "the file says it is \"{format}\", version {version}; this program reads \"{FORMAT}\" up to {VERSION}"
    )]
    OtherFormat { format: String, version: u32 },
}

const OURS: [&str; 7] = [
    include_str!("../../templates/short-cycle.json"),
    include_str!("../../templates/six-weeks.json"),
    include_str!("../../templates/internal-pitch.json"),
    include_str!("../../templates/saas-to-go-live.json"),
    include_str!("../../templates/enterprise-evaluation.json"),
    include_str!("../../templates/proof-of-concept.json"),
    include_str!("../../templates/thirty-days.json"),
];

/// The templates that come with the program.
pub fn all() -> Vec<Template> {
    let ours = OURS
        .iter()
        .map(|text| read(text).expect("a test reads every one"));
    ours.collect()
}

/// The same in a language.
pub fn all_in(language: Language) -> Vec<Template> {
    let ours = all().into_iter();
    ours.map(|template| translated::translated(template, language))
        .collect()
}

/// Reads a template file.
///
/// # Errors
/// See [`TemplateError`].
pub fn read(text: &str) -> Result<Template, TemplateError> {
    let file: File =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            let reason = error.to_string();
            TemplateError::Malformed {
                line: error.line(),
                column: error.column(),
                reason: reason.split(" at line ").next().unwrap_or("").to_owned(),
            }
        })?;
    if file.format != FORMAT || file.version > VERSION {
        return Err(TemplateError::OtherFormat {
            format: file.format,
            version: file.version,
        });
    }
    Ok(file.template)
}

/// Writes a template file.
pub fn write(template: &Template) -> String {
    let file = File {
        format: FORMAT.to_owned(),
        version: VERSION,
        template: template.clone(),
    };
    serde_json::to_string_pretty(&file).expect("a template has only string keys") + "\n"
}

#[cfg(test)]
mod tests;
