//! The keys that open a panel from anywhere on the page.

use leptos::{ev, prelude::*};
use plan::id::MilestoneId;

use super::{Panel, Panels};
use crate::ui;

/// Listens while the component that calls it is on the page.
pub fn listen(panels: Panels) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if !event.is_composing() && key(panels, &event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

fn key(panels: Panels, event: &ev::KeyboardEvent) -> bool {
    match event.key().as_str() {
        "Enter" if event.alt_key() => match focused_milestone() {
            Some(id) => panels.show(Panel::Milestone(id)),
            None => return false,
        },
        _ => return false,
    }
    true
}

/// The milestone whose row has the focus.
pub fn focused_milestone() -> Option<MilestoneId> {
    milestone_of(&ui::focused()?)
}

/// The milestone whose row an element is in.
pub fn milestone_of(element: &web_sys::Element) -> Option<MilestoneId> {
    let row = element.closest("[data-milestone]").ok().flatten()?;
    row.get_attribute("data-milestone")?.parse().ok()
}
