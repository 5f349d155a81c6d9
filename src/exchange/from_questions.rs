//! A plan from the three questions of a discovery call (004-10..12): the answers go the same way as notes.

use leptos::prelude::*;
use serde_json::json;

use super::proposals::DraftForm;
use crate::i18n::*;
use crate::open_plan::Start;

/// The questions, then the proposals.
#[component]
pub fn FromQuestions(#[prop(into)] begin: Callback<Start>) -> impl IntoView {
    let i18n = use_i18n();
    let [process, people, timeline] = [(); 3].map(|()| RwSignal::new(String::new()));
    let source = Callback::new(move |()| {
        json!({"answers": {
            "process": process.get_untracked(), "people": people.get_untracked(),
            "timeline": timeline.get_untracked(),
        }})
    });
    let name = Signal::derive(move || t_string!(i18n, exchange.from_questions).to_owned());
    view! {
        <DraftForm name=name source=source begin=begin>
            <Answer text=process>{t!(i18n, exchange.question_process)}</Answer>
            <Answer text=people>{t!(i18n, exchange.question_people)}</Answer>
            <Answer text=timeline>{t!(i18n, exchange.question_timeline)}</Answer>
        </DraftForm>
    }
}

#[component]
fn Answer(text: RwSignal<String>, children: Children) -> impl IntoView {
    view! {
        <label class="labelled">
            <span>{children()}</span>
            <textarea
                class="picker__input start__text"
                rows="3"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
        </label>
    }
}
