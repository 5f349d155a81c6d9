//! What must happen before a milestone.

use leptos::prelude::*;
use plan::Command;
use plan::id::MilestoneId;
use plan::model::{Dependency, DependencyKind, GapPolicy};

use super::{cell_panel::CellPanel, row::Row};
use crate::i18n::*;
use crate::language::I18n;
use crate::later::{later, later_view};
use crate::open_plan::Column;
use crate::state::{MilestoneStateStoreFields, PlanStateStoreFields, PredecessorState};
use crate::ui::{Choice, Icon, IconButton, Picker, icon};

/// More than this many finds are no help: type more of the title.
const OFFERED_MAX: usize = 40;

/// Names of the milestones before this one, with a panel to change them.
#[component]
pub fn WaitsForCell(
    /// The row.
    row: Row,
) -> impl IntoView {
    let i18n = use_i18n();
    let before = Memo::new(move |_| {
        let mut before = row.state.depends_on().try_get().unwrap_or_default();
        // When they are promised is told beside the row's own date, and makes nothing anew here.
        before.iter_mut().for_each(|one| one.due = None);
        before
    });
    let label = Signal::derive(move || tu_string!(i18n, waits.label, title = row.name.get()));
    let panel = ViewFn::from(move || later_view(move || Box::pin(waits_for_panel(row, before))));
    view! {
        <div class="row__waits" class:is-none=move || before.with(Vec::is_empty) role="cell">
            <CellPanel row=row column=Column::DependsOn label=label panel=panel>
                <WaitsForWords before=before may_edit=row.may_edit.get_untracked() />
            </CellPanel>
        </div>
    }
}

later! { panels;
    fn waits_for_panel(row: Row, before: Memo<Vec<PredecessorState>>) { view! { <WaitsForPanel row=row before=before /> } }
}

#[component]
fn WaitsForWords(before: Memo<Vec<PredecessorState>>, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let before = before.get();
        let Some(first) = before.first() else {
            return if may_edit {
                view! { <span class="cell-empty">{tu_string!(i18n, waits.set)}</span> }.into_any()
            } else {
                view! { <span class="visually-hidden">{tu_string!(i18n, waits.nothing)}</span> }
                    .into_any()
            };
        };
        let more = (before.len() > 1).then(|| {
            let others: Vec<&str> = before[1..].iter().map(|one| one.title.as_str()).collect();
            view! {
                <small class="waits__more">{tu_string!(i18n, waits.more, count = before.len() - 1)}</small>
                <span class="visually-hidden">" " {others.join(", ")}</span>
            }
        });
        view! {
            <span class="waits">
                <span class="waits__title" dir="auto" class:is-ignored=first.archived>{first.title.clone()}</span>
                {more}
            </span>
        }
        .into_any()
    }
}

#[component]
fn WaitsForPanel(row: Row, before: Memo<Vec<PredecessorState>>) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Callback::new(move |query: String| found(row, &before.get(), &query));
    let add = Callback::new(move |predecessor: MilestoneId| {
        row.plan.run(Command::AddDependency(Dependency {
            predecessor,
            successor: row.id,
            kind: DependencyKind::FinishToStart,
            lag_days: 0,
            policy: GapPolicy::default(),
        }));
    });
    let lines = move || {
        let line = |one: PredecessorState| view! { <WaitsForLine row=row predecessor=one /> };
        before.get().into_iter().map(line).collect_view()
    };
    view! {
        <div class="panel">
            <ul class="panel__list">{lines}</ul>
            <Picker
                label=Signal::derive(move || t_string!(i18n, waits.find).to_owned())
                choices=choices
                nothing=Signal::derive(move || t_string!(i18n, waits.none_left).to_owned())
                on_pick=add
            />
        </div>
    }
}

#[component]
fn WaitsForLine(row: Row, predecessor: PredecessorState) -> impl IntoView {
    let i18n = use_i18n();
    let PredecessorState {
        milestone,
        title,
        kind,
        lag_days,
        archived,
        due: _,
    } = predecessor;
    let details = [
        kind_words(i18n, kind),
        lag_words(i18n, lag_days),
        archived.then(|| t_string!(i18n, waits.archived).to_owned()),
    ];
    let details = details.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let remove = Callback::new(move |()| {
        row.plan.run(Command::RemoveDependency {
            predecessor: milestone,
            successor: row.id,
            kind,
        });
    });
    let name = title.clone();
    let remove_label = Signal::derive(move || t_string!(i18n, waits.remove, title = name.clone()));
    view! {
        <li class="panel__line">
            {icon(Icon::Arrow)}
            <span class="panel__words">
                <span dir="auto">{title}</span>
                <small>{details}</small>
            </span>
            <IconButton label=remove_label shows=Icon::Close on_press=remove />
        </li>
    }
}

/// The plain kind (one after the other) needs no words.
fn kind_words(i18n: I18n, kind: DependencyKind) -> Option<String> {
    let words = match kind {
        DependencyKind::FinishToStart => return None,
        DependencyKind::StartToStart => t_string!(i18n, waits.start_start),
        DependencyKind::FinishToFinish => t_string!(i18n, waits.finish_finish),
        DependencyKind::StartToFinish => t_string!(i18n, waits.start_finish),
    };
    Some(words.to_owned())
}

fn lag_words(i18n: I18n, lag_days: i32) -> Option<String> {
    let count = lag_days.unsigned_abs();
    match lag_days {
        0 => None,
        1.. => Some(t_string!(i18n, waits.lag, count = count)),
        _ => Some(t_string!(i18n, waits.lead, count = count)),
    }
}

/// Milestones with these words in their title, in the plan's order, that are not there already.
fn found(row: Row, before: &[PredecessorState], query: &str) -> Vec<Choice<MilestoneId>> {
    let query = query.trim().to_lowercase();
    let rows = row.plan.state().milestones();
    let rows = rows.read();
    rows.iter()
        .filter(|other| other.id != row.id && before.iter().all(|one| one.milestone != other.id))
        .filter(|other| !other.title.is_empty() && other.title.to_lowercase().contains(&query))
        .take(OFFERED_MAX)
        .map(|other| Choice {
            value: other.id,
            label: other.title.clone(),
            detail: String::new(),
            class: "",
        })
        .collect()
}
