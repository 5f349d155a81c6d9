//! What a screen reader is told when something happens that only the eye would see.

use leptos::prelude::*;

/// The page's polite voice, in context.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    /// Gives all components below a voice.
    pub fn provide() -> Self {
        let announcer = Self(RwSignal::new(String::new()));
        provide_context(announcer);
        announcer
    }

    /// That of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Says a sentence when the reader pauses. A new one replaces one not said yet: no chatter.
    pub fn say(self, sentence: String) {
        self.0.set(sentence);
    }
}

/// Where it speaks: always in the page, never seen.
#[component]
pub fn AnnouncerView(
    /// The voice.
    announcer: Announcer,
) -> impl IntoView {
    view! { <p class="visually-hidden" aria-live="polite">{move || announcer.0.get()}</p> }
}
