//! The handle of a row: drag it, or press it for the same by menu.

use std::sync::Arc;

use leptos::prelude::*;
use plan::Command;

use super::{add_below::AddingBelow, reorder::Reorder, row::Row};
use crate::i18n::*;
use crate::language::I18n;
use crate::panels::{Panel, Panels};
use crate::schedule::Slips;
use crate::ui::{Icon, MenuButton, MenuItem, Toast, ToastAction, Toasts, icon};

/// Details, move, add below, archive.
#[component]
pub fn RowMenu(
    /// The row.
    row: Row,
) -> impl IntoView {
    let i18n = use_i18n();
    let reorder = expect_context::<Reorder>();
    let toasts = Toasts::expect();
    let panels = Panels::expect();
    let slips = Slips::expect();
    let adding = AddingBelow::expect();
    let label =
        Signal::derive(move || tu_string!(i18n, milestones.actions, title = row.name.get()));
    let items = Callback::new(move |()| items(i18n, row, reorder, toasts, slips, panels, adding));
    row.may_edit.get_untracked().then(|| {
        view! {
            <span
                class="row__handle"
                title=tu_string!(i18n, milestones.drag_hint)
                on:pointerdown=move |event| reorder.press(row.id, &event)
                on:pointermove=move |event| reorder.pull(&event)
                on:pointerup=move |_| reorder.release(true)
                on:pointercancel=move |_| reorder.release(false)
            >
                <MenuButton label=label class="row__grip" items=items>{icon(Icon::Grip)}</MenuButton>
            </span>
        }
    })
}

fn items(
    i18n: I18n,
    row: Row,
    reorder: Reorder,
    toasts: Toasts,
    slips: Slips,
    panels: Panels,
    adding: AddingBelow,
) -> Vec<MenuItem> {
    let id = row.id;
    let (is_first, is_last) = (reorder.is_at_end(id, true), reorder.is_at_end(id, false));
    let up = move || reorder.move_by(id, -1);
    let down = move || reorder.move_by(id, 1);
    let first = move || reorder.move_to_end(id, true);
    let last = move || reorder.move_to_end(id, false);
    let details = move || panels.show(Panel::Milestone(id));
    let below = move || adding.open(id);
    let away = move || archive(i18n, row, reorder, toasts);
    vec![
        item(t_string!(i18n, milestones.details), Icon::Arrow, details).at("Alt ↵", false),
        item(t_string!(i18n, milestones.move_up), Icon::Up, up).at("Alt ↑", is_first),
        item(t_string!(i18n, milestones.move_down), Icon::Down, down).at("Alt ↓", is_last),
        item(t_string!(i18n, milestones.move_first), Icon::Top, first).at("", is_first),
        item(t_string!(i18n, milestones.move_last), Icon::Bottom, last).at("", is_last),
        item(t_string!(i18n, milestones.add_below), Icon::Plus, below),
        item(t_string!(i18n, slip.menu), Icon::Arrow, move || {
            slips.form(id);
        }),
        item(t_string!(i18n, milestones.archive), Icon::Archive, away),
    ]
}

/// An entry with a picture.
pub fn item(label: &str, shows: Icon, run: impl Fn() + Send + Sync + 'static) -> MenuItem {
    MenuItem {
        label: label.to_owned(),
        picture: ViewFn::from(move || icon(shows)),
        hint: "",
        checked: None,
        disabled: false,
        run: Callback::new(move |()| run()),
    }
}

fn archive(i18n: I18n, row: Row, reorder: Reorder, toasts: Toasts) {
    let (id, plan) = (row.id, row.plan);
    let text = t_string!(i18n, milestones.archived, title = row.name.get_untracked());
    // The row takes the focus with it: its neighbour gets it.
    let neighbour = reorder.neighbour(id);
    if plan.run(Command::ArchiveMilestones(vec![id])) {
        super::add::focus_handle(neighbour);
    }
    let undo = Arc::new(move || {
        plan.run(Command::RestoreMilestones(vec![id]));
    });
    let action = ToastAction {
        label: t_string!(i18n, milestones.undo).to_owned(),
        run: undo,
    };
    toasts.show(Toast {
        text,
        action: Some(action),
    });
}
