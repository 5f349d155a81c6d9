//! Planning backwards, line by line: how long a step takes, by when it must be done, and whether that becomes its date.

use leptos::{ev, prelude::*};

use super::backwards::Line;
use super::backwards_panel::Desk;
use super::why::{Teller, WhyButton};
use super::words::{day, title};
use crate::i18n::*;

/// Working days that a step may be said to take.
const DAYS_MAX: u32 = 999;

/// All milestones that come before the go-live, in the plan's order.
#[component]
pub(super) fn Lines(
    /// The panel's.
    desk: Desk,
) -> impl IntoView {
    let i18n = desk.i18n;
    let ids = Memo::new(move |_| -> Vec<_> {
        let back = desk.back.get();
        let lines = back.as_deref().map_or(&[][..], |back| &back.lines);
        lines.iter().map(|line| line.milestone).collect()
    });
    view! {
        <div class="slip__moves">
            <table class="moves">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, backwards.set)}</th>
                        <th scope="col">{t!(i18n, slip.now)}</th>
                        <th scope="col">{t!(i18n, backwards.takes)}</th>
                        <th scope="col">{t!(i18n, backwards.latest)}</th>
                        <th scope="col">{t!(i18n, backwards.slack)}</th>
                        <th scope="col"><span class="visually-hidden">{t!(i18n, why.ask)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || ids.get() key=|id| *id let:id>
                        <LineRow desk=desk milestone=id />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn LineRow(desk: Desk, milestone: plan::id::MilestoneId) -> impl IntoView {
    let Desk {
        plan,
        i18n,
        today,
        wish,
        back,
    } = desk;
    let line = Memo::new(move |_| -> Option<Line> {
        let back = back.get()?;
        back.lines
            .iter()
            .find(|line| line.milestone == milestone)
            .cloned()
    });
    let name = Signal::derive(move || title(i18n, plan, milestone));
    let turn = move |_| {
        wish.update(|wish| {
            if !wish.turned.remove(&milestone) {
                wish.turned.insert(milestone);
            }
        });
    };
    let words = move |date| day(i18n, date, today.get());
    let now = move || match line.get().and_then(|line| line.due) {
        Some(due) => words(due.date),
        None => t_string!(i18n, due.empty).to_owned(),
    };
    let slack = move || Some(line.get()?.slack_days?.to_string());
    let is_late = move || {
        line.get()
            .is_some_and(|line| line.slack_days.is_some_and(|days| days < 0))
    };
    let latest = move || {
        let line = line.get()?;
        Some(if line.start == line.finish {
            words(line.finish)
        } else {
            t_string!(
                i18n,
                why.from_to,
                from = words(line.start),
                to = words(line.finish)
            )
        })
    };
    let teller = Teller::new(i18n, plan, today);
    let reasons = move || Some(teller.of_milestone(&back.get_untracked()?.schedule, milestone));
    let why_label = Signal::derive(move || t_string!(i18n, why.label, title = name.get()));
    view! {
        <tr>
            <th scope="row">
                <label class="moves__pick">
                    <input
                        type="checkbox"
                        prop:checked=move || line.get().is_some_and(|line| line.picked)
                        on:change=turn
                    />
                    <span dir="auto">{move || name.get()}</span>
                </label>
            </th>
            <td>{now}</td>
            <td data-column=t_string!(i18n, backwards.takes)>
                <TakesField desk=desk milestone=milestone name=name line=line />
            </td>
            <td><strong>{latest}</strong></td>
            <td class:is-late=is_late data-column=t_string!(i18n, backwards.slack)>{slack}</td>
            <td><WhyButton label=why_label reasons=ViewFn::from(reasons) /></td>
        </tr>
    }
}

/// How many working days it takes, as it is known or as the reader says.
#[component]
fn TakesField(
    desk: Desk,
    milestone: plan::id::MilestoneId,
    name: Signal<String>,
    line: Memo<Option<Line>>,
) -> impl IntoView {
    let Desk { i18n, wish, .. } = desk;
    let set_days = move |event: ev::Event| {
        let days = event_target_value(&event).trim().parse::<u32>();
        if let Ok(days) = days.map(|days| days.clamp(1, DAYS_MAX)) {
            wish.update(|wish| {
                wish.days.insert(milestone, days);
            });
        }
    };
    let days_label = move || t_string!(i18n, backwards.days_label, title = name.get());
    view! {
                <input
                    type="number"
                    class="ask__days"
                    min="1"
                    max=DAYS_MAX
                    aria-label=days_label
                    prop:value=move || line.get().map(|line| line.days.to_string())
                    on:change=set_days
                />
    }
}
