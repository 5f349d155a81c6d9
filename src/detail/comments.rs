//! What was said about a milestone, the oldest first, and a field to say more.

use std::sync::Arc;

use leptos::{html, prelude::*};
use plan::id::{CommentId, MilestoneId};
use plan::model::Comment;
use plan::{Refused, TalkCommand};

use super::comment_field::CommentField;
use crate::format;
use crate::i18n::*;
use crate::language::I18n;
use crate::parts::{side_class, side_name};
use crate::talk::{Piece, TalkRoom, pieces, who_is_in};
use crate::ui::{Toast, ToastAction, Toasts};

/// The comments, for links that may read them; none where the page shows the plan without its talk.
#[component]
pub fn Comments(
    /// On which milestone.
    id: MilestoneId,
) -> impl IntoView {
    use_context::<TalkRoom>().map(|room| {
        view! { <Show when=move || room.is_open().get()><Opened id=id room=room /></Show> }
    })
}

#[component]
fn Opened(id: MilestoneId, room: TalkRoom) -> impl IntoView {
    let i18n = use_i18n();
    let all = Memo::new(move |_| room.on_milestone(id));
    let ids = Memo::new(move |_| -> Vec<CommentId> {
        all.with(|all| all.iter().map(|one| one.id).collect())
    });
    let text = RwSignal::new(room.draft(id));
    Effect::new(move || room.keep_draft(id, text.get()));
    let field = NodeRef::<html::Textarea>::new();
    let wrong = RwSignal::new(None::<Refused>);
    let send = Callback::new(move |()| {
        let said = text.get_untracked().trim().to_owned();
        if said.is_empty() {
            return;
        }
        let mentions = who_is_in(&said, &room.names());
        match room.say(id, said, mentions) {
            Ok(()) => {
                wrong.set(None);
                text.set(String::new());
            }
            Err(refused) => wrong.set(Some(refused)),
        }
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    });
    let gone = Callback::new(move |()| {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    });
    view! {
        <section class="detail__part talk">
            <h3>{t!(i18n, talk.heading)}</h3>
            <Show when=move || ids.with(Vec::is_empty)>
                <p class="talk__none">{t!(i18n, talk.none)}</p>
            </Show>
            <ul class="talk__list">
                <For each=move || ids.get() key=|id| *id let:id>
                    <Said id=id all=all room=room on_gone=gone />
                </For>
            </ul>
            <CommentField
                label=Signal::derive(move || t_string!(i18n, talk.write).to_owned())
                text=text
                field=field
                on_send=send
            />
            <div class="talk__acts">
                <button
                    type="button"
                    class="button"
                    disabled=move || text.with(|text| text.trim().is_empty())
                    on:click=move |_| send.run(())
                >
                    {t!(i18n, talk.send)}
                </button>
                <small>{t!(i18n, talk.hint)}</small>
            </div>
            <p class="talk__wrong" role="alert">
                {move || wrong.get().map(|refused| refusal(i18n, &refused))}
            </p>
        </section>
    }
}

fn refusal(i18n: I18n, refused: &Refused) -> String {
    match refused {
        Refused::TooLong { max, .. } => t_string!(i18n, talk.too_long, max = *max),
        other => t_string!(i18n, talk.not_written, reason = other.to_string()),
    }
}

