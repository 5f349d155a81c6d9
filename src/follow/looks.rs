//! Where this page looks: which view, which part of the plan, and what stands in the middle of the window.

use leptos::prelude::*;
use plan::id::MilestoneId;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::open_plan::Looks;
use crate::panels::{Panel, Panels};
use crate::tracks::Scope;

/// Every milestone that shows, as a row or as a bar.
pub const PLACES: &str = ".row[data-milestone], [data-bar]:not(.is-hidden)";
/// The timeline scrolls in a box of its own.
pub const CHART: &str = ".time";
/// Closer to the top than this is the top, in CSS pixels.
const AT_TOP_PX: f64 = 8.0;

/// Where the page looks now. Untracked.
pub fn now(panels: Panels, scope: Scope) -> Looks {
    untrack(|| Looks {
        view: panels.view().get(),
        track: scope.track(),
        panel: match panels.open() {
            Some(Panel::Milestone(milestone)) => Some(milestone),
            _ => None,
        },
        at: middle(),
        across: across(),
    })
}

/// What is in the middle of the window; `None` at the head of the page.
fn middle() -> Option<MilestoneId> {
    let is_at_top = window().scroll_y().unwrap_or_default() < AT_TOP_PX
        && chart().is_none_or(|chart| f64::from(chart.scroll_top()) < AT_TOP_PX);
    if is_at_top {
        return None;
    }
    let middle = window().inner_height().ok()?.as_f64()? / 2.0;
    let places = document().query_selector_all(PLACES).ok()?;
    // They stand in order: the first that reaches below the middle, or the last one of all.
    let place = |at: u32| places.get(at)?.dyn_into::<Element>().ok();
    let (mut low, mut high) = (0, places.length());
    while low < high {
        let half = low + (high - low) / 2;
        let is_above = place(half)?.get_bounding_client_rect().bottom() < middle;
        (low, high) = if is_above {
            (half + 1, high)
        } else {
            (low, half)
        };
    }
    let found = place(low).or_else(|| place(places.length().checked_sub(1)?))?;
    let id = ["data-milestone", "data-bar"]
        .into_iter()
        .find_map(|name| found.get_attribute(name))?;
    id.parse().ok()
}

/// How far the timeline is scrolled to the right, in thousandths of what it can be.
fn across() -> u16 {
    let Some(chart) = chart() else { return 0 };
    let room = chart.scroll_width() - chart.client_width();
    if room <= 0 {
        return 0;
    }
    let part = f64::from(chart.scroll_left()) / f64::from(room);
    (part.clamp(0.0, 1.0) * 1000.0).round() as u16
}

/// The box of the timeline, where it shows.
pub fn chart() -> Option<Element> {
    document().query_selector(CHART).ok().flatten()
}
