//! The browser's clock. Everything else takes the time as an argument.

use std::cell::RefCell;

use chrono::NaiveDate;

/// Unix time in milliseconds.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Milliseconds for telling how long something takes. It never goes back, whatever happens to the machine's clock:
/// an attempt that was due in a second must not be due in a year.
pub fn steady_ms() -> u64 {
    thread_local! {
        static STEADY: RefCell<Steady> = RefCell::default();
    }
    STEADY.with_borrow_mut(|steady| steady.at(now_ms()))
}

#[derive(Default)]
struct Steady {
    last_ms: u64,
    /// By how much the clock was set back since the page was opened.
    back_ms: u64,
}

impl Steady {
    fn at(&mut self, now_ms: u64) -> u64 {
        self.back_ms += self.last_ms.saturating_sub(now_ms + self.back_ms);
        self.last_ms = now_ms + self.back_ms;
        self.last_ms
    }
}

/// The reader's calendar day.
pub fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let year = now.get_full_year().cast_signed();
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date())
        .expect("a browser's date is a date")
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_clock_that_is_set_back_goes_on_from_where_it_was() {
        let mut steady = Steady::default();
        let told = [1_000, 1_500, 400, 450, 9_000, 100].map(|now_ms| steady.at(now_ms));
        assert_eq!(told, [1_000, 1_500, 1_500, 1_550, 10_100, 10_100]);
    }
}
