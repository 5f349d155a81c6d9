//! Text for people: aligned tables, and the engine's findings as sentences with titles instead of ids.

use std::collections::BTreeMap;

use plan::model::Plan;
use serde_json::Value;

/// Columns as wide as their widest cell, two spaces apart.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide = |at: usize| {
        rows.iter()
            .filter_map(|row| row.get(at))
            .map(|cell| cell.chars().count())
            .max()
    };
    let widths: Vec<usize> = (0..columns).map(|at| wide(at).unwrap_or(0)).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line += &format!("{cell:<width$}  ");
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

/// Escape sequences, where the terminal shows colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Good,
    Warning,
    Bad,
    Strong,
}

pub(crate) fn toned(text: &str, tone: Tone, colours: bool) -> String {
    if !colours {
        return text.to_owned();
    }
    let code = match tone {
        Tone::Good => "32",
        Tone::Warning => "33",
        Tone::Bad => "31",
        Tone::Strong => "1",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// What a terminal could take for a command, from a title that anybody wrote, is shown as a blank.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}

/// What ids stand for.
pub(crate) fn names(plan: &Plan) -> BTreeMap<String, String> {
    let milestones = plan
        .milestones
        .iter()
        .map(|m| (m.id.to_string(), m.title.clone()));
    let people = plan
        .people
        .iter()
        .map(|p| (p.id.to_string(), p.name.clone()));
    let tracks = plan
        .tracks
        .iter()
        .map(|t| (t.id.to_string(), t.name.clone()));
    milestones
        .chain(people)
        .chain(tracks)
        .map(|(id, name)| (id, plain(&name)))
        .collect()
}

/// A finding as words: `{"rule":"overdue","days":3}` as "overdue (days 3)".
pub(crate) fn said(value: &Value, names: &BTreeMap<String, String>) -> String {
    match value {
        Value::Null => "none".into(),
        Value::Bool(yes) => (if *yes { "yes" } else { "no" }).into(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => match names.get(text) {
            Some(name) => format!("\"{name}\""),
            None => text.replace('_', " "),
        },
        Value::Array(values) => {
            let all: Vec<String> = values.iter().map(|value| said(value, names)).collect();
            all.join(", ")
        }
        Value::Object(fields) => {
            let head = ["rule", "changed"]
                .iter()
                .find_map(|key| fields.get(*key)?.as_str());
            let facts: Vec<String> = fields
                .iter()
                .filter(|(key, _)| !matches!(key.as_str(), "rule" | "changed"))
                .map(|(key, value)| format!("{} {}", key.replace('_', " "), said(value, names)))
                .collect();
            match (head, facts.is_empty()) {
                (Some(head), true) => head.replace('_', " "),
                (Some(head), false) => format!("{} ({})", head.replace('_', " "), facts.join(", ")),
                (None, _) => facts.join(", "),
            }
        }
    }
}

/// Anything of the engine as JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("the engine's results have string keys")
}

/// JSON for programs: indented, with a line end.
pub(crate) fn document(value: &Value) -> String {
    format!("{value:#}\n")
}
