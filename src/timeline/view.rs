//! The timeline as a whole.

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::ResizeObserver;

use super::arrows::ArrowPaths;
use super::backdrop::Backdrop;
use super::bar::Hands;
use super::chart::Chart;
use super::drag::Drag;
use super::ghosts::GhostPaths;
use super::heading::Heading;
use super::keys::Keys;
use super::lane::Lane;
use super::lines::LINE_PX;
use super::toolbar::Toolbar;
use crate::i18n::*;
use crate::schedule::{Stage, summary, title};

/// The plan's milestones in time.
#[component]
pub fn Timeline() -> impl IntoView {
    let i18n = use_i18n();
    let chart = Chart::new();
    let hands = Hands {
        drag: Drag::new(chart),
        keys: Keys::new(chart),
    };
    on_cleanup(move || chart.slips.leave());
    watch_print(chart);
    say_what_follows(chart);
    let is_empty = Memo::new(move |_| chart.lines.read().all.is_empty());
    let has_schedule = Memo::new(move |_| chart.scheduled.all().is_some());
    view! {
        <section class="timeline" id="milestones" aria-labelledby="timeline-heading">
            <h2 class="visually-hidden" id="timeline-heading">{t!(i18n, timeline.heading)}</h2>
            <p class="visually-hidden" id="timeline-keys">{t!(i18n, timeline.keys)}</p>
            {move || if has_schedule.get() && is_empty.get() {
                view! { <p class="empty">{t!(i18n, timeline.empty)}</p> }.into_any()
            } else {
                view! { <Toolbar chart=chart /> <Window chart=chart hands=hands /> }.into_any()
            }}
            <Tip chart=chart hands=hands />
        </section>
    }
}

/// What scrolls: names at the left, days above, bars between.
#[component]
fn Window(chart: Chart, hands: Hands) -> impl IntoView {
    let i18n = chart.i18n;
    Effect::new(move || {
        if let Some(window) = chart.window.get() {
            watch_size(chart, &window);
        }
    });
    let width = move || format!("{:.1}px", chart.scale.get().width());
    let height = move || format!("{:.0}px", chart.lines.read().all.len() as f64 * LINE_PX);
    let lines = move || chart.lines.get().all.clone();
    view! {
        <div class="time__box"><div class="time" node_ref=chart.window on:scroll=move |_| chart.look() style:--line-height=format!("{LINE_PX}px")>
            <div class="time__sheet" style:--days=width>
                <Heading chart=chart />
                <div class="time__lanes" style:height=height>
                    <Backdrop chart=chart />
                    <svg class="overlay" aria-hidden="true" width=move || chart.scale.get().width() height=height>
                        <ArrowPaths chart=chart />
                    </svg>
                    <div role="list" aria-label=move || t_string!(i18n, timeline.list)>
                        <For each=lines key=|line| *line let:line>
                            <Lane chart=chart hands=hands line=line />
                        </For>
                    </div>
                    <div class="overlay is-ghosts" aria-hidden="true" node_ref=chart.ghosts>
                        <svg width=move || chart.scale.get().width() height=height>
                            <GhostPaths chart=chart />
                        </svg>
                    </div>
                </div>
            </div>
        </div></div>
    }
}

/// "Moves 4, go-live +5 days", beside the pointer.
#[component]
fn Tip(chart: Chart, hands: Hands) -> impl IntoView {
    let words = move || {
        let proposal = chart.slips.proposal().get()?;
        Some(summary(chart.i18n, &proposal))
    };
    let shows = move || hands.drag.is_on.get() && chart.slips.proposal().with(Option::is_some);
    view! {
        <div class="tip" class:is-hidden=move || !shows() aria-hidden="true" node_ref=chart.tip>{words}</div>
    }
}

/// For who moves a bar by keys and does not see its outline.
fn say_what_follows(chart: Chart) {
    Effect::new(move || {
        let (asking, proposal) = (
            chart.slips.asking().get_untracked(),
            chart.slips.proposal().get(),
        );
        let (Some(asking), Some(proposal)) = (asking, proposal) else {
            return;
        };
        if asking.stage != Stage::Thinking {
            return;
        }
        let moved = proposal
            .moves
            .iter()
            .rev()
            .find(|one| Some(one.milestone) == asking.milestone);
        if let Some(moved) = moved {
            let i18n = chart.i18n;
            let name = title(i18n, chart.plan, moved.milestone);
            let date = crate::schedule::day(i18n, moved.new, chart.today.get_untracked());
            let words = summary(i18n, &proposal);
            chart.announcer.say(t_string!(
                i18n,
                timeline.moving,
                title = name,
                date = date,
                words = words
            ));
        }
    });
}

/// "Fit" and what is in sight follow the size of the window.
fn watch_size(chart: Chart, window: &web_sys::HtmlDivElement) {
    let measured = window.clone();
    let measure = move || {
        let names = measured
            .query_selector(".heading__corner")
            .ok()
            .flatten()
            .map_or(0, |names| names.client_width());
        let width = f64::from(measured.client_width() - names).max(0.0);
        if (chart.width.get_untracked() - width).abs() > 0.5 {
            chart.width.set(width);
        }
        chart.look();
    };
    measure();
    let on_resize = Closure::<dyn Fn()>::new(measure);
    let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(window);
    let watching = StoredValue::new_local((observer, on_resize));
    on_cleanup(move || {
        watching.with_value(|(observer, _)| observer.disconnect());
    });
}

/// On paper all of it is in sight, and fits.
fn watch_print(chart: Chart) {
    let listen = |name: &'static str, printing: bool| {
        let event = ev::Custom::<web_sys::Event>::new(name);
        let handle = window_event_listener(event, move |_| chart.printing.set(printing));
        on_cleanup(move || handle.remove());
    };
    listen("beforeprint", true);
    listen("afterprint", false);
}
