//! A new comment of somebody else is told once, politely: as a message with a way to it, or to a screen reader alone
//! where the comment is on the screen anyway.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;
use plan::id::CommentId;
use plan::model::Comment;

use super::TalkRoom;
use crate::i18n::*;
use crate::language::I18n;
use crate::panels::{Panel, Panels};
use crate::parts::{Announcer, milestone_name};
use crate::ui::{Toast, ToastAction, Toasts};

/// So much of a comment is told.
const TOLD_MAX: usize = 100;

/// Tells from now on. What was said before this page had everything is no news.
pub fn announce(room: TalkRoom) {
    let i18n = use_i18n();
    let (panels, toasts, announcer) = (Panels::expect(), Toasts::expect(), Announcer::expect());
    Effect::new(move |known: Option<Option<HashSet<CommentId>>>| {
        if !room.is_synced().get() {
            return None;
        }
        let all = room.all();
        let ids: HashSet<CommentId> = all.iter().map(|one| one.id).collect();
        let Some(known) = known.flatten() else {
            return Some(ids);
        };
        let is_news = |one: &&Comment| !known.contains(&one.id) && !room.is_own(one);
        let news: Vec<&Comment> = all.iter().filter(is_news).collect();
        let shown = untrack(|| panels.open());
        let on_screen = |one: &Comment| shown == one.milestone.map(Panel::Milestone);
        match news[..] {
            [] => {}
            [one] if on_screen(one) => announcer.say(words(i18n, room, one)),
            [one] => toasts.show_in_turn(Toast {
                text: words(i18n, room, one),
                action: one.milestone.map(|milestone| ToastAction {
                    label: t_string!(i18n, talk.show).to_owned(),
                    run: Arc::new(move || panels.show(Panel::Milestone(milestone))),
                }),
            }),
            _ => toasts.show_in_turn(Toast {
                text: t_string!(i18n, talk.news, count = news.len()),
                action: None,
            }),
        }
        // A withdrawn comment that comes back is no news either.
        Some(known.into_iter().chain(ids).collect())
    });
}

fn words(i18n: I18n, room: TalkRoom, comment: &Comment) -> String {
    let name = match untrack(|| room.author(comment)).name {
        name if name.is_empty() => t_string!(i18n, talk.somebody).to_owned(),
        name => name,
    };
    let title = comment.milestone.and_then(|id| room.title_of(id));
    let title = milestone_name(i18n, title.unwrap_or_default());
    let mut text: String = comment.text.chars().take(TOLD_MAX).collect();
    if text.len() < comment.text.len() {
        text.push('…');
    }
    t_string!(i18n, talk.said, name = name, title = title, text = text)
}
