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
    let high = ROW_HIGH * (dated.len() as f64 + 1.0) + 6.0;
    let scale = Scale { from, days };
    let mut out = months(&scale, to, high, language);
    if (from..=to).contains(&today) {
        out += &upright("today", scale.x(today), high);
        out.push('\n');
    }
    for (at, (milestone, span)) in dated.iter().enumerate() {
        out += &bar(milestone, *span, &scale, ROW_HIGH * (at as f64 + 1.0));
    }
    let title = language.word(Word::Timeline);
    format!(
        "<h2>{title}</h2>\n<svg viewBox=\"0 0 {ALL_WIDE:.0} {high:.0}\" role=\"img\" aria-label=\"{title}\">\n{out}</svg>\n"
    )
}

/// Days to places.
struct Scale {
    from: NaiveDate,
    days: i64,
}

impl Scale {
    fn x(&self, date: NaiveDate) -> f64 {
        let share = (date - self.from).num_days() as f64 / self.days as f64;
        LABELS_WIDE + share * (ALL_WIDE - LABELS_WIDE)
    }
}

fn upright(class: &str, x: f64, high: f64) -> String {
    format!("<line class=\"{class}\" x1=\"{x:.1}\" y1=\"14\" x2=\"{x:.1}\" y2=\"{high:.0}\"/>")
}

/// A line at the first of each month; fewer where they would stand too close.
fn months(scale: &Scale, to: NaiveDate, high: f64, language: Language) -> String {
    let mut out = String::new();
    let every = Months::new(u32::try_from(1 + scale.days / 400).unwrap_or(1));
    let first = scale.from.with_day(1);
    let mut month = first.and_then(|first| first.checked_add_months(Months::new(1)));
    while let Some(first) = month.filter(|first| *first <= to) {
        let x = scale.x(first);
        out += &upright("grid", x, high);
        let name = language.date(first);
        let name = name.split(' ').nth(2).unwrap_or("");
        // The last name would leave the drawing.
        let end = if x > ALL_WIDE - 30.0 {
            " text-anchor=\"end\""
        } else {
            ""
        };
        out += &format!("<text x=\"{x:.1}\" y=\"11\"{end}>{name}</text>\n");
        month = first.checked_add_months(every);
    }
    out
}

fn bar(milestone: &Milestone, span: (NaiveDate, NaiveDate), scale: &Scale, y: f64) -> String {
    let (left, right) = (scale.x(span.0), scale.x(span.1));
    let wide = right - left;
    let class = status_class(&milestone.status);
    let title = escaped(&shortened(&milestone.title));
    let mut out = format!("<text x=\"0\" y=\"{:.0}\">{title}</text>", y + 13.0);
    if wide < 8.0 || is_big(milestone.kind) {
        let top = y + 3.0;
        let shape = format!("M{right:.1} {top:.0}l6 6l-6 6l-6 -6z");
        out += &format!("<path class=\"bar {class}\" d=\"{shape}\"/>");
    }
    if wide >= 8.0 {
        let top = y + 5.0;
        out += &format!(
            "<rect class=\"bar {class}\" x=\"{left:.1}\" y=\"{top:.0}\" width=\"{wide:.1}\" height=\"8\" rx=\"2\"/>"
        );
    }
    out.push('\n');
    out
}

fn shortened(title: &str) -> String {
    const MOST: usize = 36;
    if title.chars().count() <= MOST {
        return title.to_owned();
    }
    title.chars().take(MOST - 1).collect::<String>() + "…"
}
