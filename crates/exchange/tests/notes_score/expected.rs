//! What a careful reader takes from a note.

use chrono::NaiveDate;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Expected {
    /// The day on which the note is read, where it is not that of all.
    pub today: Option<NaiveDate>,
    pub milestones: Vec<Step>,
    pub optional: Vec<Step>,
    pub people: Vec<Somebody>,
    pub people_optional: Vec<Somebody>,
    pub goal: Option<String>,
    #[serde(default)]
    pub goal_may_be_null: bool,
    pub go_live: Option<NaiveDate>,
    /// Other answers that a careful reader may give.
    #[serde(default)]
    pub go_live_ok: Vec<Option<NaiveDate>>,
}

#[derive(Debug, Deserialize)]
pub struct Step {
    pub sentence: String,
    pub keywords: Vec<String>,
    pub date: Option<NaiveDate>,
    #[serde(default)]
    pub date_ok: Vec<Option<NaiveDate>>,
    pub duration_days: Option<f64>,
    #[serde(default)]
    pub duration_ok: Vec<Option<f64>>,
    pub owner: Option<String>,
    #[serde(default)]
    pub owner_ok: Vec<Option<String>>,
    #[serde(default)]
    pub done: bool,
    /// Keywords of one step that comes first; empty: none.
    #[serde(default, deserialize_with = "null_is_empty")]
    pub after: Vec<String>,
    #[serde(default)]
    pub after_also: Vec<Vec<String>>,
    #[serde(default)]
    pub after_ok: Vec<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub struct Somebody {
    pub name: String,
    pub side: Option<String>,
}

fn null_is_empty<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// The words of a text in lower case.
pub fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

/// A title has one of the keywords: four letters or more also as the start of a word.
pub fn has_keyword(title: &str, keywords: &[String]) -> bool {
    let text = words(title);
    keywords.iter().any(|keyword| {
        let parts = words(keyword);
        let whole = parts.join(" ").chars().count() < 4;
        !parts.is_empty()
            && text.windows(parts.len()).any(|run| {
                let (last, before) = parts.split_last().expect("not empty");
                let same = run[..before.len()] == *before;
                let end = &run[before.len()];
                same && (end == last || (!whole && end.starts_with(last.as_str())))
            })
    })
}

/// One space where there were several.
pub fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
