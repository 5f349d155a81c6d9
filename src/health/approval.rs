//! A yes to the whole plan: who gave it, and what has changed since. For whoever decides and owns no step.

use std::sync::Arc;

use leptos::prelude::*;
use plan::agreement::ApprovalStanding;
use plan::model::Plan;
use plan::terms::TermsChange;

use super::approving::OwnApproval;
use super::judged::Judged;
use super::words::{day, person_name};
use crate::detail::changes;
use crate::format;
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::OpenPlan;
use crate::panels::{Panel, Panels};
use crate::parts::{milestone_name, side_class};
use crate::ui;

/// So many changes since a yes are said; the others are a number.
const TOLD_MAX: usize = 6;
/// What takes the focus where somebody asked for the reader's own yes.
const OWN: &str = ".approve :is(button, input)";

/// Where the plan stands between the sides, in the head of the page; the way to the reader's own yes.
#[component]
pub fn ApprovalLine(judged: RwSignal<Arc<Judged>>) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let panels = Panels::expect();
    let is_asking = move || judged.with(|all| all.approvals.is_empty());
    let words = Memo::new(move |_| {
        let may_edit = plan.may_edit().get();
        judged.with(|all| line(i18n, all, may_edit))
    });
    let open = move |_| {
        panels.show(Panel::Health);
        // The panel takes the focus in the next frame.
        request_animation_frame(|| {
            request_animation_frame(|| request_animation_frame(|| ui::focus(ui::find(OWN))));
        });
    };
    move || {
        words.get().map(|words| {
            view! {
                <button
                    type="button"
                    class="text-button approve__line"
                    class:is-asking=is_asking
                    aria-haspopup="dialog"
                    on:click=open
                >
                    {words}
                </button>
            }
        })
    }
}

fn line(i18n: I18n, all: &Judged, may_edit: bool) -> Option<String> {
    let name = |one: &ApprovalStanding| person_name(all, one.person);
    let holds: Vec<String> = all
        .approvals
        .iter()
        .filter(|one| one.is_current())
        .map(name)
        .collect();
    match (&holds[..], all.approvals.last()) {
        // Nobody agrees to nothing.
        ([], None) if all.plan.milestones.is_empty() => None,
        ([], None) => may_edit.then(|| t_string!(i18n, approve.open).to_owned()),
        ([], Some(last)) => Some(t_string!(i18n, approve.line_past, name = name(last))),
        (names, _) => Some(t_string!(i18n, approve.line, names = names.join(", "))),
    }
}

/// Every yes to the whole plan, and the reader's own.
#[component]
pub fn Approvals(judged: RwSignal<Arc<Judged>>) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let given = move || {
        judged.with(|all| {
            let one = |one: &ApprovalStanding| yes_line(i18n, all, one);
            all.approvals.iter().map(one).collect_view()
        })
    };
    let reads = move || view! { <p>{t!(i18n, approve.reads)}</p> };
    view! {
        <section class="health__part approve">
            <h3>{t!(i18n, approve.heading)}</h3>
            <ul class="agree__list">{given}</ul>
            <Show when=move || plan.may_edit().get() fallback=reads>
                <OwnApproval />
                <p class="agree__terms">{t!(i18n, approve.terms)} " " {t!(i18n, agree.proof)}</p>
            </Show>
        </section>
    }
}

fn yes_line(i18n: I18n, all: &Judged, one: &ApprovalStanding) -> AnyView {
    let person = all.plan.person(one.person);
    let name = person_name(all, one.person);
    let given = all
        .plan
        .approvals
        .iter()
        .find(|given| given.id == one.approval);
    let at_s = given.map_or(0, |given| given.at);
    let at_ms = u64::try_from(at_s).unwrap_or_default() * 1_000;
    let when = format::ago(i18n.get_locale(), at_ms, crate::clock::now_ms());
    let words = match &one.since {
        None => t_string!(i18n, agree.unreadable, name = name, when = when),
        Some(since) if since.is_empty() => t_string!(i18n, approve.said, name = name, when = when),
        Some(_) => t_string!(i18n, approve.before, name = name, when = when),
    };
    let since = one.since.as_deref().unwrap_or_default();
    let said =
        |change: &TermsChange| view! { <li dir="auto">{change_words(i18n, all, change)}</li> };
    let lines = since.iter().take(TOLD_MAX).map(said).collect_view();
    let surplus = since.len().saturating_sub(TOLD_MAX);
    let more =
        (surplus > 0).then(|| view! { <li>{t_string!(i18n, health.more, count = surplus)}</li> });
    view! {
        <li
            class=format!("agree__yes {}", side_class(person.map(|person| person.side)))
            class:is-past=!one.is_current()
        >
            <span><i class="person__mark" aria-hidden="true"></i> " " <span dir="auto">{words}</span></span>
            <ul class="agree__since">{lines} {more}</ul>
        </li>
    }
    .into_any()
}

fn change_words(i18n: I18n, all: &Judged, change: &TermsChange) -> String {
    let date = |date: Option<chrono::NaiveDate>| match date {
        Some(date) => day(i18n, all, date),
        None => t_string!(i18n, agree.nothing).to_owned(),
    };
    match change {
        TermsChange::GoLive { was, is } => {
            t_string!(i18n, approve.go_live, was = date(*was), now = date(*is))
        }
        TermsChange::Goal { .. } => t_string!(i18n, approve.goal).to_owned(),
        TermsChange::Decision { .. } => t_string!(i18n, approve.decision).to_owned(),
        TermsChange::Added { milestone } => {
            t_string!(
                i18n,
                approve.added,
                title = title(i18n, &all.plan, *milestone)
            )
        }
        TermsChange::Removed { milestone }
        | TermsChange::Accountable { milestone, .. }
        | TermsChange::Due { milestone, .. }
        | TermsChange::DoneWhen { milestone, .. } => {
            let title = title(i18n, &all.plan, *milestone);
            format!(
                "{title}: {}",
                changes::words(i18n, change, |date| day(i18n, all, date))
            )
        }
    }
}

fn title(i18n: I18n, plan: &Plan, milestone: plan::id::MilestoneId) -> String {
    let found = plan.milestone(milestone);
    milestone_name(i18n, found.map(|one| one.title.clone()).unwrap_or_default())
}
