//! A value of this reader's that a concurrent one has replaced: the page says so, and offers it back.

use leptos::prelude::*;
use plan::Command;
use plan::model::Plan;

use super::News;
use super::watch::milestone_of;
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::milestones::status_words;
use crate::parts::milestone_name;
use crate::ui::{Icon, IconButton};

/// An edit of the reader that somebody else's has replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Lost {
    /// What the reader had set.
    mine: Command,
    /// Who set the other value; empty where they are several, or have no name.
    who: String,
}

impl News {
    /// Tells of edits that have lost.
    pub(super) fn lose(self, lost: Vec<Command>) {
        let vector = self.watch.with_value(|watch| watch.vector());
        let who = vector.map(|vector| self.who_since(&vector));
        let who = who.unwrap_or_default();
        let lost = lost.into_iter().map(|mine| Lost {
            mine,
            who: who.clone(),
        });
        self.lost.update(|all| all.extend(lost));
    }
}

/// The edits that lost, each until it is put back or let go.
#[component]
pub fn LostEdits() -> impl IntoView {
    let news = expect_context::<News>();
    let all = move || {
        let one = |lost| shown(news, lost);
        news.lost.get().into_iter().map(one).collect_view()
    };
    view! { <div class="lost" role="status" aria-live="polite">{all}</div> }
}

fn shown(news: News, lost: Lost) -> AnyView {
    let i18n = news.i18n;
    let words = words(news, &lost);
    let (mine, gone) = (lost.mine.clone(), lost.mine);
    let close = move |command: &Command| {
        news.lost
            .update(|all| all.retain(|other| other.mine != *command));
    };
    let put_back = move |_| {
        // A refusal says why in the page's notices.
        if news.plan.run(mine.clone()) {
            close(&mine);
        }
    };
    view! {
        <div class="toast">
            <span class="toast__text" dir="auto">{words}</span>
            <button type="button" class="text-button" on:click=put_back>
                {t!(i18n, news.put_back)}
            </button>
            <IconButton
                label=Signal::derive(move || t_string!(i18n, app.close).to_owned())
                shows=Icon::Close
                on_press=move |()| close(&gone)
            />
        </div>
    }
    .into_any()
}

fn words(news: News, lost: &Lost) -> String {
    let i18n = news.i18n;
    let none = || t_string!(i18n, agree.nothing).to_owned();
    let value = said(news, &lost.mine).unwrap_or_else(none);
    let theirs = news.plan.with_plan(|plan| lost.mine.standing(plan));
    let theirs = theirs.and_then(|theirs| said(news, &theirs));
    let theirs = theirs.unwrap_or_else(none);
    let who = match lost.who.as_str() {
        "" => t_string!(i18n, talk.somebody).to_owned(),
        who => who.to_owned(),
    };
    match milestone_of(&lost.mine).flatten() {
        None => t_string!(
            i18n,
            news.lost_target,
            who = who,
            theirs = theirs,
            value = value
        ),
        Some(id) => {
            let title = news
                .plan
                .with_plan(|plan| plan.milestone(id).map(|one| one.title.clone()));
            let title = milestone_name(i18n, title.unwrap_or_default());
            let part = part(i18n, &lost.mine);
            t_string!(
                i18n,
                news.lost,
                title = title,
                part = part,
                who = who,
                theirs = theirs,
                value = value
            )
        }
    }
}

/// Which value of a milestone a command sets.
fn part(i18n: I18n, command: &Command) -> &'static str {
    match command {
        Command::SetDue { .. } => t_string!(i18n, undone.due),
        Command::SetStart { .. } => t_string!(i18n, undone.start),
        Command::SetDuration { .. } => t_string!(i18n, undone.duration),
        Command::SetStatus { .. } => t_string!(i18n, undone.status),
        _ => t_string!(i18n, undone.owners),
    }
}

/// What a command sets, in words.
fn said(news: News, command: &Command) -> Option<String> {
    let day = |day| {
        let (locale, today) = (news.i18n.get_locale_untracked(), news.today.get_untracked());
        format::date(locale, DateStyle::Short, day, today)
    };
    match command {
        Command::SetGoLive(date) => date.map(day),
        Command::SetDue { due, .. } => due.map(|due| day(due.date)),
        Command::SetStart { start, .. } => start.map(day),
        Command::SetDuration { days, .. } => days.map(|days| days.to_string()),
        Command::SetStatus { status, .. } => Some(status_words(news.i18n, status)),
        Command::SetAccountable { person, .. } => {
            let name = |plan: &Plan| Some(plan.person((*person)?)?.name.clone());
            news.plan.with_plan(name)
        }
        _ => None,
    }
}
