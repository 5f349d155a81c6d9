//! Before and after: every date that moves, and what no longer fits.

use leptos::prelude::*;
use plan::model::{MilestoneKind, Plan};
use plan::slip::{DateChange, DateField, Proposal};

use super::slips::Asking;
use super::words::{because, day, signed, title};
use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::parts::Today;

/// Those of the changes that are of what was asked itself: the go-live date and its milestone count as one.
pub fn own(plan: &Plan, asking: &Asking, changes: &[DateChange]) -> Vec<DateChange> {
    let is_go_live = |id| {
        let found = plan.milestone(id);
        found.is_some_and(|one| one.kind == MilestoneKind::GoLive)
    };
    let about_go_live = asking.milestone.is_none_or(is_go_live);
    let is_own = |change: &&DateChange| match change.milestone() {
        None => about_go_live,
        Some(id) => asking.milestone.map_or(is_go_live(id), |own| own == id),
    };
    changes.iter().filter(is_own).cloned().collect()
}

/// Nothing but what was asked: there is nothing to decide.
pub fn is_alone(plan: &Plan, asking: &Asking, proposal: &Proposal) -> bool {
    own(plan, asking, &proposal.changes).len() == proposal.changes.len()
        && proposal.reopened.is_empty()
        && proposal.broken.is_empty()
        && proposal.held.is_empty()
}

/// The table of dates, in the plan's order.
pub fn moves(proposal: &Proposal) -> AnyView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let today = Today::expect().get_untracked();
    let row = |one: &plan::slip::Move| {
        let name = title(i18n, plan, one.milestone);
        let start = (one.field == DateField::Start)
            .then(|| view! { <small>" "{t_string!(i18n, slip.start)}</small> });
        let old = one.old.map_or_else(
            || t_string!(i18n, due.empty).to_owned(),
            |old| day(i18n, old, today),
        );
        let days = one.old.map(|_| signed(i18n, one.days));
        view! {
            <tr class:is-asked=one.cause == plan::slip::MoveCause::Asked>
                <th scope="row" dir="auto">{name}{start}</th>
                <td><s>{old}</s></td>
                <td><strong>{day(i18n, one.new, today)}</strong></td>
                <td>{days}</td>
                <td class="moves__why" dir="auto">{because(i18n, plan, one)}</td>
            </tr>
        }
    };
    let rows = untrack(|| proposal.moves.iter().map(row).collect_view());
    view! {
        <table class="moves">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, slip.milestone)}</th>
                    <th scope="col">{t!(i18n, slip.now)}</th>
                    <th scope="col">{t!(i18n, slip.then)}</th>
                    <th scope="col">{t!(i18n, slip.by)}</th>
                    <th scope="col">{t!(i18n, slip.why)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Each yes that would no longer hold, fixed dates in the way, links that would be contradicted.
pub fn warnings(proposal: &Proposal) -> AnyView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let person = |id| {
        plan.with_plan(|plan| {
            let found = plan.person(id);
            found.map(|one| one.name.clone()).unwrap_or_default()
        })
    };
    let reopened = proposal.reopened.iter().map(|one| {
        let title = title(i18n, plan, one.milestone);
        t_string!(i18n, slip.reopens, name = person(one.person), title = title)
    });
    let held = proposal.held.iter().map(|one| {
        let title = title(i18n, plan, one.milestone);
        t_string!(
            i18n,
            slip.held,
            title = title,
            count = one.days.unsigned_abs()
        )
    });
    let broken = proposal.broken.iter().map(|one| {
        let before = title(i18n, plan, one.dependency.predecessor);
        let after = title(i18n, plan, one.dependency.successor);
        let count = one.days.unsigned_abs();
        t_string!(
            i18n,
            slip.broken,
            before = before,
            after = after,
            count = count
        )
    });
    let all: Vec<String> = untrack(|| reopened.chain(held).chain(broken).collect());
    (!all.is_empty())
        .then(|| {
            let lines = all
                .into_iter()
                .map(|one| view! { <li dir="auto">{one}</li> });
            view! { <ul class="slip__warnings">{lines.collect_view()}</ul> }
        })
        .into_any()
}
