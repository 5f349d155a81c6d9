//! Everything about one milestone that has no column: result, notes, checklist, links, and who said yes to what.

mod agreement;
pub mod changes;
mod checklist;
mod comment_field;
mod comments;
mod links;

use leptos::prelude::*;
use plan::id::MilestoneId;
use plan::model::Milestone;
use plan::{Command, TextField as PlanField};

use self::{agreement::Agreements, checklist::Checklist, comments::Comments, links::Links};
use crate::i18n::*;
use crate::milestones::{OwnerPanel, Owners, Row, focus_handle};
use crate::open_plan::{CellRef, Column, OpenPlan};
use crate::panels::Side;
use crate::parts::{PlanText, milestone_name};
use crate::state::PlanStateStoreFields;
use crate::tracks::TrackPart;
use crate::ui::Lines;

/// The panel of one milestone. It stays open when the other side archives the milestone, and says so.
#[component]
pub fn Detail(
    /// Which.
    id: MilestoneId,
) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let milestone = Memo::new(move |_| {
        plan.changes().track();
        plan.with_plan(|plan| plan.milestone(id).cloned())
    });
    let name = Signal::derive(move || {
        let title = milestone.with(|one| one.as_ref().map(|one| one.title.clone()));
        milestone_name(i18n, title.unwrap_or_default())
    });
    let exists = Memo::new(move |_| milestone.with(Option::is_some));
    let body = move || match exists.get() {
        true => body(id, name, milestone),
        false => view! { <p>{t!(i18n, detail.gone)}</p> }.into_any(),
    };
    view! {
        <Side
            label=Signal::derive(move || t_string!(i18n, detail.label, title = name.get()))
            title=name
            fallback=Callback::new(move |()| focus_handle(Some(id)))
        >
            {body}
        </Side>
    }
}

fn body(id: MilestoneId, name: Signal<String>, milestone: Memo<Option<Milestone>>) -> AnyView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let row = Row {
        id,
        state: plan.state().milestones().at_key(id).into(),
        name,
        may_edit: plan.may_edit(),
        plan,
    };
    let is_archived =
        Memo::new(move |_| milestone.with(|one| one.as_ref().is_some_and(|one| one.archived)));
    let checklist = Memo::new(move |_| milestone.with(|one| part(one, |one| &one.checklist)));
    let links = Memo::new(move |_| milestone.with(|one| part(one, |one| &one.links)));
    view! {
        <Show when=move || is_archived.get()><Archived row=row /></Show>
        {text(row, milestone, Prose::DoneWhen)}
        {text(row, milestone, Prose::Result)}
        <Show when=move || row.may_edit.get() && !is_archived.get()>
            <section class="detail__part">
                <h3>{t!(i18n, detail.people)}</h3>
                <OwnerPanel row=row owners=Owners::of(row) />
            </section>
        </Show>
        <Show when=move || row.may_edit.get() && !is_archived.get()>
            <section class="detail__part">
                <h3>{t!(i18n, milestones.track)}</h3>
                <TrackPart row=row />
            </section>
        </Show>
        <Agreements row=row milestone=milestone />
        <Checklist row=row items=checklist />
        <Links row=row links=links />
        {text(row, milestone, Prose::Notes)}
        <Comments id=id />
    }
    .into_any()
}

fn part<T: Clone>(milestone: &Option<Milestone>, of: impl Fn(&Milestone) -> &Vec<T>) -> Vec<T> {
    milestone.as_ref().map(of).cloned().unwrap_or_default()
}

#[component]
fn Archived(row: Row) -> impl IntoView {
    let i18n = use_i18n();
    let restore = move |_| {
        row.plan.run(Command::RestoreMilestones(vec![row.id]));
    };
    view! {
        <div class="detail__archived" role="status">
            <p>{t!(i18n, detail.archived)}</p>
            <Show when=move || row.may_edit.get()>
                <button type="button" class="button" on:click=restore>{t!(i18n, detail.restore)}</button>
            </Show>
        </div>
    }
}

/// The texts of a milestone that the panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prose {
    DoneWhen,
    Result,
    Notes,
}

/// One text with its heading: the same text that the table and the other side type in.
fn text(row: Row, milestone: Memo<Option<Milestone>>, prose: Prose) -> AnyView {
    let i18n = use_i18n();
    let id = row.id;
    let (field, column) = match prose {
        Prose::DoneWhen => (PlanField::DoneWhen(id), Column::DoneWhen),
        Prose::Result => (PlanField::Result(id), Column::Result),
        Prose::Notes => (PlanField::Notes(id), Column::Notes),
    };
    let value = Memo::new(move |_| {
        let of = |one: &Milestone| match prose {
            Prose::DoneWhen => one.done_when.clone(),
            Prose::Result => one.result.clone(),
            Prose::Notes => one.notes.clone(),
        };
        milestone.with(|one| one.as_ref().map(of).unwrap_or_default())
    });
    let heading = Signal::derive(move || {
        match prose {
            Prose::DoneWhen => t_string!(i18n, detail.done_when),
            Prose::Result => t_string!(i18n, detail.result),
            Prose::Notes => t_string!(i18n, detail.notes),
        }
        .to_owned()
    });
    let empty = Signal::derive(move || {
        match prose {
            Prose::DoneWhen => t_string!(i18n, detail.done_when_empty),
            Prose::Result => t_string!(i18n, detail.result_empty),
            Prose::Notes => t_string!(i18n, detail.notes_empty),
        }
        .to_owned()
    });
    view! {
        <section class="detail__part">
            <h3>{move || heading.get()}</h3>
            <PlanText
                field=field
                value=value
                cell=CellRef::of_milestone(id, column)
                label=heading
                placeholder=empty
                lines=Lines::Many
            />
        </section>
    }
    .into_any()
}
