//! Tracks rolled up: a line a phase or a function, for those who need no more (004-21, 004-23).

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    health::{Colour, Health},
    id::{MilestoneId, TrackId},
    model::{Milestone, Plan, Status, TrackKind},
    schedule::{Schedule, is_live},
};

/// What a track comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RollUp {
    /// Which; `None` gathers the milestones that belong to no track of this kind.
    pub track: Option<TrackId>,
    /// Its milestones that take part, in the plan's order.
    pub milestones: Vec<MilestoneId>,
    /// How many of them are done.
    pub done: usize,
    /// Share of the working days that are done, 0 to 100, rounded down; a milestone counts when it is done.
    pub progress_percent: u8,
    /// Something of it runs or is done (004-22).
    pub started: bool,
    /// First projected start.
    pub start: Option<NaiveDate>,
    /// Last projected finish.
    pub finish: Option<NaiveDate>,
    /// Last due date.
    pub due: Option<NaiveDate>,
    /// Colour of the worst milestone.
    pub colour: Colour,
    /// Tracks of the same kind that it waits for, in the plan's order.
    pub after: Vec<TrackId>,
}

/// The tracks of one kind in the plan's order, then what belongs to none (when there is any).
pub fn roll_ups(plan: &Plan, schedule: &Schedule, health: &Health, kind: TrackKind) -> Vec<RollUp> {
    let tracks = plan
        .tracks
        .iter()
        .filter(|track| track.kind == kind && !track.archived);
    let ids: Vec<TrackId> = tracks.map(|track| track.id).collect();
    let mut groups: Vec<(Option<TrackId>, Vec<&Milestone>)> =
        ids.iter().map(|id| (Some(*id), Vec::new())).collect();
    groups.push((None, Vec::new()));
    let places: HashMap<TrackId, usize> = ids.iter().copied().zip(0..).collect();
    let mut track_of: HashMap<MilestoneId, TrackId> = HashMap::new();
    for milestone in plan.milestones.iter().filter(|one| is_live(one)) {
        let track = match kind {
            TrackKind::Phase => milestone.phase,
            TrackKind::Function => milestone.function,
        };
        let place = track.and_then(|id| places.get(&id).copied());
        groups[place.unwrap_or(ids.len())].1.push(milestone);
        track_of.extend(place.map(|at| (milestone.id, ids[at])));
    }
    groups.retain(|(track, milestones)| track.is_some() || !milestones.is_empty());
    let before = waits_for(plan, &track_of);
    let mut rolled: Vec<RollUp> = groups
        .into_iter()
        .map(|(track, milestones)| roll_up(schedule, health, track, &milestones))
        .collect();
    for one in &mut rolled {
        let waits = |id: &&TrackId| {
            one.track
                .is_some_and(|track| before.contains(&(**id, track)))
        };
        one.after = ids.iter().filter(waits).copied().collect();
    }
    rolled
}

/// Pairs of tracks of which a milestone of the second depends on one of the first.
fn waits_for(
    plan: &Plan,
    track_of: &HashMap<MilestoneId, TrackId>,
) -> BTreeSet<(TrackId, TrackId)> {
    let ends = plan.dependencies.iter().filter_map(|one| {
        let track = |id| track_of.get(&id).copied();
        let pair = (track(one.predecessor)?, track(one.successor)?);
        (pair.0 != pair.1).then_some(pair)
    });
    ends.collect()
}

fn roll_up(
    schedule: &Schedule,
    health: &Health,
    track: Option<TrackId>,
    milestones: &[&Milestone],
) -> RollUp {
    let is_done = |one: &&&Milestone| matches!(one.status, Status::Done { .. });
    let rows = || milestones.iter().filter_map(|one| schedule.row(one.id));
    let days = |id: MilestoneId| schedule.row(id).map_or(0, |row| row.days);
    let all: i64 = rows().map(|row| row.days).sum();
    let done: i64 = milestones
        .iter()
        .filter(is_done)
        .map(|one| days(one.id))
        .sum();
    let colours = milestones.iter().filter_map(|one| health.of(one.id));
    RollUp {
        track,
        milestones: milestones.iter().map(|one| one.id).collect(),
        done: milestones.iter().filter(is_done).count(),
        progress_percent: u8::try_from(done * 100 / all.max(1)).unwrap_or(100),
        started: milestones.iter().any(|one| has_started(one)),
        start: rows().map(|row| row.start).min(),
        finish: rows().map(|row| row.finish).max(),
        due: milestones
            .iter()
            .filter_map(|one| one.due)
            .map(|due| due.date)
            .max(),
        colour: colours.map(|one| one.colour).max().unwrap_or_default(),
        after: Vec::new(),
    }
}

/// Work on it has begun, or is over.
pub(crate) fn has_started(milestone: &Milestone) -> bool {
    match milestone.status {
        Status::InProgress | Status::Done { .. } => true,
        Status::Blocked { .. } | Status::Waiting { .. } => milestone.remaining_days.is_some(),
        Status::NotStarted | Status::NotNeeded { .. } => false,
    }
}
