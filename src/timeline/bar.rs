//! The bar of a milestone, with its slack and with where it ends at today's pace.

use leptos::{ev, prelude::*};
use plan::id::MilestoneId;
use plan::model::{Side, Status};
use reactive_stores::Field;

use super::chart::Chart;
use super::drag::Drag;
use super::keys::Keys;
use super::words;
use crate::parts::{milestone_name, side_class};
use crate::schedule::Dates;
use crate::state::{MilestoneState, MilestoneStateStoreFields};

/// What moves bars.
#[derive(Clone, Copy)]
pub struct Hands {
    /// By pointer.
    pub drag: Drag,
    /// By keys.
    pub keys: Keys,
}

/// One milestone in time. A button: pressed, it asks what should change.
#[component]
pub fn Bar(
    /// The timeline.
    chart: Chart,
    /// What moves it.
    hands: Hands,
    /// Which milestone.
    id: MilestoneId,
    /// What it says.
    state: Field<MilestoneState>,
) -> impl IntoView {
    let i18n = chart.i18n;
    let dates = chart.scheduled.dates(id);
    let status = Memo::new(move |_| state.status().try_get().unwrap_or_default());
    let sides = Memo::new(move |_| sides(state));
    let name = move || {
        let title = state.title().try_get().unwrap_or_default();
        let title = milestone_name(i18n, title);
        words::name(i18n, title, dates.get(), &status.read(), chart.today.get())
    };
    let (has_slack, has_pace) = (
        move || slack(dates.get()).is_some(),
        move || pace(dates.get()).is_some(),
    );
    let span = Memo::new(move |_| {
        let drawn = dates.get().map(|dates| dates.drawn())?;
        Some(chart.scale.get().span(drawn))
    });
    let is_done = move || matches!(*status.read(), Status::Done { .. });
    let has = move |of: fn(&Dates) -> bool| dates.get().is_some_and(|dates| of(&dates));
    let place = move || span.get().map(|(x, _)| format!("translateX({x:.1}px)"));
    let width = move || span.get().map(|(_, width)| format!("{width:.1}px"));
    view! {
        <Show when=move || has_slack() && !is_done()>
            <Strip chart=chart class="strip is-slack" part=move || slack(dates.get()) />
        </Show>
        <Show when=has_pace>
            <Strip chart=chart class="strip is-pace" part=move || pace(dates.get()) />
        </Show>
        <button
            type="button"
            class=move || format!("bar-x {}", sides.get())
            class:is-hidden=move || span.get().is_none()
            class:is-done=is_done
            class:is-critical=move || !is_done() && has(|dates| dates.row.is_critical())
            class:is-undated=move || has(|dates| !dates.has_due) && !is_done()
            data-bar=id.to_string()
            style:transform=place
            style:width=width
            tabindex=move || if chart.tab_stop() == Some(id) { "0" } else { "-1" }
            aria-label=name
            aria-describedby="timeline-keys"
            on:focus=move |_| chart.current.set(Some(id))
            on:blur=move |_| hands.keys.leave()
            on:keydown=move |event: ev::KeyboardEvent| hands.keys.press(id, &event)
            on:click=move |_| {
                if !hands.drag.was_drag() {
                    hands.keys.decide(id);
                }
            }
            on:pointerdown=move |event| hands.drag.press(id, &event)
            on:pointermove=move |event| hands.drag.pull(&event)
            on:pointerup=move |_| hands.drag.release(true)
            on:pointercancel=move |_| hands.drag.release(false)
        >
            <span class="bar__grip"></span>
        </button>
    }
}

/// A thin strip from day to day beside the bar.
#[component]
fn Strip(
    chart: Chart,
    class: &'static str,
    part: impl Fn() -> Option<(chrono::NaiveDate, chrono::NaiveDate)> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let span = Memo::new(move |_| {
        let (after, until) = part()?;
        let scale = chart.scale.get();
        let x = scale.end(after);
        Some((x, scale.end(until) - x))
    });
    let place = move || span.get().map(|(x, _)| format!("translateX({x:.1}px)"));
    let width = move || span.get().map(|(_, width)| format!("{width:.1}px"));
    view! { <span class=class style:transform=place style:width=width></span> }
}

/// From where it ends to where it may end at the latest.
fn slack(dates: Option<Dates>) -> Option<(chrono::NaiveDate, chrono::NaiveDate)> {
    let dates = dates?;
    let (after, until) = (
        dates.drawn().1.max(dates.row.finish),
        dates.row.latest?.finish,
    );
    (until > after).then_some((after, until))
}

/// From where it is promised to where it ends at today's pace.
fn pace(dates: Option<Dates>) -> Option<(chrono::NaiveDate, chrono::NaiveDate)> {
    let dates = dates?;
    let (after, until) = (dates.drawn().1, dates.row.finish);
    (until > after).then_some((after, until))
}

/// The colour: of the owner's side, of both for joint work.
fn sides(state: Field<MilestoneState>) -> &'static str {
    let lead = state.owner().try_get().flatten();
    let helpers = state.helpers().try_get().unwrap_or_default();
    let everybody = state.everybody().try_get().unwrap_or_default();
    let mut sides = lead.iter().chain(&helpers).map(|owner| owner.side);
    let first: Option<Side> = sides.next();
    if everybody || sides.any(|side| Some(side) != first) {
        "is-joint"
    } else {
        side_class(first)
    }
}
