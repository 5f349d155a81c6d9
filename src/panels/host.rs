//! What is in the panels' place once their code is here: the open panel, and the keys that open one.

use leptos::prelude::*;

use super::{Panel, Panels, keys};
use crate::commands::{CommandMenu, KeyMap, Shortcuts};
use crate::days_off::DaysOffPanel;
use crate::detail::Detail;
use crate::health::{HealthLine, HealthPanel};
use crate::later::later;
use crate::news::{ChangesLine, ChangesPanel, LostEdits, News};
use crate::open_plan::OpenPlan;
use crate::own_side::OwnSide;
use crate::talk::{TalkRoom, Talks, announce};

later! { panels;
    /// The open panel.
    pub fn panel_host() { Host() }
    /// The plan's health in words, for the head of the page.
    pub fn health_line() { view! { <HealthLine /> <ChangesLine /> } }
}

#[component]
fn Host() -> impl IntoView {
    let panels = Panels::expect();
    let shortcuts = Shortcuts::provide();
    keys::listen(panels, shortcuts);
    News::provide();
    // A plan inside another site's page shows no talk and nothing of a side's own, so it opens neither.
    if use_context::<Talks>().is_some() {
        let plan: OpenPlan = expect_context();
        announce(TalkRoom::provide(plan));
        OwnSide::provide(plan);
    }
    let open = move || {
        panels.open().map(|panel| match panel {
            Panel::Commands => view! { <CommandMenu /> }.into_any(),
            Panel::Keys => view! { <KeyMap /> }.into_any(),
            Panel::Changes => view! { <ChangesPanel /> }.into_any(),
            Panel::DaysOff => view! { <DaysOffPanel /> }.into_any(),
            Panel::Health => view! { <HealthPanel /> }.into_any(),
            Panel::Milestone(id) => view! { <Detail id=id /> }.into_any(),
        })
    };
    view! {
        <LostEdits />
        {open}
    }
}
