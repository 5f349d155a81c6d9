//! What to look at before a plan is shared: each finding names its rule and the records it is about.
//!
//! Findings are advice, never a refusal.

mod late;
mod rules;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    calendar::Calendars,
    id::{MilestoneId, PersonId, TrackId},
    model::{Milestone, Plan},
    outlook::after_go_live,
    owners::People,
    schedule::is_live,
    slip::{self, Broken},
};
use late::introduced_late;
use rules::{
    functions_not_started, of_a_milestone, of_the_goal, of_the_owners, of_the_sides, of_the_size,
    silent_stretches,
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
/// A plan that comes when more than this share of the way has passed, in percent of its days, comes too late (001-20).
pub const INTRODUCED_LATE_PERCENT: usize = 50;

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
    /// The plan came when more than [`INTRODUCED_LATE_PERCENT`] of the way had passed (001-20).
    IntroducedLate {
        /// The first day of the first step that has begun.
        began: NaiveDate,
        /// The day from which the plan counts weeks, the buyer's first yes or sign-off, or today.
        introduced: NaiveDate,
        /// The decision; for a plan that came after it the go-live.
        end: NaiveDate,
        /// Share of the calendar days from `began` to `end` that had passed.
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
    found.extend(introduced_late(plan, &people, &live, today));
    let calendars = Calendars::of(plan);
    // Found once for the whole plan: walking back from each late step would cost the plan again each time.
    let after = after_go_live(plan);
    for milestone in &live {
        of_a_milestone(plan, &people, &calendars, &after, milestone, &mut found);
    }
    let broken = slip::broken(plan, today);
    found.extend(broken.into_iter().map(Lint::BeforePredecessor));
    found.extend(silent_stretches(&calendars, plan, &live));
    found.extend(of_the_owners(&people, &live));
    found.extend(functions_not_started(plan, &live));
    found
}
