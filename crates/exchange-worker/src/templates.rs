//! Templates: the list, and a plan from one.

use chrono::NaiveDate;
use exchange::{out::Language, template};
use plan::from_plan;
use serde_json::json;

use crate::Answer;

pub(crate) fn list(language: Language) -> Result<Answer, String> {
    let one = |t: &template::Template| json!({"id": t.id, "title": t.title, "about": t.about, "steps": t.steps.len()});
    Answer::of(
        &template::all_in(language)
            .iter()
            .map(one)
            .collect::<Vec<_>>(),
    )
}

pub(crate) fn make(
    id: &str,
    target: NaiveDate,
    today: NaiveDate,
    seed: u64,
    language: Language,
) -> Result<Answer, String> {
    let template = template::all_in(language).into_iter().find(|t| t.id == id);
    let template = template.ok_or_else(|| format!("there is no template \"{id}\""))?;
    let made = template::make(&template, target, today, seed).map_err(|error| error.to_string())?;
    Answer::of(&json!({"command": from_plan(&made.plan), "too_late": made.too_late}))
}
