//! The plan as its phases and functions: when, how far, how healthy, and what waits for what.

use std::sync::Arc;

use leptos::{ev, prelude::*};
use plan::id::TrackId;
use plan::model::TrackKind;
use plan::schedule::schedule;
use plan::tracks::{RollUp, roll_ups};
use plan::{Command, Place};

use super::part::TrackLine;
use super::pick::kind_words;
use crate::health::{Judged, judged};
use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::state::PlanStateStoreFields;

/// All roll-ups of both kinds.
pub type Sums = Memo<Arc<Vec<RollUp>>>;

/// Both kinds, phases first.
#[component]
pub fn Summary() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let judged = judged(plan);
    view! {
        <section class="tracks" id="milestones" aria-labelledby="tracks-heading">
            <h2 class="visually-hidden" id="tracks-heading">{t!(i18n, tracks.heading)}</h2>
            <Kind kind=TrackKind::Phase judged=judged />
            <Kind kind=TrackKind::Function judged=judged />
        </section>
    }
}

#[component]
fn Kind(kind: TrackKind, judged: RwSignal<Arc<Judged>>) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let sums: Sums = Memo::new(move |_| {
        let all = judged.get();
        let schedule = schedule(&all.plan, all.today);
        Arc::new(roll_ups(&all.plan, &schedule, &all.health, kind))
    });
    let tracks = plan.state().tracks();
    let ids = Memo::new(move |_| {
        let tracks = tracks.read();
        let own = tracks.iter().filter(|track| track.kind == kind);
        own.map(|track| track.id).collect::<Vec<TrackId>>()
    });
    let without = Memo::new(move |_| {
        let sums = sums.get();
        let none = sums.iter().find(|sum| sum.track.is_none());
        none.map_or(0, |sum| sum.milestones.len())
    });
    let heading = move || match kind {
        TrackKind::Phase => t_string!(i18n, tracks.phases),
        TrackKind::Function => t_string!(i18n, tracks.functions),
    };
    view! {
        <section class="tracks__kind">
            <h3 class="tracks__heading">{heading}</h3>
            <ul class="tracks__list" aria-label=heading>
                <For each=move || ids.get() key=|id| *id let:id>
                    <TrackLine id=id sums=sums judged=judged />
                </For>
            </ul>
            <Show when=move || without.get().gt(&0) && !ids.with(Vec::is_empty)>
                <p class="tracks__without">{move || t_string!(i18n, tracks.without, count = without.get(), kind = kind_words(i18n, kind))}</p>
            </Show>
            <Show when=move || plan.may_edit().get()>
                <AddTrack kind=kind />
            </Show>
            <ArchivedTracks kind=kind judged=judged />
        </section>
    }
}

#[component]
fn AddTrack(kind: TrackKind) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let name = RwSignal::new(String::new());
    let words = move || match kind {
        TrackKind::Phase => t_string!(i18n, tracks.add_phase),
        TrackKind::Function => t_string!(i18n, tracks.add_function),
    };
    let add = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        let added = Command::AddTrack {
            id: TrackId::from_bits(crate::random::bits()),
            kind,
            name: typed.clone(),
            place: Place::Last,
        };
        if !typed.is_empty() && plan.run(added) {
            name.set(String::new());
        }
    };
    view! {
        <form class="tracks__add" on:submit=add>
            <input
                class="tracks__input"
                type="text"
                dir="auto"
                autocomplete="off"
                maxlength="200"
                aria-label=words
                placeholder=words
                prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event))
            />
            <button type="submit" class="button">{t!(i18n, tracks.add)}</button>
        </form>
    }
}

#[component]
fn ArchivedTracks(kind: TrackKind, judged: RwSignal<Arc<Judged>>) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let archived = Memo::new(move |_| {
        let all = judged.get();
        let tracks = all.plan.tracks.iter();
        let tracks = tracks.filter(|track| track.archived && track.kind == kind);
        tracks
            .map(|track| (track.id, track.name.clone()))
            .collect::<Vec<_>>()
    });
    let line = move |(id, name): (TrackId, String)| {
        let label = name.clone();
        let restore = move |_| {
            plan.run(Command::RestoreTrack(id));
        };
        view! {
            <li class="archived__row">
                <span class="archived__title" dir="auto">{name}</span>
                <Show when=move || plan.may_edit().get()>
                    <button
                        type="button"
                        class="button is-quiet"
                        aria-label={
                            let label = label.clone();
                            move || t_string!(i18n, milestones.restore_label, title = label.clone())
                        }
                        on:click=restore
                    >
                        {t!(i18n, milestones.restore)}
                    </button>
                </Show>
            </li>
        }
    };
    view! {
        <Show when=move || !archived.with(Vec::is_empty)>
            <details class="archived">
                <summary>{move || t_string!(i18n, tracks.archived_list, count = archived.with(Vec::len))}</summary>
                <ul>{move || archived.get().into_iter().map(line).collect_view()}</ul>
            </details>
        </Show>
    }
}
