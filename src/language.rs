//! The reader's language: the browser's to begin with, then what they chose.

use leptos::prelude::*;
use leptos_i18n::Locale as _;

use crate::i18n::*;
use crate::preferences;

/// The present language, and the way to its sentences.
pub type I18n = leptos_i18n::I18nContext<Locale>;

const KEY: &str = "coplan.language";

/// Every language under its own name.
pub const NAMES: [(Locale, &str); 2] = [(Locale::en, "English"), (Locale::nl, "Nederlands")];

/// Goes back to what the reader chose in this browser.
pub fn restore(i18n: I18n) {
    let chosen: Option<String> = preferences::get(KEY);
    if let Some(locale) = chosen.and_then(|chosen| chosen.parse().ok()) {
        i18n.set_locale(locale);
    }
}

/// Shows the app in this language, now and the next time.
pub fn choose(i18n: I18n, locale: Locale) {
    i18n.set_locale(locale);
    preferences::keep(KEY, locale.as_str());
}

/// One button a language; the present one is marked.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    let i18n = use_i18n();
    let button = move |(locale, name): (Locale, &'static str)| {
        view! {
            <button
                type="button"
                class="text-button"
                lang=locale.as_str()
                aria-pressed=move || (i18n.get_locale() == locale).to_string()
                on:click=move |_| choose(i18n, locale)
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="language" role="group" aria-label=move || t_string!(i18n, app.language)>
            {NAMES.map(button).collect_view()}
        </div>
    }
}
