//! The keys that open a panel from anywhere on the page.

use leptos::{ev, prelude::*};
use plan::id::MilestoneId;

use super::{Panel, Panels, early::Early};
use crate::commands::Shortcuts;
use crate::health::{self, Spot};
use crate::ui;

/// Listens while the component that calls it is on the page, and does what a key asked for before.
pub fn listen(panels: Panels, shortcuts: Shortcuts) {
    let early: Early = expect_context();
    if let Some(event) = early.take() {
        key(panels, shortcuts, &event);
    }
    let listener = window_event_listener(ev::keydown, move |event| {
        if !event.is_composing() && key(panels, shortcuts, &event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

fn key(panels: Panels, shortcuts: Shortcuts, event: &ev::KeyboardEvent) -> bool {
    match event.key().as_str() {
        "Enter" if event.alt_key() => match focused_milestone() {
            Some(id) => panels.show(Panel::Milestone(id)),
            None => return false,
        },
        _ if opens_commands(event) => {
            let is_open = untrack(|| panels.open()) == Some(Panel::Commands);
            if !is_open {
                panels.show(Panel::Commands);
            }
        }
        letter if is_free(event) && untrack(|| shortcuts.are_on()) => {
            return by_letter(panels, letter);
        }
        _ => return false,
    }
    true
}

/// Ctrl-K or Cmd-K.
pub fn opens_commands(event: &ev::KeyboardEvent) -> bool {
    let with_control = event.ctrl_key() || event.meta_key();
    with_control && !event.alt_key() && event.key().eq_ignore_ascii_case("k")
}

fn by_letter(panels: Panels, letter: &str) -> bool {
    match letter {
        "?" => panels.show(Panel::Keys),
        "h" => panels.show(Panel::Health),
        "n" => health::go(panels, Spot::Add),
        _ => return false,
    }
    true
}

/// A letter alone, where no text is typed and no menu is walked by letters.
fn is_free(event: &ev::KeyboardEvent) -> bool {
    const TAKES_LETTERS: &str =
        "textarea, select, input:not([type=checkbox]), [contenteditable], [popover], dialog";
    let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
    let takes = |focused: web_sys::Element| focused.closest(TAKES_LETTERS).ok().flatten().is_some();
    !has_modifier && !event.default_prevented() && !ui::focused().is_some_and(takes)
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
