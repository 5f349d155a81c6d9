//! Markdown: headings and one table, as wikis and pull requests show them. Our reader takes the table back.

use plan::model::Plan;

use super::{
    rows::Rows,
    words::{Language, Word},
};
use crate::table::Field;

/// The columns, and what our own words call them; the number has no word.
const COLUMNS: [(Field, Option<Word>); 10] = [
    (Field::Number, None),
    (Field::Title, Some(Word::Milestone)),
    (Field::Owner, Some(Word::Owner)),
    (Field::Side, Some(Word::Side)),
    (Field::Due, Some(Word::Target)),
    (Field::Status, Some(Word::Status)),
    (Field::DependsOn, Some(Word::DependsOn)),
    (Field::DoneWhen, Some(Word::DoneWhen)),
    (Field::Result, Some(Word::Result)),
    (Field::Notes, Some(Word::Notes)),
];

/// The plan as Markdown.
pub fn markdown(plan: &Plan, language: Language) -> String {
    let rows = Rows::of(plan);
    let mut out = facts(plan, language);
    let header = |(field, word): &(Field, Option<Word>)| match word {
        Some(word) => language.word(*word),
        None => field.header(),
    };
    let headers: Vec<&str> = COLUMNS.iter().map(header).collect();
    let ruler = " --- |".repeat(headers.len());
    out += &format!("\n| {} |\n|{ruler}\n", headers.join(" | "));
    for milestone in rows.milestones() {
        let cell =
            |(field, _): &(Field, Option<Word>)| escaped(&rows.value(*field, milestone).shown());
        let cells: Vec<String> = COLUMNS.iter().map(cell).collect();
        out += &format!("| {} |\n", cells.join(" | "));
    }
    criteria(plan, language, &mut out);
    out
}

fn facts(plan: &Plan, language: Language) -> String {
    let title = match plan.title.as_str() {
        "" => language.word(Word::Plan),
        title => title,
    };
    let mut out = format!("# {}\n\n", escaped(title));
    let mut fact = |word: Word, text: &str| {
        if !text.is_empty() {
            out += &format!("**{}:** {}  \n", language.word(word), escaped(text));
        }
    };
    fact(Word::Goal, &plan.goal);
    fact(Word::WhyNow, &plan.why_now);
    let go_live = plan.go_live.map(|date| date.to_string());
    fact(Word::GoLive, &go_live.unwrap_or_default());
    if let Some(decision) = &plan.decision {
        let text = format!("{} {}", decision.date, decision.reason);
        fact(Word::Decision, text.trim());
    }
    out
}

fn criteria(plan: &Plan, language: Language, out: &mut String) {
    let mut live = plan.criteria.iter().filter(|c| !c.archived).peekable();
    if live.peek().is_none() {
        return;
    }
    *out += &format!("\n## {}\n\n", language.word(Word::Criteria));
    for criterion in live {
        let by = match criterion.judged_by.as_str() {
            "" => String::new(),
            by => format!(" ({})", escaped(by)),
        };
        *out += &format!(
            "- {}{by}: {}\n",
            escaped(&criterion.text),
            language.met(criterion.met)
        );
    }
}

/// Nothing in a text is markup: a title must not become a heading, a link or a tag.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\\' | '|' | '<' | '>' | '*' | '_' | '[' | ']' | '`' | '#' | '&' => {
                out.extend(['\\', char]);
            }
            '\n' => out.push_str("<br>"),
            '\r' => {}
            _ => out.push(char),
        }
    }
    out
}