/// One comment; its reader may change and withdraw their own.
#[component]
fn Said(
    id: CommentId,
    all: Memo<Vec<Comment>>,
    room: TalkRoom,
    on_gone: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = Toasts::expect();
    let comment = Memo::new(move |_| all.with(|all| all.iter().find(|one| one.id == id).cloned()));
    let is_own = comment.with_untracked(|one| one.as_ref().is_some_and(|one| room.is_own(one)));
    let editing = RwSignal::new(false);
    let author = Memo::new(move |_| {
        room.plan_changes().track();
        comment.with(|one| one.as_ref().map(|one| room.author(one)))
    });
    let side = move || author.with(|one| one.as_ref().and_then(|one| one.side));
    let name = move || {
        let name = author.with(|one| one.as_ref().map(|one| one.name.clone()));
        let name = match name.unwrap_or_default() {
            name if name.is_empty() => t_string!(i18n, talk.somebody).to_owned(),
            name => name,
        };
        if is_own {
            t_string!(i18n, talk.you, name = name)
        } else {
            name
        }
    };
    let when = move || {
        let at = comment.with(|one| one.as_ref().map_or(0, |one| one.at));
        let at_ms = u64::try_from(at).unwrap_or_default() * 1_000;
        format::ago(i18n.get_locale(), at_ms, crate::clock::now_ms())
    };
    let words = move || comment.with(|one| one.as_ref().map(|one| said(room, one)));
    let text = move || comment.with_untracked(|one| one.as_ref().map(|one| one.text.clone()));
    let withdraw = move |_| {
        if room.run(&TalkCommand::ArchiveComment(id)).is_ok() {
            on_gone.run(());
            toasts.show(withdrawn(i18n, room, id));
        }
    };
    let buttons = move || {
        let label = t_string!(i18n, talk.withdraw_label, text = text().unwrap_or_default());
        view! {
            <button
                type="button"
                class="text-button"
                aria-label=move || t_string!(i18n, talk.edit_label)
                on:click=move |_| editing.set(true)
            >
                {t!(i18n, talk.edit)}
            </button>
            <button type="button" class="text-button" aria-label=label on:click=withdraw>
                {t!(i18n, talk.withdraw)}
            </button>
        }
    };
    view! {
        <li class=move || format!("talk__said {}", side_class(side()))>
            <p class="talk__who">
                <i class="person__mark" aria-hidden="true"></i>
                <span class="visually-hidden">{move || side().map(|side| side_name(i18n, side))} " "</span>
                <strong dir="auto">{name}</strong>
                <small>{when}</small>
                {is_own.then(|| view! { <Show when=move || !editing.get()>{buttons}</Show> })}
            </p>
            <Show
                when=move || editing.get()
                fallback=move || view! { <p class="talk__words" dir="auto">{words}</p> }
            >
                <Editing id=id was=text().unwrap_or_default() editing=editing room=room />
            </Show>
        </li>
    }
}

fn withdrawn(i18n: I18n, room: TalkRoom, id: CommentId) -> Toast {
    let run = Arc::new(move || {
        // Nothing stands against it: the comment is there.
        let _ = room.run(&TalkCommand::RestoreComment(id));
    });
    let label = t_string!(i18n, milestones.undo).to_owned();
    Toast {
        text: t_string!(i18n, talk.withdrawn).to_owned(),
        action: Some(ToastAction { label, run }),
    }
}

#[component]
fn Editing(id: CommentId, was: String, editing: RwSignal<bool>, room: TalkRoom) -> impl IntoView {
    let i18n = use_i18n();
    let text = RwSignal::new(was);
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            request_animation_frame(move || {
                let _ = field.focus();
            });
        }
    });
    let wrong = RwSignal::new(None::<Refused>);
    let save = Callback::new(move |()| {
        let text = text.get_untracked().trim().to_owned();
        if text.is_empty() {
            return;
        }
        let mentions = who_is_in(&text, &room.names());
        let comment = id;
        let command = TalkCommand::EditComment {
            comment,
            text,
            mentions,
        };
        match room.run(&command) {
            Ok(()) => editing.set(false),
            Err(refused) => wrong.set(Some(refused)),
        }
    });
    view! {
        <CommentField
            label=Signal::derive(move || t_string!(i18n, talk.edit_label).to_owned())
            text=text
            field=field
            on_send=save
        />
        <div class="talk__acts">
            <button type="button" class="button" on:click=move |_| save.run(())>{t!(i18n, talk.save)}</button>
            <button type="button" class="text-button" on:click=move |_| editing.set(false)>
                {t!(i18n, talk.cancel)}
            </button>
        </div>
        <p class="talk__wrong" role="alert">
            {move || wrong.get().map(|refused| refusal(i18n, &refused))}
        </p>
    }
}

/// The words of a comment, with those marked who are mentioned.
fn said(room: TalkRoom, comment: &Comment) -> Vec<AnyView> {
    let people: Vec<_> = room
        .names()
        .into_iter()
        .filter(|(id, _)| comment.mentions.contains(id))
        .collect();
    let piece = |piece| match piece {
        Piece::Words(words) => words.into_any(),
        Piece::Mention(person, words) => {
            let side = room.side_of(person);
            view! { <mark class=format!("talk__mention {}", side_class(side))>{words}</mark> }
                .into_any()
        }
    };
    pieces(&comment.text, &people)
        .into_iter()
        .map(piece)
        .collect()
}
