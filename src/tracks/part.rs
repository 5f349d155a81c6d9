//! One phase or function, rolled up.

use std::sync::Arc;

use leptos::prelude::*;
use plan::Command;
use plan::id::{PersonId, TrackId};
use plan::tracks::RollUp;

use super::summary::Sums;
use crate::format::{self, DateStyle};
use crate::health::{Judged, colour_mark, colour_words};
use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::parts::{PersonChip, Today, side_class, side_name};
use crate::paths;
use crate::state::{PlanStateStoreFields, TrackState};
use crate::ui::{
    Choice, Icon, IconButton, LineField, Picker, PopoverButton, Toast, ToastAction, Toasts,
};

/// Name, days, progress, health, what it waits for, who leads it.
#[component]
pub fn TrackLine(
    /// Which.
    id: TrackId,
    /// What all tracks of its kind come to.
    sums: Sums,
    /// The plan as the engine judged it.
    judged: RwSignal<Arc<Judged>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let tracks = plan.state().tracks();
    let track = Memo::new(move |_| tracks.read().iter().find(|track| track.id == id).cloned());
    let name = Signal::derive(move || {
        track
            .get()
            .map(|track: TrackState| track.name)
            .unwrap_or_default()
    });
    let sum = Memo::new(move |_| {
        let sums = sums.get();
        sums.iter().find(|sum| sum.track == Some(id)).cloned()
    });
    let rename = Callback::new(move |name: String| {
        plan.run(Command::SetTrackName { track: id, name });
    });
    let address = StoredValue::new(paths::track(&plan.id(), id));
    let read_name = move || view! { <strong dir="auto">{name}</strong> };
    view! {
        <li class="track">
            <div class="track__head">
                <div class="track__name">
                    <Show when=move || plan.may_edit().get() fallback=read_name>
                        <LineField
                            label=Signal::derive(move || t_string!(i18n, tracks.name_label, name = name.get()))
                            value=name
                            on_commit=rename
                        />
                    </Show>
                </div>
                <a href=address.get_value() class="track__open">
                    {t!(i18n, tracks.open)}
                    <span class="visually-hidden">" " {name}</span>
                </a>
                <Show when=move || plan.may_edit().get()>
                    <ArchiveButton id=id name=name />
                </Show>
            </div>
            <Facts sum=sum tracks=Signal::derive(move || tracks.get()) />
            <Lead id=id track=track judged=judged />
        </li>
    }
}

#[component]
fn Facts(sum: Memo<Option<RollUp>>, tracks: Signal<Vec<TrackState>>) -> impl IntoView {
    let i18n = use_i18n();
    let today = Today::expect();
    let day = move |day| format::date(i18n.get_locale(), DateStyle::Day, day, today.get());
    let percent = move || sum.with(|sum| sum.as_ref().map_or(0, |sum| sum.progress_percent));
    let days = move |sum: &RollUp| match (sum.start, sum.finish) {
        (Some(from), Some(to)) if from != to => {
            t_string!(i18n, arrange.days, from = day(from), to = day(to))
        }
        (_, Some(to)) => day(to),
        _ => t_string!(i18n, timeline.no_dates).to_owned(),
    };
    let done = move |sum: &RollUp| match sum.milestones.len() {
        0 => t_string!(i18n, masthead.nothing_yet).to_owned(),
        total => t_string!(i18n, masthead.done_of, done = sum.done, total = total),
    };
    let started = move |sum: &RollUp| match sum.started {
        true if sum.done == sum.milestones.len() => None,
        true => Some(t_string!(i18n, tracks.started)),
        false => Some(t_string!(i18n, tracks.not_started)),
    };
    let after = move |sum: &RollUp| {
        let tracks = tracks.get();
        let name = |id: &TrackId| {
            tracks
                .iter()
                .find(|track| track.id == *id)
                .map(|track| track.name.clone())
        };
        let names: Vec<String> = sum.after.iter().filter_map(name).collect();
        (!names.is_empty()).then(|| view! { <p class="track__after" dir="auto">{t_string!(i18n, tracks.after, names = names.join(", "))}</p> })
    };
    let facts = move || {
        let sum = sum.get()?;
        Some(view! {
            <p class="track__facts">
                <span class="track__health">
                    <span class=colour_mark(sum.colour) aria-hidden="true"></span>
                    {colour_words(i18n, sum.colour)}
                </span>
                <span>{days(&sum)}</span>
                <span>{done(&sum)}</span>
                {started(&sum).map(|words| view! { <span>{words}</span> })}
            </p>
            {after(&sum)}
        })
    };
    view! {
        <div class="progress" aria-hidden="true">
            <span class="progress__done" style:width=move || format!("{}%", percent())></span>
        </div>
        {facts}
    }
}

