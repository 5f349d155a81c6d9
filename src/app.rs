//! The routes, and what every page has around it.

use leptos::prelude::*;

use crate::i18n::*;
use crate::language;
use crate::later::later_view;
use crate::navigation::Address;
use crate::pages::{PlanPage, embed_page, home_page, not_found_page, storage_page};
use crate::parts::{Announcer, AnnouncerView, Today};
use crate::paths::{self, Page};
use crate::shell::{LaunchedFiles, NewVersion};
use crate::ui::{Toasts, ToastsView};

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <I18nContextProvider>
            <Pages />
        </I18nContextProvider>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let i18n = use_i18n();
    language::restore(i18n);
    Today::provide();
    let toasts = Toasts::provide();
    let announcer = Announcer::provide();
    let path = Address::provide().path();
    let page = Memo::new(move |_| path.with(|path| paths::page(path)));
    view! {
        {move || match page.get() {
            Page::Home => later_view(|| Box::pin(home_page())),
            Page::Plan(plan) => view! { <PlanPage plan=plan /> }.into_any(),
            Page::Embed(plan) => later_view(move || Box::pin(embed_page(plan.clone()))),
            Page::Storage => later_view(|| Box::pin(storage_page())),
            Page::None => later_view(|| Box::pin(not_found_page())),
        }}
        <LaunchedFiles />
        <ToastsView toasts=toasts close_label=Signal::derive(move || t_string!(i18n, app.close).to_owned()) />
        <NewVersion />
        <AnnouncerView announcer=announcer />
    }
}
