//! What can be done with the selected milestones, each as one step that one undo takes back.

use std::sync::Arc;

use leptos::{ev, prelude::*};
use plan::Command;
use plan::id::MilestoneId;
use plan::model::Plan;

use super::panels::{Assign, Redate, SetTrack};
use super::{Selection, focus_box};
use crate::i18n::*;
use crate::language::I18n;
use crate::milestones::{Reorder, focus_handle};
use crate::open_plan::OpenPlan;
use crate::parts::Announcer;
use crate::ui::{Icon, IconButton, PopoverButton, Toast, ToastAction, Toasts, icon};

/// What acts on the selected rows.
#[derive(Clone, Copy)]
pub struct Acting {
    pub plan: OpenPlan,
    selection: Selection,
    reorder: Reorder,
    i18n: I18n,
    announcer: Announcer,
    toasts: Toasts,
    /// Which panel is open.
    open: [RwSignal<bool>; 3],
}

impl Acting {
    fn ids(self) -> Vec<MilestoneId> {
        untrack(|| self.selection.rows())
    }

    /// Does one step to all of them, and says so.
    pub fn run(self, command: impl FnOnce(&Plan, &[MilestoneId]) -> Command) {
        let ids = self.ids();
        let command = self.plan.with_plan(|plan| command(plan, &ids));
        if self.plan.run(command) {
            let i18n = self.i18n;
            self.announcer
                .say(t_string!(i18n, select.changed, count = ids.len()));
        }
        for panel in self.open {
            panel.set(false);
        }
    }

    fn archive(self) {
        let (ids, plan) = (self.ids(), self.plan);
        let i18n = self.i18n;
        let last = ids.last().copied();
        let rows = self.selection.arranged.rows();
        let after = rows.iter().skip_while(|id| Some(**id) != last);
        let beside = after
            .chain(rows.iter().rev())
            .find(|id| !ids.contains(id))
            .copied();
        if !plan.run(Command::ArchiveMilestones(ids.clone())) {
            return;
        }
        self.selection.clear();
        focus_handle(beside);
        let text = t_string!(i18n, select.archived, count = ids.len());
        let undo = move || {
            plan.run(Command::RestoreMilestones(ids.clone()));
        };
        self.toasts.show(Toast {
            text,
            action: Some(ToastAction {
                label: t_string!(i18n, milestones.undo).to_owned(),
                run: Arc::new(undo),
            }),
        });
    }

    fn leave(self) {
        let last = self.ids().last().copied();
        self.selection.clear();
        if let Some(last) = last {
            focus_box(last);
        }
    }
}

/// At the foot of the window while something is selected.
#[component]
pub fn Bar() -> impl IntoView {
    let i18n = use_i18n();
    let acting = Acting {
        plan: expect_context(),
        selection: Selection::expect(),
        reorder: expect_context(),
        i18n,
        announcer: Announcer::expect(),
        toasts: Toasts::expect(),
        open: [(); 3].map(|()| RwSignal::new(false)),
    };
    let selection = acting.selection;
    let count = Memo::new(move |_| selection.rows().len());
    let key = move |event: ev::KeyboardEvent| {
        let in_panel = crate::ui::focused()
            .is_some_and(|focused| focused.closest("[popover]").ok().flatten().is_some());
        if event.key() == "Escape" && !in_panel {
            acting.leave();
        }
    };
    let [redate, assign, track] = acting.open;
    let label = |words: &'static str| Signal::stored(words.to_owned());
    view! {
        <div class="selection" role="group" aria-label=move || t_string!(i18n, select.label) on:keydown=key>
            <p class="selection__count" role="status">{t!(i18n, select.count, count = move || count.get())}</p>
            <IconButton
                label=Signal::derive(move || t_string!(i18n, select.up).to_owned())
                shows=Icon::Up
                on_press=Callback::new(move |()| acting.reorder.move_all(&acting.ids(), true))
            />
            <IconButton
                label=Signal::derive(move || t_string!(i18n, select.down).to_owned())
                shows=Icon::Down
                on_press=Callback::new(move |()| acting.reorder.move_all(&acting.ids(), false))
            />
            <PopoverButton
                open=redate
                label=label(t_string!(i18n, select.redate))
                class="button is-quiet"
                panel=ViewFn::from(move || view! { <Redate acting=acting /> })
            >
                {t!(i18n, select.redate)}
            </PopoverButton>
            <PopoverButton
                open=assign
                label=label(t_string!(i18n, select.assign))
                class="button is-quiet"
                panel=ViewFn::from(move || view! { <Assign acting=acting /> })
            >
                {t!(i18n, select.assign)}
            </PopoverButton>
            <PopoverButton
                open=track
                label=label(t_string!(i18n, select.track))
                class="button is-quiet"
                panel=ViewFn::from(move || view! { <SetTrack acting=acting /> })
            >
                {t!(i18n, select.track)}
            </PopoverButton>
            <button type="button" class="button is-quiet" on:click=move |_| acting.archive()>
                {icon(Icon::Archive)}
                {t!(i18n, milestones.archive)}
            </button>
            <IconButton
                label=Signal::derive(move || t_string!(i18n, select.leave).to_owned())
                shows=Icon::Close
                on_press=Callback::new(move |()| acting.leave())
            />
        </div>
    }
}
