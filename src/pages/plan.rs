//! A plan's page.

use leptos::prelude::*;

use super::wrong_key_page;
use crate::arrange::Arranged;
use crate::beginning::{Beginning, BeginningPlace};
use crate::follow::{FollowPlace, Following};
use crate::header::Header;
use crate::i18n::*;
use crate::language::LanguageChoice;
use crate::later::{fetch_ahead, later_view, resting_view};
use crate::masthead::Masthead;
use crate::milestones::{AddingBelow, Milestones};
use crate::navigation::Address;
use crate::open_plan::{OpenPlan, Phase};
use crate::panels::{PanelPlace, Panels};
use crate::parts::{Notices, SetAsideEdits, View, ViewButtons, ViewChoice};
use crate::paths::{self, PlanId, Room};
use crate::schedule::{Scheduled, Slips, schedule_panels};
use crate::state::PlanStateStoreFields;
use crate::talk::Talks;
use crate::timeline::timeline;
use crate::tracks::{Scope, ScopeHead, tracks_view};

/// The page at `/p/<plan>`. Another plan in the address is another page: what was open closes.
#[component]
pub fn PlanPage(
    /// Its id in the address.
    plan: PlanId,
) -> impl IntoView {
    let path = Address::expect().path();
    let within = Memo::new(move |_| path.with(|path| paths::within(path)));
    let plan = OpenPlan::open(plan, Room::Plan);
    provide_context(plan);
    Scheduled::provide();
    Slips::provide(plan);
    let scope = Scope::provide(plan, within);
    let arranged = Arranged::provide(plan, scope);
    Panels::provide(ViewChoice::provide(), arranged);
    AddingBelow::provide(plan);
    Following::provide(plan);
    Talks::provide();
    Beginning::provide(plan);
    let phase = plan.phase();
    let phase = Memo::new(move |_| phase.get());
    move || match phase.get() {
        Phase::Opening | Phase::Waiting => view! { <Opening /> }.into_any(),
        Phase::NoKey | Phase::Denied => later_view(|| Box::pin(wrong_key_page())),
        Phase::Ready => view! { <Ready /> }.into_any(),
    }
}

/// Before there is anything to show. It says so only after a moment: most plans are there at once.
#[component]
fn Opening() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Header />
        <main class="page is-opening" aria-busy="true">
            <p class="opening">{t!(i18n, opening.text)}</p>
            <SetAsideEdits />
        </main>
    }
}

#[component]
fn Ready() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let view = expect_context::<ViewChoice>();
    let slips = Slips::expect();
    let scope = Scope::expect();
    let in_track = Memo::new(move |_| scope.track().is_some());
    let shown = Memo::new(move |_| view.within(in_track.get()));
    fetch_ahead();
    let computes = move || slips.is_asking() || view.get() == View::Timeline;
    Effect::new(move || {
        let title = plan.state().title().get();
        let title = if title.trim().is_empty() {
            t_string!(i18n, app.untitled).to_owned()
        } else {
            title
        };
        document().set_title(&title);
    });
    view! {
        <a class="skip" href="#milestones">{t!(i18n, app.skip)}</a>
        <Header />
        <main class="page">
            <Notices />
            <SetAsideEdits />
            <BeginningPlace />
            <Masthead />
            <ScopeHead />
            <div class="views"><ViewButtons choice=view in_track=in_track /></div>
            {move || match shown.get() {
                View::Table => view! { <Milestones /> }.into_any(),
                View::Timeline => later_view(|| Box::pin(timeline())),
                View::Tracks => later_view(|| Box::pin(tracks_view())),
            }}
        </main>
        {resting_view(computes, || Box::pin(schedule_panels()))}
        <PanelPlace />
        <FollowPlace />
        <footer class="foot"><LanguageChoice /></footer>
    }
}
