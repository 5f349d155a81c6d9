//! A line of the timeline: the name, and beside it the place in time.

use leptos::prelude::*;
use plan::id::{MilestoneId, TrackId};

use super::bar::{Bar, Hands};
use super::chart::Chart;
use super::lines::{Line, phase_dates};
use super::words;
use crate::i18n::*;
use crate::parts::milestone_name;
use crate::state::{MilestoneStateStoreFields, PlanStateStoreFields};

/// One line.
#[component]
pub fn Lane(
    /// The timeline.
    chart: Chart,
    /// What moves bars.
    hands: Hands,
    /// What stands on it.
    line: Line,
) -> impl IntoView {
    match line {
        Line::Phase(phase) => view! { <PhaseLane chart=chart phase=phase /> }.into_any(),
        Line::Milestone(id) => view! { <MilestoneLane chart=chart hands=hands id=id /> }.into_any(),
    }
}

#[component]
fn MilestoneLane(chart: Chart, hands: Hands, id: MilestoneId) -> impl IntoView {
    let i18n = chart.i18n;
    let state = chart.plan.state().milestones().at_key(id);
    let title = move || milestone_name(i18n, state.title().try_get().unwrap_or_default());
    view! {
        <div class="lane" role="listitem">
            <span class="lane__name" aria-hidden="true" dir="auto" title=title>{title}</span>
            <div class="lane__time"><Bar chart=chart hands=hands id=id state=state.into() /></div>
        </div>
    }
}

/// A phase as one thin bar over all of its milestones.
#[component]
fn PhaseLane(chart: Chart, phase: TrackId) -> impl IntoView {
    let i18n = chart.i18n;
    let track = chart.plan.state().tracks();
    let name = move || {
        let tracks = track.read();
        let found = tracks.iter().find(|track| track.id == phase);
        found.map(|track| track.name.clone()).unwrap_or_default()
    };
    let dates = Memo::new(move |_| phase_dates(chart.scheduled.all()?.as_ref(), phase));
    let label = move || {
        let words = match dates.get() {
            Some(dates) => words::span(i18n, dates, chart.today.get()),
            None => t_string!(i18n, timeline.no_dates).to_owned(),
        };
        t_string!(i18n, timeline.phase, title = name(), dates = words)
    };
    let span = move || dates.get().map(|dates| chart.scale.get().span(dates));
    let place = move || span().map(|(x, _)| format!("translateX({x:.1}px)"));
    let width = move || span().map(|(_, width)| format!("{width:.1}px"));
    view! {
        <div class="lane is-phase" role="listitem">
            <span class="lane__name" aria-hidden="true" dir="auto">{name}</span>
            <div class="lane__time">
                <span class="visually-hidden">{label}</span>
                <span class="summary" class:is-hidden=move || dates.get().is_none() style:transform=place style:width=width></span>
            </div>
        </div>
    }
}
