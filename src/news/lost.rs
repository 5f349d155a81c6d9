//! A value of this reader's that a concurrent one has replaced: the page says so, and offers it back.

use leptos::prelude::*;
use plan::Command;

use super::News;
use super::watch::milestone_of;
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::milestones::status_words;
use crate::parts::milestone_name;
use crate::ui::{Icon, IconButton};

/// The edits that lost, each until it is put back or let go.
#[component]
pub fn LostEdits() -> impl IntoView {
    let news = expect_context::<News>();
    let all = move || {
        let one = |command| shown(news, command);
        news.lost.get().into_iter().map(one).collect_view()
    };
    view! { <div class="lost" role="status" aria-live="polite">{all}</div> }
}

fn shown(news: News, command: Command) -> AnyView {
    let i18n = news.i18n;
    let words = words(news, &command);
    let (mine, gone) = (command.clone(), command);
    let close = move |command: &Command| {
        news.lost.update(|all| all.retain(|other| other != command));
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

fn words(news: News, command: &Command) -> String {
    let i18n = news.i18n;
    let value = mine(news, command).unwrap_or_else(|| t_string!(i18n, agree.nothing).to_owned());
    match milestone_of(command).flatten() {
        None => t_string!(i18n, news.lost_target, value = value),
        Some(id) => {
            let title = news
                .plan
                .with_plan(|plan| plan.milestone(id).map(|one| one.title.clone()));
            let title = milestone_name(i18n, title.unwrap_or_default());
            t_string!(i18n, news.lost, title = title, value = value)
        }
    }
}

/// What the reader had set, in words.
fn mine(news: News, command: &Command) -> Option<String> {
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
            let name = |plan: &plan::model::Plan| Some(plan.person((*person)?)?.name.clone());
            news.plan.with_plan(name)
        }
        _ => None,
    }
}
