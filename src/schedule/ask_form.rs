//! The change in words: what happens to a milestone, and by how much.

use chrono::NaiveDate;
use leptos::{ev, prelude::*};
use plan::id::MilestoneId;
use plan::slip::Ask;

use super::slips::{Asking, Slips, Stage};
use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::parts::Today;
use crate::ui::fresh_id;

/// More working days than this (about two years) in either direction are not taken.
const DAYS_MAX: i64 = 500;

/// What can be said of a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Longer,
    Later,
    Due,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Longer, Self::Later, Self::Due];

    fn of(ask: &Ask) -> Self {
        match ask {
            Ask::Longer { .. } => Self::Longer,
            Ask::Later { .. } => Self::Later,
            _ => Self::Due,
        }
    }

    fn value(self) -> &'static str {
        match self {
            Self::Longer => "longer",
            Self::Later => "later",
            Self::Due => "due",
        }
    }
}

/// "takes longer by 10 working days", "is due on …": the preview follows each change of it.
#[component]
pub fn AskForm(
    /// Of which milestone.
    milestone: MilestoneId,
) -> impl IntoView {
    let i18n = use_i18n();
    let slips = Slips::expect();
    let plan = expect_context::<OpenPlan>();
    let today = Today::expect();
    let ask = Memo::new(move |_| slips.asking().read().as_ref()?.asks.last().cloned());
    let kind = Memo::new(move |_| ask.read().as_ref().map_or(Kind::Longer, Kind::of));
    let set = move |ask: Ask| {
        slips.asking().update(|asking| {
            if let Some(Asking { asks, .. }) = asking {
                *asks = vec![ask];
            }
        });
    };
    let due = move || {
        let stored = plan.with_plan(|plan| {
            let found = plan.milestone(milestone);
            found.and_then(|one| one.due).map(|due| due.date)
        });
        stored.unwrap_or_else(|| today.get())
    };
    let choose = move |event: ev::Event| {
        let chosen = event_target_value(&event);
        let days = 1;
        set(match chosen.as_str() {
            "longer" => Ask::Longer { milestone, days },
            "later" => Ask::Later { milestone, days },
            _ => Ask::Due {
                milestone,
                date: due(),
            },
        });
    };
    let option = move |one: Kind| {
        let words = move || match one {
            Kind::Longer => t_string!(i18n, slip.takes_longer),
            Kind::Later => t_string!(i18n, slip.comes_later),
            Kind::Due => t_string!(i18n, slip.is_due),
        };
        view! { <option value=one.value() selected=move || kind.get() == one>{words}</option> }
    };
    let id = fresh_id("what-changes");
    let for_id = id.clone();
    view! {
        <div class="ask">
            <label class="visually-hidden" for=for_id>{t!(i18n, slip.change)}</label>
            <select class="ask__kind" id=id on:change=choose>{Kind::ALL.map(option).collect_view()}</select>
            {move || match kind.get() {
                Kind::Due => view! { <DateValue milestone=milestone ask=ask /> }.into_any(),
                _ => view! { <DaysValue milestone=milestone ask=ask kind=kind /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn DaysValue(milestone: MilestoneId, ask: Memo<Option<Ask>>, kind: Memo<Kind>) -> impl IntoView {
    let i18n = use_i18n();
    let slips = Slips::expect();
    // Opened as a form it begins here; after a drag or a typed date what matters is the decision.
    let is_form = slips
        .asking()
        .with_untracked(|asking| asking.as_ref().is_some_and(|one| one.stage == Stage::Form));
    let days = move || match ask.get() {
        Some(Ask::Longer { days, .. } | Ask::Later { days, .. }) => days,
        _ => 0,
    };
    // What cannot be read stays as it was typed, and the preview as it was.
    let change = move |event: ev::Event| {
        let Ok(days) = event_target_value(&event).trim().parse::<i64>() else {
            return;
        };
        let days = days.clamp(-DAYS_MAX, DAYS_MAX);
        slips.asking().update(|asking| {
            if let Some(asking) = asking {
                asking.asks = vec![match kind.get_untracked() {
                    Kind::Later => Ask::Later { milestone, days },
                    _ => Ask::Longer { milestone, days },
                }];
            }
        });
    };
    view! {
        <label class="ask__value">
            <input
                type="number"
                class="ask__days"
                min=-DAYS_MAX
                max=DAYS_MAX
                step="1"
                data-focus=is_form.then_some("")
                prop:value=move || days().to_string()
                on:input=change
            />
            <span>{t!(i18n, slip.working_days)}</span>
        </label>
    }
}

#[component]
fn DateValue(milestone: MilestoneId, ask: Memo<Option<Ask>>) -> impl IntoView {
    let i18n = use_i18n();
    let slips = Slips::expect();
    let date = move || match ask.get() {
        Some(Ask::Due { date, .. } | Ask::GoLive { date }) => date.to_string(),
        _ => String::new(),
    };
    let change = move |event: ev::Event| {
        let Ok(date) = event_target_value(&event).parse::<NaiveDate>() else {
            return;
        };
        slips.asking().update(|asking| {
            if let Some(asking) = asking {
                asking.asks = vec![Ask::Due { milestone, date }];
            }
        });
    };
    view! {
        <input
            type="date"
            class="ask__date"
            min="1990-01-01"
            max="2199-12-31"
            aria-label=move || t_string!(i18n, slip.date)
            prop:value=date
            on:change=change
        />
    }
}
