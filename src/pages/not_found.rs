//! Addresses that lead nowhere.

use leptos::prelude::*;

use crate::i18n::*;
use crate::paths;

/// An address without a page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <DeadEnd
            title=Signal::derive(move || t_string!(i18n, missing.title).to_owned())
            text=Signal::derive(move || t_string!(i18n, missing.text).to_owned())
        />
    }
}

/// A link whose key opens nothing. An unknown plan looks the same: nobody can find out which plans exist.
#[component]
pub fn WrongKey() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <DeadEnd
            title=Signal::derive(move || t_string!(i18n, wrong_key.title).to_owned())
            text=Signal::derive(move || t_string!(i18n, wrong_key.text).to_owned())
        />
    }
}

#[component]
fn DeadEnd(title: Signal<String>, text: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    Effect::new(move || document().set_title(&title.get()));
    view! {
        <header class="bar">
            <a href=paths::HOME class="brand">"Coplan"</a>
        </header>
        <main class="dead-end">
            <h1>{move || title.get()}</h1>
            <p>{move || text.get()}</p>
            <p><a href=paths::HOME class="button">{t!(i18n, missing.back)}</a></p>
        </main>
    }
}
