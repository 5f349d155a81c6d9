//! From a finding to the cell that it is about.

use leptos::prelude::*;
use plan::id::MilestoneId;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::open_plan::Column;
use crate::panels::Panels;

/// A narrower window has no room for a panel beside the page.
const BESIDE: &str = "(min-width: 48.01rem)";

/// A place on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A cell of a row.
    Cell(MilestoneId, Column),
    /// The line that adds a milestone.
    Add,
    /// The goal.
    Goal,
    /// The shared date.
    Target,
}

impl Spot {
    /// Where its control is, the closest one first.
    fn selectors(self) -> Vec<String> {
        const CONTROL: &str = ":is(textarea, input, button)";
        match self {
            Self::Cell(id, column) => {
                let cell = match column {
                    Column::Owner => "owner",
                    Column::Due => "due",
                    Column::Status => "status",
                    Column::DependsOn => "waits",
                    Column::DoneWhen => "done-when",
                    _ => "words",
                };
                let row = format!("[data-milestone='{id}']");
                vec![format!("{row} .row__{cell} {CONTROL}"), row]
            }
            Self::Add => vec!["[data-add-milestone]".to_owned()],
            Self::Goal => vec![".masthead__reason:first-child textarea".to_owned()],
            Self::Target => vec![format!(".target__day {CONTROL}")],
        }
    }
}

/// Moves the focus there. A panel that covers the page closes first.
pub fn go(panels: Panels, spot: Spot) {
    let beside = window().match_media(BESIDE).ok().flatten();
    if beside.is_some_and(|beside| !beside.matches()) {
        panels.close();
    }
    let find = |selector: &String| document().query_selector(selector).ok().flatten();
    let Some(element) = spot.selectors().iter().find_map(find) else {
        return;
    };
    let Ok(element) = element.dyn_into::<HtmlElement>() else {
        return;
    };
    // A cell that waits empty shows only while its row has the focus.
    let row = element.closest(".row").ok().flatten();
    let title = row.and_then(|row| {
        row.query_selector(".row__title :is(textarea, button)")
            .ok()?
    });
    if let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) {
        let _ = title.focus();
    }
    request_animation_frame(move || {
        // A reader's row has no control: it takes the focus itself, so that a screen reader follows.
        if element.tab_index() < 0 {
            element.set_tab_index(-1);
        }
        let _ = element.focus();
        element.scroll_into_view_with_scroll_into_view_options(&crate::ui::nearest());
    });
}
