//! One HTML file that holds the plan: read-only, printable, no script, no request. Printing it is the way to a PDF.

use chrono::NaiveDate;
use plan::model::{Milestone, Plan, Status};

use super::{
    html::{due, escaped, lines, owners, status},
    rows::Rows,
    timeline::timeline,
    words::{Language, Word},
};
use crate::table::is_address;

const STYLE: &str = include_str!("page.css");

/// The plan as a page, as seen on `today`.
pub fn page(plan: &Plan, today: NaiveDate, language: Language) -> String {
    let rows = Rows::of(plan);
    let word = |w| language.word(w);
    let kind = if plan.kind_name.is_empty() {
        word(Word::Plan)
    } else {
        &plan.kind_name
    };
    let title = if plan.title.is_empty() {
        kind
    } else {
        &plan.title
    };
    let mut body = String::new();
    body += &format!(
        "<header>\n<p class=\"kind\">{}</p>\n<h1>{}</h1>\n",
        escaped(kind),
        escaped(title)
    );
    let names: Vec<String> = plan
        .companies
        .iter()
        .filter(|(_, name)| !name.is_empty())
        .map(|(side, name)| format!("{} ({})", escaped(name), language.side(*side)))
        .collect();
    if !names.is_empty() {
        body += &format!("<p class=\"companies\">{}</p>\n", names.join(" · "));
    }
    body += &facts(plan, language);
    body += &format!(
        "<p class=\"as-of\">{} {}</p>\n</header>\n<main>\n",
        word(Word::AsOf),
        language.date(today)
    );
    body += &milestones(&rows, today, language);
    body += &timeline(&rows, today, language);
    body += &criteria(plan, language);
    body += &people(plan, language);
    body += &format!("</main>\n<footer><p>{}</p></footer>\n", word(Word::Made));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        language.tag(),
        escaped(title),
    )
}

fn facts(plan: &Plan, language: Language) -> String {
    let mut out = String::new();
    let mut fact = |word: Word, text: String| {
        if !text.is_empty() {
            out += &format!(
                "<div><dt>{}</dt><dd>{text}</dd></div>\n",
                language.word(word)
            );
        }
    };
    fact(Word::Goal, lines(&plan.goal));
    fact(Word::WhyNow, lines(&plan.why_now));
    if let Some(decision) = &plan.decision {
        let reason = if decision.reason.is_empty() {
            String::new()
        } else {
            format!(": {}", lines(&decision.reason))
        };
        fact(Word::Decision, language.date(decision.date) + &reason);
    }
    fact(
        Word::GoLive,
        plan.go_live
            .map_or(String::new(), |date| language.date(date)),
    );
    if out.is_empty() {
        out
    } else {
        format!("<dl>\n{out}</dl>\n")
    }
}

fn milestones(rows: &Rows<'_>, today: NaiveDate, language: Language) -> String {
    let word = |w| language.word(w);
    let mut out = format!(
        "<h2 id=\"milestones\">{}</h2>\n<div class=\"wide\"><table>\n<thead><tr>",
        word(Word::Milestones)
    );
    for header in [
        Word::Milestone,
        Word::Owner,
        Word::Target,
        Word::Status,
        Word::DoneWhen,
    ] {
        out += &format!("<th scope=\"col\">{}</th>", word(header));
    }
    out += "</tr></thead>\n<tbody>\n";
    for milestone in rows.milestones() {
        out += &row(rows, milestone, today, language);
    }
    out + "</tbody>\n</table></div>\n"
}

fn row(rows: &Rows<'_>, milestone: &Milestone, today: NaiveDate, language: Language) -> String {
    let late = milestone.due.is_some_and(|due| due.date < today) && !milestone.status.is_closed();
    let late = if late {
        format!(
            "<br><strong class=\"late\">{}</strong>",
            language.word(Word::Overdue)
        )
    } else {
        String::new()
    };
    format!(
        "<tr><th scope=\"row\">{}{}</th><td>{}</td><td class=\"date\">{}{late}</td><td><span class=\"status {}\">{}</span></td><td>{}</td></tr>\n",
        escaped(&milestone.title),
        details(rows, milestone, language),
        owners(rows, milestone, language),
        due(milestone, language),
        status_class(&milestone.status),
        status(milestone, language),
        lines(&milestone.done_when),
    )
}

/// Under the title: what it waits for, what came out, notes, addresses.
fn details(rows: &Rows<'_>, milestone: &Milestone, language: Language) -> String {
    let mut out = String::new();
    let before = rows.depends_on(milestone).join("; ");
    for (word, text) in [
        (Word::DependsOn, before.as_str()),
        (Word::Result, &milestone.result),
        (Word::Notes, &milestone.notes),
    ] {
        if !text.is_empty() {
            out += &format!(
                "<div class=\"detail\">{}: {}</div>",
                language.word(word),
                lines(text)
            );
        }
    }
    for link in milestone.links.iter().filter(|link| is_address(&link.url)) {
        let label = if link.label.is_empty() {
            &link.url
        } else {
            &link.label
        };
        out += &format!(
            "<div class=\"detail\"><a href=\"{}\" rel=\"noreferrer noopener\">{}</a></div>",
            escaped(&link.url),
            escaped(label)
        );
    }
    out
}

pub(super) fn status_class(status: &Status) -> &'static str {
    match status {
        Status::NotStarted => "not-started",
        Status::Waiting { .. } => "waiting",
        Status::InProgress => "in-progress",
        Status::Blocked { .. } => "blocked",
        Status::Done { .. } => "done",
        Status::NotNeeded { .. } => "not-needed",
    }
}

fn criteria(plan: &Plan, language: Language) -> String {
    let mut items = String::new();
    for criterion in plan.criteria.iter().filter(|c| !c.archived) {
        let by = match criterion.judged_by.as_str() {
            "" => String::new(),
            by => format!(" ({})", escaped(by)),
        };
        items += &format!(
            "<li>{}{by}: {}</li>\n",
            lines(&criterion.text),
            language.met(criterion.met)
        );
    }
    match items.as_str() {
        "" => items,
        _ => format!(
            "<h2>{}</h2>\n<ul>\n{items}</ul>\n",
            language.word(Word::Criteria)
        ),
    }
}

fn people(plan: &Plan, language: Language) -> String {
    let mut items = String::new();
    let shown = |p: &&plan::model::Person| !p.archived && p.merged_into.is_none();
    for person in plan.people.iter().filter(shown) {
        let title = if person.placeholder {
            language.word(Word::ToBeNamed)
        } else {
            &person.title
        };
        let title = if title.is_empty() {
            String::new()
        } else {
            format!(", {}", escaped(title))
        };
        items += &format!(
            "<li>{}{title} ({})</li>\n",
            escaped(&person.name),
            language.side(person.side)
        );
    }
    match items.as_str() {
        "" => items,
        _ => format!(
            "<h2>{}</h2>\n<ul>\n{items}</ul>\n",
            language.word(Word::People)
        ),
    }
}
