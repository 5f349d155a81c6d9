//! Takes this page where somebody else looks.

use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::looks;
use crate::navigation::Address;
use crate::open_plan::{Looks, OpenPlan};
use crate::panels::{Panel, Panels};
use crate::paths;
use crate::tracks::Scope;

/// What it takes to go there.
#[derive(Clone, Copy)]
pub struct Guide {
    plan: OpenPlan,
    panels: Panels,
    scope: Scope,
    address: Address,
}

impl Guide {
    /// That of this page.
    pub fn expect() -> Self {
        Self {
            plan: expect_context(),
            panels: Panels::expect(),
            scope: Scope::expect(),
            address: Address::expect(),
        }
    }

    /// Where this page looks now.
    pub fn looks(self) -> Looks {
        looks::now(self.panels, self.scope)
    }

    /// What, beside scrolling, changes where this page looks. Reactive.
    pub fn track(self) {
        self.panels.open();
        self.panels.view().get();
        self.scope.track();
    }

    /// Goes there.
    pub fn show(self, there: Looks) {
        let here = self.looks();
        if here.track != there.track {
            let plan = self.plan.id();
            let address = match there.track {
                Some(track) => paths::track(&plan, track),
                None => paths::plan(&plan),
            };
            self.address.go(&address);
        }
        if here.view != there.view {
            self.panels.view().show(there.view);
        }
        match there.panel {
            Some(milestone) if here.panel != there.panel => {
                self.panels.show(Panel::Milestone(milestone));
            }
            None if here.panel.is_some() => self.panels.close(),
            _ => {}
        }
        // My own filter may hide what the other sees.
        if let Some(milestone) = there.at {
            self.panels.arranged().reveal(milestone);
        }
        // What comes is drawn in the next frame, and what it brings with it in the one after.
        request_animation_frame(move || request_animation_frame(move || scroll(there)));
    }
}

fn scroll(there: Looks) {
    let Some(milestone) = there.at else {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        if let Some(chart) = looks::chart() {
            chart.set_scroll_top(0);
        }
        return to_the_right(there.across);
    };
    let place =
        format!(".row[data-milestone='{milestone}'], [data-bar='{milestone}']:not(.is-hidden)");
    if let Ok(Some(place)) = document().query_selector(&place) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        options.set_inline(ScrollLogicalPosition::Nearest);
        place.scroll_into_view_with_scroll_into_view_options(&options);
    }
    to_the_right(there.across);
}

fn to_the_right(thousandths: u16) {
    if let Some(chart) = looks::chart() {
        let room = chart.scroll_width() - chart.client_width();
        chart.set_scroll_left(room * i32::from(thousandths) / 1000);
    }
}
