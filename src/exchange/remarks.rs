//! Remarks of an import in the reader's words: the worker says codes with values (`exchange::report::What`).

use chrono::NaiveDate;
use plan::model::Side;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::fields::field_name;
use crate::clock;
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::parts::side_name;

/// One thing worth knowing about a row or a file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Remark {
    column: String,
    what: Map<String, Value>,
}

impl Remark {
    /// In the reader's language, with the column that it is about.
    pub fn words(&self, i18n: I18n) -> String {
        let words = self.of_rows_and_dates(i18n);
        match self.column.as_str() {
            "" => words,
            column => format!("{column}: {words}"),
        }
    }

    fn text(&self, key: &str) -> &str {
        self.what.get(key).and_then(Value::as_str).unwrap_or("")
    }

    fn number(&self, key: &str) -> u64 {
        self.what.get(key).and_then(Value::as_u64).unwrap_or(0)
    }

    /// The day under this key in full: that a year was assumed is worth nothing without the year.
    fn day(&self, i18n: I18n, key: &str) -> String {
        let text = self.text(key);
        match text.parse::<NaiveDate>() {
            Ok(day) => format::date(i18n.get_locale(), DateStyle::Long, day, clock::today()),
            Err(_) => text.to_owned(),
        }
    }

    fn of_rows_and_dates(&self, i18n: I18n) -> String {
        let text = self.text("text");
        let day = |key| self.day(i18n, key);
        match self.text("what") {
            "no_title" => t_string!(i18n, remark.no_title).to_owned(),
            "too_many_rows" => {
                t_string!(i18n, remark.too_many_rows, most = self.number("most"))
            }
            "narrowed" => {
                let columns = self.number("columns_most");
                let characters = self.number("characters_most");
                t_string!(
                    i18n,
                    remark.narrowed,
                    columns = columns,
                    characters = characters
                )
            }
            "too_long" => {
                t_string!(
                    i18n,
                    remark.too_long,
                    characters = self.number("characters_most")
                )
            }
            "year_assumed" => {
                t_string!(i18n, remark.year_assumed, text = text, day = day("date"))
            }
            "counted_from_today" => {
                t_string!(
                    i18n,
                    remark.counted_from_today,
                    text = text,
                    day = day("date")
                )
            }
            "approximate" => t_string!(i18n, remark.approximate, text = text, day = day("date")),
            "order_assumed" => {
                t_string!(i18n, remark.order_assumed, text = text, day = day("date"))
            }
            "order_contradicts" => t_string!(i18n, remark.order_contradicts, text = text),
            _ => self.of_cells(i18n),
        }
    }

    fn of_cells(&self, i18n: I18n) -> String {
        let text = self.text("text");
        let day = |key| self.day(i18n, key);
        match self.text("what") {
            "go_live_from" => {
                let title = self.text("title");
                t_string!(i18n, remark.go_live_from, title = title, day = day("date"))
            }
            "weeks_from" => t_string!(i18n, remark.weeks_from, day = day("start")),
            "start_after_due" => t_string!(i18n, remark.start_after_due, day = day("start")),
            "done_on_assumed" => t_string!(i18n, remark.done_on_assumed, day = day("date")),
            "no_date" => t_string!(i18n, remark.no_date, text = text),
            "no_status" => t_string!(i18n, remark.no_status, text = text),
            "no_number" => t_string!(i18n, remark.no_number, text = text),
            _ => self.of_people_and_links(i18n),
        }
    }

    fn of_people_and_links(&self, i18n: I18n) -> String {
        let text = self.text("text");
        match self.text("what") {
            "owner_missing" => t_string!(i18n, remark.owner_missing, text = text),
            "side_assumed" => {
                let side = self.what.get("side").cloned().unwrap_or_default();
                let side = serde_json::from_value::<Side>(side);
                let side = side.map_or(String::new(), |side| side_name(i18n, side));
                let person = self.text("person");
                t_string!(i18n, remark.side_assumed, person = person, side = side)
            }
            "side_unknown" => t_string!(i18n, remark.side_unknown, text = text),
            "more_sides_than_owners" => t_string!(i18n, remark.more_sides_than_owners).to_owned(),
            "email_left_out" => t_string!(i18n, remark.email_left_out).to_owned(),
            "no_predecessor" => t_string!(i18n, remark.no_predecessor, text = text),
            "predecessor_guessed" => {
                let title = self.text("title");
                t_string!(i18n, remark.predecessor_guessed, text = text, title = title)
            }
            "depends_on_itself" => t_string!(i18n, remark.depends_on_itself).to_owned(),
            "dependency_twice" => t_string!(i18n, remark.dependency_twice, text = text),
            "left_over_to_notes" => t_string!(i18n, remark.left_over_to_notes, text = text),
            "not_a_link" => t_string!(i18n, remark.not_a_link, text = text),
            _ => self.of_the_file(i18n),
        }
    }

    fn of_the_file(&self, i18n: I18n) -> String {
        match self.text("what") {
            "column_to_notes" => t_string!(i18n, remark.column_to_notes).to_owned(),
            "column_guessed" => {
                let field = field_name(i18n, self.text("field"));
                t_string!(i18n, remark.column_guessed, field = field)
            }
            "sheet_skipped" => t_string!(i18n, remark.sheet_skipped, name = self.text("name")),
            "id_twice" => t_string!(i18n, remark.id_twice, id = self.text("id")),
            "not_in_file" => {
                let titles = self.what.get("titles").and_then(Value::as_array);
                let titles = titles.into_iter().flatten().filter_map(Value::as_str);
                let titles = titles.collect::<Vec<_>>().join("; ");
                t_string!(i18n, remark.not_in_file, titles = titles)
            }
            "lost_in_format" => t_string!(i18n, remark.lost_in_format, field = self.text("field")),
            // A worker of a newer build: its code is better than nothing.
            unknown => unknown.to_owned(),
        }
    }
}
