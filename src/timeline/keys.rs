//! The timeline without a pointer: arrows move a bar and lead to the next, Enter asks, Escape leaves it.

use leptos::{ev, prelude::*};
use plan::id::MilestoneId;
use plan::slip::Ask;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::chart::Chart;
use super::hold::Hold;
use crate::schedule::{Asking, Stage};

/// Working days of a week: what Shift with an arrow moves by.
const WEEK_DAYS: i64 = 5;

/// What was pressed on a bar so far.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Pressed {
    later: i64,
    longer: i64,
}

/// The bar that is being moved by keys.
#[derive(Clone, Copy)]
pub struct Keys {
    chart: Chart,
    pressed: StoredValue<Option<(MilestoneId, Pressed)>>,
}

impl Keys {
    /// Made by the timeline, once.
    pub fn new(chart: Chart) -> Self {
        Self {
            chart,
            pressed: StoredValue::new(None),
        }
    }

    /// A key on a bar.
    pub fn press(self, milestone: MilestoneId, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let step = if event.shift_key() { WEEK_DAYS } else { 1 };
        let change = |later, longer| Pressed { later, longer };
        match event.key().as_str() {
            "ArrowLeft" => self.change(milestone, change(-step, 0)),
            "ArrowRight" => self.change(milestone, change(step, 0)),
            "+" | "=" => self.change(milestone, change(0, 1)),
            "-" | "_" => self.change(milestone, change(0, -1)),
            "ArrowUp" => self.walk(self.chart.lines.get_untracked().next(milestone, false)),
            "ArrowDown" => self.walk(self.chart.lines.get_untracked().next(milestone, true)),
            "Home" => self.walk(self.chart.lines.get_untracked().end(false)),
            "End" => self.walk(self.chart.lines.get_untracked().end(true)),
            "Enter" | " " => self.decide(milestone),
            "Escape" => self.leave(),
            _ => return,
        }
        event.prevent_default();
    }

    /// The focus went elsewhere: what was not decided is forgotten.
    pub fn leave(self) {
        self.pressed.set_value(None);
        let asking = self.chart.slips.asking();
        let thinks = asking.try_with_untracked(|asking| {
            asking
                .as_ref()
                .is_some_and(|asking| asking.stage == Stage::Thinking)
        });
        if thinks == Some(true) {
            self.chart.slips.cancel();
        }
    }

    /// Opens what decides: of what was pressed, or the form.
    pub fn decide(self, milestone: MilestoneId) {
        if Hold::of(self.chart, milestone).is_none() {
            return;
        }
        let slips = self.chart.slips;
        let asking = slips.asking().get_untracked();
        match asking.filter(|asking| asking.milestone == Some(milestone)) {
            Some(asking) => slips.ask(Asking {
                stage: Stage::Made,
                ..asking
            }),
            None => slips.form(milestone),
        }
        self.pressed.set_value(None);
    }

    fn change(self, milestone: MilestoneId, by: Pressed) {
        let Some(hold) = Hold::of(self.chart, milestone) else {
            return;
        };
        let so_far = self.pressed.get_value();
        let so_far = so_far.filter(|(id, _)| *id == milestone);
        let so_far = so_far.map(|(_, pressed)| pressed).unwrap_or_default();
        // One after the other: longer and later at once is two changes.
        let pressed = if by.longer == 0 {
            Pressed {
                later: so_far.later + by.later,
                longer: 0,
            }
        } else {
            Pressed {
                later: 0,
                longer: so_far.longer + by.longer,
            }
        };
        self.pressed.set_value(Some((milestone, pressed)));
        let asks = match pressed {
            Pressed {
                later: 0,
                longer: 0,
            } => {
                self.chart.slips.cancel();
                return;
            }
            Pressed { later, longer: 0 } => hold.move_to(hold.later(later)),
            Pressed { longer, .. } => vec![Ask::Longer {
                milestone,
                days: longer,
            }],
        };
        self.chart.slips.ask(Asking {
            milestone: Some(milestone),
            asks,
            stage: Stage::Thinking,
        });
    }

    fn walk(self, to: Option<MilestoneId>) {
        let Some(to) = to else { return };
        self.chart.current.set(Some(to));
        let bar = document()
            .query_selector(&format!("[data-bar='{to}']"))
            .ok()
            .flatten();
        if let Some(bar) = bar.and_then(|bar| bar.dyn_into::<HtmlElement>().ok()) {
            let _ = bar.focus();
        }
    }
}
