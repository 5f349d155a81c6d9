//! Keeps the lines true to rows and choice.
//!
//! The row that the reader is in stays where it is until they leave it, and a row that is new since they chose shows
//! whatever the filter says: nothing that somebody is working on goes from under their hands.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::{ev, prelude::*};
use plan::id::{MilestoneId, TrackId};

use super::Arranged;
use super::choice::Arrangement;
use super::facts::{Facts, Reader};
use super::lines::{Shown, arrange};
use crate::identity;
use crate::panels::keys::milestone_of;
use crate::parts::Today;
use crate::state::PlanStateStoreFields;
use crate::ui;

/// Works while the component that calls it is on the page.
pub fn run(arranged: Arranged) {
    let held = hold_still(arranged);
    let known = known(arranged);
    let today = Today::expect();
    let shown = Memo::new(move |_| {
        let chosen = arranged.choice.get();
        (!arranged.is_plain()).then(|| {
            let reader = Reader {
                name: identity::load().name,
                today: today.get(),
            };
            Arc::new(work_out(
                arranged,
                &chosen,
                &reader,
                held.get(),
                &known.read(),
            ))
        })
    });
    Effect::new(move || arranged.shown.set(shown.get()));
    on_cleanup(move || {
        let _ = arranged.shown.try_set(None);
    });
}

fn work_out(
    arranged: Arranged,
    chosen: &Arrangement,
    reader: &Reader,
    held: Option<Facts>,
    known: &HashSet<MilestoneId>,
) -> Shown {
    let state = arranged.plan.state();
    let (rows, tracks) = (state.milestones(), state.tracks());
    let tracks: Vec<TrackId> = tracks.read().iter().map(|track| track.id).collect();
    let rows = rows.read();
    let scope = arranged.scope.track();
    let facts = rows.iter().map(Facts::of);
    let mut facts: Vec<Facts> = facts
        .filter(|row| scope.is_none_or(|track| row.is_of(track)))
        .collect();
    let new = facts.iter().map(|row| row.id);
    let mut kept: HashSet<MilestoneId> = new.filter(|id| !known.contains(id)).collect();
    if let Some(held) = held
        && let Some(row) = facts.iter_mut().find(|row| row.id == held.id)
    {
        kept.insert(held.id);
        *row = held;
    }
    arrange(&facts, &tracks, chosen, reader, &kept)
}

/// The rows that were there when the reader chose.
fn known(arranged: Arranged) -> RwSignal<HashSet<MilestoneId>> {
    let order = arranged.plan.state().order();
    let ids = move || order.read_untracked().iter().copied().collect();
    let known = RwSignal::new(ids());
    Effect::new(move |was: Option<()>| {
        arranged.choice.track();
        if was.is_some() {
            known.set(ids());
        }
    });
    known
}

/// The row with the focus, as it was when it got it.
fn hold_still(arranged: Arranged) -> RwSignal<Option<Facts>> {
    let held = RwSignal::new(None::<Facts>);
    let look = move || {
        let focused =
            ui::focused().filter(|focused| focused.closest(".row").ok().flatten().is_some());
        let id = focused.and_then(|focused| milestone_of(&focused));
        let now = held.try_with_untracked(|held| held.as_ref().map(|held| held.id));
        if now.is_none_or(|now| now == id) {
            return;
        }
        let rows = arranged.plan.state().milestones();
        let rows = rows.read_untracked();
        let row = id.and_then(|id| rows.iter().find(|row| row.id == id));
        held.set(row.map(Facts::of));
    };
    let entered = window_event_listener(ev::focusin, move |_| look());
    // Where the focus goes is known only after it has left: a menu that closes gives it back a frame later.
    let left = window_event_listener(ev::focusout, move |_| {
        request_animation_frame(move || request_animation_frame(look));
    });
    on_cleanup(move || {
        entered.remove();
        left.remove();
    });
    held
}
