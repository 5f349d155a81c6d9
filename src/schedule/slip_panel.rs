//! What follows from a change of dates, before it is made: move all, move only this, or leave it.

use std::sync::Arc;

use leptos::{ev, prelude::*};
use plan::slip::{self, DateChange, Proposal, propose};

use super::ask_form::AskForm;
use super::moves::{self, is_alone, own};
use super::slips::{Asking, Slips, Stage};
use super::words::{self, done, effect, title};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::OpenPlan;
use crate::parts::{Announcer, Today};
use crate::ui::{Floating, Icon, IconButton, Toast, ToastAction, Toasts};

/// Computes what follows from [`Slips::asking`], and asks. The one place that carries a slip out.
#[component]
pub fn SlipPanel() -> impl IntoView {
    let slips = Slips::expect();
    let plan = expect_context::<OpenPlan>();
    let today = Today::expect();
    let act = Act::new();
    Effect::new(move || {
        let Some(asking) = slips.asking().get() else {
            return;
        };
        plan.changes().track();
        let today = today.get();
        let (proposal, alone) = plan.with_plan(|plan| {
            let proposal = propose(plan, today, &asking.asks);
            let alone = is_alone(plan, &asking, &proposal);
            (proposal, alone)
        });
        if asking.stage == Stage::Made && alone {
            slips.cancel();
            if !proposal.changes.is_empty() {
                plan.run(slip::command(&proposal.changes));
            }
        } else {
            slips.proposal().set(Some(Arc::new(proposal)));
        }
    });
    Effect::new(move || {
        if let Some(left) = slips.left().get() {
            slips.left().set(None);
            act.go_on(&left);
        }
    });
    // Nobody may come back to answer.
    let leaves = window_event_listener_untyped("pagehide", move |_| act.go_away());
    on_cleanup(move || {
        leaves.remove();
        act.go_away();
    });
    // A panel speaks of one milestone: for another one, or as a form, it is a new panel.
    let shown = Memo::new(move |_| {
        let asks = slips.asking().with(|asking| {
            let asks = asking.as_ref().filter(|one| one.stage != Stage::Thinking);
            asks.map(|one| (one.milestone, one.stage))
        });
        asks.filter(|_| slips.proposal().with(Option::is_some))
    });
    move || shown.get().map(|_| view! { <Panel act=act /> })
}

/// What a decision needs.
#[derive(Clone, Copy)]
struct Act {
    plan: OpenPlan,
    slips: Slips,
    today: Today,
    i18n: I18n,
    toasts: Toasts,
    announcer: Announcer,
}

impl Act {
    fn new() -> Self {
        Self {
            plan: expect_context(),
            slips: Slips::expect(),
            today: Today::expect(),
            i18n: use_i18n(),
            toasts: Toasts::expect(),
            announcer: Announcer::expect(),
        }
    }

    /// The reader went on without an answer: what they set is done, and nothing else is moved.
    fn go_on(self, left: &Asking) {
        let Self { plan, i18n, .. } = self;
        let changes = self.alone(left);
        if changes.is_empty() || !plan.run(slip::command(&changes)) {
            return;
        }
        let name = match left.milestone {
            Some(id) => title(i18n, plan, id),
            None => t_string!(i18n, masthead.target).to_owned(),
        };
        self.told(t_string!(i18n, slip.went_on, title = name), changes);
    }

    /// The page goes.
    fn go_away(self) {
        let asking = self.slips.asking().try_get_untracked().flatten();
        if let Some(made) = asking.filter(|one| one.stage == Stage::Made) {
            self.slips.cancel();
            self.plan.run(slip::command(&self.alone(&made)));
        }
    }

    /// What was asked, without what follows from it.
    fn alone(self, asking: &Asking) -> Vec<DateChange> {
        let today = self.today.get_untracked();
        self.plan.with_plan(|plan| {
            let proposal = propose(plan, today, &asking.asks);
            own(plan, asking, &proposal.changes)
        })
    }

    /// One command, one undo step.
    fn apply(self, changes: Vec<DateChange>) {
        self.slips.cancel();
        if !self.plan.run(slip::command(&changes)) {
            return;
        }
        let mut ids: Vec<_> = changes.iter().filter_map(DateChange::milestone).collect();
        ids.sort_unstable();
        ids.dedup();
        self.told(done(self.i18n, ids.len()), changes);
    }

