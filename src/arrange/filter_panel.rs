//! Which rows to show.

use leptos::prelude::*;
use plan::id::{PersonId, TrackId};
use plan::model::Side;

use super::facts::is_of;
use super::{Arranged, Part, words};
use crate::i18n::*;
use crate::identity;
use crate::parts::side_name;
use crate::state::PlanStateStoreFields;

const SIDES: [Side; 3] = [Side::Buyer, Side::Seller, Side::Partner];

/// Boxes to tick, a side and a track.
#[component]
pub fn FilterPanel(
    /// What it chooses.
    arranged: Arranged,
) -> impl IntoView {
    let i18n = use_i18n();
    let reader = identity::load().name;
    let people = arranged.plan.state().people();
    let is_known = is_of(
        people
            .read_untracked()
            .iter()
            .map(|one| (one.name.as_str(), one.side)),
        &reader,
    );
    view! {
        <div class="panel filter">
            {tick(arranged, Part::Mine)}
            <Show when=move || !is_known>
                <small class="filter__hint">{t!(i18n, arrange.mine_who)}</small>
            </Show>
            {[Part::Late, Part::Undated, Part::Unowned].map(|part| tick(arranged, part)).collect_view()}
            <PersonChoice arranged=arranged />
            <SideChoice arranged=arranged />
            <TrackChoice arranged=arranged />
        </div>
    }
}

fn tick(arranged: Arranged, part: Part) -> impl IntoView {
    let i18n = use_i18n();
    let is_set = move || *part.of(&mut arranged.choice().filter);
    let change = move |event| {
        let set = event_target_checked(&event);
        arranged.choose(|chosen| *part.of(&mut chosen.filter) = set);
    };
    view! {
        <label class="filter__tick">
            <input type="checkbox" prop:checked=is_set on:change=change />
            <span>{move || words::part(i18n, part)}</span>
        </label>
    }
}

#[component]
fn PersonChoice(arranged: Arranged) -> impl IntoView {
    let i18n = use_i18n();
    let people = arranged.plan.state().people();
    let change = move |event| {
        let person: Option<PersonId> = event_target_value(&event).parse().ok();
        arranged.choose(|chosen| chosen.filter.person = person);
    };
    let options = move || {
        let now = arranged.choice().filter.person;
        let people = people.read();
        let mut named: Vec<_> = people
            .iter()
            .map(|one| (one.name.clone(), one.id))
            .collect();
        named.sort();
        let option = |(name, id): (String, PersonId)| view! { <option value=id.to_string() selected=now == Some(id)>{name}</option> };
        named.into_iter().map(option).collect_view()
    };
    view! {
        <label class="filter__choice">
            <span>{t!(i18n, arrange.person)}</span>
            <select class="filter__select" on:change=change>
                <option value="">{t!(i18n, arrange.any)}</option>
                {options}
            </select>
        </label>
    }
}

#[component]
fn SideChoice(arranged: Arranged) -> impl IntoView {
    let i18n = use_i18n();
    let key = |side: Option<Side>| side.map_or("", crate::paths::side_name);
    let now = move || key(arranged.choice().filter.side);
    let change = move |event| {
        let picked = event_target_value(&event);
        let side = SIDES.into_iter().find(|side| key(Some(*side)) == picked);
        arranged.choose(|chosen| chosen.filter.side = side);
    };
    let option = move |side: Side| {
        view! { <option value=key(Some(side))>{move || side_name(i18n, side)}</option> }
    };
    view! {
        <label class="filter__choice">
            <span>{t!(i18n, arrange.side)}</span>
            <select class="filter__select" prop:value=now on:change=change>
                <option value="">{t!(i18n, arrange.any)}</option>
                {SIDES.map(option).collect_view()}
            </select>
        </label>
    }
}

#[component]
fn TrackChoice(arranged: Arranged) -> impl IntoView {
    let i18n = use_i18n();
    let tracks = arranged.plan.state().tracks();
    let has_tracks = Memo::new(move |_| !tracks.read().is_empty());
    let change = move |event| {
        let track: Option<TrackId> = event_target_value(&event).parse().ok();
        arranged.choose(|chosen| chosen.filter.track = track);
    };
    let options = move || {
        let now = arranged.choice().filter.track;
        let tracks = tracks.read();
        let option = |id: TrackId, name: String| view! { <option value=id.to_string() selected=now == Some(id)>{name}</option> };
        let options = tracks
            .iter()
            .map(|track| option(track.id, track.name.clone()));
        options.collect_view()
    };
    view! {
        <Show when=move || has_tracks.get()>
            <label class="filter__choice">
                <span>{t!(i18n, arrange.track)}</span>
                <select class="filter__select" on:change=change>
                    <option value="">{t!(i18n, arrange.any)}</option>
                    {options}
                </select>
            </label>
        </Show>
    }
}
