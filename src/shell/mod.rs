//! What `page.js` found out about this build of the app, for the reader. Registration, locks and updates are in
//! `page.js` and `sw.js`: they must work even when this module's build does not start.

mod launch;

use leptos::ev::Custom;
use leptos::prelude::*;

use crate::i18n::*;
use crate::language::I18n;
use crate::ui::{Icon, IconButton};
pub use launch::LaunchedFiles;

/// Set on `<html>` by `page.js`, with the event below, when another build is ready.
const NEW_BUILD: &str = "data-new-build";
const NEW_BUILD_EVENT: &str = "coplan:new-build";

/// Says that another version of the app is ready. It comes with the next load of the page; nothing is reloaded
/// under the reader's hands. What would be lost by a reload, the browser asks about (`beforeunload`).
#[component]
pub fn NewVersion() -> impl IntoView {
    let i18n = use_i18n();
    leave_words(i18n);
    let is_ready = RwSignal::new(has_new_build());
    let announced =
        window_event_listener(Custom::<web_sys::Event>::new(NEW_BUILD_EVENT), move |_| {
            is_ready.set(true);
        });
    on_cleanup(move || announced.remove());
    let reload = move |_| {
        // Refused only in a document that is no longer on the screen.
        let _ = window().location().reload();
    };
    let later = Signal::derive(move || t_string!(i18n, shell.later).to_owned());
    view! {
        <div class="shell" role="status" aria-live="polite">
            <Show when=move || is_ready.get()>
                <div class="toast">
                    <span class="toast__text">{t!(i18n, shell.new_version)}</span>
                    <button type="button" class="text-button" on:click=reload>{t!(i18n, shell.reload)}</button>
                    <IconButton label=later shows=Icon::Close on_press=move |()| is_ready.set(false) />
                </div>
            </Show>
        </div>
    }
}

/// What `page.js` says when this build has crashed, in the reader's language: by then nobody can ask for it.
fn leave_words(i18n: I18n) {
    Effect::new(move || {
        let Some(root) = document().document_element() else {
            return;
        };
        let crashed = t_string!(i18n, shell.crashed);
        // Attributes with such plain names are never refused.
        let _ = root.set_attribute("data-crashed", crashed);
        let _ = root.set_attribute("data-reload", t_string!(i18n, shell.reload));
    });
}

fn has_new_build() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.has_attribute(NEW_BUILD))
}
