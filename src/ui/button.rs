//! Buttons that show only a picture.

use leptos::prelude::*;

use super::{Icon, icon};

/// A button with an icon. Its label is its accessible name and its tooltip.
#[component]
pub fn IconButton(
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// What it shows.
    shows: Icon,
    /// Asked for, not done.
    #[prop(into)]
    on_press: Callback<()>,
    /// Stays in the tab order, so that its name can still be read.
    #[prop(into, default = Signal::stored(false))]
    disabled: Signal<bool>,
) -> impl IntoView {
    let press = move |_| {
        if !disabled.get_untracked() {
            on_press.run(());
        }
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=move || label.get()
            title=move || label.get()
            aria-disabled=move || disabled.get().then_some("true")
            on:click=press
        >
            {icon(shows)}
        </button>
    }
}
