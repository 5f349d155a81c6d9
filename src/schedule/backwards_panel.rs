//! "Plan backwards from September 1": by when everything must be done, and what of it becomes a date.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::{ev, prelude::*};
use plan::agreement::reopened_by;
use plan::slip::{self, DateChange, DateField, GoLiveEffect, Move, MoveCause, Proposal};

use super::backwards::{Backwards, Wish, work_back};
use super::backwards_lines::Lines;
use super::slips::Slips;
use super::words::{day, done, title, titles_of};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::OpenPlan;
use crate::parts::Today;
use crate::ui::{Floating, Icon, IconButton, Toast, ToastAction, Toasts};

/// The panel; nothing while it is closed.
#[component]
pub fn BackwardsPanel() -> impl IntoView {
    let slips = Slips::expect();
    move || slips.backwards().get().then(|| view! { <Panel /> })
}

/// What all parts of the panel need.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub plan: OpenPlan,
    pub i18n: I18n,
    pub today: Today,
    /// What the reader has said.
    pub wish: RwSignal<Wish>,
    /// What follows from it.
    pub back: Memo<Option<Arc<Backwards>>>,
}

#[component]
fn Panel() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let slips = Slips::expect();
    let toasts = Toasts::expect();
    let today = Today::expect();
    let wish = RwSignal::new(Wish::default());
    let compute = move |_: Option<&Option<_>>| {
        plan.changes().track();
        let (wish, today) = (wish.get(), today.get());
        let back = plan.with_plan(|plan| work_back(plan, today, &wish));
        back.map(Arc::new)
    };
    // Each is another one: what is compared is cheaper to draw than to compare.
    let back = Memo::new_with_compare(compute, |_, _| true);
    let desk = Desk {
        plan,
        i18n,
        today,
        wish,
        back,
    };
    // The timeline shows where everything would be.
    Effect::new(move || {
        let proposal = back.with(|back| back.as_ref().map(|back| preview(back, today.get())));
        slips.proposal().set(proposal.map(Arc::new));
    });
    on_cleanup(move || slips.cancel());
    let close = Callback::new(move |()| slips.backwards().set(false));
    let apply = move |_| desk.apply(slips, toasts);
    let count = move || back.with(|back| back.as_ref().map_or(0, |back| back.changes.len()));
    view! {
        <Floating
            label=Signal::derive(move || t_string!(i18n, backwards.heading).to_owned())
            origin=slips.origin()
            on_escape=close
            class="slip is-wide"
        >
            <div class="slip__head">
                <h2>{t!(i18n, backwards.heading)}</h2>
                <IconButton
                    label=Signal::derive(move || t_string!(i18n, slip.cancel).to_owned())
                    shows=Icon::Close
                    on_press=close
                />
            </div>
            <GoLiveField desk=desk />
            <Notes desk=desk />
            <Lines desk=desk />
            <div class="slip__choices">
                <button
                    type="button"
                    class="button is-primary"
                    aria-disabled=move || (count() == 0).then_some("true")
                    on:click=apply
                >
                    {t!(i18n, backwards.apply)}
                </button>
                <button type="button" class="button is-quiet" on:click=move |_| close.run(())>
                    {t!(i18n, slip.cancel)}
                </button>
            </div>
        </Floating>
    }
}

impl Desk {
    /// One command, one undo step; the message can take it back too, and leaves alone what others changed since.
    fn apply(self, slips: Slips, toasts: Toasts) {
        let Self {
            plan, i18n, back, ..
        } = self;
        let Some(back) = back.get_untracked().filter(|back| !back.changes.is_empty()) else {
            return;
        };
        slips.backwards().set(false);
        let changes = back.changes.clone();
        let count = back.lines.iter().filter(|line| line.picked).count();
        if !plan.run(slip::command(&changes)) {
            return;
        }
        let undo = move || {
            let restore = plan.with_plan(|plan| slip::undo(plan, &changes)).restore;
            plan.run(slip::command(&restore));
        };
        toasts.show(Toast {
            text: done(i18n, count),
            action: Some(ToastAction {
                label: t_string!(i18n, milestones.undo).to_owned(),
                run: Arc::new(undo),
            }),
        });
    }
}

/// The same in the form in which a slip is shown.
fn preview(back: &Backwards, today: NaiveDate) -> Proposal {
    let mut go_live = GoLiveEffect::Absorbed { slack_days: None };
    let mut moves = Vec::new();
    for change in &back.changes {
        match change {
            DateChange::Due {
                milestone,
                old,
                new: Some(new),
            } => moves.push(Move {
                milestone: *milestone,
                field: DateField::Due,
                old: old.map(|old| old.date),
                new: new.date,
                days: 0,
                cause: MoveCause::Asked,
            }),
            DateChange::GoLive {
                old,
                new: Some(new),
            } => {
                let (old, new) = (old.unwrap_or(*new), *new);
                go_live = GoLiveEffect::Moves { old, new, days: 0 };
            }
            _ => {}
        }
    }
    Proposal {
        as_of: today,
        moves,
        go_live,
        projected: (None, back.schedule.projected),
        reopened: Vec::new(),
        broken: Vec::new(),
        held: Vec::new(),
        changes: back.changes.clone(),
    }
}

/// The day to plan back from.
#[component]
fn GoLiveField(desk: Desk) -> impl IntoView {
    let Desk { i18n, wish, .. } = desk;
    let value = move || {
        let stored = || desk.plan.with_plan(|plan| plan.go_live);
        let date = wish.read().go_live.or_else(stored);
        date.map(|date| date.to_string()).unwrap_or_default()
    };
    let change = move |event: ev::Event| {
        if let Ok(date) = event_target_value(&event).parse() {
            wish.update(|wish| wish.go_live = Some(date));
        }
    };
    view! {
        <label class="ask">
            <span>{t!(i18n, backwards.from)}</span>
            <input
                type="date"
                class="ask__date"
                min="1990-01-01"
                max="2199-12-31"
                data-focus=""
                prop:value=value
                on:change=change
            />
        </label>
    }
}

/// What cannot be any more, with the chain that makes it so; what would be reopened.
#[component]
fn Notes(desk: Desk) -> impl IntoView {
    let Desk {
        plan, i18n, today, ..
    } = desk;
    let lines = move || {
        let back = desk.back.get()?;
        let impossible = back.schedule.impossible.iter().map(|one| {
            let chain = titles_of(i18n, plan, &one.chain);
            let (name, count) = (title(i18n, plan, one.milestone), one.days.unsigned_abs());
            let date = day(i18n, one.earliest, today.get_untracked());
            t_string!(
                i18n,
                backwards.impossible,
                title = name,
                date = date,
                count = count,
                chain = chain
            )
        });
        let cycles =
            back.schedule.cycles.iter().map(|cycle| {
                t_string!(i18n, backwards.cycle, chain = titles_of(i18n, plan, cycle))
            });
        let reopened = plan.with_plan(|plan| {
            let mut then = plan.clone();
            slip::apply(&mut then, &back.changes);
            reopened_by(plan, &then)
        });
        let reopened = reopened.iter().map(|one| {
            t_string!(
                i18n,
                backwards.reopens,
                title = title(i18n, plan, one.milestone)
            )
        });
        let all: Vec<String> = impossible.chain(cycles).chain(reopened).collect();
        let lines = all
            .into_iter()
            .map(|one| view! { <li dir="auto">{one}</li> });
        let lines = lines.collect_view();
        (!lines.is_empty()).then(|| view! { <ul class="slip__warnings">{lines}</ul> })
    };
    view! { <div aria-live="polite">{lines}</div> }
}
