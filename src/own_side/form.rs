//! The fields of a note: words, and the milestone that they are about.

use leptos::{html, prelude::*};
use plan::Refused;
use plan::id::MilestoneId;

use super::room::{Draft, OwnSide};
use crate::i18n::*;
use crate::language::I18n;
use crate::parts::milestone_name;

/// A note that is being written. What is refused stays in the fields, with the reason.
#[component]
pub fn NoteForm(
    /// Where it will be kept.
    own: OwnSide,
    /// What is written.
    draft: Draft,
    /// Accessible name of the words.
    #[prop(into)]
    label: Signal<String>,
    /// What the button says.
    #[prop(into)]
    save: Signal<String>,
    /// The field, for the focus.
    field: NodeRef<html::Textarea>,
    /// Keeps the note.
    on_save: Callback<(), Result<(), Refused>>,
    /// Other buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let wrong = RwSignal::new(None::<Refused>);
    let is_empty = move || draft.text.with(|text| text.trim().is_empty());
    let keep = move || {
        if !untrack(is_empty) {
            wrong.set(on_save.run(()).err());
        }
    };
    view! {
        <Words label=label text=draft.text field=field on_send=Callback::new(move |()| keep()) />
        <About own=own about=draft.about />
        <div class="own__acts">
            <button type="button" class="button" disabled=is_empty on:click=move |_| keep()>
                {move || save.get()}
            </button>
            {children.map(|children| children())}
        </div>
        <Wrong refused=wrong />
    }
}

/// Words of several lines. Ctrl/Cmd-Enter keeps them.
#[component]
pub fn Words(
    /// What stands over the field.
    #[prop(into)]
    label: Signal<String>,
    /// What is written.
    text: RwSignal<String>,
    /// The field, for the focus.
    #[prop(optional)]
    field: NodeRef<html::Textarea>,
    /// Asked for, not done.
    on_send: Callback<()>,
) -> impl IntoView {
    let key = move |event: leptos::ev::KeyboardEvent| {
        let is_enter = event.key() == "Enter" && !event.is_composing();
        if is_enter && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            on_send.run(());
        }
    };
    view! {
        <label class="own__field">
            <span>{move || label.get()}</span>
            <textarea
                class="own__input"
                rows="2"
                dir="auto"
                node_ref=field
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=key
            ></textarea>
        </label>
    }
}

/// Which milestone, or the plan as a whole. An archived one is offered only where it is chosen already.
#[component]
fn About(own: OwnSide, about: RwSignal<Option<MilestoneId>>) -> impl IntoView {
    let i18n = use_i18n();
    let plan = own.plan();
    let offered = Memo::new(move |_| {
        plan.changes().track();
        let chosen = about.get();
        plan.with_plan(|plan| {
            let is_offered =
                |one: &&plan::model::Milestone| !one.archived || Some(one.id) == chosen;
            let offered = plan.milestones.iter().filter(is_offered);
            offered
                .map(|one| (one.id, one.title.clone()))
                .collect::<Vec<_>>()
        })
    });
    let options = move || {
        let chosen = about.get();
        let option = |(id, title): (MilestoneId, String)| {
            let name = milestone_name(i18n, title);
            view! { <option value=id.to_string() selected=chosen == Some(id)>{name}</option> }
        };
        offered.get().into_iter().map(option).collect_view()
    };
    view! {
        <label class="own__field">
            <span>{t!(i18n, own.about)}</span>
            <select
                class="own__input"
                on:change=move |event| about.set(event_target_value(&event).parse().ok())
            >
                <option value="" selected=move || about.get().is_none()>{t!(i18n, own.whole)}</option>
                {options}
            </select>
        </label>
    }
}

/// Why something was not kept.
#[component]
pub fn Wrong(
    /// The rule against it, if any.
    #[prop(into)]
    refused: Signal<Option<Refused>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || refused.get().map(|refused| refusal(i18n, &refused));
    view! { <p class="own__wrong" role="alert">{words}</p> }
}

fn refusal(i18n: I18n, refused: &Refused) -> String {
    match refused {
        Refused::TooLong { max, .. } => t_string!(i18n, own.too_long, max = *max),
        Refused::TooMany(limit) => t_string!(i18n, own.too_many, max = limit.max),
        other => t_string!(i18n, own.not_kept, reason = other.to_string()),
    }
}
