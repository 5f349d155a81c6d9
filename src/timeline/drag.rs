//! A bar under the pointer: it follows by its `transform` alone, and what follows from it is asked of the engine
//! only when the pointer has come to another day.

use chrono::NaiveDate;
use leptos::{ev, prelude::*};
use plan::id::MilestoneId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::chart::Chart;
use super::hold::Hold;
use crate::schedule::{Asking, Stage};

/// A press that moves less than this is a press, not a drag. In CSS pixels.
const DRAG_PX_MIN: f64 = 4.0;
/// From the pointer to what is said beside it, in CSS pixels.
const TIP_PX: f64 = 14.0;

/// The one drag that may be going on.
#[derive(Clone, Copy)]
pub struct Drag {
    chart: Chart,
    pull: StoredValue<Option<Pull>, LocalStorage>,
    /// The click that ends a drag presses nothing.
    dragged: StoredValue<bool>,
    /// Something is being dragged: the tip shows.
    pub is_on: RwSignal<bool>,
}

#[derive(Clone)]
struct Pull {
    hold: Hold,
    bar: HtmlElement,
    pointer: i32,
    /// Where the pointer went down, and where the bar was, in CSS pixels.
    from: (f64, f64),
    stretches: bool,
    begun: bool,
    finish: NaiveDate,
}

impl Drag {
    /// Made by the timeline, once.
    pub fn new(chart: Chart) -> Self {
        Self {
            chart,
            pull: StoredValue::new_local(None),
            dragged: StoredValue::new(false),
            is_on: RwSignal::new(false),
        }
    }

    /// A pointer went down on a bar.
    pub fn press(self, milestone: MilestoneId, event: &ev::PointerEvent) {
        self.dragged.set_value(false);
        let bar = event
            .current_target()
            .and_then(|bar| bar.dyn_into::<HtmlElement>().ok());
        let hold = Hold::of(self.chart, milestone);
        let (Some(bar), Some(hold), 0) = (bar, hold, event.button()) else {
            return;
        };
        let grip = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let (x, _) = self.chart.scale.get_untracked().span(hold.dates);
        self.pull.set_value(Some(Pull {
            finish: hold.dates.1,
            stretches: grip.is_some_and(|grip| grip.class_list().contains("bar__grip")),
            hold,
            bar,
            pointer: event.pointer_id(),
            from: (f64::from(event.client_x()), x),
            begun: false,
        }));
    }

    /// The pointer moved.
    pub fn pull(self, event: &ev::PointerEvent) {
        let Some(mut pull) = self.pull.get_value() else {
            return;
        };
        let by = f64::from(event.client_x()) - pull.from.0;
        if pull.pointer != event.pointer_id() || (!pull.begun && by.abs() < DRAG_PX_MIN) {
            return;
        }
        event.prevent_default();
        if !pull.begun {
            pull.begun = true;
            // From here on every move comes to the bar.
            let _ = pull.bar.set_pointer_capture(pull.pointer);
            let _ = pull.bar.focus();
            self.is_on.set(true);
        }
        if !pull.stretches {
            place(&pull.bar, pull.from.1 + by);
        }
        if let Some(tip) = self.chart.tip.get_untracked() {
            let (x, y) = (event.client_x(), event.client_y());
            let to = format!(
                "translate({:.0}px, {:.0}px)",
                f64::from(x) + TIP_PX,
                f64::from(y) + TIP_PX
            );
            let _ = HtmlElement::style(&tip).set_property("transform", &to);
        }
        let scale = self.chart.scale.get_untracked();
        let under = scale.day_at(scale.end(pull.hold.dates.1) + by - 0.5);
        let finish = pull.hold.snap(under);
        if finish != pull.finish {
            pull.finish = finish;
            self.think(&pull, Stage::Thinking);
        }
        self.pull.set_value(Some(pull));
    }

    /// The pointer went up, or the browser took it away.
    pub fn release(self, is_drop: bool) {
        let Some(pull) = self.pull.try_update_value(Option::take).flatten() else {
            return;
        };
        if !pull.begun {
            return;
        }
        place(&pull.bar, pull.from.1);
        self.is_on.set(false);
        self.dragged.set_value(true);
        if is_drop && pull.finish != pull.hold.dates.1 {
            self.think(&pull, Stage::Made);
        } else {
            self.chart.slips.cancel();
        }
    }

    /// Whether the click that comes now is the end of a drag.
    pub fn was_drag(self) -> bool {
        self.dragged
            .try_update_value(std::mem::take)
            .unwrap_or_default()
    }

    fn think(self, pull: &Pull, stage: Stage) {
        if pull.finish == pull.hold.dates.1 {
            self.chart.slips.cancel();
            return;
        }
        let asks = if pull.stretches {
            pull.hold.stretch_to(pull.finish)
        } else {
            pull.hold.move_to(pull.finish)
        };
        self.chart.slips.ask(Asking {
            milestone: Some(pull.hold.milestone),
            asks,
            stage,
        });
    }
}

fn place(bar: &HtmlElement, x: f64) {
    let to = format!("translateX({x:.1}px)");
    // Refused only for a property that does not exist.
    let _ = HtmlElement::style(bar).set_property("transform", &to);
}
