//! A line of what was archived, with the way back.

use leptos::prelude::*;

use crate::i18n::*;
use crate::ui::{Icon, icon};

/// What it was called, and a button for who may bring it back.
#[component]
pub fn ArchivedLine(
    /// Its name.
    name: Signal<String>,
    /// Whether the reader may.
    may_restore: Signal<bool>,
    /// Asked for, not done.
    on_restore: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <li class="archived__row">
            <span class="archived__title" dir="auto">{move || name.get()}</span>
            <Show when=move || may_restore.get()>
                <button
                    type="button"
                    class="button is-quiet"
                    aria-label=move || t_string!(i18n, milestones.restore_label, title = name.get())
                    on:click=move |_| on_restore.run(())
                >
                    {icon(Icon::Restore)}
                    {t!(i18n, milestones.restore)}
                </button>
            </Show>
        </li>
    }
}
