//! The field for the operator's code, where a relay demands one for new plans.

use leptos::prelude::*;

use crate::i18n::*;

/// What is typed goes into `token`.
#[component]
pub fn TokenField(
    /// The code.
    token: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="labelled">
            <span>{t!(i18n, home.token)}</span>
            <input
                class="picker__input"
                type="password"
                autocomplete="off"
                prop:value=move || token.get()
                on:input=move |event| token.set(event_target_value(&event))
            />
        </label>
    }
}
