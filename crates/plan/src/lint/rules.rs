//! The rules, one function each.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike, NaiveDate};

use super::{
    Lint, MILESTONES_MAX, MILESTONES_MIN, MOSTLY_STARTED_PERCENT, ONE_OWNER_MILESTONES_MIN,
    ONE_OWNER_PERCENT_MAX, PAGE_ROWS_MAX, SILENT_DAYS_MAX,
};
use crate::{
    calendar::{Calendars, Sides, WorkingDays, date_of, day_of},
    completeness::is_named,
    id::{MilestoneId, PersonId},
    model::{Due, Milestone, MilestoneKind, Plan, Side, TrackKind},
    owners::People,
    tracks::has_started,
    words,
};

pub(super) fn of_the_goal(plan: &Plan) -> Option<Lint> {
    if plan.goal.trim().is_empty() {
        return Some(Lint::NoGoal);
    }
    let seller = plan.companies.get(&Side::Seller).map_or("", String::as_str);
    words::seller_centric(&plan.goal, seller).map(|word| Lint::SellerCentricGoal { word })
}

pub(super) fn of_the_size(live: &[&Milestone]) -> Vec<Lint> {
    let milestones = live.len();
    let mut found = Vec::new();
    if milestones > MILESTONES_MAX {
        found.push(Lint::TooMany { milestones });
    }
    if milestones < MILESTONES_MIN {
        found.push(Lint::TooFew { milestones });
    }
    if milestones > PAGE_ROWS_MAX {
        found.push(Lint::MoreThanOnePage { rows: milestones });
    }
    found
}

pub(super) fn of_the_sides(people: &People, live: &[&Milestone]) -> Vec<Lint> {
    let owns = |side: Side| live.iter().any(|one| people.lead(one) == Some(side));
    let sides = [
        (Side::Buyer, Lint::NoBuyerStep),
        (Side::Seller, Lint::NoSellerStep),
    ];
    let missing = sides
        .into_iter()
        .filter(|(side, _)| !live.is_empty() && !owns(*side));
    missing.map(|(_, lint)| lint).collect()
}

pub(super) fn of_a_milestone(
    plan: &Plan,
    people: &People,
    calendars: &Calendars,
    after_go_live: &HashSet<MilestoneId>,
    one: &Milestone,
    found: &mut Vec<Lint>,
) {
    let milestone = one.id;
    let texts = [&one.title, &one.done_when];
    let word = texts.iter().find_map(|text| words::vague(text));
    found.extend(word.map(|word| Lint::VagueWord { milestone, word }));
    if one.accountable.is_none() && !one.everybody {
        found.push(Lint::NoOwner { milestone });
    }
    let sides = people.working_sides(one);
    if !calendars.have_common_day(sides) {
        found.push(Lint::NoCommonDay { milestone });
    }
    let Some(due) = one.due.filter(|_| !one.status.is_closed()) else {
        return;
    };
    let days = calendars.get(sides, people.lead(one));
    of_a_due_date(plan, days, after_go_live, one, due, found);
}

fn of_a_due_date(
    plan: &Plan,
    days: &WorkingDays,
    after_go_live: &HashSet<MilestoneId>,
    one: &Milestone,
    due: Due,
    found: &mut Vec<Lint>,
) {
    let (milestone, date) = (one.id, due.date);
    if !days.is_working(date) {
        let next = days.on_or_after(date);
        found.push(Lint::DayOff {
            milestone,
            date,
            next,
        });
    }
    if is_quarter_end(date) && !due.pinned {
        found.push(Lint::QuarterEnd { milestone, date });
    }
    if one.start.is_some_and(|start| start > date) {
        found.push(Lint::StartAfterDue { milestone });
    }
    match (plan.go_live, one.kind) {
        (Some(go_live), MilestoneKind::GoLive) if go_live != date => {
            found.push(Lint::TwoGoLives {
                milestone,
                due: date,
                go_live,
            });
        }
        (Some(go_live), _) if date > go_live && !after_go_live.contains(&milestone) => {
            found.push(Lint::AfterGoLive { milestone, date });
        }
        _ => {}
    }
}

/// The last day of March, June, September or December.
fn is_quarter_end(date: NaiveDate) -> bool {
    let next = date_of(day_of(date) + 1);
    next.day() == 1 && next.month() % 3 == 1
}

/// Between the due dates of all milestones, on days that suit buyer and seller.
pub(super) fn silent_stretches(
    calendars: &Calendars,
    plan: &Plan,
    live: &[&Milestone],
) -> Vec<Lint> {
    let days = calendars.get(Sides::BUYER_AND_SELLER, None);
    let mut dates: Vec<NaiveDate> = live
        .iter()
        .filter_map(|one| one.due)
        .map(|due| due.date)
        .collect();
    dates.extend(plan.go_live);
    dates.sort_unstable();
    let pairs = dates.windows(2).filter_map(|pair| {
        let silent = days.between(pair[0], pair[1]) - 1;
        (silent > SILENT_DAYS_MAX).then_some(Lint::SilentStretch {
            from: pair[0],
            to: pair[1],
            days: silent,
        })
    });
    pairs.collect()
}

pub(super) fn of_the_owners(people: &People, live: &[&Milestone]) -> Vec<Lint> {
    let mut owned: BTreeMap<PersonId, usize> = BTreeMap::new();
    for person in live.iter().filter_map(|one| people.get(one.accountable?)) {
        *owned.entry(person.id).or_default() += 1;
    }
    let all: usize = owned.values().sum();
    let mut found = Vec::new();
    for (person, count) in &owned {
        let percent = count * 100 / all;
        if all >= ONE_OWNER_MILESTONES_MIN && percent > ONE_OWNER_PERCENT_MAX {
            found.push(Lint::OneOwner {
                person: *person,
                percent,
            });
        }
    }
    let mut seen: HashSet<PersonId> = HashSet::new();
    for person in live.iter().flat_map(|one| people.owners(one)) {
        let is_new = seen.insert(person.id);
        if is_new && !person.placeholder && !is_named(&person.name, false) {
            found.push(Lint::TitleForName { person: person.id });
        }
    }
    found
}

pub(super) fn functions_not_started(plan: &Plan, live: &[&Milestone]) -> Vec<Lint> {
    let started = live.iter().filter(|one| has_started(one)).count();
    if live.is_empty() || started * 100 / live.len() < MOSTLY_STARTED_PERCENT {
        return Vec::new();
    }
    let functions = plan
        .tracks
        .iter()
        .filter(|track| track.kind == TrackKind::Function && !track.archived);
    let silent = functions.filter(|track| {
        let mut own = live
            .iter()
            .filter(|one| one.function == Some(track.id))
            .peekable();
        own.peek().is_some() && own.all(|one| !has_started(one))
    });
    silent
        .map(|track| Lint::NotStarted { track: track.id })
        .collect()
}
