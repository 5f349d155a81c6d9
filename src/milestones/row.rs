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
use crate::parts::{PlanText, here_marks, milestone_name};
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
    /// Whether the reader may change it. It never changes in a row of the table; see [`Common`].
    pub may_edit: Signal<bool>,
    /// Where intentions go.
    pub plan: OpenPlan,
}

/// What all rows of the table have in common and none of them watches: when it changes, which is rare, the rows are
/// made anew. Thousands of cells that listen to one signal would make every one of them slower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Common {
    /// The reader's language: cells ask for their words once (`tu_string!`).
    pub locale: Locale,
    /// Whether the reader may change rows.
    pub may_edit: bool,
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
    /// What it shares with the others.
    common: Common,
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
        may_edit: Signal::stored(common.may_edit),
        plan,
    };
    view! {
        <div
            class=move || look(row, selection, reorder)
            role="row"
            data-milestone=id.to_string()
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
            <WaitsForCell row=row />
            {move || has_tracks.get().then(|| view! { <div class="row__track" role="cell"><TrackCell row=row /></div> })}
            <HereMarks row=row />
        </div>
    }
}

/// All classes of a row: one effect, where each class of its own would be another.
fn look(row: Row, selection: Selection, reorder: Reorder) -> String {
    let status = row.state.status();
    let is_closed = status.try_read().is_some_and(|status| status.is_closed());
    let classes = [
        (is_closed, " is-closed"),
        (selection.has(row.id), " is-selected"),
        (reorder.is_dragged(row.id), " is-dragged"),
        (reorder.drops_before(row.id), " is-drop-before"),
        (reorder.drops_after(row.id), " is-drop-after"),
    ];
    let mut look = "row".to_owned();
    for (_, class) in classes.into_iter().filter(|(is, _)| *is) {
        look.push_str(class);
    }
    look
}

/// Title and, below it, when it is done.
#[component]
fn RowWords(row: Row, title: Memo<String>) -> impl IntoView {
    let i18n = use_i18n();
    let Row {
        id, state, name, ..
    } = row;
    let is_field = row.may_edit.get_untracked();
    let done_when = Memo::new(move |_| state.done_when().try_get().unwrap_or_default());
    let lines = move || done_when.with(|text| !text.is_empty());
    view! {
        <div class="row__words" class:has-two-lines=lines>
            <PlanText
                field=PlanField::MilestoneTitle(id)
                value=title
                cell=CellRef::of_milestone(id, Column::Title)
                label=Signal::stored(tu_string!(i18n, milestones.title_label).to_owned())
                placeholder=Signal::stored(tu_string!(i18n, milestones.title_empty).to_owned())
                on_key=Callback::new(move |event| keys::walk_column(&event, ".row__title .field__input"))
                is_field=is_field
            />
            <div class="row__done-when">
                <PlanText
                    field=PlanField::DoneWhen(id)
                    value=done_when
                    cell=CellRef::of_milestone(id, Column::DoneWhen)
                    label=Signal::derive(move || tu_string!(i18n, milestones.done_when_label, title = name.get()))
                    placeholder=Signal::stored(tu_string!(i18n, milestones.done_when_empty).to_owned())
                    on_key=Callback::new(move |event| keys::walk_column(&event, ".row__done-when .field__input"))
                    is_field=is_field
                />
            </div>
        </div>
    }
}

/// Name tags on the cells of this row that others are in.
#[component]
fn HereMarks(row: Row) -> impl IntoView {
    let present = row.plan.present();
    // Compared: somebody who walks through another row makes nothing anew here.
    let here = Memo::new(move |_| -> Vec<Present> {
        let is_here = |present: &&Present| {
            present
                .cell
                .is_some_and(|cell| cell.milestone == Some(row.id))
        };
        present.with(|present| present.iter().filter(is_here).cloned().collect())
    });
    here_marks(here, column_class)
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
