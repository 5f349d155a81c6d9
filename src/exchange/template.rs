//! A plan from a template: which one, and the day to reach.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::json;

use super::desk::{Trouble, ask};
use super::preview::begin_with;
use crate::i18n::*;
use crate::open_plan::Start;

#[derive(Debug, Clone, Deserialize)]
struct Template {
    id: String,
    title: String,
    about: String,
    steps: usize,
}

/// The list of templates and a date.
#[component]
pub fn FromTemplate(#[prop(into)] begin: Callback<Start>) -> impl IntoView {
    let i18n = use_i18n();
    let list = RwSignal::new(Vec::<Template>::new());
    let chosen = RwSignal::new(String::new());
    let target = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<Trouble>);
    spawn_local(async move {
        match ask(i18n, json!({"kind": "templates"}), &[]).await {
            Ok(answer) => {
                let all: Vec<Template> = serde_json::from_value(answer.json).unwrap_or_default();
                let first = all.first().map(|template| template.id.clone());
                let _ = chosen.try_set(first.unwrap_or_default());
                let _ = list.try_set(all);
            }
            Err(error) => drop(trouble.try_set(Some(error))),
        }
    });
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (id, target) = (chosen.get_untracked(), target.get_untracked());
        let question = json!({"kind": "template", "id": id, "target": target});
        begin_with(i18n, question, begin, trouble);
    };
    view! {
        <form class="start__part" on:submit=make aria-label=move || t_string!(i18n, exchange.from_template)>
            <fieldset class="start__choices">
                <legend>{t!(i18n, exchange.which_template)}</legend>
                <For each=move || list.get() key=|template| template.id.clone() let:template>
                    <TemplateChoice template=template chosen=chosen />
                </For>
            </fieldset>
            <label class="labelled">
                <span>{t!(i18n, exchange.target)}</span>
                <input
                    class="picker__input"
                    type="date"
                    required=true
                    prop:value=move || target.get()
                    on:input=move |event| target.set(event_target_value(&event))
                />
            </label>
            <button type="submit" class="button is-primary">{t!(i18n, exchange.make)}</button>
            <p class="home__trouble" role="status">{move || trouble.get().map(|t| t.words(i18n))}</p>
        </form>
    }
}

#[component]
fn TemplateChoice(template: Template, chosen: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let id = StoredValue::new(template.id);
    let steps = template.steps;
    view! {
        <label class="start__choice">
            <input
                type="radio"
                name="template"
                prop:checked=move || id.with_value(|id| *id == *chosen.read())
                on:change=move |_| chosen.set(id.get_value())
            />
            <span>
                <strong>{template.title}</strong>
                " "
                <small>{move || t_string!(i18n, exchange.steps, count = steps)}</small>
                <br />
                {template.about}
            </span>
        </label>
    }
}
