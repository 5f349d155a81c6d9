//! Table or timeline: how this browser shows the milestones.

use leptos::prelude::*;

use crate::i18n::*;
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

    /// Shows the milestones so, now and the next time.
    pub fn choose(self, view: View) {
        self.0.set(view);
        preferences::keep(KEY, view);
    }
}

/// The two views; the present one is marked.
#[component]
pub fn ViewButtons(
    /// What they choose.
    choice: ViewChoice,
) -> impl IntoView {
    let i18n = use_i18n();
    let button = move |view: View| {
        let words = move || match view {
            View::Table => t_string!(i18n, view.table),
            View::Timeline => t_string!(i18n, view.timeline),
        };
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || (choice.get() == view).to_string()
                on:click=move |_| choice.choose(view)
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label=move || t_string!(i18n, view.label)>
            {[View::Table, View::Timeline].map(button).collect_view()}
        </div>
    }
}
