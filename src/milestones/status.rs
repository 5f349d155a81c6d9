//! Where a milestone stands: a shape, a colour and a word.

use leptos::prelude::*;
use plan::Command;
use plan::model::Status;

use super::row::Row;
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::{CellRef, Column};
use crate::state::MilestoneStateStoreFields;
use crate::ui::{LineField, MenuButton, MenuItem};

/// The six states, without what belongs to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusKind {
    NotStarted,
    InProgress,
    Waiting,
    Blocked,
    Done,
    NotNeeded,
}

/// A state in words, without its reason.
pub fn status_words(i18n: I18n, status: &Status) -> String {
    StatusKind::of(status).words(i18n)
}

/// In the order of the menu.
pub const STATUSES: [StatusKind; 6] = [
    StatusKind::NotStarted,
    StatusKind::InProgress,
    StatusKind::Waiting,
    StatusKind::Blocked,
    StatusKind::Done,
    StatusKind::NotNeeded,
];

impl StatusKind {
    /// Of a state, without what belongs to it.
    pub fn of(status: &Status) -> Self {
        match status {
            Status::NotStarted => Self::NotStarted,
            Status::Waiting { .. } => Self::Waiting,
            Status::InProgress => Self::InProgress,
            Status::Blocked { .. } => Self::Blocked,
            Status::Done { .. } => Self::Done,
            Status::NotNeeded { .. } => Self::NotNeeded,
        }
    }

    fn glyph(self) -> &'static str {
        match self {
            Self::NotStarted => "glyph",
            Self::Waiting => "glyph is-waiting",
            Self::InProgress => "glyph is-doing",
            Self::Blocked => "glyph is-blocked",
            Self::Done => "glyph is-done",
            Self::NotNeeded => "glyph is-dropped",
        }
    }

    /// In words, reactive.
    pub fn words(self, i18n: I18n) -> String {
        match self {
            Self::NotStarted => t_string!(i18n, status.not_started),
            Self::Waiting => t_string!(i18n, status.waiting),
            Self::InProgress => t_string!(i18n, status.in_progress),
            Self::Blocked => t_string!(i18n, status.blocked),
            Self::Done => t_string!(i18n, status.done),
            Self::NotNeeded => t_string!(i18n, status.not_needed),
        }
        .to_owned()
    }

    /// What to ask for beside the state; `None` where nothing is to be said.
    fn question(self, i18n: I18n) -> Option<String> {
        let question = match self {
            Self::Waiting => t_string!(i18n, status.waiting_on),
            Self::Blocked => t_string!(i18n, status.blocked_by),
            Self::NotNeeded => t_string!(i18n, status.why),
            _ => return None,
        };
        Some(question.to_owned())
    }

    /// The state with a reason; `was` keeps what the old state knew beside it.
    pub fn status(self, reason: String, was: &Status) -> Status {
        match self {
            Self::NotStarted => Status::NotStarted,
            Self::Waiting => Status::Waiting { on: reason },
            Self::InProgress => Status::InProgress,
            Self::Blocked => {
                let clears = match was {
                    Status::Blocked { clears, .. } => *clears,
                    _ => None,
                };
                Status::Blocked { reason, clears }
            }
            Self::Done => match was {
                Status::Done { on } => Status::Done { on: *on },
                _ => Status::Done {
                    on: crate::clock::today(),
                },
            },
            Self::NotNeeded => Status::NotNeeded { reason },
        }
    }
}

/// The reason that goes with a state; empty where there is none.
fn reason(status: &Status) -> &str {
    match status {
        Status::Waiting { on } => on,
        Status::Blocked { reason, .. } | Status::NotNeeded { reason } => reason,
        _ => "",
    }
}

/// Shape, colour and word, with a menu; below it the reason where the state has one.
#[component]
pub fn StatusCell(
    /// The row.
    row: Row,
) -> impl IntoView {
    let i18n = use_i18n();
    let status = Memo::new(move |_| row.state.status().try_get().unwrap_or_default());
    let kind = Memo::new(move |_| status.with(StatusKind::of));
    let words = move |kind: StatusKind| untrack(|| kind.words(i18n));
    let face = move || {
        let kind = kind.get();
        view! {
            <span class="status">
                <span class=kind.glyph() aria-hidden="true"></span>
                <span class="status__word">{words(kind)}</span>
            </span>
        }
    };
    let label = Signal::derive(move || {
        let status = words(kind.get());
        tu_string!(i18n, status.label, title = row.name.get(), status = status)
    });
    let items = Callback::new(move |()| items(i18n, row, &status.get_untracked()));
    let cell = if row.may_edit.get_untracked() {
        view! { <MenuButton label=label class="cell-button" items=items>{face}</MenuButton> }
            .into_any()
    } else {
        face.into_any()
    };
    let reason = move || {
        let kind = kind.get();
        let question = untrack(|| kind.question(i18n));
        question.map(|question| view! { <Reason row=row status=status question=question /> })
    };
    view! {
        {cell}
        {reason}
    }
}

fn items(i18n: I18n, row: Row, status: &Status) -> Vec<MenuItem> {
    let now = StatusKind::of(status);
    let item = |kind: StatusKind| {
        let was = status.clone();
        MenuItem {
            label: kind.words(i18n),
            picture: ViewFn::from(move || view! { <span class=kind.glyph()></span> }),
            hint: "",
            checked: Some(kind == now),
            disabled: false,
            run: Callback::new(move |()| {
                if kind != now {
                    let status = kind.status(String::new(), &was);
                    row.plan.run(Command::SetStatus {
                        milestone: row.id,
                        status,
                    });
                }
            }),
        }
    };
    STATUSES.into_iter().map(item).collect()
}

#[component]
fn Reason(row: Row, status: Memo<Status>, question: String) -> impl IntoView {
    let i18n = use_i18n();
    let value = Signal::derive(move || status.with(|status| reason(status).to_owned()));
    let label = Signal::derive(move || {
        let words = status.with(StatusKind::of).words(i18n);
        tu_string!(
            i18n,
            status.reason_label,
            title = row.name.get(),
            status = words
        )
    });
    let commit = Callback::new(move |reason: String| {
        let was = status.get_untracked();
        let status = StatusKind::of(&was).status(reason, &was);
        row.plan.run(Command::SetStatus {
            milestone: row.id,
            status,
        });
    });
    let cell = CellRef::of_milestone(row.id, Column::Status);
    let placeholder = Signal::stored(question);
    let read = move || {
        let reason = value.get();
        let is_said = !reason.is_empty();
        is_said.then(|| view! { <small class="status__reason" dir="auto">{reason}</small> })
    };
    if !row.may_edit.get_untracked() {
        return read.into_any();
    }
    view! {
        <small
            class="status__reason"
            on:focusin=move |_| row.plan.focus(Some(cell))
            on:focusout=move |_| row.plan.focus(None)
        >
            <LineField label=label value=value on_commit=commit placeholder=placeholder />
        </small>
    }
    .into_any()
}
