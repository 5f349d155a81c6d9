//! What this browser keeps: every plan with its size, what waits, and the ways to save or forget it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::device::{self, KeptPlan};
use crate::i18n::*;
use crate::language::{I18n, LanguageChoice};
use crate::parts::plan_name;
use crate::ui::Toasts;
use crate::{clock, format, paths};

/// The page at `/storage`.
#[component]
pub fn StoragePage() -> impl IntoView {
    let i18n = use_i18n();
    let plans = RwSignal::new(None::<Vec<KeptPlan>>);
    load(plans);
    Effect::new(move || document().set_title(t_string!(i18n, storage.title)));
    let save_all = move |_| {
        for kept in plans.get_untracked().unwrap_or_default() {
            save(kept);
        }
    };
    let has_plans = move || plans.read().as_ref().is_some_and(|plans| !plans.is_empty());
    view! {
        <header class="bar">
            <a href=paths::HOME class="brand">"Coplan"</a>
        </header>
        <main class="page storage">
            <h1>{t!(i18n, storage.title)}</h1>
            <p>{t!(i18n, storage.intro)}</p>
            <Promise />
            <Show when=move || plans.read().is_some() fallback=move || view! { <p>{t!(i18n, storage.reading)}</p> }>
                <Show when=has_plans fallback=move || view! { <p>{t!(i18n, storage.nothing)}</p> }>
                    <ul class="storage__plans" aria-label=move || t_string!(i18n, storage.plans)>
                        <For
                            each=move || plans.get().unwrap_or_default()
                            key=|kept| (kept.plan.clone(), kept.waiting, kept.bytes)
                            let:kept
                        >
                            <Entry kept=kept plans=plans />
                        </For>
                    </ul>
                    <div class="storage__all">
                        <button type="button" class="button" on:click=save_all>{t!(i18n, storage.save_all)}</button>
                        <ForgetAll plans=plans />
                    </div>
                </Show>
            </Show>
        </main>
        <footer class="foot"><LanguageChoice /></footer>
    }
}

fn load(plans: RwSignal<Option<Vec<KeptPlan>>>) {
    spawn_local(async move {
        let all = device::plans().await;
        // The page may be gone by now.
        let _ = plans.try_set(Some(all));
    });
}

fn save(kept: KeptPlan) {
    spawn_local(async move {
        if let Some(file) = device::file_of(&kept.plan).await {
            device::hand_out(&file, &kept.title);
        }
    });
}

/// Whether the browser may clear all this by itself, and the question to it not to.
#[component]
fn Promise() -> impl IntoView {
    let i18n = use_i18n();
    let promised = RwSignal::new(None::<bool>);
    spawn_local(async move {
        let _ = promised.try_set(device::is_persistent().await);
    });
    let ask = move |_| {
        spawn_local(async move {
            let _ = promised.try_set(device::ask_persistence().await);
        });
    };
    let words = move || match promised.get() {
        Some(true) => t_string!(i18n, storage.promised),
        Some(false) => t_string!(i18n, storage.not_promised),
        None => t_string!(i18n, storage.promise_unknown),
    };
    view! {
        <p class="storage__promise" role="status">{words}</p>
        <Show when=move || promised.get() == Some(false)>
            <button type="button" class="button" on:click=ask>{t!(i18n, storage.ask)}</button>
        </Show>
    }
}

#[component]
fn Entry(kept: KeptPlan, plans: RwSignal<Option<Vec<KeptPlan>>>) -> impl IntoView {
    let i18n = use_i18n();
    let kept = StoredValue::new(kept);
    let title = move || kept.with_value(|kept| plan_name(i18n, &kept.title));
    let details = move || kept.with_value(|kept| details(i18n, kept));
    let address = kept.with_value(|kept| paths::plan(&kept.plan));
    let question = move || kept.with_value(|kept| warning(i18n, kept));
    let forget = Callback::new(move |()| forget_these(i18n, vec![kept.get_value()], plans));
    view! {
        <li class="storage__plan">
            <div class="storage__words">
                <a href=address class="storage__title">{title}</a>
                <small>{details}</small>
            </div>
            <button
                type="button"
                class="text-button"
                aria-label=move || t_string!(i18n, storage.save_label, title = title())
                on:click=move |_| save(kept.get_value())
            >
                {t!(i18n, storage.save)}
            </button>
            <Asking
                label=Signal::derive(move || t_string!(i18n, storage.forget_label, title = title()))
                words=Signal::derive(move || t_string!(i18n, storage.forget).to_owned())
                question=Signal::derive(question)
                on_yes=forget
            />
        </li>
    }
}

