//! Mutuality: is this a plan of both sides, is it alive, and what says that a commitment is weak?
//!
//! Everything here is data with numbers; the page words it by key, and [`signals`] give a question to
//! ask next, never a verdict (000-05, 001-38).

mod question;
mod signals;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use serde::Serialize;

pub use question::Question;
pub use signals::{
    AUTHORED_MILESTONES_MIN, AUTHORED_PERCENT_MIN, DeclineTopic, OVERDUE_STEPS_MIN, PARTIAL_DAYS,
    Signal, WeakSignal, signals,
};

use crate::{
    agreement::holds_with,
    model::{Milestone, Plan, Side, Status, Talk},
    owners::People,
    schedule::is_live,
    terms::Present,
};

/// Nothing reviewed and nothing changed for so many calendar days: the plan is stale (004-18, "dead
/// within two weeks").
pub const STALE_DAYS: i64 = 14;

/// What each side puts in. Counts of milestones that take part, except where it says otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Mutuality {
    /// Milestones that a session of this side created; where nobody knows, none counts.
    pub authored: BTreeMap<Side, usize>,
    /// Milestones of which this side's person is accountable.
    pub owned: BTreeMap<Side, usize>,
    /// Milestones in which this side is involved.
    pub involved: BTreeMap<Side, usize>,
    /// Milestones of which an owner of this side has said yes to the present terms.
    pub agreed: BTreeMap<Side, usize>,
    /// Milestones that take part.
    pub milestones: usize,
}

impl Mutuality {
    /// Share of a side in a count of all sides, in percent, rounded down; `None` when nobody has any.
    pub fn share_percent(counts: &BTreeMap<Side, usize>, side: Side) -> Option<usize> {
        let all: usize = counts.values().sum();
        let own = counts.get(&side).copied().unwrap_or_default();
        (all > 0).then(|| own * 100 / all)
    }
}

/// Counts what each side puts in.
pub fn mutuality(plan: &Plan) -> Mutuality {
    let (people, present) = (People::of(plan), Present::of(plan));
    let mut result = Mutuality::default();
    let mut yes: BTreeMap<(crate::id::MilestoneId, Side), bool> = BTreeMap::new();
    for agreement in &plan.agreements {
        if let Some(person) = people
            .get(agreement.person)
            .filter(|_| holds_with(present.terms(agreement.milestone).as_ref(), agreement))
        {
            yes.insert((agreement.milestone, person.side), true);
        }
    }
    for milestone in plan.milestones.iter().filter(|one| is_live(one)) {
        result.milestones += 1;
        if let Some(side) = author(plan, &people, milestone) {
            *result.authored.entry(side).or_default() += 1;
        }
        if let Some(side) = people.lead(milestone) {
            *result.owned.entry(side).or_default() += 1;
        }
        for side in people.sides(milestone).iter() {
            *result.involved.entry(side).or_default() += 1;
            if yes.contains_key(&(milestone.id, side)) {
                *result.agreed.entry(side).or_default() += 1;
            }
        }
    }
    result
}

/// The side whose session created it: what the session said, else the side of its person.
fn author(plan: &Plan, people: &People, milestone: &Milestone) -> Option<Side> {
    let session = plan.sessions.get(&milestone.created_by?)?;
    let person = session.person.and_then(|id| people.get(id));
    session.side.or(person.map(|person| person.side))
}

/// How long nothing has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Staleness {
    /// The last day on which something happened; `None` when nothing ever did.
    pub last: Option<NaiveDate>,
    /// Calendar days since; never negative.
    pub days: Option<i64>,
    /// [`STALE_DAYS`] or more.
    pub stale: bool,
}

/// When the plan was last touched or looked at together (001-19, 004-18).
///
/// The document stores no time of each edit, so `last_change` (a day, from the caller's log of arrivals)
/// counts together with what is dated: agreements, approvals, completed steps, and in the talk
/// document reviews and comments. Dates after today do not count.
pub fn staleness(
    plan: &Plan,
    talk: Option<&Talk>,
    last_change: Option<NaiveDate>,
    today: NaiveDate,
) -> Staleness {
    let day = |seconds: i64| DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive());
    let done = plan.milestones.iter().filter_map(|one| match one.status {
        Status::Done { on } => Some(on),
        _ => None,
    });
    let said = plan.agreements.iter().map(|one| one.at);
    let signed = plan.approvals.iter().map(|one| one.at);
    let talks = talk
        .iter()
        .flat_map(|talk| talk.comments.iter().map(|one| one.at));
    let reviews = talk
        .iter()
        .flat_map(|talk| talk.reviews.iter().map(|one| one.date));
    let last = said
        .chain(signed)
        .chain(talks)
        .filter_map(day)
        .chain(done)
        .chain(reviews)
        .chain(last_change)
        .filter(|date| *date <= today)
        .max();
    let days = last.map(|last| (today - last).num_days());
    Staleness {
        last,
        days,
        stale: days.is_some_and(|days| days >= STALE_DAYS),
    }
}
