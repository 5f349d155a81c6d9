//! Introduced too late (001-20): a plan that comes when most of the way is behind both sides steers little of it.

use chrono::{DateTime, NaiveDate};

use super::{INTRODUCED_LATE_PERCENT, Lint};
use crate::{
    model::{Milestone, MilestoneKind, Plan, Side, Status},
    owners::People,
    tracks::has_started,
};

/// How much of the way had passed when the plan came, in calendar days.
///
/// - The way begins with the first step that is known to have begun: its start, or the day it was done.
/// - The plan comes on the day from which it counts weeks, or with the buyer's first yes or sign-off, whichever is
///   earlier. Without either it comes today, as long as no session of the buyer has written in it; after that nobody
///   knows the day, and nothing is said.
/// - The way ends with the decision, and for a plan that comes after it with the go-live. Once that day has passed there
///   is nothing left to do about it.
pub(super) fn introduced_late(
    plan: &Plan,
    people: &People,
    live: &[&Milestone],
    today: NaiveDate,
) -> Option<Lint> {
    let introduced = introduced(plan, people, today)?;
    let began = live.iter().filter_map(|one| began(one)).min()?;
    let end = end(plan, live, introduced)?;
    let (gone, all) = ((introduced - began).num_days(), (end - began).num_days());
    if today > end || gone <= 0 {
        return None;
    }
    let percent = (gone * 100 / all) as usize;
    (percent > INTRODUCED_LATE_PERCENT).then_some(Lint::IntroducedLate {
        began,
        introduced,
        end,
        percent,
    })
}

fn introduced(plan: &Plan, people: &People, today: NaiveDate) -> Option<NaiveDate> {
    let said = plan.agreements.iter().map(|one| (one.person, one.at));
    let signed = plan.approvals.iter().map(|one| (one.person, one.at));
    let of_the_buyer = said.chain(signed).filter_map(|(person, at)| {
        let person = people.get(person)?;
        (person.side == Side::Buyer).then_some(at)
    });
    let words = of_the_buyer.filter_map(|at| DateTime::from_timestamp(at, 0));
    let first_word = words.map(|time| time.date_naive()).min();
    plan.start
        .into_iter()
        .chain(first_word)
        .min()
        .or_else(|| (!buyer_has_written(plan, people)).then_some(today))
}

fn buyer_has_written(plan: &Plan, people: &People) -> bool {
    plan.sessions.values().any(|session| {
        let person = session.person.and_then(|id| people.get(id));
        session.side.or(person.map(|person| person.side)) == Some(Side::Buyer)
    })
}

/// The first day that is known of what has begun.
fn began(one: &Milestone) -> Option<NaiveDate> {
    let done = match one.status {
        Status::Done { on } => Some(on),
        _ => None,
    };
    let start = one.start.filter(|_| has_started(one));
    start.into_iter().chain(done).min()
}

/// The day that the plan steers to, after the day on which it came.
fn end(plan: &Plan, live: &[&Milestone], introduced: NaiveDate) -> Option<NaiveDate> {
    let decision = plan.decision.as_ref().map(|decision| decision.date);
    let go_lives = live.iter().filter(|one| one.kind == MilestoneKind::GoLive);
    let promised = go_lives.filter_map(|one| one.due).map(|due| due.date).max();
    let candidates = [decision, plan.go_live.or(promised)];
    candidates
        .into_iter()
        .flatten()
        .find(|end| *end > introduced)
}