#[component]
fn ForgetAll(plans: RwSignal<Option<Vec<KeptPlan>>>) -> impl IntoView {
    let i18n = use_i18n();
    let words = Signal::derive(move || t_string!(i18n, storage.forget_all).to_owned());
    let question = move || {
        let all = plans.get().unwrap_or_default();
        let waiting: usize = all.iter().map(|kept| kept.waiting).sum();
        let unsynced = all
            .iter()
            .filter(|kept| kept.waiting > 0 || kept.has_refused || !kept.is_registered)
            .count();
        match unsynced {
            0 => t_string!(i18n, storage.forget_safe).to_owned(),
            _ => t_string!(
                i18n,
                storage.forget_all_loses,
                plans = unsynced,
                changes = waiting
            ),
        }
    };
    let forget = Callback::new(move |()| {
        forget_these(i18n, plans.get_untracked().unwrap_or_default(), plans);
    });
    view! { <Asking label=words words=words question=Signal::derive(question) on_yes=forget /> }
}

/// A button that asks in place before it does what cannot be undone.
#[component]
fn Asking(
    /// Its accessible name.
    label: Signal<String>,
    /// What it shows.
    words: Signal<String>,
    /// What would be lost.
    question: Signal<String>,
    /// The answer was yes.
    on_yes: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let asks = RwSignal::new(false);
    let button = move || {
        view! {
            <button type="button" class="text-button" aria-label=move || label.get() on:click=move |_| asks.set(true)>
                {move || words.get()}
            </button>
        }
    };
    view! {
        <Show when=move || asks.get() fallback=button>
            <div class="storage__question" role="alertdialog" aria-label=move || label.get()>
                <p>{move || question.get()}</p>
                <span class="storage__answers">
                    <button type="button" class="button" on:click=move |_| on_yes.run(())>{t!(i18n, storage.yes)}</button>
                    <button type="button" class="text-button" on:click=move |_| asks.set(false)>
                        {t!(i18n, storage.no)}
                    </button>
                </span>
            </div>
        </Show>
    }
}

fn forget_these(i18n: I18n, these: Vec<KeptPlan>, plans: RwSignal<Option<Vec<KeptPlan>>>) {
    let toasts = Toasts::expect();
    spawn_local(async move {
        for kept in these {
            if device::forget(&kept.plan).await.is_err() {
                toasts.say(t_string!(i18n, storage.forget_failed));
            }
        }
        load(plans);
    });
}

fn details(i18n: I18n, kept: &KeptPlan) -> String {
    let ago = |then_ms| format::ago(i18n.get_locale(), then_ms, clock::now_ms());
    let size = t_string!(i18n, storage.size, size = kept.bytes.div_ceil(1024));
    let synced = match (kept.is_registered, kept.synced_ms) {
        (false, _) => t_string!(i18n, storage.only_here).to_owned(),
        (true, Some(at_ms)) => t_string!(i18n, storage.synced, when = ago(at_ms)),
        (true, None) => t_string!(i18n, storage.never_synced).to_owned(),
    };
    let waiting = kept.waiting_since_ms.map(|since_ms| {
        t_string!(
            i18n,
            storage.waiting,
            count = kept.waiting,
            when = ago(since_ms)
        )
    });
    let refused = kept
        .has_refused
        .then(|| t_string!(i18n, storage.refused).to_owned());
    [Some(size), Some(synced), waiting, refused]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn warning(i18n: I18n, kept: &KeptPlan) -> String {
    if kept.has_refused {
        return t_string!(i18n, storage.forget_refused).to_owned();
    }
    match (kept.is_registered, kept.waiting) {
        (false, _) => t_string!(i18n, storage.forget_only_here).to_owned(),
        (true, 0) => t_string!(i18n, storage.forget_safe).to_owned(),
        (true, waiting) => t_string!(i18n, storage.forget_loses, count = waiting),
    }
}
