//! A plan inside a page of another site: table or timeline, and the way to the plan's own page.

use leptos::{ev, prelude::*};

use crate::arrange::Arranged;
use crate::embed::TellsHeight;
use crate::header::SavingState;
use crate::i18n::*;
use crate::later::{fetch_ahead, later_view, resting_view};
use crate::milestones::{AddingBelow, Milestones};
use crate::open_plan::{Notice, OpenPlan, Phase, What};
use crate::panels::{PanelPlace, Panels};
use crate::parts::{Notices, SetAsideEdits, View, ViewChoice};
use crate::paths::{self, PlanId};
use crate::schedule::{Scheduled, Slips, schedule_panels};
use crate::state::PlanStateStoreFields;
use crate::storage::StorageError;
use crate::timeline::timeline;
use crate::tracks::{Scope, Within};

/// The page at `/embed/<plan>`, with `?view=timeline` the plan in time. What the link may do, it may do here.
#[component]
pub fn EmbedPage(
    /// Its id in the address.
    plan: PlanId,
) -> impl IntoView {
    let height = TellsHeight::provide();
    view! {
        <div class="embed" node_ref=height.node()>
            <Opened plan=plan />
        </div>
    }
}

#[component]
fn Opened(plan: PlanId) -> impl IntoView {
    let i18n = use_i18n();
    let plan = OpenPlan::open_embedded(plan);
    provide_context(plan);
    Scheduled::provide();
    Slips::provide(plan);
    let scope = Scope::provide(plan, Memo::new(|_| Within::Whole));
    let arranged = Arranged::provide(plan, scope);
    Panels::provide(ViewChoice::fixed(shown()), arranged);
    AddingBelow::provide(plan);
    let phase = plan.phase();
    let phase = Memo::new(move |_| phase.get());
    move || match phase.get() {
        Phase::Opening | Phase::Waiting => {
            view! { <p class="opening" aria-busy="true">{t!(i18n, opening.text)}</p> }.into_any()
        }
        Phase::NoKey | Phase::Denied => view! { <Closed /> }.into_any(),
        Phase::Ready => view! { <Ready /> }.into_any(),
    }
}

/// The key opens nothing. No way to the home page from here: this is another site's page.
#[component]
fn Closed() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <main class="embed__closed">
            <h1>{t!(i18n, wrong_key.title)}</h1>
            <p>{t!(i18n, wrong_key.text)}</p>
        </main>
    }
}

/// The view that the address asks for.
fn shown() -> View {
    match paths::query("view").as_deref() {
        Some("timeline") => View::Timeline,
        _ => View::Table,
    }
}

#[component]
fn Ready() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let shows = shown();
    let slips = Slips::expect();
    fetch_ahead();
    let computes = move || slips.is_asking() || shows == View::Timeline;
    let title = move || {
        let title = plan.state().title().get();
        if title.trim().is_empty() {
            t_string!(i18n, app.untitled).to_owned()
        } else {
            title
        }
    };
    Effect::new(move || document().set_title(&title()));
    view! {
        <header class="embed__head">
            <h1 dir="auto">{title}</h1>
            <SavingState />
            <OwnTab plan=plan />
        </header>
        <main class="embed__plan">
            <MemoryOnly plan=plan />
            <Notices />
            <SetAsideEdits />
            {match shows {
                View::Timeline => later_view(|| Box::pin(timeline())),
                View::Table | View::Tracks => view! { <Milestones /> }.into_any(),
            }}
        </main>
        {resting_view(computes, || Box::pin(schedule_panels()))}
        <PanelPlace />
    }
}

/// The way out of the frame. The key goes along in the click alone: what a pointer over the link shows has none.
#[component]
fn OwnTab(plan: OpenPlan) -> impl IntoView {
    let i18n = use_i18n();
    let open = move |event: ev::MouseEvent| {
        event.prevent_default();
        // A frame that may open nothing says so in the console; the link's own address still can be copied.
        let _ = window().open_with_url_and_target_and_features(
            &plan.own_address(),
            "_blank",
            "noopener",
        );
    };
    view! {
        <a class="button" href=paths::plan(&plan.id()) target="_blank" rel="noopener" on:click=open>
            {t!(i18n, embed.own_tab)}
        </a>
    }
}

/// Sites that browsers give no storage inside others work from memory, and the reader should know.
#[component]
fn MemoryOnly(plan: OpenPlan) -> impl IntoView {
    let i18n = use_i18n();
    let denied = |notice: &Notice| matches!(notice.what, What::NotKept(StorageError::Denied(_)));
    let find = move || {
        plan.notices()
            .with(|all| all.iter().find(|one| denied(one)).map(|one| one.id))
    };
    let in_memory =
        Memo::new(move |was: Option<&bool>| was.copied().unwrap_or_default() || find().is_some());
    // The same in the plan's usual words would be a second message about one thing.
    Effect::new(move || {
        in_memory.track();
        find().inspect(|id| plan.dismiss(*id));
    });
    view! {
        <Show when=move || in_memory.get()>
            <p class="embed__note" role="note">{t!(i18n, embed.memory)}</p>
        </Show>
    }
}
