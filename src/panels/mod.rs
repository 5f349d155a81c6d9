//! The panels of the plan page: details of a milestone, health, the command menu, the keyboard map.
//!
//! The page itself knows only which one is open. What they show, and the keys that open them, is code that comes later.

mod early;
mod host;
pub mod keys;
mod side;

use leptos::prelude::*;
use plan::id::MilestoneId;

use self::early::Early;
use self::host::{health_line, panel_host};
use crate::arrange::Arranged;
use crate::later::resting_view;
use crate::parts::ViewChoice;

pub use self::side::Side;

/// What can be open. One at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// Everything about one milestone.
    Milestone(MilestoneId),
    /// What others have changed.
    Changes,
    /// How the plan stands, and why.
    Health,
    /// The command menu.
    Commands,
    /// When each side works.
    DaysOff,
    /// The map of keys.
    Keys,
}

/// Which panel is open, in context of the plan page.
#[derive(Clone, Copy)]
pub struct Panels {
    open: RwSignal<Option<Panel>>,
    share: RwSignal<bool>,
    files: RwSignal<bool>,
    view: ViewChoice,
    arranged: Arranged,
    changes: RwSignal<Option<usize>>,
}

impl Panels {
    /// Gives all components below a way to open a panel.
    pub fn provide(view: ViewChoice, arranged: Arranged) -> Self {
        let panels = Self {
            open: RwSignal::new(None),
            share: RwSignal::new(false),
            files: RwSignal::new(false),
            view,
            arranged,
            changes: RwSignal::new(None),
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

    /// How the milestones show beside the panels.
    pub fn view(self) -> ViewChoice {
        self.view
    }

    /// Which of them show.
    pub fn arranged(self) -> Arranged {
        self.arranged
    }

    /// How many changes of others nobody has looked at; `None` where nothing has changed.
    pub fn changes(self) -> RwSignal<Option<usize>> {
        self.changes
    }

    /// Whether the panel that hands out links is open: it belongs to its button.
    pub fn share(self) -> RwSignal<bool> {
        self.share
    }

    /// Whether the panel of files is open: the same.
    pub fn files(self) -> RwSignal<bool> {
        self.files
    }
}

/// The place of the plan's health in the head of the page.
#[component]
pub fn HealthPlace() -> impl IntoView {
    view! { <div class="health-place">{resting_view(|| false, || Box::pin(health_line()))}</div> }
}

/// The place of the open panel, which also listens to the keys of all panels. Until the code that knows them is here,
/// the first key pressed waits for it.
#[component]
pub fn PanelPlace() -> impl IntoView {
    let panels = Panels::expect();
    let early = Early::provide();
    let is_wanted = move || panels.open().is_some() || early.is_pressed();
    resting_view(is_wanted, || Box::pin(panel_host()))
}
