//! A plan from a file or from what was copied elsewhere.

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::preview::{Preview, Reading};
use crate::i18n::*;
use crate::open_plan::Start;

/// The endings that the file dialogue offers first.
pub const ENDINGS: &str = ".csv,.tsv,.txt,.xlsx,.md,.xml,.json";

/// The file that was chosen, with its name.
pub fn chosen(event: &leptos::ev::Event, then: impl Fn(String, Vec<u8>) + 'static) {
    let input: web_sys::HtmlInputElement = event_target(event);
    let Some(file) = input.files().and_then(|files| files.get(0)) else {
        return;
    };
    spawn_local(async move {
        if let Ok(buffer) = JsFuture::from(file.array_buffer()).await {
            then(file.name(), Uint8Array::new(&buffer).to_vec());
        }
    });
}

/// A file or a pasted range, then what it would become.
#[component]
pub fn FromFile(#[prop(into)] begin: Callback<Start>) -> impl IntoView {
    let i18n = use_i18n();
    let reading = Reading::new(i18n);
    let pasted = RwSignal::new(String::new());
    let take = Callback::new(move |()| {
        if let Some(command) = reading.take() {
            begin.run(Start::Content(command));
        }
    });
    let read = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = pasted.get_untracked();
        if !text.trim().is_empty() {
            reading.begin("", text.into_bytes(), Vec::new());
        }
    };
    view! {
        <form class="start__part" on:submit=read aria-label=move || t_string!(i18n, exchange.from_file)>
            <label class="labelled">
                <span>{t!(i18n, exchange.choose_file)}</span>
                <input
                    type="file"
                    accept=ENDINGS
                    on:change=move |event| chosen(&event, move |name, bytes| reading.begin(&name, bytes, Vec::new()))
                />
            </label>
            <label class="labelled">
                <span>{t!(i18n, exchange.or_paste)}</span>
                <textarea
                    class="picker__input start__text"
                    rows="4"
                    prop:value=move || pasted.get()
                    on:input=move |event| pasted.set(event_target_value(&event))
                ></textarea>
            </label>
            <button type="submit" class="button">{t!(i18n, exchange.read)}</button>
            <Preview
                reading=reading
                accept=Signal::derive(move || t_string!(i18n, exchange.make).to_owned())
                on_accept=take
            />
        </form>
    }
}
