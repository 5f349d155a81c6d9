//! The plans of this browser: how each stood when it was last open here, found by its title, archived and restored.
//! The list alone changes; a plan itself is not touched.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Role;
use crate::device::{self, KeptPlan};
use crate::health::{colour_mark, colour_words};
use crate::i18n::*;
use crate::known_plans::{self, KnownPlan};
use crate::language::I18n;
use crate::masthead::days_left;
use crate::parts::{Today, milestone_name, plan_name};
use crate::paths::{self, PlanId};
use crate::standing::{self, Standing};
use crate::ui::{Icon, IconButton, Toast, ToastAction, Toasts};
use crate::{clock, format, preferences};

/// From so many plans on they can be searched.
const SEARCH_FROM: usize = 6;
/// The ids of the archived ones, in this browser's storage.
const ARCHIVED: &str = "coplan.archived";

/// What the list consists of, in context of its entries.
#[derive(Clone, Copy)]
struct Listed {
    plans: RwSignal<Vec<KnownPlan>>,
    archived: RwSignal<Vec<PlanId>>,
}

impl Listed {
    /// Puts a plan into the archive of this browser, or takes it out.
    fn archive(self, plan: &PlanId, is_archived: bool) {
        self.archived.update(|archived| {
            archived.retain(|other| other != plan);
            if is_archived {
                archived.push(plan.clone());
            }
            let _ = preferences::keep(ARCHIVED, &*archived);
        });
    }
}

