//! What waits for what, as one path: arrows cost no element each.

use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;

use leptos::prelude::*;
use plan::id::MilestoneId;
use plan::model::{Dependency, DependencyKind};

use super::chart::Chart;
use super::lines::{LINE_PX, Lines};
use super::scale::Scale;
use crate::schedule::Computed;

/// How far an arrow leaves a bar before it turns, in CSS pixels.
const STEM_PX: f64 = 7.0;
/// Half the height of an arrow's head.
const HEAD_PX: f64 = 3.5;

/// Lines and heads of arrows, as the `d` of a path each.
#[derive(Debug, Default, PartialEq)]
pub struct Arrows {
    /// Stroked.
    pub lines: String,
    /// Filled.
    pub heads: String,
}

/// Arrows between the lines in sight; those that make the end late are drawn apart.
#[component]
pub fn ArrowPaths(chart: Chart) -> impl IntoView {
    let paths = Memo::new(move |_| {
        let (lines, scale, drawn) = (chart.lines.get(), chart.scale.get(), chart.drawn());
        let all = chart.scheduled.all();
        all.map(|all| arrows(&all, &lines, &scale, &drawn))
            .unwrap_or_default()
    });
    let part = move |critical: bool, heads: bool| {
        paths.with(|(plain, hot)| {
            let arrows = if critical { hot } else { plain };
            if heads {
                arrows.heads.clone()
            } else {
                arrows.lines.clone()
            }
        })
    };
    view! {
        <path class="arrow" d=move || part(false, false) />
        <path class="arrow__head" d=move || part(false, true) />
        <path class="arrow is-critical" d=move || part(true, false) />
        <path class="arrow__head is-critical" d=move || part(true, true) />
    }
}

/// Plain ones and critical ones.
fn arrows(all: &Computed, lines: &Lines, scale: &Scale, drawn: &Range<usize>) -> (Arrows, Arrows) {
    let critical: HashSet<(MilestoneId, MilestoneId)> = all
        .schedule
        .critical_paths
        .iter()
        .flat_map(|path| path.windows(2).map(|pair| (pair[0], pair[1])))
        .collect();
    let (mut plain, mut hot) = (Arrows::default(), Arrows::default());
    for one in &all.plan.dependencies {
        let ends = (lines.place(one.predecessor), lines.place(one.successor));
        let (Some(from), Some(to)) = ends else {
            continue;
        };
        if from.max(to) < drawn.start || from.min(to) >= drawn.end {
            continue;
        }
        let Some((x1, x2)) = ends_of(all, scale, one) else {
            continue;
        };
        let is_critical = critical.contains(&(one.predecessor, one.successor));
        let arrows = if is_critical { &mut hot } else { &mut plain };
        let middle = |line: usize| (line as f64 + 0.5) * LINE_PX;
        draw(arrows, one.kind, (x1, middle(from)), (x2, middle(to)));
    }
    (plain, hot)
}

/// Where an arrow leaves the predecessor's bar and where it meets the successor's.
fn ends_of(all: &Computed, scale: &Scale, one: &Dependency) -> Option<(f64, f64)> {
    let span = |id| {
        let (x, width) = scale.span(all.dates.get(&id)?.drawn());
        Some((x, x + width))
    };
    let (from, to) = (span(one.predecessor)?, span(one.successor)?);
    let (from_start, to_finish) = sides(one.kind);
    let x1 = if from_start { from.0 } else { from.1 };
    let x2 = if to_finish { to.1 } else { to.0 };
    Some((x1, x2))
}

/// Whether an arrow leaves at the start, and whether it arrives at the finish.
fn sides(kind: DependencyKind) -> (bool, bool) {
    match kind {
        DependencyKind::FinishToStart => (false, false),
        DependencyKind::StartToStart => (true, false),
        DependencyKind::FinishToFinish => (false, true),
        DependencyKind::StartToFinish => (true, true),
    }
}

/// Out of the bar, along the border of a line, into the other bar.
fn draw(arrows: &mut Arrows, kind: DependencyKind, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
    let (from_start, to_finish) = sides(kind);
    let out = x1 + if from_start { -STEM_PX } else { STEM_PX };
    let into = x2 + if to_finish { STEM_PX } else { -STEM_PX };
    let direct = if to_finish { out >= into } else { out <= into };
    let lines = &mut arrows.lines;
    // Writing to a string does not fail.
    let _ = write!(lines, "M{x1:.1} {y1:.1}H{out:.1}");
    if direct {
        let _ = write!(lines, "V{y2:.1}H{x2:.1}");
    } else {
        let border = y2 + (y1 - y2).signum() * LINE_PX / 2.0;
        let _ = write!(lines, "V{border:.1}H{into:.1}V{y2:.1}H{x2:.1}");
    }
    let back = x2
        + if to_finish {
            HEAD_PX * 1.6
        } else {
            -HEAD_PX * 1.6
        };
    let (top, foot) = (y2 - HEAD_PX, y2 + HEAD_PX);
    let _ = write!(
        arrows.heads,
        "M{x2:.1} {y2:.1}L{back:.1} {top:.1}V{foot:.1}Z"
    );
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn an_arrow_goes_straight_where_there_is_room_and_round_where_there_is_not() {
        let drawn = |from, to| {
            let mut arrows = Arrows::default();
            draw(&mut arrows, DependencyKind::FinishToStart, from, to);
            arrows.lines
        };
        let room = drawn((100.0, 18.0), (200.0, 54.0));
        assert_eq!(room, "M100.0 18.0H107.0V54.0H200.0");
        let none = drawn((100.0, 18.0), (100.0, 54.0));
        assert_eq!(none, "M100.0 18.0H107.0V36.0H93.0V54.0H100.0");
    }
}
