//! What is proposed of notes or answers: each item with the sentence it came from, taken or left by a person.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::{Value, json};

use super::desk::{Trouble, ask};
use super::preview::begin_with;
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::open_plan::Start;

#[derive(Debug, Clone, Default, Deserialize)]
struct Draft {
    steps: Vec<Step>,
    people: Vec<Person>,
    goal: Option<Fact<String>>,
    why_now: Option<Fact<String>>,
    go_live: Option<Fact<NaiveDate>>,
    decision: Option<Fact<NaiveDate>>,
}

#[derive(Debug, Clone, Deserialize)]
struct Step {
    title: String,
    owner: Option<String>,
    due: Option<NaiveDate>,
    days: Option<u32>,
    said: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Person {
    name: String,
    said: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Fact<T> {
    value: T,
    said: Vec<String>,
}

/// Something that a person can leave out; places are those in the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Fact(&'static str),
    Person(usize),
    Step(usize),
}

type Without = RwSignal<BTreeSet<Item>>;

/// What was left out, as the worker reads it.
fn left_out(without: &BTreeSet<Item>) -> Value {
    let (mut facts, mut people, mut steps) = (Vec::new(), Vec::new(), Vec::new());
    for item in without {
        match item {
            Item::Fact(name) => facts.push(*name),
            Item::Person(at) => people.push(*at),
            Item::Step(at) => steps.push(*at),
        }
    }
    json!({"facts": facts, "people": people, "steps": steps})
}

/// A form around the fields in which somebody writes, then the proposals. `source`: what stands in the fields.
#[component]
pub fn DraftForm(
    name: Signal<String>,
    source: Callback<(), Value>,
    begin: Callback<Start>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let draft = RwSignal::new(None::<Draft>);
    let without = Without::new(BTreeSet::new());
    let trouble = RwSignal::new(None::<Trouble>);
    // What the proposals on the page are of: the fields may say something else by the time they are taken.
    let asked = StoredValue::new(Value::Null);
    let question = move || {
        let without = without.with_untracked(left_out);
        json!({"kind": "draft", "from": asked.get_value(), "without": without})
    };
    let read = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        without.set(BTreeSet::new());
        trouble.set(None);
        asked.set_value(source.run(()));
        spawn_local(async move {
            match ask(i18n, question(), &[]).await {
                Ok(answer) => drop(draft.try_set(serde_json::from_value(answer.json).ok())),
                Err(error) => drop(trouble.try_set(Some(error))),
            }
        });
    };
    let make = Callback::new(move |()| begin_with(i18n, question(), begin, trouble));
    view! {
        <form class="start__part" on:submit=read aria-label=name>
            {children()}
            <p><small>{t!(i18n, exchange.stays_here)}</small></p>
            <button type="submit" class="button">{t!(i18n, exchange.propose)}</button>
            <p class="home__trouble" role="status">{move || trouble.get().map(|t| t.words(i18n))}</p>
            {move || draft.get().map(|draft| view! { <Proposals draft=draft without=without on_make=make /> })}
        </form>
    }
}

#[component]
fn Proposals(draft: Draft, without: Without, on_make: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let none = draft.steps.is_empty();
    let names: Vec<String> = draft.people.iter().map(|one| one.name.clone()).collect();
    let people = draft.people.into_iter().enumerate().map(|(at, person)| {
        let words = view! { <strong>{person.name}</strong> }.into_any();
        view! { <Proposal item=Item::Person(at) without=without said=person.said words=words /> }
            .into_any()
    });
    let steps = draft.steps.into_iter().enumerate().map(|(at, step)| {
        let owner = step.owner.as_ref();
        let owner = owner.and_then(|owner| names.iter().position(|name| name == owner));
        let said = step.said.clone();
        let words = view! { <StepWords step=step owner=owner without=without /> }.into_any();
        view! { <Proposal item=Item::Step(at) without=without said=said words=words /> }.into_any()
    });
    let (people, steps) = (people.collect(), steps.collect());
    let facts = facts(
        draft.goal,
        draft.why_now,
        draft.go_live,
        draft.decision,
        without,
    );
    view! {
        <section class="start__preview" aria-label=move || t_string!(i18n, exchange.proposals)>
            <Group items=facts>{t!(i18n, exchange.the_plan)}</Group>
            <Group items=people>{t!(i18n, exchange.people_found)}</Group>
            <Group items=steps>{t!(i18n, exchange.steps_found)}</Group>
            {none.then(|| view! { <p>{t!(i18n, exchange.no_proposals)}</p> })}
            <button type="button" class="button is-primary" on:click=move |_| on_make.run(())>
                {t!(i18n, exchange.make)}
            </button>
        </section>
    }
}

