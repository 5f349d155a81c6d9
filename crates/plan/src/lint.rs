//! What to look at before a plan is shared: each finding names its rule and the records it is about.
//!
//! Findings are advice, never a refusal.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::{
    calendar::{Calendars, date_of, day_of},
    completeness::is_named,
    id::{MilestoneId, PersonId, TrackId},
    model::{Milestone, MilestoneKind, Plan, Side, TrackKind},
    owners::People,
    schedule::is_live,
    slip::{self, Broken},
    tracks::has_started,
    words,
};

/// More milestones than this are no better than none (001-42).
pub const MILESTONES_MAX: usize = 30;
/// Fewer milestones than this are too coarse to steer by (001-43).
pub const MILESTONES_MIN: usize = 4;
/// So many rows fit on one printed page (001-37).
pub const PAGE_ROWS_MAX: usize = 24;
/// So many working days without any due date are a silent stretch.
pub const SILENT_DAYS_MAX: i64 = 15;
/// One person who owns more than this share of the milestones owns everything.
pub const ONE_OWNER_PERCENT_MAX: usize = 60;
/// Below so many owned milestones nobody is said to own everything.
pub const ONE_OWNER_MILESTONES_MIN: usize = 4;
/// When this share of the milestones has started or is done, a track without a start stands out (004-22).
pub const MOSTLY_STARTED_PERCENT: usize = 50;

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum Lint {
    /// "TBD", "ASAP", "in two weeks" in a title or a done-criterion (001-05, 004-04).
    VagueWord {
        /// Where.
        milestone: MilestoneId,
        /// What was found.
        word: String,
    },
    /// A role where a name should be (001-04).
    TitleForName {
        /// Who.
        person: PersonId,
    },
    /// Nobody answers for it.
    NoOwner {
        /// Which.
        milestone: MilestoneId,
    },
    /// Due on the last day of a quarter: a wish, unless it is pinned to one (001-17).
    QuarterEnd {
        /// Which.
        milestone: MilestoneId,
        /// The due date.
        date: NaiveDate,
    },
    /// Due on a day on which those involved do not work.
    DayOff {
        /// Which.
        milestone: MilestoneId,
        /// The due date.
        date: NaiveDate,
        /// The next day that they work.
        next: NaiveDate,
    },
    /// Promised before what must come first (001-26).
    BeforePredecessor(Broken),
    /// Starts after it is due.
    StartAfterDue {
        /// Which.
        milestone: MilestoneId,
    },
    /// Due after the go-live date, although it is to happen before.
    AfterGoLive {
        /// Which.
        milestone: MilestoneId,
        /// The due date.
        date: NaiveDate,
    },
    /// The go-live milestone and the plan name different days (003-06: one date everywhere).
    TwoGoLives {
        /// Which milestone.
        milestone: MilestoneId,
        /// Its due date.
        due: NaiveDate,
        /// The go-live date of the plan.
        go_live: NaiveDate,
    },
    /// The buyer owns no step (004-02): a plan made alone (001-16).
    NoBuyerStep,
    /// The seller owns no step (000-19).
    NoSellerStep,
    /// The goal speaks of the sale (004-01).
    SellerCentricGoal {
        /// What was found.
        word: String,
    },
    /// There is no goal (000-08).
    NoGoal,
    /// More than [`MILESTONES_MAX`].
    TooMany {
        /// How many.
        milestones: usize,
    },
    /// Fewer than [`MILESTONES_MIN`].
    TooFew {
        /// How many.
        milestones: usize,
    },
    /// More rows than a page holds ([`PAGE_ROWS_MAX`]).
    MoreThanOnePage {
        /// How many.
        rows: usize,
    },
    /// Nothing is due for more than [`SILENT_DAYS_MAX`] working days.
    SilentStretch {
        /// The last due date before.
        from: NaiveDate,
        /// The next one.
        to: NaiveDate,
        /// Working days between them.
        days: i64,
    },
    /// One person owns more than [`ONE_OWNER_PERCENT_MAX`] percent.
    OneOwner {
        /// Who.
        person: PersonId,
        /// Share of the owned milestones, in percent.
        percent: usize,
    },
    /// A function has not started although most of the plan has (004-22).
    NotStarted {
        /// Which function.
        track: TrackId,
    },
    /// The sides involved have no working weekday in common; the accountable side's days count.
    NoCommonDay {
        /// Which.
        milestone: MilestoneId,
    },
}

/// Everything to look at: the plan first, then by milestone in the plan's order, then people and tracks.
pub fn lint(plan: &Plan, today: NaiveDate) -> Vec<Lint> {
    let live: Vec<&Milestone> = plan.milestones.iter().filter(|one| is_live(one)).collect();
    let people = People::of(plan);
    let mut found = Vec::new();
    found.extend(of_the_goal(plan));
    found.extend(of_the_size(&live));
    found.extend(of_the_sides(&people, &live));
    let calendars = Calendars::of(plan);
    for milestone in &live {
        of_a_milestone(plan, &people, &calendars, milestone, &mut found);
    }
    let broken = slip::broken(plan, today);
    found.extend(broken.into_iter().map(Lint::BeforePredecessor));
    found.extend(silent_stretches(&calendars, plan, &live));
    found.extend(of_the_owners(&people, &live));
    found.extend(functions_not_started(plan, &live));
    found
}

fn of_the_goal(plan: &Plan) -> Option<Lint> {
    if plan.goal.trim().is_empty() {
        return Some(Lint::NoGoal);
    }
    let seller = plan.companies.get(&Side::Seller).map_or("", String::as_str);
    words::seller_centric(&plan.goal, seller).map(|word| Lint::SellerCentricGoal { word })
}

fn of_the_size(live: &[&Milestone]) -> Vec<Lint> {
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

fn of_the_sides(people: &People, live: &[&Milestone]) -> Vec<Lint> {
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

fn of_a_milestone(
    plan: &Plan,
    people: &People,
    calendars: &Calendars,
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
    let date = due.date;
    let days = calendars.get(sides, people.lead(one));
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
        (Some(go_live), _) if date > go_live && !comes_after_go_live(plan, milestone) => {
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

/// Steps that follow the go-live, directly or through others, are not late by being after it (001-34).
fn comes_after_go_live(plan: &Plan, milestone: MilestoneId) -> bool {
    let mut before = vec![milestone];
    let mut next = 0;
    while next < before.len() {
        let at = before[next];
        next += 1;
        let is_go_live = |one: &Milestone| one.id == at && one.kind == MilestoneKind::GoLive;
        if plan.milestones.iter().any(is_go_live) {
            return true;
        }
        for link in plan.dependencies.iter().filter(|link| link.successor == at) {
            if !before.contains(&link.predecessor) {
                before.push(link.predecessor);
            }
        }
    }
    false
}

/// Between the due dates of all milestones, on days that suit buyer and seller.
fn silent_stretches(calendars: &Calendars, plan: &Plan, live: &[&Milestone]) -> Vec<Lint> {
    let days = calendars.get(crate::calendar::Sides::BUYER_AND_SELLER, None);
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

fn of_the_owners(people: &People, live: &[&Milestone]) -> Vec<Lint> {
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
    let mut seen: Vec<PersonId> = Vec::new();
    for person in live.iter().flat_map(|one| people.owners(one)) {
        let unnamed = !person.placeholder && !is_named(&person.name, false);
        if unnamed && !seen.contains(&person.id) {
            seen.push(person.id);
            found.push(Lint::TitleForName { person: person.id });
        }
    }
    found
}

fn functions_not_started(plan: &Plan, live: &[&Milestone]) -> Vec<Lint> {
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
