//! A plan from notes of a call or a mail.

use leptos::prelude::*;
use serde_json::json;

use super::proposals::DraftForm;
use crate::i18n::*;
use crate::open_plan::Start;

/// The notes, then the proposals.
#[component]
pub fn FromNotes(#[prop(into)] begin: Callback<Start>) -> impl IntoView {
    let i18n = use_i18n();
    let text = RwSignal::new(String::new());
    let source = Callback::new(move |()| json!({"notes": text.get_untracked()}));
    let name = Signal::derive(move || t_string!(i18n, exchange.from_notes).to_owned());
    view! {
        <DraftForm name=name source=source begin=begin>
            <label class="labelled">
                <span>{t!(i18n, exchange.notes)}</span>
                <textarea
                    class="picker__input start__text"
                    rows="8"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
            </label>
        </DraftForm>
    }
}
