//! Table or timeline: how this browser shows the milestones.

use leptos::prelude::*;

use crate::i18n::*;
use crate::language::I18n;
use crate::preferences;

const KEY: &str = "coplan.view";

/// How the milestones are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// As rows with columns.
    #[default]
    Table,
    /// As bars in time.
    Timeline,
    /// Rolled up: a card for each phase and function.
    Tracks,
}

/// The view that was chosen last in this browser, in context.
#[derive(Clone, Copy)]
pub struct ViewChoice(RwSignal<View>);

impl ViewChoice {
    /// Gives all components below the choice.
    pub fn provide() -> Self {
        let choice = Self(RwSignal::new(preferences::get(KEY).unwrap_or_default()));
        provide_context(choice);
        choice
    }

    /// For a page that shows one view and keeps no choice.
    pub fn fixed(view: View) -> Self {
        let choice = Self(RwSignal::new(view));
        provide_context(choice);
        choice
    }

    /// The view, reactive.
    pub fn get(self) -> View {
        self.0.get()
    }

    /// Shows the milestones so until somebody chooses: what was asked for is not in the other view.
    pub fn show(self, view: View) {
        self.0.set(view);
    }

    /// The view now, for a handler.
    pub fn now(self) -> View {
        self.0.get_untracked()
    }

    /// The view of a page that may be about one track.
    pub fn within(self, in_track: bool) -> View {
        match self.get() {
            View::Tracks if in_track => View::Table,
            view => view,
        }
    }

    /// Shows the milestones so, now and the next time.
    pub fn choose(self, view: View) {
        self.0.set(view);
        preferences::keep(KEY, view);
    }
}

/// A view in a word.
pub fn view_words(i18n: I18n, view: View) -> &'static str {
    match view {
        View::Table => t_string!(i18n, view.table),
        View::Timeline => t_string!(i18n, view.timeline),
        View::Tracks => t_string!(i18n, view.tracks),
    }
}

/// The views; the present one is marked.
#[component]
pub fn ViewButtons(
    /// What they choose.
    choice: ViewChoice,
    /// The page is about one track: there is nothing to roll up.
    #[prop(into)]
    in_track: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let now = move || choice.within(in_track.get());
    let button = move |view: View| {
        let words = move || view_words(i18n, view);
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || (now() == view).to_string()
                on:click=move |_| choice.choose(view)
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label=move || t_string!(i18n, view.label)>
            {[View::Table, View::Timeline].map(button).collect_view()}
            <Show when=move || !in_track.get()>{button(View::Tracks)}</Show>
        </div>
    }
}