/// The goal and the dates, where the words say any.
fn facts(
    goal: Option<Fact<String>>,
    why_now: Option<Fact<String>>,
    go_live: Option<Fact<NaiveDate>>,
    decision: Option<Fact<NaiveDate>>,
    without: Without,
) -> Vec<AnyView> {
    let i18n = use_i18n();
    let day = move |day| {
        move || {
            format::date(
                i18n.get_locale(),
                DateStyle::Long,
                day,
                crate::clock::today(),
            )
        }
    };
    let one = |name, said, words: AnyView| {
        view! { <Proposal item=Item::Fact(name) without=without said=said words=words /> }
            .into_any()
    };
    let goal = goal.map(|fact| {
        let words = view! { {t!(i18n, exchange.goal)} " " <strong>{fact.value}</strong> };
        one("goal", fact.said, words.into_any())
    });
    let why_now = why_now.map(|fact| {
        let words = view! { {t!(i18n, exchange.why_now)} " " <strong>{fact.value}</strong> };
        one("why_now", fact.said, words.into_any())
    });
    let go_live = go_live.map(|fact| {
        let words = view! { {t!(i18n, exchange.go_live)} " " <strong>{day(fact.value)}</strong> };
        one("go_live", fact.said, words.into_any())
    });
    let decision = decision.map(|fact| {
        let words = view! { {t!(i18n, exchange.decision)} " " <strong>{day(fact.value)}</strong> };
        one("decision", fact.said, words.into_any())
    });
    [goal, why_now, go_live, decision]
        .into_iter()
        .flatten()
        .collect()
}

/// Proposals of one sort under their name; nothing where there are none.
#[component]
fn Group(items: Vec<AnyView>, children: Children) -> impl IntoView {
    let item = |item| view! { <li>{item}</li> };
    (!items.is_empty()).then(|| {
        view! {
            <fieldset class="start__choices">
                <legend>{children()}</legend>
                <ul class="start__rows">{items.into_iter().map(item).collect_view()}</ul>
            </fieldset>
        }
    })
}

/// One item, ticked until somebody leaves it out.
#[component]
fn Proposal(item: Item, without: Without, said: Vec<String>, words: AnyView) -> impl IntoView {
    let toggle = move |_| {
        without.update(|without| {
            if !without.remove(&item) {
                without.insert(item);
            }
        });
    };
    view! {
        <label class="start__choice">
            <input type="checkbox" prop:checked=move || !without.read().contains(&item) on:change=toggle />
            <span dir="auto">
                {words}
                {said.into_iter().map(|said| view! { <q class="start__said">{said}</q> }).collect_view()}
            </span>
        </label>
    }
}

/// What a step says. Its owner goes with the person.
#[component]
fn StepWords(step: Step, owner: Option<usize>, without: Without) -> impl IntoView {
    let i18n = use_i18n();
    let name = step.owner;
    let owner = move || {
        let left = owner.is_some_and(|at| without.read().contains(&Item::Person(at)));
        let name = name.as_ref().filter(|_| !left);
        name.map(|name| format!(" · {name}"))
    };
    let due = move |day| {
        let today = crate::clock::today();
        format!(
            " · {}",
            format::date(i18n.get_locale(), DateStyle::Short, day, today)
        )
    };
    let days = step
        .days
        .map(|days| move || t_string!(i18n, exchange.days, count = days));
    view! {
        <strong>{step.title}</strong>
        {owner}
        {step.due.map(|day| move || due(day))}
        {days.map(|days| view! { " · " {days} })}
    }
}
