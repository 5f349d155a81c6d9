//! The list of changes, the newest first, each with a way to its row; and the line in the head that opens it.

use leptos::prelude::*;

use super::{Entry, News};
use crate::format;
use crate::health::{Spot, go};
use crate::i18n::*;
use crate::open_plan::Column;
use crate::panels::{Panel, Panels, Side};

/// The button, where anything has changed.
#[component]
pub fn ChangesLine() -> impl IntoView {
    let i18n = use_i18n();
    let panels = Panels::expect();
    let count = panels.changes();
    let words = move || match count.get() {
        None | Some(0) => t_string!(i18n, news.line).to_owned(),
        Some(count) => t_string!(i18n, news.since, count = count),
    };
    view! {
        <Show when=move || count.get().is_some()>
            <button
                type="button"
                class="text-button news-line"
                aria-haspopup="dialog"
                on:click=move |_| panels.show(Panel::Changes)
            >
                {words}
            </button>
        </Show>
    }
}

/// The panel.
#[component]
pub fn ChangesPanel() -> impl IntoView {
    let i18n = use_i18n();
    let news = expect_context::<News>();
    // What was unseen when the panel opened keeps its mark while it is open.
    let unseen = StoredValue::new(news.log.with_untracked(|log| {
        let unseen = log.iter().filter(|entry| entry.is_unseen);
        unseen.map(|entry| entry.at_ms).collect::<Vec<_>>()
    }));
    news.seen();
    let entries = move || {
        let log = news.log.get();
        let entry = |entry: &Entry| {
            let is_unseen = unseen.with_value(|all| all.contains(&entry.at_ms));
            shown(news, entry, is_unseen)
        };
        log.iter().rev().map(entry).collect_view()
    };
    view! {
        <Side
            label=Signal::derive(move || t_string!(i18n, news.label).to_owned())
            title=Signal::derive(move || t_string!(i18n, news.label).to_owned())
            fallback=Callback::new(|()| ())
        >
            <p class="news__hint">{t!(i18n, news.hint)}</p>
            <Show when=move || news.log.with(Vec::is_empty)>
                <p>{t!(i18n, news.none)}</p>
            </Show>
            {entries}
        </Side>
    }
}

fn shown(news: News, entry: &Entry, is_unseen: bool) -> AnyView {
    let i18n = news.i18n;
    let panels = Panels::expect();
    let when = format::ago(i18n.get_locale(), entry.at_ms, crate::clock::now_ms());
    let heading = if is_unseen {
        t_string!(i18n, news.away).to_owned()
    } else {
        when
    };
    let line = |line: super::words::Line| {
        let jump = line.milestone.map(|(id, title)| {
            let label = format!("{} {title}", t_string!(i18n, news.show));
            let press = move |_| go(panels, Spot::Cell(id, Column::Title));
            view! {
                <button type="button" class="text-button" aria-label=label on:click=press>
                    {t_string!(i18n, news.show)}
                </button>
            }
        });
        view! { <li dir="auto">{line.words} " " {jump}</li> }
    };
    let lines = news.lines(&entry.who, &entry.difference).into_iter();
    view! {
        <section class="health__part">
            <h3>{heading}</h3>
            <ul class="health__list">{lines.map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}
