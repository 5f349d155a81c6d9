//! What the engine noticed, as sentences, and what of it each side is told.
//!
//! The engine reads the plan as a seller does. A buyer is told what is theirs to ask: what the seller owes them, and
//! that nothing happens. Who owns little, names nobody or gives no date is no finding about the other side then, but
//! about the reader, and the health of the plan says it to both.

use plan::id::{MilestoneId, PersonId};
use plan::model::{Plan, Side};
use plan::mutuality::{Question, Signal, WeakSignal};

use crate::health::{Item, Judged, Spot, day, item, person_name};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::Column;

/// What to ask about a signal, where it concerns the reader's side; `None` where it does not, or has its own place.
pub fn asks(weak: &WeakSignal, reader: Side) -> Option<Question> {
    match (reader, &weak.signal) {
        (_, Signal::Declined(_)) | (Side::Partner, _) => None,
        (Side::Seller, _) | (_, Signal::Stale { .. }) => Some(weak.question),
        (Side::Buyer, Signal::SellerOverdue { .. }) => Some(Question::WhatGetsInTheWay),
        (Side::Buyer, _) => None,
    }
}

/// The signal as a sentence, with the cells that it is about.
pub fn fact(i18n: I18n, all: &Judged, signal: &Signal, reader: Side) -> Item {
    of_steps(i18n, all, signal, reader).unwrap_or_else(|| of_the_plan(i18n, all, signal))
}

fn of_steps(i18n: I18n, all: &Judged, signal: &Signal, reader: Side) -> Option<Item> {
    let (words, ids, column) = match signal {
        Signal::BuyerDatesMissing { milestones } => {
            let words = t_string!(i18n, signal.dates_missing, count = milestones.len());
            (words, milestones, Column::Due)
        }
        Signal::BuyerYesMissing { milestones } => {
            let words = t_string!(i18n, signal.yes_missing, count = milestones.len());
            (words, milestones, Column::Title)
        }
        Signal::SellerOverdue { milestones } if reader == Side::Seller => {
            let words = t_string!(i18n, signal.own_overdue, count = milestones.len());
            (words, milestones, Column::Due)
        }
        Signal::BuyerOverdue { milestones } | Signal::SellerOverdue { milestones } => {
            let words = t_string!(i18n, signal.their_overdue, count = milestones.len());
            (words, milestones, Column::Due)
        }
        _ => return None,
    };
    Some(item(i18n, all, words, ids, column))
}

fn of_the_plan(i18n: I18n, all: &Judged, signal: &Signal) -> Item {
    let (words, spots) = match signal {
        Signal::BuyerNamesMissing { people } => return names_missing(i18n, all, people),
        Signal::BuyerOwnsNothing => (t_string!(i18n, signal.owns_nothing).to_owned(), None),
        Signal::BuyerWroteLittle { percent } => (
            t_string!(i18n, signal.wrote_little, percent = *percent),
            None,
        ),
        Signal::NobodyDecides => (t_string!(i18n, signal.nobody_decides).to_owned(), None),
        Signal::NoTarget => {
            let spot = (t_string!(i18n, masthead.target_empty), Spot::Target);
            (t_string!(i18n, signal.no_target).to_owned(), Some(spot))
        }
        Signal::NoReason => {
            let spot = (t_string!(i18n, masthead.why_now), Spot::WhyNow);
            (t_string!(i18n, signal.no_reason).to_owned(), Some(spot))
        }
        Signal::PartialPlan { until } => {
            let until = day(i18n, all, *until);
            (t_string!(i18n, signal.partial, day = until), None)
        }
        Signal::Stale { days } => (t_string!(i18n, signal.stale, count = *days), None),
        Signal::Declined(_) => (t_string!(i18n, own.declined).to_owned(), None),
        // The others are about steps, and are said there.
        _ => (String::new(), None),
    };
    let spots = spots
        .into_iter()
        .map(|(name, spot)| (name.to_owned(), spot));
    Item {
        words,
        spots: spots.collect(),
    }
}

fn names_missing(i18n: I18n, all: &Judged, people: &[PersonId]) -> Item {
    let names: Vec<String> = people.iter().map(|id| person_name(all, *id)).collect();
    let words = t_string!(i18n, signal.names_missing, names = names.join(", "));
    item(
        i18n,
        all,
        words,
        &steps_of(&all.plan, people),
        Column::Owner,
    )
}

fn steps_of(plan: &Plan, people: &[PersonId]) -> Vec<MilestoneId> {
    let is_theirs = |one: &&plan::model::Milestone| {
        let owners = one.accountable.iter().chain(&one.helpers);
        !one.archived && owners.into_iter().any(|owner| people.contains(owner))
    };
    let steps = plan.milestones.iter().filter(is_theirs);
    steps.map(|one| one.id).collect()
}