/// The list, its search and its archive.
#[component]
pub fn PlanList(
    plans: RwSignal<Vec<KnownPlan>>,
    only_here: RwSignal<Vec<KeptPlan>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let archived = RwSignal::new(preferences::get::<Vec<PlanId>>(ARCHIVED).unwrap_or_default());
    provide_context(Listed { plans, archived });
    let wanted = RwSignal::new(String::new());
    let found = move |is_archived: bool| {
        let (wanted, archived) = (wanted.read(), archived.read());
        let mut plans = plans.get();
        plans.retain(|known| {
            archived.contains(&known.plan) == is_archived && is_found(&known.title, &wanted)
        });
        plans
    };
    let found_here = move || {
        let mut kept = only_here.get();
        kept.retain(|kept| is_found(&kept.title, &wanted.read()));
        kept
    };
    let is_long = Memo::new(move |_| plans.read().len() + only_here.read().len() >= SEARCH_FROM);
    let in_archive = Memo::new(move |_| found(true).len());
    let nothing = move || {
        let is_empty = found(false).is_empty() && found_here().is_empty() && in_archive.get() == 0;
        is_empty.then(|| t_string!(i18n, home.nothing_found))
    };
    view! {
        <Show when=move || is_long.get()>
            <label class="labelled">
                <span>{t!(i18n, home.search)}</span>
                <input
                    class="picker__input"
                    type="search"
                    prop:value=move || wanted.get()
                    on:input=move |event| wanted.set(event_target_value(&event))
                />
            </label>
        </Show>
        <ul class="home__plans" aria-label=move || t_string!(i18n, home.heading)>
            <For each=move || found(false) key=|known| known.plan.clone() let:known>
                <PlanEntry known=known is_archived=false />
            </For>
            <For each=found_here key=|kept| kept.plan.clone() let:kept>
                <li class="home__plan">
                    <a href=paths::plan(&kept.plan) class="home__link">
                        <span class="home__title" dir="auto">{plan_name(i18n, &kept.title)}</span>
                        <small class="home__details">{t!(i18n, home.only_here)}</small>
                    </a>
                </li>
            </For>
        </ul>
        <p class="home__nothing" role="status">{nothing}</p>
        <Show when=move || in_archive.get() != 0>
            <details class="home__archive" prop:open=move || !wanted.read().trim().is_empty()>
                <summary>{move || t_string!(i18n, home.archived, number = in_archive.get())}</summary>
                <ul class="home__plans" aria-label=move || t_string!(i18n, home.archive_heading)>
                    <For each=move || found(true) key=|known| known.plan.clone() let:known>
                        <PlanEntry known=known is_archived=true />
                    </For>
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn PlanEntry(known: KnownPlan, is_archived: bool) -> impl IntoView {
    let i18n = use_i18n();
    let address = paths::plan(&known.plan);
    let standing = StoredValue::new(standing::get(&known.plan));
    let known = StoredValue::new(known);
    let title = move || known.with_value(|known| plan_name(i18n, &known.title));
    let details = move || known.with_value(|known| details(i18n, known));
    let (archive, forget) = (archiving(known, !is_archived), forgetting(known));
    let archive_words = move || {
        if is_archived {
            t_string!(i18n, home.restore, title = title())
        } else {
            t_string!(i18n, home.archive, title = title())
        }
    };
    view! {
        <li class="home__plan">
            <a href=address class="home__link">
                <span class="home__title" dir="auto">{title}</span>
                {move || standing.with_value(|standing| standing.as_ref().map(|standing| stands(i18n, standing)))}
                <small class="home__details">{details}</small>
            </a>
            <IconButton
                label=Signal::derive(archive_words)
                shows=if is_archived { Icon::Restore } else { Icon::Archive }
                on_press=archive
            />
            <IconButton
                label=Signal::derive(move || t_string!(i18n, home.forget, title = title()))
                shows=Icon::Close
                on_press=forget
            />
        </li>
    }
}

/// Health in words, the next step with its day, and the working days left.
fn stands(i18n: I18n, standing: &Standing) -> AnyView {
    let today = Today::expect().get();
    let next = standing.next.as_ref().map(|next| {
        let step = milestone_name(i18n, next.title.clone());
        match next.due {
            None => t_string!(i18n, home.next, step = step),
            Some(due) => {
                let day = format::date(i18n.get_locale(), format::DateStyle::Short, due, today);
                t_string!(i18n, home.next_by, step = step, day = day)
            }
        }
    });
    let left = standing.go_live.map(|day| days_left(i18n, day, today).0);
    let words = [Some(colour_words(i18n, standing.colour)), next, left];
    let words: Vec<String> = words.into_iter().flatten().collect();
    view! {
        <span class="home__stands">
            <span class=colour_mark(standing.colour) aria-hidden="true"></span>
            <span dir="auto">{words.join(" · ")}</span>
        </span>
    }
    .into_any()
}

/// Archives a plan, or takes it out of the archive, and offers the way back.
fn archiving(known: StoredValue<KnownPlan>, is_archived: bool) -> Callback<()> {
    let i18n = use_i18n();
    let (toasts, listed) = (Toasts::expect(), expect_context::<Listed>());
    Callback::new(move |()| {
        let plan = known.with_value(|known| known.plan.clone());
        listed.archive(&plan, is_archived);
        if is_archived {
            let put_back = Arc::new(move || listed.archive(&plan, false));
            toasts.show(told(i18n, t_string!(i18n, home.was_archived), put_back));
        }
    })
}

/// Takes a plan off the list with its key, and offers it back.
fn forgetting(known: StoredValue<KnownPlan>) -> Callback<()> {
    let i18n = use_i18n();
    let (toasts, listed) = (Toasts::expect(), expect_context::<Listed>());
    Callback::new(move |()| {
        let forgotten = known.get_value();
        let stood = standing::get(&forgotten.plan);
        known_plans::forget(&forgotten.plan);
        listed.plans.set(known_plans::all());
        let plan = forgotten.plan.clone();
        spawn_local(async move { device::unlist(&plan).await });
        let put_back = Arc::new(move || {
            let _ = known_plans::store(&forgotten);
            if let Some(stood) = &stood {
                standing::keep(&forgotten.plan, stood);
            }
            listed.plans.set(known_plans::all());
        });
        toasts.show(told(i18n, t_string!(i18n, home.forgotten), put_back));
    })
}

fn told(i18n: I18n, text: &str, put_back: Arc<dyn Fn() + Send + Sync>) -> Toast {
    Toast {
        text: text.to_owned(),
        action: Some(ToastAction {
            label: t_string!(i18n, home.put_back).to_owned(),
            run: put_back,
        }),
    }
}

/// Whether a title has all that was asked for in it; a space, or nothing, is in every one.
fn is_found(title: &str, wanted: &str) -> bool {
    let title = title.to_lowercase();
    let mut words = wanted.split_whitespace();
    words.all(|word| title.contains(&word.to_lowercase()))
}

fn details(i18n: I18n, known: &KnownPlan) -> String {
    let role = known.access.as_ref().map(|access| match access.role {
        Role::Admin => t_string!(i18n, home.role_admin).to_owned(),
        Role::Editor => t_string!(i18n, home.role_editor).to_owned(),
        Role::Viewer => t_string!(i18n, home.role_viewer).to_owned(),
    });
    let opened = (known.opened_ms > 0).then(|| {
        let when = format::ago(i18n.get_locale(), known.opened_ms, clock::now_ms());
        t_string!(i18n, home.opened, when = when)
    });
    role.into_iter()
        .chain(opened)
        .collect::<Vec<_>>()
        .join(" · ")
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::is_found;

    #[wasm_bindgen_test]
    fn a_title_is_found_by_all_the_words_in_any_order_and_case() {
        let title = "Quoting system for Northwind";
        for wanted in ["", " ", "north", "NORTHWIND quot"] {
            assert!(is_found(title, wanted), "{wanted:?}");
        }
        assert!(!is_found(title, "quoting fabrikam"));
    }
}
