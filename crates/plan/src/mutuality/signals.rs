//! Signals of weak commitment, each with the question that would settle it.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    Staleness, mutuality,
    question::{Question, question},
    staleness,
};
use crate::{
    agreement::decides,
    calendar::Calendars,
    completeness::is_named,
    id::{MilestoneId, PersonId},
    model::{DeclineCause, Milestone, Plan, Side, SideDocument, Status, Talk},
    owners::People,
    schedule::is_live,
};

/// So many overdue steps of the buyer are a pattern and no accident.
pub const OVERDUE_STEPS_MIN: usize = 2;
/// Below this share, in percent, the buyer's hand in the plan is thin (001-16).
pub const AUTHORED_PERCENT_MIN: usize = 20;
/// Below so many milestones with a known author, shares say nothing.
pub const AUTHORED_MILESTONES_MIN: usize = 4;
/// A plan that ends within so many calendar days is a partial one (004-14).
pub const PARTIAL_DAYS: i64 = 30;

/// What was noticed, with its facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "signal")]
pub enum Signal {
    /// The buyer owns no step (000-05).
    BuyerOwnsNothing,
    /// Few of the steps came from the buyer (001-16).
    BuyerWroteLittle {
        /// Share of the steps with a known author.
        percent: usize,
    },
    /// The buyer's steps have roles and no names (001-38, 004-15).
    BuyerNamesMissing {
        /// Whose name is to come.
        people: Vec<PersonId>,
    },
    /// Nobody who decides is known (004-15).
    NobodyDecides,
    /// Buyer's steps without a date (001-38).
    BuyerDatesMissing {
        /// Which.
        milestones: Vec<MilestoneId>,
    },
    /// The seller has said yes to steps that wait for the buyer's yes (000-02).
    BuyerYesMissing {
        /// Which.
        milestones: Vec<MilestoneId>,
    },
    /// Buyer's steps are overdue, [`OVERDUE_STEPS_MIN`] or more (000-04).
    BuyerOverdue {
        /// Which.
        milestones: Vec<MilestoneId>,
    },
    /// The seller's own steps are overdue: one asks better with clean hands (000-19).
    SellerOverdue {
        /// Which.
        milestones: Vec<MilestoneId>,
    },
    /// There is no go-live date (001-09).
    NoTarget,
    /// There is a date, and no reason for it (004-12).
    NoReason,
    /// Everything ends within [`PARTIAL_DAYS`] without a go-live: the later part is still to come (004-14).
    PartialPlan {
        /// The last date.
        until: NaiveDate,
    },
    /// Nothing happened for long (004-18).
    Stale {
        /// Calendar days.
        days: i64,
    },
    /// The buyer declined to plan (001-41); from the reader's own side document.
    Declined(DeclineTopic),
}

/// Why the buyer declined; the cause without its prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DeclineTopic {
    /// Which cause was noted.
    pub cause: DeclineCause,
    /// Invest or move on: has it been decided (004-16)?
    pub decided: bool,
}

/// A signal with the question that would settle it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeakSignal {
    /// What was noticed.
    pub signal: Signal,
    /// What to ask next.
    pub question: Question,
}