/// Who leads it, with a panel to choose somebody.
#[component]
fn Lead(
    id: TrackId,
    track: Memo<Option<TrackState>>,
    judged: RwSignal<Arc<Judged>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let open = RwSignal::new(false);
    let people = plan.state().people();
    // The rows do not show who leads a track, so the document is asked.
    let lead = Memo::new(move |_| {
        judged.track();
        plan.changes().track();
        let lead = plan.with_plan(|plan| plan.track(id).and_then(|track| track.lead))?;
        let people = people.read();
        let found = people.iter().find(|person| person.id == lead)?;
        Some((found.name.clone(), found.side, found.placeholder))
    });
    let face = move || match lead.get() {
        Some((name, side, placeholder)) => {
            i18n.get_locale();
            view! { <PersonChip name=name side=Some(side) placeholder=placeholder /> }.into_any()
        }
        None => view! { <span class="cell-none">{t!(i18n, tracks.no_lead)}</span> }.into_any(),
    };
    let name = move || track.get().map(|track| track.name).unwrap_or_default();
    let label = Signal::derive(move || t_string!(i18n, tracks.lead_label, name = name()));
    let choices = Callback::new(move |query: String| {
        let wanted = query.trim().to_lowercase();
        let people = people.read();
        let known = people
            .iter()
            .filter(|person| person.name.to_lowercase().contains(&wanted));
        let known = known.map(|person| Choice {
            value: Some(person.id),
            label: person.name.clone(),
            detail: side_name(i18n, person.side),
            class: side_class(Some(person.side)),
        });
        let nobody = Choice {
            value: None,
            label: t_string!(i18n, tracks.no_lead).to_owned(),
            detail: String::new(),
            class: side_class(None),
        };
        known
            .chain(wanted.is_empty().then_some(nobody))
            .collect::<Vec<_>>()
    });
    let pick = Callback::new(move |lead: Option<PersonId>| {
        plan.run(Command::SetTrackLead { track: id, lead });
        open.set(false);
    });
    let panel = move || {
        view! {
            <div class="panel">
                <Picker
                    label=Signal::derive(move || t_string!(i18n, tracks.find_lead).to_owned())
                    choices=choices
                    nothing=Signal::derive(move || t_string!(i18n, tracks.nobody).to_owned())
                    on_pick=pick
                />
            </div>
        }
    };
    view! {
        <div class="track__lead">
            <Show when=move || plan.may_edit().get() fallback=face>
                <PopoverButton open=open label=label class="cell-button" named_by_content=true panel=ViewFn::from(panel)>
                    <span class="visually-hidden">{move || label.get()} " "</span>
                    {face}
                </PopoverButton>
            </Show>
        </div>
    }
}

#[component]
fn ArchiveButton(id: TrackId, name: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let toasts = Toasts::expect();
    let archive = move || {
        let text = t_string!(i18n, milestones.archived, title = name.get_untracked());
        if plan.run(Command::ArchiveTrack(id)) {
            let undo = move || {
                plan.run(Command::RestoreTrack(id));
            };
            toasts.show(Toast {
                text,
                action: Some(ToastAction {
                    label: t_string!(i18n, milestones.undo).to_owned(),
                    run: Arc::new(undo),
                }),
            });
        }
    };
    view! {
        <IconButton
            label=Signal::derive(move || t_string!(i18n, tracks.archive, name = name.get()))
            shows=Icon::Archive
            on_press=Callback::new(move |()| archive())
        />
    }
}
