//! A plan from notes: each proposal with the sentence it came from, taken or left by a person.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::json;

use super::desk::{Trouble, ask};
use super::preview::begin_with;
use crate::i18n::*;
use crate::open_plan::Start;

#[derive(Debug, Clone, Default, Deserialize)]
struct Draft {
    steps: Vec<Step>,
    goal: Option<String>,
    go_live: Option<String>,
    people: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Step {
    title: String,
    owner: Option<String>,
    due: Option<String>,
    days: Option<u32>,
    said: Vec<String>,
}

/// The notes, then the proposals.
#[component]
pub fn FromNotes(#[prop(into)] begin: Callback<Start>) -> impl IntoView {
    let i18n = use_i18n();
    let text = RwSignal::new(String::new());
    let draft = RwSignal::new(None::<Draft>);
    let without = RwSignal::new(Vec::<usize>::new());
    let trouble = RwSignal::new(None::<Trouble>);
    let question = move || json!({"kind": "notes", "text": text.get_untracked(), "without": without.get_untracked()});
    let read = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        without.set(Vec::new());
        trouble.set(None);
        spawn_local(async move {
            match ask(i18n, question(), &[]).await {
                Ok(answer) => drop(draft.try_set(serde_json::from_value(answer.json).ok())),
                Err(error) => drop(trouble.try_set(Some(error))),
            }
        });
    };
    let make = Callback::new(move |()| begin_with(i18n, question(), begin, trouble));
    view! {
        <form class="start__part" on:submit=read aria-label=move || t_string!(i18n, exchange.from_notes)>
            <label class="labelled">
                <span>{t!(i18n, exchange.notes)}</span>
                <textarea
                    class="picker__input start__text"
                    rows="8"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
            </label>
            <p><small>{t!(i18n, exchange.stays_here)}</small></p>
            <button type="submit" class="button">{t!(i18n, exchange.propose)}</button>
            <p class="home__trouble" role="status">{move || trouble.get().map(|t| t.words(i18n))}</p>
            {move || draft.get().map(|draft| view! { <Proposals draft=draft without=without on_make=make /> })}
        </form>
    }
}

#[component]
fn Proposals(draft: Draft, without: RwSignal<Vec<usize>>, on_make: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let none = draft.steps.is_empty();
    let people = draft.people.join(", ");
    view! {
        <section class="start__preview" aria-label=move || t_string!(i18n, exchange.proposals)>
            {draft.goal.map(|goal| view! { <p dir="auto">{t!(i18n, exchange.goal)} " " {goal}</p> })}
            {draft.go_live.map(|day| view! { <p>{t!(i18n, exchange.go_live)} " " {day}</p> })}
            {(!people.is_empty()).then(|| view! { <p dir="auto">{t!(i18n, exchange.people)} " " {people}</p> })}
            {none.then(|| view! { <p>{t!(i18n, exchange.no_proposals)}</p> })}
            <ul class="start__rows">
                {draft
                    .steps
                    .into_iter()
                    .enumerate()
                    .map(|(at, step)| view! { <Proposal at=at step=step without=without /> })
                    .collect_view()}
            </ul>
            <button type="button" class="button is-primary" on:click=move |_| on_make.run(())>
                {t!(i18n, exchange.make)}
            </button>
        </section>
    }
}

/// One step, ticked until somebody leaves it out.
#[component]
fn Proposal(at: usize, step: Step, without: RwSignal<Vec<usize>>) -> impl IntoView {
    let i18n = use_i18n();
    let days = step
        .days
        .map(|days| move || t_string!(i18n, exchange.days, count = days));
    let toggle = move |_| {
        without.update(
            |without| match without.iter().position(|left| *left == at) {
                Some(place) => drop(without.remove(place)),
                None => without.push(at),
            },
        );
    };
    view! {
        <li>
            <label class="start__choice">
                <input type="checkbox" prop:checked=move || !without.read().contains(&at) on:change=toggle />
                <span dir="auto">
                    <strong>{step.title}</strong>
                    {step.owner.map(|owner| format!(" · {owner}"))}
                    {step.due.map(|due| format!(" · {due}"))}
                    {days.map(|days| view! { " · " {days} })}
                    {step.said.into_iter().map(|said| view! { <q class="start__said">{said}</q> }).collect_view()}
                </span>
            </label>
        </li>
    }
}
