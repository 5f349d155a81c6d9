//! The panels of the bar: another date, another lead, another track.

use chrono::NaiveDate;
use leptos::{ev, prelude::*};
use plan::Command;
use plan::id::{PersonId, TrackId};
use plan::model::Side;

use super::bar::Acting;
use super::steps::{self, Lead};
use crate::i18n::*;
use crate::language::I18n;
use crate::parts::{side_class, side_name};
use crate::state::PlanStateStoreFields;
use crate::ui::{Choice, Picker};

/// What "later" is by before somebody says otherwise: a week.
const DAYS: i64 = 5;
/// As far as it moves at once either way: about ten years.
const DAYS_MAX: i64 = 2_500;

/// So many working days later, or on a day.
#[component]
pub fn Redate(
    /// What it acts on.
    acting: Acting,
) -> impl IntoView {
    let i18n = use_i18n();
    let days = RwSignal::new(DAYS.to_string());
    let date = RwSignal::new(String::new());
    let by = move || {
        days.get()
            .trim()
            .parse::<i64>()
            .ok()
            .filter(|by| by.abs() <= DAYS_MAX)
    };
    let on = move || date.get().parse::<NaiveDate>().ok();
    let later = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(by) = untrack(by) {
            acting.run(|plan, ids| steps::due_later(plan, ids, by));
        }
    };
    let set = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(on) = untrack(on) {
            acting.run(|plan, ids| steps::due_on(plan, ids, on));
        }
    };
    view! {
        <div class="panel selection__panel">
            <form class="selection__form" on:submit=later>
                <label>
                    {t!(i18n, select.later_by)}
                    <input
                        class="selection__input"
                        type="number"
                        step="1"
                        min=-DAYS_MAX
                        max=DAYS_MAX
                        data-focus=""
                        prop:value=move || days.get()
                        on:input=move |event| days.set(event_target_value(&event))
                    />
                </label>
                <button type="submit" class="button" aria-disabled=move || by().is_none().then_some("true")>
                    {t!(i18n, select.later)}
                </button>
            </form>
            <form class="selection__form" on:submit=set>
                <label>
                    {t!(i18n, select.on_day)}
                    <input
                        class="selection__input"
                        type="date"
                        min="1990-01-01"
                        max="2199-12-31"
                        on:input=move |event| date.set(event_target_value(&event))
                    />
                </label>
                <button type="submit" class="button" aria-disabled=move || on().is_none().then_some("true")>
                    {t!(i18n, select.set_day)}
                </button>
            </form>
            <small>{t!(i18n, select.dates_alone)}</small>
        </div>
    }
}

/// Finds or adds the one who is to answer for all of them.
#[component]
pub fn Assign(
    /// What it acts on.
    acting: Acting,
) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Callback::new(move |query: String| leads(i18n, acting, query.trim()));
    let pick = Callback::new(move |lead: Lead| {
        let id = PersonId::from_bits(crate::random::bits());
        acting.run(|_, ids| steps::assign(ids, lead, id));
    });
    view! {
        <div class="panel">
            <Picker
                label=Signal::derive(move || t_string!(i18n, owner.find).to_owned())
                choices=choices
                nothing=Signal::derive(move || t_string!(i18n, owner.find_nobody).to_owned())
                on_pick=pick
            />
        </div>
    }
}

fn leads(i18n: I18n, acting: Acting, query: &str) -> Vec<Choice<Lead>> {
    let wanted = query.to_lowercase();
    let people = acting.plan.state().people();
    let people = people.read();
    let known = people.iter();
    let known = known.filter(|person| person.name.to_lowercase().contains(&wanted));
    let known = known.map(|person| Choice {
        value: Lead::Known(person.id),
        label: person.name.clone(),
        detail: side_name(i18n, person.side),
        class: side_class(Some(person.side)),
    });
    let nobody = query.is_empty().then(|| Choice {
        value: Lead::Nobody,
        label: t_string!(i18n, arrange.no_lead).to_owned(),
        detail: String::new(),
        class: side_class(None),
    });
    let name: String = query.chars().take(200).collect();
    let sides = [Side::Buyer, Side::Seller]
        .into_iter()
        .filter(|_| !query.is_empty());
    let new = sides.map(|side| Choice {
        value: Lead::New {
            name: name.clone(),
            side,
        },
        label: name.clone(),
        detail: t_string!(i18n, owner.add_to, side = side_name(i18n, side)),
        class: side_class(Some(side)),
    });
    known.chain(nobody).chain(new).collect()
}

/// Finds or adds the phase or function that all of them are to belong to.
#[component]
pub fn SetTrack(
    /// What it acts on.
    acting: Acting,
) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Callback::new(move |query: String| {
        let tracks = acting.plan.state().tracks();
        crate::tracks::choices(i18n, &tracks.read(), query.trim())
    });
    let pick = Callback::new(move |pick: crate::tracks::Pick| {
        let id = TrackId::from_bits(crate::random::bits());
        acting.run(|_, ids| {
            let (kind, track, added) = pick.resolve(id);
            let mut all = vec![];
            all.extend(added);
            all.push(steps::set_track(ids, kind, track));
            Command::Batch(all)
        });
    });
    view! {
        <div class="panel">
            <Picker
                label=Signal::derive(move || t_string!(i18n, tracks.find).to_owned())
                choices=choices
                nothing=Signal::derive(move || t_string!(i18n, tracks.none_yet).to_owned())
                on_pick=pick
            />
        </div>
    }
}
