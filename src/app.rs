//! The routes, and what every page has around it.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::i18n::*;
use crate::language;
use crate::later::later_view;
use crate::pages::{NotFoundPage, PlanPage, home_page, storage_page};
use crate::parts::{Announcer, AnnouncerView, Today};
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
    view! {
        <Router>
            // The paths are those of `paths`, in the notation of the router's macro.
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=|| later_view(|| Box::pin(home_page())) />
                <Route path=path!("/p/:plan") view=PlanPage />
                <Route path=path!("/storage") view=|| later_view(|| Box::pin(storage_page())) />
            </Routes>
            <LaunchedFiles />
        </Router>
        <ToastsView toasts=toasts close_label=Signal::derive(move || t_string!(i18n, app.close).to_owned()) />
        <NewVersion />
        <AnnouncerView announcer=announcer />
    }
}
