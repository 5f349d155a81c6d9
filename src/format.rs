//! Dates and numbers in the reader's way of writing, by the browser's own `Intl`.
//! (The same from ICU data compiled in would add 140 kB to the first load.)

use std::{cell::RefCell, collections::HashMap};

use chrono::{Datelike, NaiveDate};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos_i18n::Locale as _;
use wasm_bindgen::{JsCast, JsValue};

use crate::i18n::Locale;

/// How much of a date to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateStyle {
    /// "Wed, Jun 25", with the year when it is another than this one.
    Short,
    /// "Monday, September 1, 2025".
    Long,
    /// "Jun 25", with the year when it is another than this one.
    Day,
    /// "Jun", with the year when it is another than this one.
    Month,
    /// "Monday".
    Weekday,
}

/// A calendar day in words.
pub fn date(locale: Locale, style: DateStyle, day: NaiveDate, today: NaiveDate) -> String {
    let with_year = style == DateStyle::Long || day.year() != today.year();
    let is_weekday = style == DateStyle::Weekday;
    let language = language(locale);
    let key = (language.clone(), style, with_year);
    let format = formatter(key, || {
        let options = Object::new();
        let (weekday, month) = match style {
            DateStyle::Short => (Some("short"), "short"),
            DateStyle::Long | DateStyle::Weekday => (Some("long"), "long"),
            DateStyle::Day | DateStyle::Month => (None, "short"),
        };
        if let Some(weekday) = weekday {
            set(&options, "weekday", weekday);
        }
        if !is_weekday {
            set(&options, "month", month);
        }
        if !is_weekday && style != DateStyle::Month {
            set(&options, "day", "numeric");
        }
        // A calendar day has no zone: it is said in the zone that it is made in.
        set(&options, "timeZone", "UTC");
        if with_year {
            set(&options, "year", "numeric");
        }
        Intl::DateTimeFormat::new(&Array::of1(&language.into()), &options).format()
    });
    let noon = Date::new(&JsValue::from_f64(utc_ms(day)));
    format
        .call1(&JsValue::UNDEFINED, &noon)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| day.to_string())
}

/// A moment as "3 minutes ago", "yesterday".
pub fn ago(locale: Locale, then_ms: u64, now_ms: u64) -> String {
    const STEPS: [(&str, u64); 4] = [
        ("day", 86_400),
        ("hour", 3_600),
        ("minute", 60),
        ("second", 1),
    ];
    let seconds = now_ms.saturating_sub(then_ms) / 1_000;
    let (unit, length) = STEPS
        .into_iter()
        .find(|(_, length)| seconds >= *length)
        .unwrap_or(("second", 1));
    let options = Object::new();
    set(&options, "numeric", "auto");
    let format = Intl::RelativeTimeFormat::new(&Array::of1(&language(locale).into()), &options);
    format.format(-((seconds / length) as f64), unit).into()
}

/// The reader's variant of the app's language: "en-GB" for who reads English in Britain.
fn language(locale: Locale) -> String {
    let own = locale.as_str();
    let browser = leptos::prelude::window().navigator().language();
    browser
        .filter(|browser| browser.split('-').next() == Some(own))
        .unwrap_or_else(|| own.to_owned())
}

fn utc_ms(day: NaiveDate) -> f64 {
    Date::utc(f64::from(day.year()), f64::from(day.month0()))
        + f64::from(day.day0()) * 86_400_000.0
        + 43_200_000.0
}

fn set(options: &Object, name: &str, value: &str) {
    let set = Reflect::set(options, &name.into(), &value.into());
    debug_assert!(set.is_ok(), "a plain object takes any key");
}

type FormatterKey = (String, DateStyle, bool);

/// Making a formatter costs a hundred times what using it does, and a table has hundreds of dates.
fn formatter(key: FormatterKey, make: impl FnOnce() -> Function) -> Function {
    thread_local! {
        static FORMATTERS: RefCell<HashMap<FormatterKey, Function>> = RefCell::default();
    }
    FORMATTERS.with_borrow_mut(|all| all.entry(key).or_insert_with(make).clone().unchecked_into())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[wasm_bindgen_test]
    fn a_day_is_that_day_in_every_zone_and_has_its_year_when_it_is_another() {
        let words = |date_of: &str| {
            date(
                Locale::en,
                DateStyle::Short,
                day(date_of),
                day("2025-06-12"),
            )
        };
        assert!(
            words("2025-06-25").contains("25"),
            "{}",
            words("2025-06-25")
        );
        assert!(!words("2025-06-25").contains("2025"));
        assert!(words("2026-01-01").contains("2026"));
        let dutch = date(
            Locale::nl,
            DateStyle::Long,
            day("2025-09-01"),
            day("2025-06-12"),
        );
        assert_eq!(dutch, "maandag 1 september 2025");
    }

    #[wasm_bindgen_test]
    fn a_moment_is_said_from_now() {
        assert_eq!(ago(Locale::nl, 0, 86_400_000), "gisteren");
        assert_eq!(ago(Locale::nl, 0, 7_200_000), "2 uur geleden");
    }
}
