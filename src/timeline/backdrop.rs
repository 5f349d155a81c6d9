//! Behind the bars: days off of each side, today, the go-live.

use std::fmt::Write;

use leptos::prelude::*;

use super::chart::Chart;
use super::lines::LINE_PX;
use super::scale::{EVERYBODY, Scale};

/// Days narrower than this are not shaded one by one, in CSS pixels.
const SHADE_PX_MIN: f64 = 1.5;

/// One picture for all lines.
#[component]
pub fn Backdrop(chart: Chart) -> impl IntoView {
    let height = Memo::new(move |_| chart.lines.read().all.len() as f64 * LINE_PX);
    let shade = move |fits: fn(u8) -> bool| {
        let scale = chart.scale.get();
        shades(&scale, height.get(), fits)
    };
    let line = move |x: Option<f64>| x.map(|x| format!("M{x:.1} 0V{:.0}", height.get()));
    let today = move || line(Some(chart.scale.get().x(chart.today.get())));
    let go_live = move || {
        let target = chart.scheduled.all()?.schedule.target?;
        line(Some(chart.scale.get().end(target)))
    };
    view! {
        <svg
            class="backdrop"
            aria-hidden="true"
            width=move || chart.scale.get().width()
            height=move || height.get()
        >
            <path class="off" d=move || shade(|off| off == EVERYBODY) />
            <path class="off is-buyer" d=move || shade(|off| off != EVERYBODY && off & 1 != 0) />
            <path class="off is-seller" d=move || shade(|off| off != EVERYBODY && off & 2 != 0) />
            <path class="off is-partner" d=move || shade(|off| off != EVERYBODY && off & 4 != 0) />
            <path class="grid" d=move || grid(&chart.scale.get(), height.get()) />
            <path class="line-today" d=today />
            <path class="line-go-live" d=go_live />
        </svg>
    }
}

fn shades(scale: &Scale, height: f64, fits: fn(u8) -> bool) -> String {
    let mut path = String::new();
    if scale.day_px < SHADE_PX_MIN {
        return path;
    }
    for shade in scale.shades().iter().filter(|shade| fits(shade.off)) {
        // Writing to a string does not fail.
        let (x, width) = (shade.x, shade.width);
        let _ = write!(path, "M{x:.1} 0h{width:.1}v{height:.0}h-{width:.1}z");
    }
    path
}

/// A line where each month begins.
fn grid(scale: &Scale, height: f64) -> String {
    use chrono::Datelike;
    let mut path = String::new();
    for (_, x) in scale.days().filter(|(day, _)| day.day() == 1) {
        let _ = write!(path, "M{x:.1} 0V{height:.0}");
    }
    path
}
