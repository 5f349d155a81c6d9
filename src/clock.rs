//! The browser's clock. Everything else takes the time as an argument.

use chrono::NaiveDate;

/// Unix time in milliseconds.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// The reader's calendar day.
pub fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let year = now.get_full_year().cast_signed();
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date())
        .expect("a browser's date is a date")
}
