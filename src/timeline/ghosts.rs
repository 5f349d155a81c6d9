//! Where everything would be after a change: outlines over the bars, before anybody agrees to it.

use std::collections::HashMap;
use std::fmt::Write;

use chrono::NaiveDate;
use leptos::prelude::*;
use plan::id::MilestoneId;
use plan::schedule::Workdays;
use plan::slip::{Ask, DateField, GoLiveEffect, Proposal};

use super::chart::Chart;
use super::lines::LINE_PX;
use crate::schedule::Computed;

/// Space above and below a bar within its line, in CSS pixels; as in the style sheet.
const BAR_INSET_PX: f64 = 8.0;

/// Outlines, and the go-live as it would be.
#[component]
pub fn GhostPaths(chart: Chart) -> impl IntoView {
    let outlines = move || {
        let (Some(proposal), Some(all)) = (chart.slips.proposal().get(), chart.scheduled.all())
        else {
            return String::new();
        };
        let stretches = chart.slips.asking().with(|asking| {
            let asks = asking.as_ref().map_or(&[][..], |asking| &asking.asks);
            asks.iter().any(is_stretch)
        });
        draw(chart, &all, &proposal, stretches)
    };
    let go_live = move || {
        let proposal = chart.slips.proposal().get()?;
        let GoLiveEffect::Moves { new, .. } = proposal.go_live else {
            return None;
        };
        let x = chart.scale.get().end(new);
        let height = chart.lines.get().all.len() as f64 * LINE_PX;
        Some(format!("M{x:.1} 0V{height:.0}"))
    };
    view! {
        <path class="ghost" d=outlines />
        <path class="ghost__go-live" d=go_live />
    }
}

/// The start stays and the end moves.
fn is_stretch(ask: &Ask) -> bool {
    matches!(ask, Ask::Duration { .. } | Ask::Longer { .. })
}

fn draw(chart: Chart, all: &Computed, proposal: &Proposal, stretches: bool) -> String {
    let (lines, scale, drawn) = (chart.lines.get(), chart.scale.get(), chart.drawn());
    let workdays = Workdays::of(&all.plan);
    let mut starts: HashMap<MilestoneId, NaiveDate> = HashMap::new();
    for one in &proposal.moves {
        if one.field == DateField::Start {
            starts.insert(one.milestone, one.new);
        }
    }
    let mut path = String::new();
    let dues = proposal
        .moves
        .iter()
        .filter(|one| one.field == DateField::Due);
    for one in dues {
        let place = lines.place(one.milestone);
        let Some(place) = place.filter(|place| drawn.contains(place)) else {
            continue;
        };
        let Some(dates) = all.dates.get(&one.milestone) else {
            continue;
        };
        let (start, finish) = dates.drawn();
        let is_asked = one.cause == plan::slip::MoveCause::Asked;
        let start = match starts.get(&one.milestone) {
            Some(start) => *start,
            None if is_asked && stretches => start,
            None => {
                let stored = all.plan.milestones.iter();
                let stored = stored.clone().find(|stored| stored.id == one.milestone);
                stored.map_or(start, |stored| {
                    let days = workdays.days(stored);
                    days.add(start, days.between(finish, one.new))
                })
            }
        };
        let (x, width) = scale.span((start.min(one.new), one.new));
        let (y, height) = (
            place as f64 * LINE_PX + BAR_INSET_PX,
            LINE_PX - 2.0 * BAR_INSET_PX,
        );
        // Writing to a string does not fail.
        let _ = write!(path, "M{x:.1} {y:.1}h{width:.1}v{height:.1}h-{width:.1}z");
    }
    path
}
