//! Why is this date where it is? The chain of causes as data, which the page puts in words.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    id::MilestoneId,
    schedule::{Cause, DurationRule, Fixed, HeldBy, Schedule},
};

/// One link of the chain that explains a projected date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Which milestone.
    pub milestone: MilestoneId,
    /// Its projected start.
    pub start: NaiveDate,
    /// Its projected finish.
    pub finish: NaiveDate,
    /// Working days that it takes, and where that comes from.
    pub days: i64,
    /// See [`DurationRule`].
    pub rule: DurationRule,
    /// What holds it there; the last reason's is never a dependency.
    pub cause: Cause,
}

/// One link of the chain that explains a latest date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LatestReason {
    /// Which milestone.
    pub milestone: MilestoneId,
    /// By when it must be finished.
    pub finish: NaiveDate,
    /// What holds it there; the last reason's is a fixed day.
    pub held_by: HeldBy,
}

/// Why a milestone is projected where it is: the milestone itself first, then what bounds it, and so on
/// back to today, a fact or a date that somebody set. Empty when it has no dates.
pub fn projected(schedule: &Schedule, milestone: MilestoneId) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut next = Some(milestone);
    while let Some(row) = next.and_then(|id| schedule.row(id)) {
        reasons.push(Reason {
            milestone: row.milestone,
            start: row.start,
            finish: row.finish,
            days: row.days,
            rule: row.rule,
            cause: row.cause,
        });
        next = match row.cause {
            Cause::After(dependency) => Some(dependency.predecessor),
            _ => None,
        };
    }
    reasons
}

/// Why a milestone must be finished by its latest date: the milestone itself first, then what waits
/// for it, and so on to a fixed day. Empty when nothing fixed comes after it.
pub fn latest(schedule: &Schedule, milestone: MilestoneId) -> Vec<LatestReason> {
    let mut reasons = Vec::new();
    let mut next = Some(milestone);
    while let Some(latest) = next
        .and_then(|id| schedule.row(id))
        .and_then(|row| row.latest)
    {
        reasons.push(LatestReason {
            milestone: next.expect("it has a row"),
            finish: latest.finish,
            held_by: latest.held_by,
        });
        next = match latest.held_by {
            HeldBy::Before(dependency) => Some(dependency.successor),
            HeldBy::Fixed(_) => None,
        };
    }
    reasons
}

/// Why the projected go-live is where it is: the reasons of the milestone that finishes last
/// among the critical ones, which is the go-live itself where there is one.
pub fn go_live(schedule: &Schedule) -> Vec<Reason> {
    let ends = schedule
        .critical_paths
        .iter()
        .filter_map(|path| path.last());
    let last = ends.max_by_key(|id| schedule.row(**id).map(|row| row.finish));
    last.map_or_else(Vec::new, |id| projected(schedule, *id))
}

/// The fixed day that a chain of [`latest`] leads to.
pub fn anchor(reasons: &[LatestReason]) -> Option<(MilestoneId, Fixed)> {
    match reasons.last()?.held_by {
        HeldBy::Fixed(fixed) => Some((reasons.last()?.milestone, fixed)),
        HeldBy::Before(_) => None,
    }
}
