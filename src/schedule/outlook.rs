//! Where the plan is heading at today's pace, beside where it should be.

use leptos::prelude::*;
use plan::outlook::outlook;

use super::computed::Scheduled;
use super::slips::Slips;
use super::why::{Teller, WhyButton};
use super::words::day;
use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::parts::Today;

/// "At today's pace: Fri, Sep 5, 4 working days late", why, and the way to plan backwards.
#[component]
pub fn Outlook() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let scheduled = Scheduled::expect();
    let slips = Slips::expect();
    let today = Today::expect();
    let facts = Memo::new(move |_| {
        let all = scheduled.all()?;
        let schedule = &all.schedule;
        let has_any = all.plan.milestones.iter().any(|one| !one.archived);
        outlook(&all.plan, schedule).filter(|_| has_any)
    });
    let reasons = move || {
        let teller = Teller::new(i18n, plan, today);
        let held = facts
            .get_untracked()
            .and_then(|facts| Some((facts.held_by?, facts.day)));
        scheduled
            .now()
            .map(|all| teller.of_go_live(&all.schedule, held))
    };
    let words = move || {
        let facts = facts.get()?;
        let date = day(i18n, facts.day, today.get());
        let unlinked = (facts.unlinked > 0).then(|| {
            let words = t_string!(i18n, outlook.unlinked, count = facts.unlinked);
            view! { <small class="outlook__unlinked">{words}</small> }
        });
        let variance = facts.variance_days.map(|days| {
            let count = days.unsigned_abs();
            let words = match days {
                0 => t_string!(i18n, outlook.on_time).to_owned(),
                1.. => t_string!(i18n, outlook.late, count = count),
                _ => t_string!(i18n, outlook.early, count = count),
            };
            view! { <span class="outlook__variance" class:is-late={days > 0}>{words}</span> }
        });
        Some(view! {
            <p class="outlook__words">
                <span>{t_string!(i18n, outlook.pace, date = date)}</span>
                {variance}
                <WhyButton
                    label=Signal::derive(move || t_string!(i18n, outlook.why).to_owned())
                    reasons=ViewFn::from(reasons)
                />
                {unlinked}
            </p>
        })
    };
    view! {
        <div class="outlook">
            {words}
            <Show when=move || plan.may_edit().get() && facts.with(Option::is_some)>
                <button type="button" class="text-button" aria-haspopup="dialog" on:click=move |_| slips.plan_backwards()>
                    {t!(i18n, backwards.open)}
                </button>
            </Show>
        </div>
    }
}
