//! Text that was shared with the installed app (the manifest's `share_target`): kept until it became a plan.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

use crate::i18n::*;
use crate::navigation::Address;
use crate::open_plan::{Start, create};
use crate::paths;
use crate::preferences;
use crate::ui::Toasts;

const KEY: &str = "coplan.shared";

/// What another app has shared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Shared {
    title: String,
    text: String,
}

/// Shows shared text, if there is some, and makes a plan of it.
#[component]
pub fn SharedText() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = Toasts::expect();
    let here = Address::expect();
    let shared = RwSignal::new(take_from_address().or_else(|| preferences::get(KEY)));
    let discard = move || {
        shared.set(None);
        preferences::forget(KEY);
    };
    let begin = Callback::new(move |()| {
        let Some(Shared { title, text }) = shared.get_untracked() else {
            return;
        };
        spawn_local(async move {
            match create(Start::Shared { title, text }, None).await {
                Ok(created) => {
                    preferences::forget(KEY);
                    here.go(&created.address);
                }
                Err(_) => toasts.say(t_string!(i18n, shared.failed)),
            }
        });
    });
    let card = move |Shared { title, text }: Shared| {
        view! {
            <section class="notice set-aside" aria-label=move || t_string!(i18n, shared.heading)>
                <p><strong>{t!(i18n, shared.heading)}</strong></p>
                <p dir="auto">{title}</p>
                <p dir="auto">{text}</p>
                <div class="set-aside__ways">
                    <button type="button" class="button" on:click=move |_| begin.run(())>
                        {t!(i18n, shared.begin)}
                    </button>
                    <button type="button" class="text-button" on:click=move |_| discard()>
                        {t!(i18n, shared.discard)}
                    </button>
                </div>
            </section>
        }
    };
    move || shared.get().map(card)
}

/// What the share brought in the address. It is kept, and leaves the address: a reload must not bring it back.
fn take_from_address() -> Option<Shared> {
    let query = window().location().search().ok()?;
    let query = UrlSearchParams::new_with_str(&query).ok()?;
    let said = |name: &str| query.get(name).unwrap_or_default();
    let (title, text, link) = (said("share_title"), said("share_text"), said("share_url"));
    let lines = [text, link]
        .into_iter()
        .filter(|line| !line.trim().is_empty());
    let text = lines.collect::<Vec<_>>().join("\n");
    if title.trim().is_empty() && text.is_empty() {
        return None;
    }
    let shared = Shared { title, text };
    if preferences::keep(KEY, &shared) {
        let history = window().history();
        let _ = history
            .map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(paths::HOME)));
    }
    Some(shared)
}
