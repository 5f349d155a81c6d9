//! From a finding to the cell that it is about.

use leptos::prelude::*;
use plan::id::MilestoneId;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::open_plan::Column;
use crate::panels::Panels;
use crate::parts::View;

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
    /// The line that adds an evaluation criterion.
    Criteria,
    /// Why now.
    WhyNow,
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
                vec![format!("{row} .row__{cell} {CONTROL}"), row, bar(id)]
            }
            Self::Add => vec!["[data-add-milestone]".to_owned()],
            Self::Goal => vec![".masthead__reason:first-child textarea".to_owned()],
            Self::Criteria => vec!["[data-add-criterion]".to_owned()],
            Self::WhyNow => vec![".masthead__reason:last-child textarea".to_owned()],
            Self::Target => vec![format!(".target__day {CONTROL}")],
        }
    }
}

/// Moves the focus there. A panel that covers the page closes first, and a view that does not have the place gives way
/// to one that has it.
pub fn go(panels: Panels, spot: Spot) {
    let beside = window().match_media(BESIDE).ok().flatten();
    if beside.is_some_and(|beside| !beside.matches()) {
        panels.close();
    }
    if make_room(panels, spot) {
        // What comes is drawn in the next frame, and what it brings with it in the one after.
        request_animation_frame(move || request_animation_frame(move || arrive(spot)));
    } else {
        arrive(spot);
    }
}

/// Brings a view about that has the place. Whether it had to.
fn make_room(panels: Panels, spot: Spot) -> bool {
    let is_hidden = match spot {
        Spot::Cell(id, _) => panels.arranged().reveal(id),
        Spot::Add | Spot::Goal | Spot::WhyNow | Spot::Criteria | Spot::Target => false,
    };
    let is_there = match (panels.view().now(), spot) {
        (View::Table, _) | (_, Spot::Goal | Spot::WhyNow | Spot::Criteria | Spot::Target) => true,
        // A bar says when, and nothing else.
        (View::Timeline, Spot::Cell(id, Column::Due | Column::Title)) => {
            is_hidden || find(&bar(id)).is_some()
        }
        _ => false,
    };
    if !is_there {
        // What the table's filter keeps back is known only once the table shows.
        panels.arranged().show_all();
        panels.view().show(View::Table);
    }
    is_hidden || !is_there
}

fn bar(milestone: MilestoneId) -> String {
    format!("[data-bar='{milestone}']:not(.is-hidden)")
}

fn find(selector: &str) -> Option<web_sys::Element> {
    document().query_selector(selector).ok().flatten()
}

fn arrive(spot: Spot) {
    let Some(element) = spot.selectors().iter().find_map(|selector| find(selector)) else {
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
