//! HTML for the clipboard: a table that Google Docs, Word and mail keep. Styles stand on the elements, because those
//! programs drop style sheets.

use plan::model::{Milestone, Plan};

use super::{
    rows::{Rows, status_note},
    words::{Language, Word, status_colours, status_mark},
};

/// Text inside an element or a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Not allowed in HTML at all.
            '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\x7f' => {}
            _ => out.push(char),
        }
    }
    out
}

/// Escaped, with line ends as `<br>`.
pub(crate) fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

/// The plan's title and milestones as a fragment.
pub fn fragment(plan: &Plan, language: Language) -> String {
    let rows = Rows::of(plan);
    let mut out = String::new();
    let title = if plan.title.is_empty() {
        language.word(Word::Plan)
    } else {
        &plan.title
    };
    out += &format!("<p><b>{}</b></p>\n", escaped(title));
    if !plan.goal.is_empty() {
        out += &format!(
            "<p>{}: {}</p>\n",
            language.word(Word::Goal),
            lines(&plan.goal)
        );
    }
    out += "<table style=\"border-collapse:collapse;font-family:Arial,sans-serif;font-size:10pt\">\n<thead><tr>";
    let headers = [
        Word::Milestone,
        Word::Owner,
        Word::Target,
        Word::Status,
        Word::DoneWhen,
    ];
    for header in headers {
        out += &format!(
            "<th style=\"border:1px solid #c9c9c4;padding:4px 8px;text-align:left;background:#f1f1ee\">{}</th>",
            language.word(header)
        );
    }
    out += "</tr></thead>\n<tbody>\n";
    for milestone in rows.milestones() {
        out += &row(&rows, milestone, language);
    }
    out += "</tbody></table>\n";
    out
}

/// Owners with their sides, for people to read.
pub(crate) fn owners(rows: &Rows<'_>, milestone: &Milestone, language: Language) -> String {
    let mut names: Vec<String> = Vec::new();
    for person in rows.owners(milestone) {
        let side = language.side(person.side);
        let open = if person.placeholder {
            format!(", {}", language.word(Word::ToBeNamed))
        } else {
            String::new()
        };
        names.push(format!("{} ({side}{open})", escaped(&person.name)));
    }
    if milestone.everybody {
        names.push(language.word(Word::All).to_owned());
    }
    names.join("<br>")
}

/// The promised day, with its weeks.
pub(crate) fn due(milestone: &Milestone, language: Language) -> String {
    let Some(due) = milestone.due else {
        return String::new();
    };
    let week = language.word(Word::Week);
    let weeks = match due.weeks {
        Some((first, last)) if first == last => format!(" ({week} {first})"),
        Some((first, last)) => format!(" ({week} {first}–{last})"),
        None => String::new(),
    };
    language.date(due.date) + &weeks
}

/// The status with what belongs to it.
pub(crate) fn status(milestone: &Milestone, language: Language) -> String {
    let note = match status_note(&milestone.status) {
        "" => String::new(),
        note => format!(": {}", lines(note)),
    };
    let mark = status_mark(&milestone.status);
    format!("{mark} {}{note}", language.status(&milestone.status))
}

fn row(rows: &Rows<'_>, milestone: &Milestone, language: Language) -> String {
    let cell = "border:1px solid #c9c9c4;padding:4px 8px;vertical-align:top";
    let (back, front) = status_colours(&milestone.status);
    format!(
        "<tr><td style=\"{cell}\">{}</td><td style=\"{cell}\">{}</td><td style=\"{cell};white-space:nowrap\">{}</td>\
         <td style=\"{cell};background:#{back};color:#{front}\">{}</td><td style=\"{cell}\">{}</td></tr>\n",
        escaped(&milestone.title),
        owners(rows, milestone, language),
        due(milestone, language),
        status(milestone, language),
        lines(&milestone.done_when),
    )
}
