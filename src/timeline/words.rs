//! The name of a bar: what the picture says, for who does not see it.

use chrono::NaiveDate;
use plan::model::Status;

use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::schedule::Dates;

/// "Jun 2 to Jun 13".
pub fn span(i18n: I18n, (start, finish): (NaiveDate, NaiveDate), today: NaiveDate) -> String {
    let from = day(i18n, start, today);
    if start == finish {
        return from;
    }
    t_string!(
        i18n,
        why.from_to,
        from = from,
        to = day(i18n, finish, today)
    )
}

/// "Security review, Jun 2 to Jun 13, 3 days slack, critical".
pub fn name(
    i18n: I18n,
    title: String,
    dates: Option<Dates>,
    status: &Status,
    today: NaiveDate,
) -> String {
    let Some(dates) = dates else {
        let words = t_string!(i18n, timeline.not_needed).to_owned();
        return format!("{title}, {words}");
    };
    let drawn = dates.drawn();
    let words = span(i18n, drawn, today);
    let mut parts = vec![t_string!(i18n, timeline.name, title = title, dates = words)];
    if let Status::Done { .. } = status {
        parts.push(t_string!(i18n, timeline.done).to_owned());
        return parts.join(", ");
    }
    if !dates.has_due {
        parts.push(t_string!(i18n, timeline.no_date).to_owned());
    }
    if dates.row.finish > drawn.1 {
        let date = day(i18n, dates.row.finish, today);
        parts.push(t_string!(i18n, timeline.projected, date = date));
    }
    if let Some(slack) = dates.row.slack_days {
        let count = slack.unsigned_abs();
        parts.push(if slack < 0 {
            t_string!(i18n, timeline.late, count = count)
        } else {
            t_string!(i18n, timeline.slack, count = count)
        });
    }
    if dates.row.is_critical() {
        parts.push(t_string!(i18n, timeline.critical).to_owned());
    }
    parts.join(", ")
}

fn day(i18n: I18n, day: NaiveDate, today: NaiveDate) -> String {
    format::date(i18n.get_locale(), DateStyle::Day, day, today)
}
