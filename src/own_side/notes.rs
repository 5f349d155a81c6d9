//! What the side noticed itself: notes, each about a milestone or the plan as a whole, until they are settled.

use leptos::{html, prelude::*};
use plan::id::SignalId;
use plan::model::{SideDocument, Signal as Note};
use plan::{Refused, SideCommand};

use super::form::{NoteForm, Wrong};
use super::room::{Draft, OwnSide};
use crate::format::{self, DateStyle};
use crate::health::{Spot, spots};
use crate::i18n::*;
use crate::open_plan::Column;
use crate::parts::{Today, milestone_name};
use crate::ui::{Icon, icon};

/// The notes, and a form for another one.
#[component]
pub fn Notes(own: OwnSide) -> impl IntoView {
    let i18n = use_i18n();
    let document = own.document();
    let open = Memo::new(move |_| document.with(|own| ids(own, false)));
    let field = NodeRef::<html::Textarea>::new();
    // The button that was pressed is gone with its note.
    let gone = Callback::new(move |()| focus_on(field));
    let keep = Callback::new(move |()| {
        own.note()?;
        focus_on(field);
        Ok(())
    });
    view! {
        <section class="own__part">
            <h4>{icon(Icon::Lock)} {t!(i18n, own.notes)}</h4>
            <ul class="own__list">
                <For each=move || open.get() key=|id| *id let:id>
                    <OpenNote own=own id=id on_gone=gone />
                </For>
            </ul>
            <NoteForm
                own=own
                draft=own.draft
                label=Signal::derive(move || t_string!(i18n, own.write).to_owned())
                save=Signal::derive(move || t_string!(i18n, own.keep).to_owned())
                field=field
                on_save=keep
            />
            <Settled own=own on_gone=gone />
        </section>
    }
}

fn ids(own: &SideDocument, archived: bool) -> Vec<SignalId> {
    let notes = own.signals.iter().filter(|one| one.archived == archived);
    notes.map(|one| one.id).collect()
}

fn focus_on(field: NodeRef<html::Textarea>) {
    if let Some(field) = field.get_untracked() {
        let _ = field.focus();
    }
}

fn note_of(own: OwnSide, id: SignalId) -> Memo<Option<Note>> {
    let document = own.document();
    Memo::new(move |_| document.with(|own| own.signals.iter().find(|one| one.id == id).cloned()))
}

#[component]
fn OpenNote(own: OwnSide, id: SignalId, on_gone: Callback<()>) -> impl IntoView {
    let note = note_of(own, id);
    let changing = RwSignal::new(false);
    let change = NodeRef::<html::Button>::new();
    let done = Callback::new(move |()| {
        changing.set(false);
        request_animation_frame(move || {
            if let Some(change) = change.get_untracked() {
                let _ = change.focus();
            }
        });
    });
    let now = move || note.get_untracked();
    view! {
        <li class="own__note">
            <Show
                when=move || changing.get()
                fallback=move || view! { <Standing own=own note=note changing=changing change=change on_gone=on_gone /> }
            >
                {now().map(|note| view! { <Changing own=own note=note on_done=done /> })}
            </Show>
        </li>
    }
}

/// A note as it stands, with what can be done to it.
#[component]
fn Standing(
    own: OwnSide,
    note: Memo<Option<Note>>,
    changing: RwSignal<bool>,
    change: NodeRef<html::Button>,
    on_gone: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let today = Today::expect();
    let wrong = RwSignal::new(None::<Refused>);
    let text =
        move || note.with(|one| one.as_ref().map(|one| one.text.clone()).unwrap_or_default());
    let when = move || {
        let on = note.with(|one| one.as_ref().map(|one| one.on));
        on.map(|on| format::date(i18n.get_locale(), DateStyle::Short, on, today.get()))
    };
    let about = move || {
        own.plan().changes().track();
        let id = note.with(|one| one.as_ref()?.milestone)?;
        let title = own
            .plan()
            .with_plan(|plan| plan.milestone(id).map(|one| one.title.clone()))?;
        Some((milestone_name(i18n, title), Spot::Cell(id, Column::Title)))
    };
    let about = Memo::new(move |_| about());
    let settle = move |_| {
        let Some(id) = note.with_untracked(|one| one.as_ref().map(|one| one.id)) else {
            return;
        };
        match own.run(&SideCommand::ArchiveSignal(id)) {
            Ok(()) => on_gone.run(()),
            Err(refused) => wrong.set(Some(refused)),
        }
    };
    view! {
        <p class="own__words" dir="auto">{text}</p>
        <p class="own__acts">
            <small>{when}</small>
            {move || spots(about.get().into_iter().collect())}
            <button
                type="button"
                class="text-button"
                node_ref=change
                aria-label=move || t_string!(i18n, own.change_label, text = text())
                on:click=move |_| changing.set(true)
            >
                {t!(i18n, own.change)}
            </button>
            <button
                type="button"
                class="text-button"
                aria-label=move || t_string!(i18n, own.settle_label, text = text())
                on:click=settle
            >
                {t!(i18n, own.settle)}
            </button>
        </p>
        <Wrong refused=wrong />
    }
}

/// A note in its form.
#[component]
fn Changing(own: OwnSide, note: Note, on_done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = Draft::of(note.text.clone(), note.milestone);
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            request_animation_frame(move || {
                let _ = field.focus();
            });
        }
    });
    let note = StoredValue::new(note);
    let keep = Callback::new(move |()| {
        if let Some((text, milestone)) = draft.written() {
            let changed = Note {
                text,
                milestone,
                ..note.get_value()
            };
            own.run(&SideCommand::SetSignal(changed))?;
            on_done.run(());
        }
        Ok(())
    });
    view! {
        <NoteForm
            own=own
            draft=draft
            label=Signal::derive(move || t_string!(i18n, own.change_note).to_owned())
            save=Signal::derive(move || t_string!(i18n, own.keep_change).to_owned())
            field=field
            on_save=keep
        >
            <button type="button" class="text-button" on:click=move |_| on_done.run(())>
                {t!(i18n, own.cancel)}
            </button>
        </NoteForm>
    }
}

/// What is settled, folded; each comes back with one press.
#[component]
fn Settled(own: OwnSide, on_gone: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let document = own.document();
    let settled = Memo::new(move |_| document.with(|own| ids(own, true)));
    let wrong = RwSignal::new(None::<Refused>);
    let line = move |id: SignalId| {
        let note = note_of(own, id);
        let text = move || note.with(|one| one.as_ref().map(|one| one.text.clone()));
        let restore = move |_| match own.run(&SideCommand::RestoreSignal(id)) {
            Ok(()) => on_gone.run(()),
            Err(refused) => wrong.set(Some(refused)),
        };
        view! {
            <li class="own__note">
                <p class="own__words" dir="auto">{text}</p>
                <button
                    type="button"
                    class="text-button"
                    aria-label=move || t_string!(i18n, own.restore_label, text = text().unwrap_or_default())
                    on:click=restore
                >
                    {t!(i18n, own.restore)}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || settled.with(|all| !all.is_empty())>
            <details class="own__settled">
                <summary>{move || t_string!(i18n, own.settled, count = settled.with(Vec::len))}</summary>
                <ul class="own__list">
                    <For each=move || settled.get() key=|id| *id let:id>
                        {line(id)}
                    </For>
                </ul>
            </details>
        </Show>
        <Wrong refused=wrong />
    }
}
