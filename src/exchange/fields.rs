//! What a column can be, as the worker names it and as the reader calls it.

use crate::i18n::*;
use crate::language::I18n;

/// The names of `exchange::table::Field` that a person may choose.
pub const FIELDS: &[&str] = &[
    "title",
    "owner",
    "side",
    "start",
    "due",
    "weeks",
    "duration",
    "status",
    "depends_on",
    "phase",
    "function",
    "done_when",
    "result",
    "notes",
    "links",
    "number",
    "id",
];

/// What the reader calls it.
pub fn field_name(i18n: I18n, field: &str) -> String {
    match field {
        "title" => t_string!(i18n, exchange.field_title),
        "owner" => t_string!(i18n, exchange.field_owner),
        "side" => t_string!(i18n, exchange.field_side),
        "start" => t_string!(i18n, exchange.field_start),
        "due" => t_string!(i18n, exchange.field_due),
        "weeks" => t_string!(i18n, exchange.field_weeks),
        "duration" => t_string!(i18n, exchange.field_duration),
        "status" => t_string!(i18n, exchange.field_status),
        "depends_on" => t_string!(i18n, exchange.field_depends_on),
        "phase" => t_string!(i18n, exchange.field_phase),
        "function" => t_string!(i18n, exchange.field_function),
        "done_when" => t_string!(i18n, exchange.field_done_when),
        "result" => t_string!(i18n, exchange.field_result),
        "notes" => t_string!(i18n, exchange.field_notes),
        "links" => t_string!(i18n, exchange.field_links),
        "number" => t_string!(i18n, exchange.field_number),
        _ => t_string!(i18n, exchange.field_id),
    }
    .to_owned()
}
