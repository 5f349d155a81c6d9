//! The ways to a plan that begins with something: a template, a file, three questions, notes.

use leptos::prelude::*;

use super::{
    file::FromFile, from_notes::FromNotes, from_questions::FromQuestions, template::FromTemplate,
};
use crate::i18n::*;
use crate::open_plan::Start;

/// Four parts that open where they stand. `begin` makes the plan and goes to it.
#[component]
pub fn StartFrom(#[prop(into)] begin: Callback<Start>) -> impl IntoView {
    let i18n = use_i18n();
    let template = RwSignal::new(false);
    let file = RwSignal::new(false);
    let questions = RwSignal::new(false);
    let notes = RwSignal::new(false);
    view! {
        <div class="start" role="group" aria-label=move || t_string!(i18n, exchange.start)>
            <Opener open=template label=Signal::derive(move || t_string!(i18n, exchange.from_template).to_owned()) />
            <Opener open=file label=Signal::derive(move || t_string!(i18n, exchange.from_file).to_owned()) />
            <Opener open=questions label=Signal::derive(move || t_string!(i18n, exchange.from_questions).to_owned()) />
            <Opener open=notes label=Signal::derive(move || t_string!(i18n, exchange.from_notes).to_owned()) />
            <Show when=move || template.get()><FromTemplate begin=begin /></Show>
            <Show when=move || file.get()><FromFile begin=begin /></Show>
            <Show when=move || questions.get()><FromQuestions begin=begin /></Show>
            <Show when=move || notes.get()><FromNotes begin=begin /></Show>
        </div>
    }
}

/// A button that opens a part below.
#[component]
fn Opener(open: RwSignal<bool>, #[prop(into)] label: Signal<String>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {label}
        </button>
    }
}