    /// The message can take it back too, and leaves alone what others changed since.
    fn told(self, text: String, changes: Vec<DateChange>) {
        let Self { plan, i18n, .. } = self;
        let undo = move || {
            let restore = plan.with_plan(|plan| slip::undo(plan, &changes)).restore;
            plan.run(slip::command(&restore));
        };
        self.toasts.show(Toast {
            text,
            action: Some(ToastAction {
                label: t_string!(i18n, milestones.undo).to_owned(),
                run: Arc::new(undo),
            }),
        });
    }

    fn proposal(self) -> Option<Arc<Proposal>> {
        self.slips.proposal().get()
    }

    /// The changes of what was asked alone.
    fn own(self) -> Vec<DateChange> {
        let asking = self.slips.asking().get();
        let (Some(asking), Some(proposal)) = (asking, self.proposal()) else {
            return Vec::new();
        };
        self.plan
            .with_plan(|plan| own(plan, &asking, &proposal.changes))
    }

    /// All that was proposed.
    fn shift(self) {
        if let Some(proposal) = self.slips.proposal().get_untracked()
            && !proposal.changes.is_empty()
        {
            self.apply(proposal.changes.clone());
        }
    }

    fn cancel(self) {
        self.slips.cancel();
        self.announcer
            .say(t_string!(self.i18n, slip.cancelled).to_owned());
    }
}

#[component]
fn Panel(act: Act) -> impl IntoView {
    let Act { slips, i18n, .. } = act;
    let today = Today::expect();
    let asking = slips.asking().get_untracked();
    let milestone = asking.as_ref().and_then(|asking| asking.milestone);
    let heading = Signal::derive(move || {
        let name = match milestone {
            Some(id) => title(i18n, act.plan, id),
            None => t_string!(i18n, masthead.target).to_owned(),
        };
        t_string!(i18n, slip.heading, title = name)
    });
    let cancel = Callback::new(move |()| act.cancel());
    let form = milestone.map(|milestone| view! { <AskForm milestone=milestone /> });
    let is_form = asking.is_some_and(|asking: Asking| asking.stage == Stage::Form);
    // Enter in a field of the form is as good as the first button.
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        act.shift();
    };
    let words = move || {
        let proposal = act.proposal()?;
        let moves = words::moves(i18n, &proposal);
        let go_live = effect(i18n, proposal.go_live, today.get());
        let is_late = matches!(
            proposal.go_live,
            slip::GoLiveEffect::Moves { days: 1.., .. } | slip::GoLiveEffect::HeldByPin { .. }
        );
        Some(view! {
            <p class="slip__effect" class:is-bad=is_late>
                <strong>{moves}"."</strong>
                " "
                {go_live}
            </p>
        })
    };
    let lists = move || {
        let proposal = act.proposal()?;
        Some(view! {
            {moves::warnings(&proposal)}
            <div class="slip__moves">{moves::moves(&proposal)}</div>
        })
    };
    view! {
        <Floating label=heading origin=slips.origin() on_escape=cancel class="slip">
            <div class="slip__head">
                <h2 dir="auto">{move || heading.get()}</h2>
                <IconButton
                    label=Signal::derive(move || t_string!(i18n, slip.cancel).to_owned())
                    shows=Icon::Close
                    on_press=cancel
                />
            </div>
            <form class="slip__form" on:submit=submit>
                {form}
                <div aria-live="polite">{words}</div>
                {lists}
                <Choices act=act is_form=is_form />
            </form>
        </Floating>
    }
}

#[component]
fn Choices(act: Act, is_form: bool) -> impl IntoView {
    let i18n = act.i18n;
    let own = Memo::new(move |_| act.own());
    let all = move || act.proposal().map_or(0, |proposal| proposal.changes.len());
    let has_others = Memo::new(move |_| own.read().len() < all());
    let is_nothing = move || all() == 0;
    let keep = move |_| act.apply(own.get_untracked());
    let shift_words = move || {
        if has_others.get() {
            t_string!(i18n, slip.shift)
        } else {
            t_string!(i18n, slip.apply)
        }
    };
    view! {
        <div class="slip__choices">
            <button
                type="submit"
                class="button is-primary"
                data-focus=(!is_form).then_some("")
                aria-disabled=move || is_nothing().then_some("true")
            >
                {shift_words}
            </button>
            <Show when=move || has_others.get() && !own.read().is_empty()>
                <button type="button" class="button" on:click=keep>{t!(i18n, slip.keep)}</button>
            </Show>
            <button type="button" class="button is-quiet" on:click=move |_| act.cancel()>
                {t!(i18n, slip.cancel)}
            </button>
        </div>
    }
}
