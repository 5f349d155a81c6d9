//! A row of the table.

use leptos::{ev, prelude::*};
use plan::TextField as PlanField;
use plan::id::MilestoneId;
use reactive_stores::Field;

use super::{
    due::DueCell, keys, owners::OwnerCell, reorder::Reorder, row_menu::RowMenu, status::StatusCell,
    waits_for::WaitsForCell,
};
use crate::i18n::*;
use crate::open_plan::{CellRef, Column, OpenPlan, Present};
use crate::parts::{PlanText, milestone_name, side_class};
use crate::select::{self, Pick, Selection};
use crate::state::{MilestoneState, MilestoneStateStoreFields};
use crate::talk::CommentCount;
use crate::tracks::TrackCell;

/// What every cell of a row needs.
#[derive(Clone, Copy)]
pub struct Row {
    /// Held across time: the field may go when the other side archives the row.
    pub id: MilestoneId,
    /// What it says. Read it with `try_get` or `try_read`.
    pub state: Field<MilestoneState>,
    /// The title, or words for a milestone without one: for labels.
    pub name: Signal<String>,
    /// Whether the reader may change it.
    pub may_edit: Signal<bool>,
    /// Where intentions go.
    pub plan: OpenPlan,
}

/// Whether the plan has phases or functions, in context of the table.
#[derive(Clone, Copy)]
pub struct HasTracks(pub Memo<bool>);

/// One milestone.
#[component]
pub fn MilestoneRow(
    /// Its id.
    id: MilestoneId,
    /// What it says.
    #[prop(into)]
    state: Field<MilestoneState>,
) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let reorder = expect_context::<Reorder>();
    let selection = Selection::expect();
    let has_tracks = expect_context::<HasTracks>().0;
    let title = Memo::new(move |_| state.title().try_get().unwrap_or_default());
    let name = Signal::derive(move || milestone_name(i18n, title.get()));
    let row = Row {
        id,
        state,
        name,
        may_edit: plan.may_edit(),
        plan,
    };
    let is_closed = move || {
        state
            .status()
            .try_read()
            .is_some_and(|status| status.is_closed())
    };
    let waits_for_none = move || {
        state
            .depends_on()
            .try_read()
            .is_none_or(|before| before.is_empty())
    };

    view! {
        <div
            class="row"
            role="row"
            data-milestone=id.to_string()
            class:is-closed=is_closed
            class:is-selected=move || selection.has(id)
            class:is-dragged=move || reorder.is_dragged(id)
            class:is-drop-before=move || reorder.drops_before(id)
            class:is-drop-after=move || reorder.drops_after(id)
            on:keydown=move |event: ev::KeyboardEvent| {
                keys::move_row(&event, row, reorder);
                select::key(&event, row, selection);
            }
        >
            <div class="row__title" role="rowheader">
                <Pick row=row />
                <RowMenu row=row />
                <RowWords row=row title=title />
                <CommentCount id=id name=name />
            </div>
            <div class="row__owner" role="cell"><OwnerCell row=row /></div>
            <div class="row__due" role="cell"><DueCell row=row /></div>
            <div class="row__status" role="cell"><StatusCell row=row /></div>
            <div class="row__waits" class:is-none=waits_for_none role="cell"><WaitsForCell row=row /></div>
            <Show when=move || has_tracks.get()>
                <div class="row__track" role="cell"><TrackCell row=row /></div>
            </Show>
            <HereMarks row=row />
        </div>
    }
}

/// Title and, below it, when it is done.
#[component]
fn RowWords(row: Row, title: Memo<String>) -> impl IntoView {
    let i18n = use_i18n();
    let Row {
        id, state, name, ..
    } = row;
    let done_when = Memo::new(move |_| state.done_when().try_get().unwrap_or_default());
    let lines = move || done_when.with(|text| !text.is_empty());
    view! {
        <div class="row__words" class:has-two-lines=lines>
            <PlanText
                field=PlanField::MilestoneTitle(id)
                value=title
                cell=CellRef::of_milestone(id, Column::Title)
                label=Signal::derive(move || t_string!(i18n, milestones.title_label).to_owned())
                placeholder=Signal::derive(move || t_string!(i18n, milestones.title_empty).to_owned())
                on_key=Callback::new(move |event| keys::walk_column(&event, ".row__title .field__input"))
            />
            <div class="row__done-when">
                <PlanText
                    field=PlanField::DoneWhen(id)
                    value=done_when
                    cell=CellRef::of_milestone(id, Column::DoneWhen)
                    label=Signal::derive(move || t_string!(i18n, milestones.done_when_label, title = name.get()))
                    placeholder=Signal::derive(move || t_string!(i18n, milestones.done_when_empty).to_owned())
                    on_key=Callback::new(move |event| keys::walk_column(&event, ".row__done-when .field__input"))
                />
            </div>
        </div>
    }
}

/// Name tags on the cells of this row that others are in.
#[component]
fn HereMarks(row: Row) -> impl IntoView {
    let i18n = use_i18n();
    let present = row.plan.present();
    let here = Memo::new(move |_| -> Vec<Present> {
        let is_here = |present: &&Present| {
            present
                .cell
                .is_some_and(|cell| cell.milestone == Some(row.id))
        };
        present.with(|present| present.iter().filter(is_here).cloned().collect())
    });
    let mark = move |present: Present| {
        let column = present.cell.map_or("", |cell| column_class(cell.column));
        let name = if present.name.is_empty() {
            t_string!(i18n, header.nobody).to_owned()
        } else {
            present.name
        };
        view! {
            <span class=format!("here {column} {}", side_class(present.side)) aria-hidden="true">
                <span class="here__name">{name}</span>
            </span>
        }
    };
    move || here.get().into_iter().map(mark).collect_view()
}

fn column_class(column: Column) -> &'static str {
    match column {
        Column::Owner => "is-owner",
        Column::Due => "is-due",
        Column::Status => "is-status",
        Column::DependsOn => "is-waits",
        Column::Track => "is-track",
        _ => "is-title",
    }
}
