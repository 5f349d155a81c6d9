//! A plan as a file.

use chrono::NaiveDate;
use exchange::{
    json, mspdi,
    out::{self, Feed, Language},
};
use plan::model::Plan;

use crate::Answer;

pub(crate) fn export(
    plan: &Plan,
    format: &str,
    scope: &str,
    today: NaiveDate,
    language: Language,
) -> Result<Answer, String> {
    let feed = Feed {
        today,
        scope,
        revision: u32::try_from(today.signed_duration_since(NaiveDate::default()).num_days())
            .unwrap_or(0),
        person: None,
        url: None,
        language,
    };
    let mut json_text = String::new();
    let bytes = match format {
        "json" => json::write(plan).into_bytes(),
        "csv" => out::csv(plan).into_bytes(),
        "xlsx" => out::workbook(plan, today).map_err(|error| error.to_string())?,
        "md" => out::markdown(plan, language).into_bytes(),
        "html" => out::page(plan, today, language).into_bytes(),
        "ics" => out::calendar(plan, &feed).into_bytes(),
        "mspdi" => mspdi::write(plan, today).into_bytes(),
        // Both forms for the clipboard: rich as bytes, plain beside it.
        "table" => {
            json_text = out::markdown(plan, language);
            out::fragment(plan, language).into_bytes()
        }
        other => return Err(format!("there is no format \"{other}\"")),
    };
    let answer = Answer::of(&json_text)?;
    Ok(Answer { bytes, ..answer })
}
