//! The reader's calendar day. A page that stays open over midnight goes on to the next one.

use std::time::Duration;

use chrono::NaiveDate;
use leptos::prelude::*;

/// How often to look at the clock.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// Today, in context.
#[derive(Clone, Copy)]
pub struct Today(RwSignal<NaiveDate>);

impl Today {
    /// Gives all components below the day.
    pub fn provide() {
        let today = RwSignal::new(crate::clock::today());
        let look = move || {
            let now = crate::clock::today();
            if today.get_untracked() != now {
                today.set(now);
            }
        };
        if let Ok(ticking) = set_interval_with_handle(look, LOOK_EVERY) {
            on_cleanup(move || ticking.clear());
        }
        provide_context(Self(today));
    }

    /// That of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The day, for who does not wait for the next one.
    pub fn get_untracked(self) -> NaiveDate {
        self.0.get_untracked()
    }

    /// The day, reactive.
    pub fn get(self) -> NaiveDate {
        self.0.get()
    }
}
