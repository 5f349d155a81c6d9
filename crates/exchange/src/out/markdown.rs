//! Markdown: headings and one table, as wikis and pull requests show them. Our reader takes the table back.

use plan::model::Plan;

use super::{
    rows::Rows,
    words::{Language, Word},
};
use crate::table::status_name;

/// The plan as Markdown.
pub fn markdown(plan: &Plan, language: Language) -> String {
    let rows = Rows::of(plan);
    let mut out = String::new();
    let title = if plan.title.is_empty() {
        language.word(Word::Plan)
    } else {
        &plan.title
    };
    out += &format!("# {}\n\n", escaped(title));
    let mut fact = |word: Word, text: &str| {
        if !text.is_empty() {
            out += &format!("**{}:** {}  \n", language.word(word), escaped(text));
        }
    };
    fact(Word::Goal, &plan.goal);
    fact(Word::WhyNow, &plan.why_now);
    fact(
        Word::GoLive,
        &plan.go_live.map_or(String::new(), |date| date.to_string()),
    );
    if let Some(decision) = &plan.decision {
        fact(
            Word::Decision,
            format!("{} {}", decision.date, decision.reason).trim(),
        );
    }
    let headers = [
        "No.",
        language.word(Word::Milestone),
        language.word(Word::Owner),
        language.word(Word::Side),
        language.word(Word::Target),
        language.word(Word::Status),
        language.word(Word::DependsOn),
        language.word(Word::DoneWhen),
        language.word(Word::Result),
        language.word(Word::Notes),
    ];
    out += &format!(
        "\n| {} |\n|{}\n",
        headers.join(" | "),
        " --- |".repeat(headers.len())
    );
    for milestone in rows.milestones() {
        use crate::table::Field;
        let shown = |field| rows.value(field, milestone).shown();
        let cells = [
            shown(Field::Number),
            shown(Field::Title),
            shown(Field::Owner),
            shown(Field::Side),
            shown(Field::Due),
            status_name(&milestone.status).to_owned(),
            shown(Field::DependsOn),
            shown(Field::DoneWhen),
            shown(Field::Result),
            shown(Field::Notes),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        out += &format!("| {} |\n", cells.join(" | "));
    }
    criteria(plan, language, &mut out);
    out
}

fn criteria(plan: &Plan, language: Language, out: &mut String) {
    let mut live = plan.criteria.iter().filter(|c| !c.archived).peekable();
    if live.peek().is_none() {
        return;
    }
    *out += &format!("\n## {}\n\n", language.word(Word::Criteria));
    for criterion in live {
        let met = match criterion.met {
            Some(true) => Word::Met,
            Some(false) => Word::NotMet,
            None => Word::Open,
        };
        let by = match criterion.judged_by.as_str() {
            "" => String::new(),
            by => format!(" ({})", escaped(by)),
        };
        *out += &format!(
            "- {}{by}: {}\n",
            escaped(&criterion.text),
            language.word(met)
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
