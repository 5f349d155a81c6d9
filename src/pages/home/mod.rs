//! The first page: the plans that this browser knows, and the ways to another one.

mod plans;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::plans::PlanList;
use super::shared_text::SharedText;
use crate::api::ApiError;
use crate::device::{self, KeptPlan};
use crate::exchange::StartFrom;
use crate::i18n::*;
use crate::known_plans;
use crate::language::LanguageChoice;
use crate::navigation::Address;
use crate::open_plan::{CreateError, Start, create};
use crate::parts::TokenField;
use crate::paths;
use crate::plan_file::EXTENSION;
use crate::ui::{Icon, icon};

/// The page at `/`.
#[component]
pub fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    let plans = RwSignal::new(known_plans::all());
    let only_here = RwSignal::new(Vec::<KeptPlan>::new());
    spawn_local(async move {
        if device::mend_list().await {
            let _ = plans.try_set(known_plans::all());
        }
        let kept = device::plans().await.into_iter();
        let _ = only_here.try_set(kept.filter(|kept| !kept.is_registered).collect());
    });
    let is_empty = move || plans.read().is_empty() && only_here.read().is_empty();
    Effect::new(move || document().set_title(&format!("Coplan: {}", t_string!(i18n, home.title))));
    view! {
        <header class="bar">
            <span class="brand">"Coplan"</span>
            <span class="bar__note">{t!(i18n, app.tagline)}</span>
        </header>
        <main class="page home">
            <h1>{t!(i18n, home.title)}</h1>
            <Show when=is_empty fallback=move || view! { <PlanList plans=plans only_here=only_here /> }>
                <div class="home__empty">
                    <h2>{t!(i18n, home.empty_title)}</h2>
                    <p>{t!(i18n, home.empty_text)}</p>
                </div>
            </Show>
            <SharedText />
            <NewPlan />
            <OpenLink />
            <OpenFile />
            <p><a href=paths::STORAGE>{t!(i18n, home.storage)}</a></p>
            <LanguageChoice />
        </main>
    }
}

/// Makes a plan and goes to it. Asks for the operator's code only where the server does.
#[component]
fn NewPlan() -> impl IntoView {
    let i18n = use_i18n();
    let here = Address::expect();
    let busy = RwSignal::new(false);
    let asks_token = RwSignal::new(false);
    let token = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<CreateError>);
    let begin = Callback::new(move |start: Start| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let token = token.get_untracked();
            let token = Some(token.trim()).filter(|token| !token.is_empty());
            match create(start, token).await {
                Ok(created) => here.go(&created.address),
                Err(error) => {
                    asks_token.try_set(error == CreateError::Relay(ApiError::Denied));
                    trouble.try_set(Some(error));
                }
            }
            busy.try_set(false);
        });
    });
    let words = move |error: CreateError| match error {
        CreateError::Relay(ApiError::Denied | ApiError::Forbidden) => {
            t_string!(i18n, home.token_needed).to_owned()
        }
        CreateError::Relay(ApiError::Unreachable) => t_string!(i18n, home.unreachable).to_owned(),
        CreateError::Relay(ApiError::Unexpected(status)) => {
            t_string!(i18n, home.failed, status = status)
        }
        CreateError::Content(_) | CreateError::Device(_) => {
            t_string!(i18n, home.not_filled).to_owned()
        }
    };
    view! {
        <div class="home__new">
            <button
                type="button"
                class="button is-primary"
                aria-busy=move || busy.get().to_string()
                on:click=move |_| begin.run(Start::Empty)
            >
                {icon(Icon::Plus)}
                {move || if busy.get() { t_string!(i18n, home.creating) } else { t_string!(i18n, home.new) }}
            </button>
            <button type="button" class="button" on:click=move |_| begin.run(Start::Example)>
                {t!(i18n, home.example)}
            </button>
            <Show when=move || asks_token.get()>
                <TokenField token=token />
            </Show>
            <p class="home__trouble" role="status">{move || trouble.get().map(words)}</p>
        </div>
        <StartFrom begin=begin />
    }
}

/// Opens a plan's file: what it holds is merged into what this browser has of the same plan.
#[component]
fn OpenFile() -> impl IntoView {
    let i18n = use_i18n();
    let here = Address::expect();
    let wrong = RwSignal::new(false);
    let chosen = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        spawn_local(async move {
            match device::open_file(&file).await {
                Some(plan) => here.go(&paths::plan(&plan)),
                None => drop(wrong.try_set(true)),
            }
        });
    };
    view! {
        <label class="labelled">
            <span>{t!(i18n, home.open_file)}</span>
            <input type="file" accept=EXTENSION on:change=chosen />
        </label>
        <p class="home__trouble" role="status">{move || wrong.get().then(|| t_string!(i18n, home.not_a_file))}</p>
    }
}

/// A field for a link that somebody sent.
#[component]
fn OpenLink() -> impl IntoView {
    let i18n = use_i18n();
    let here = Address::expect();
    let link = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match paths::read_link(&link.read_untracked()) {
            Some((plan, secret)) => {
                let address = match &secret {
                    Some(secret) if !known_plans::learn(&plan, secret) => {
                        paths::link("", &plan, secret)
                    }
                    _ => paths::plan(&plan),
                };
                here.go(&address);
            }
            None => wrong.set(true),
        }
    };
    let typed = move |event| {
        wrong.set(false);
        link.set(event_target_value(&event));
    };
    view! {
        <form class="home__open" on:submit=open>
            <label class="labelled">
                <span>{t!(i18n, home.got_link)}</span>
                <input
                    class="picker__input"
                    type="text"
                    inputmode="url"
                    autocomplete="off"
                    placeholder="https://"
                    aria-invalid=move || wrong.get().to_string()
                    prop:value=move || link.get()
                    on:input=typed
                />
            </label>
            <button type="submit" class="button">{t!(i18n, home.open)}</button>
            <p class="home__trouble" role="status">
                {move || wrong.get().then(|| t_string!(i18n, home.not_a_link))}
            </p>
        </form>
    }
}
