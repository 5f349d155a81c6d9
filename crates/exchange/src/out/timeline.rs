//! The milestones against time, as SVG inside the page: a bar from start to due, a line for today.

use chrono::{Datelike, Days, Months, NaiveDate};
use plan::model::Milestone;

use super::{
    html::escaped,
    page::status_class,
    rows::Rows,
    words::{Language, Word, is_big},
};

const LABELS_WIDE: f64 = 230.0;
const ALL_WIDE: f64 = 900.0;
const ROW_HIGH: f64 = 20.0;
/// Beyond this a drawing helps nobody.
const ROWS_MAX: usize = 200;

fn span(milestone: &Milestone) -> Option<(NaiveDate, NaiveDate)> {
    let due = milestone.due?.date;
    let before = u64::from(milestone.duration_days.unwrap_or(0)) * 7 / 5;
    let start = milestone
        .start
        .or_else(|| due.checked_sub_days(Days::new(before)))?;
    Some((start.min(due), due))
}

/// Empty when fewer than two milestones have a date, or the dates lie years apart.
pub(super) fn timeline(rows: &Rows<'_>, today: NaiveDate, language: Language) -> String {
    let dated: Vec<_> = rows
        .milestones()
        .filter_map(|m| Some((m, span(m)?)))
        .take(ROWS_MAX)
        .collect();
    let (Some(from), Some(to)) = (
        dated.iter().map(|(_, (start, _))| *start).min(),
        dated.iter().map(|(_, (_, due))| *due).max(),
    ) else {
        return String::new();
    };
    let days = (to - from).num_days() + 2;
    if dated.len() < 2 || days > 3_000 {
        return String::new();
    }
    let x = |date: NaiveDate| {
        LABELS_WIDE + (date - from).num_days() as f64 / days as f64 * (ALL_WIDE - LABELS_WIDE)
    };
    let high = ROW_HIGH * (dated.len() as f64 + 1.0) + 6.0;
    let mut out = String::new();
    let mut month = from
        .with_day(1)
        .and_then(|d| d.checked_add_months(Months::new(1)));
    let every = 1 + days / 400;
    while let Some(first) = month.filter(|first| *first <= to) {
        let at = x(first);
        out += &format!(
            "<line class=\"grid\" x1=\"{at:.1}\" y1=\"14\" x2=\"{at:.1}\" y2=\"{high:.0}\"/>"
        );
        let name = language.date(first);
        let name = name.split(' ').nth(2).unwrap_or("");
        out += &format!("<text x=\"{at:.1}\" y=\"11\">{name}</text>\n");
        month = first.checked_add_months(Months::new(u32::try_from(every).unwrap_or(1)));
    }
    if (from..=to).contains(&today) {
        let at = x(today);
        out += &format!(
            "<line class=\"today\" x1=\"{at:.1}\" y1=\"14\" x2=\"{at:.1}\" y2=\"{high:.0}\"/>\n"
        );
    }
    for (at, (milestone, (start, due))) in dated.iter().enumerate() {
        let y = ROW_HIGH * (at as f64 + 1.0);
        let (left, right) = (x(*start), x(*due));
        let class = status_class(&milestone.status);
        out += &format!(
            "<text x=\"0\" y=\"{:.0}\">{}</text>",
            y + 13.0,
            escaped(&shortened(&milestone.title))
        );
        if right - left < 8.0 || is_big(milestone.kind) {
            let top = y + 3.0;
            out += &format!(
                "<path class=\"bar {class}\" d=\"M{right:.1} {top:.0}l6 6l-6 6l-6 -6z\"/>"
            );
        }
        if right - left >= 8.0 {
            out += &format!(
                "<rect class=\"bar {class}\" x=\"{left:.1}\" y=\"{:.0}\" width=\"{:.1}\" height=\"8\" rx=\"2\"/>",
                y + 5.0,
                right - left
            );
        }
        out.push('\n');
    }
    let title = language.word(Word::Timeline);
    format!(
        "<h2>{title}</h2>\n<svg viewBox=\"0 0 {ALL_WIDE:.0} {high:.0}\" role=\"img\" aria-label=\"{title}\">\n{out}</svg>\n"
    )
}

fn shortened(title: &str) -> String {
    const MOST: usize = 36;
    if title.chars().count() <= MOST {
        return title.to_owned();
    }
    title.chars().take(MOST - 1).collect::<String>() + "…"
}
