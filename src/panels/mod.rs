//! The panels of the plan page: details of a milestone, health, the command menu, the keyboard map.
//!
//! The page itself knows only which one is open. What they show, and the keys that open them, is code that comes later.

mod host;
pub mod keys;
mod side;

use leptos::prelude::*;
use plan::id::MilestoneId;

use self::host::{health_line, panel_host};
use crate::later::{fetch_ahead, later_view};

pub use self::side::Side;

/// What can be open. One at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// Everything about one milestone.
    Milestone(MilestoneId),
    /// How the plan stands, and why.
    Health,
    /// The command menu.
    Commands,
    /// The map of keys.
    Keys,
}

/// Which panel is open, in context of the plan page.
#[derive(Clone, Copy)]
pub struct Panels {
    open: RwSignal<Option<Panel>>,
    is_fetched: RwSignal<bool>,
    share: RwSignal<bool>,
}

impl Panels {
    /// Gives all components below a way to open a panel.
    pub fn provide() -> Self {
        let panels = Self {
            open: RwSignal::new(None),
            is_fetched: RwSignal::new(false),
            share: RwSignal::new(false),
        };
        provide_context(panels);
        panels
    }

    /// Those of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Opens a panel in place of the one that is open.
    pub fn show(self, panel: Panel) {
        self.open.set(Some(panel));
    }

    /// Closes what is open. Give the focus back before: what is closed takes it along.
    pub fn close(self) {
        self.open.set(None);
    }

    /// What is open, reactive.
    pub fn open(self) -> Option<Panel> {
        self.open.get()
    }

    /// Whether the panel that hands out links is open: it belongs to its button.
    pub fn share(self) -> RwSignal<bool> {
        self.share
    }

    /// The code of the panels is here, reactive: what needs it can be shown.
    pub fn is_fetched(self) -> bool {
        self.is_fetched.get()
    }
}

/// The place of the plan's health in the head of the page.
#[component]
pub fn HealthPlace() -> impl IntoView {
    let panels = Panels::expect();
    view! {
        <div class="health-place">
            <Show when=move || panels.is_fetched()>{later_view(|| Box::pin(health_line()))}</Show>
        </div>
    }
}

/// The place of the open panel. Fetches the code of all panels once the page rests, then listens to their keys.
#[component]
pub fn PanelPlace() -> impl IntoView {
    let panels = Panels::expect();
    fetch_ahead(move || {
        let _ = panels.is_fetched.try_set(true);
    });
    let is_wanted = Memo::new(move |was: Option<&bool>| {
        was.copied().unwrap_or_default() || panels.is_fetched() || panels.open().is_some()
    });
    view! { <Show when=move || is_wanted.get()>{later_view(|| Box::pin(panel_host()))}</Show> }
}
