//! A cell that somebody else has changed fades in. No element is made or changed for it, and nothing moves for who
//! asked for less motion.

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use plan::diff::{Difference, MilestoneChange};
use wasm_bindgen::{JsCast, JsValue};

/// How long it takes.
const FADE_MS: f64 = 1_200.0;

/// Where the changes are on the page, as selectors.
pub fn cells(difference: &Difference) -> Vec<String> {
    let rows = difference.milestones.iter();
    let cells = rows.flat_map(|row| {
        let id = row.milestone;
        row.changes.iter().filter_map(move |change| {
            let cell = match change {
                MilestoneChange::Added | MilestoneChange::Restored => "",
                MilestoneChange::Title { .. } | MilestoneChange::DoneWhen { .. } => " .row__words",
                MilestoneChange::Due { .. } | MilestoneChange::Start { .. } => " .row__due",
                MilestoneChange::Status { .. } => " .row__status",
                MilestoneChange::Accountable { .. } | MilestoneChange::Helpers { .. } => {
                    " .row__owner"
                }
                MilestoneChange::Dependencies { .. } => " .row__waits",
                _ => return None,
            };
            Some(format!("[role='row'][data-milestone='{id}']{cell}"))
        })
    });
    cells.collect()
}

/// Lets one cell fade in, unless the reader is in it: their own words would fade under their hands.
pub fn fade_in(selector: &str) {
    let still = window().match_media("(prefers-reduced-motion: reduce)");
    if still.ok().flatten().is_some_and(|still| still.matches()) {
        return;
    }
    let cell = document().query_selector(selector).ok().flatten();
    let is_elsewhere = |cell: &web_sys::Element| !cell.contains(crate::ui::focused().as_deref());
    if let Some(cell) = cell.filter(is_elsewhere) {
        // A browser without the Web Animations API shows the change at once.
        let _ = animate(&cell);
    }
}

fn animate(cell: &web_sys::Element) -> Result<JsValue, JsValue> {
    let from = Object::new();
    Reflect::set(&from, &"opacity".into(), &0.15.into())?;
    let to = Object::new();
    Reflect::set(&to, &"opacity".into(), &1.into())?;
    let animate: Function = Reflect::get(cell, &"animate".into())?.dyn_into()?;
    animate.call2(cell, &Array::of2(&from, &to), &FADE_MS.into())
}
