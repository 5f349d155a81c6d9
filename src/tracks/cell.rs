//! The phase and the function of a row, and the panel that sets them.

use leptos::prelude::*;
use plan::Command;
use plan::id::TrackId;
use plan::model::TrackKind;

use super::pick::{Pick, choices};
use crate::i18n::*;
use crate::later::{later, later_view};
use crate::milestones::{CellPanel, Row};
use crate::open_plan::Column;
use crate::state::{MilestoneStateStoreFields, PlanStateStoreFields};
use crate::ui::Picker;

/// Names of phase and function.
fn names(row: Row) -> Memo<Vec<String>> {
    let tracks = row.plan.state().tracks();
    Memo::new(move |_| {
        let phase = row.state.phase().try_get().flatten();
        let function = row.state.function().try_get().flatten();
        let tracks = tracks.read();
        let name = |id: TrackId| tracks.iter().find(|track| track.id == id);
        let found = [phase, function].into_iter().flatten().filter_map(name);
        found.map(|track| track.name.clone()).collect()
    })
}

/// The cell of the table.
#[component]
pub fn TrackCell(
    /// The row.
    row: Row,
) -> impl IntoView {
    let i18n = use_i18n();
    let names = names(row);
    let label = Signal::derive(move || tu_string!(i18n, tracks.cell_label, title = row.name.get()));
    let words = move || {
        if names.with(Vec::is_empty) {
            view! { <span class="cell-empty">{tu_string!(i18n, tracks.set)}</span> }.into_any()
        } else {
            view! { <span class="track-names" dir="auto">{names.get().join(" · ")}</span> }
                .into_any()
        }
    };
    view! {
        <CellPanel
            row=row
            column=Column::Track
            label=label
            panel=ViewFn::from(move || later_view(move || Box::pin(track_panel(row))))
        >
            {words}
        </CellPanel>
    }
}

later! { panels;
    fn track_panel(row: Row) { view! { <TrackPart row=row /> } }
}

/// Finds or adds a phase or function for one milestone.
#[component]
pub fn TrackPart(
    /// The row.
    row: Row,
) -> impl IntoView {
    let i18n = use_i18n();
    let names = names(row);
    let found = Callback::new(move |query: String| {
        let tracks = row.plan.state().tracks();
        choices(i18n, &tracks.read(), query.trim())
    });
    let pick = Callback::new(move |pick: Pick| {
        let (kind, track, added) = pick.resolve(TrackId::from_bits(crate::random::bits()));
        let milestone = row.id;
        let set = match kind {
            TrackKind::Phase => Command::SetPhase { milestone, track },
            TrackKind::Function => Command::SetFunction { milestone, track },
        };
        row.plan
            .run(Command::Batch(added.into_iter().chain([set]).collect()));
    });
    view! {
        <div class="panel">
            <p class="panel__title" role="status" dir="auto">{move || names.get().join(" · ")}</p>
            <Picker
                label=Signal::derive(move || t_string!(i18n, tracks.find).to_owned())
                choices=found
                nothing=Signal::derive(move || t_string!(i18n, tracks.none_yet).to_owned())
                on_pick=pick
            />
        </div>
    }
}