/// Everything that was noticed, in the order of [`Signal`]. `side` is the reader's own side document.
pub fn signals(
    plan: &Plan,
    talk: Option<&Talk>,
    side: Option<&SideDocument>,
    last_change: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<WeakSignal> {
    let people = People::of(plan);
    let live: Vec<&Milestone> = plan.milestones.iter().filter(|one| is_live(one)).collect();
    let mut found = Vec::new();
    if !live.is_empty() {
        found.extend(of_the_hand(plan, &people, &live));
        found.extend(of_the_promises(plan, &people, &live, today));
    }
    found.extend(of_the_target(plan, &live, today));
    if let Staleness {
        days: Some(days),
        stale: true,
        ..
    } = staleness(plan, talk, last_change, today)
    {
        found.push(Signal::Stale { days });
    }
    found.extend(
        side.and_then(|side| side.declined.as_ref())
            .map(|declined| {
                Signal::Declined(DeclineTopic {
                    cause: declined.cause,
                    decided: !declined.decision.trim().is_empty(),
                })
            }),
    );
    found
        .into_iter()
        .map(|signal| WeakSignal {
            question: question(&signal),
            signal,
        })
        .collect()
}

/// Whose hand is in the plan, and who is named.
fn of_the_hand(plan: &Plan, people: &People, live: &[&Milestone]) -> Vec<Signal> {
    let mut found = Vec::new();
    if !live.iter().any(|one| people.lead(one) == Some(Side::Buyer)) {
        found.push(Signal::BuyerOwnsNothing);
    }
    let counted = mutuality(plan).authored;
    let known: usize = counted.values().sum();
    let share = super::Mutuality::share_percent(&counted, Side::Buyer);
    if let Some(percent) =
        share.filter(|percent| known >= AUTHORED_MILESTONES_MIN && *percent < AUTHORED_PERCENT_MIN)
    {
        found.push(Signal::BuyerWroteLittle { percent });
    }
    let mut unnamed: Vec<PersonId> = Vec::new();
    let mut seen: HashSet<PersonId> = HashSet::new();
    for person in live.iter().flat_map(|one| people.owners(one)) {
        let is_missing = person.side == Side::Buyer && !is_named(&person.name, person.placeholder);
        if seen.insert(person.id) && is_missing {
            unnamed.push(person.id);
        }
    }
    if !unnamed.is_empty() {
        found.push(Signal::BuyerNamesMissing { people: unnamed });
    }
    let decider = |one: &crate::model::Person| !one.archived && one.role.is_some_and(decides);
    if !plan.people.iter().any(decider) {
        found.push(Signal::NobodyDecides);
    }
    found
}

/// What was promised, and kept.
fn of_the_promises(
    plan: &Plan,
    people: &People,
    live: &[&Milestone],
    today: NaiveDate,
) -> Vec<Signal> {
    let calendars = Calendars::of(plan);
    let ids = |matches: &dyn Fn(&Milestone) -> bool| -> Vec<MilestoneId> {
        let open = live.iter().filter(|one| !one.status.is_closed());
        open.filter(|one| matches(one)).map(|one| one.id).collect()
    };
    let of = |one: &Milestone, side: Side| people.lead(one) == Some(side);
    let overdue = |one: &Milestone| {
        let days = calendars.get(people.working_sides(one), people.lead(one));
        one.due.is_some_and(|due| days.between(due.date, today) > 0)
    };
    let waits = |one: &Milestone| !matches!(one.status, Status::Blocked { .. });
    let undated = ids(&|one| of(one, Side::Buyer) && one.due.is_none());
    let late_buyer = ids(&|one| of(one, Side::Buyer) && overdue(one) && waits(one));
    let late_seller = ids(&|one| of(one, Side::Seller) && overdue(one) && waits(one));
    let given = plan.agreements.iter().filter_map(|yes| {
        let person = people.get(yes.person)?;
        Some((yes.milestone, person.side))
    });
    let said: HashSet<(MilestoneId, Side)> = given.collect();
    let one_sided = ids(&|one| only_the_seller_said_yes(&said, people, one));
    let signals = [
        (!undated.is_empty()).then_some(Signal::BuyerDatesMissing {
            milestones: undated,
        }),
        (!one_sided.is_empty()).then_some(Signal::BuyerYesMissing {
            milestones: one_sided,
        }),
        (late_buyer.len() >= OVERDUE_STEPS_MIN).then_some(Signal::BuyerOverdue {
            milestones: late_buyer,
        }),
        (!late_seller.is_empty()).then_some(Signal::SellerOverdue {
            milestones: late_seller,
        }),
    ];
    signals.into_iter().flatten().collect()
}

fn only_the_seller_said_yes(
    given: &HashSet<(MilestoneId, Side)>,
    people: &People,
    one: &Milestone,
) -> bool {
    let said = |side: Side| given.contains(&(one.id, side));
    people.sides(one).contains(Side::Buyer) && said(Side::Seller) && !said(Side::Buyer)
}

/// The target and the reason for it.
fn of_the_target(plan: &Plan, live: &[&Milestone], today: NaiveDate) -> Option<Signal> {
    let last = live
        .iter()
        .filter_map(|one| one.due)
        .map(|due| due.date)
        .max();
    let reason = plan
        .decision
        .as_ref()
        .map_or("", |decision| decision.reason.as_str());
    match (plan.go_live, last) {
        (None, Some(until)) if (until - today).num_days() <= PARTIAL_DAYS => {
            Some(Signal::PartialPlan { until })
        }
        (None, _) => Some(Signal::NoTarget),
        (Some(_), _) if plan.why_now.trim().is_empty() && reason.trim().is_empty() => {
            Some(Signal::NoReason)
        }
        _ => None,
    }
}
