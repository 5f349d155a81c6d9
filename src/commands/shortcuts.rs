//! Whether single letters are shortcuts: who dictates to the page must be able to turn them off (WCAG 2.1.4).

use leptos::prelude::*;

use crate::preferences;

const KEY: &str = "coplan.letter_keys";

/// The choice of this browser, in context.
#[derive(Clone, Copy)]
pub struct Shortcuts(RwSignal<bool>);

impl Shortcuts {
    /// Gives all components below the choice. On until somebody turns it off.
    pub fn provide() -> Self {
        let shortcuts = Self(RwSignal::new(preferences::get(KEY).unwrap_or(true)));
        provide_context(shortcuts);
        shortcuts
    }

    /// That of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Whether letters alone do something, reactive.
    pub fn are_on(self) -> bool {
        self.0.get()
    }

    /// Turns them on or off, now and the next time.
    pub fn set(self, on: bool) {
        self.0.set(on);
        preferences::keep(KEY, on);
    }
}
