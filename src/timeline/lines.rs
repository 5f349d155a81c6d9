//! What stands on which line: the rows of the table in their order, each phase above the first of its milestones.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use plan::id::{MilestoneId, TrackId};
use plan::model::{Milestone, Plan, TrackKind};

use crate::schedule::Computed;

/// Height of a line in CSS pixels.
pub const LINE_PX: f64 = 36.0;

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Line {
    /// The summary of a phase.
    Phase(TrackId),
    /// A milestone.
    Milestone(MilestoneId),
}

/// All lines, from top to bottom.
#[derive(Debug, Default, PartialEq)]
pub struct Lines {
    /// In order.
    pub all: Vec<Line>,
    place: HashMap<MilestoneId, usize>,
}

impl Lines {
    /// Those of a plan, or of one of its tracks.
    pub fn of(plan: &Plan, scope: Option<TrackId>) -> Self {
        let phases: HashSet<TrackId> = plan
            .tracks
            .iter()
            .filter(|track| track.kind == TrackKind::Phase && !track.archived)
            .map(|track| track.id)
            .collect();
        let in_scope = |one: &Milestone| {
            scope.is_none_or(|track| one.phase == Some(track) || one.function == Some(track))
        };
        let mut lines = Self::default();
        let mut begun = HashSet::new();
        for milestone in plan
            .milestones
            .iter()
            .filter(|one| !one.archived && in_scope(one))
        {
            if let Some(phase) = milestone.phase.filter(|phase| phases.contains(phase))
                && begun.insert(phase)
            {
                lines.all.push(Line::Phase(phase));
            }
            lines.place.insert(milestone.id, lines.all.len());
            lines.all.push(Line::Milestone(milestone.id));
        }
        lines
    }

    /// On which line a milestone stands.
    pub fn place(&self, milestone: MilestoneId) -> Option<usize> {
        self.place.get(&milestone).copied()
    }

    /// The milestone before or after this one; with none given, the first.
    pub fn next(&self, milestone: MilestoneId, down: bool) -> Option<MilestoneId> {
        let place = self.place(milestone)?;
        let id = |line: &Line| match line {
            Line::Milestone(id) => Some(*id),
            Line::Phase(_) => None,
        };
        if down {
            self.all[place + 1..].iter().find_map(id)
        } else {
            self.all[..place].iter().rev().find_map(id)
        }
    }

    /// The first or the last milestone.
    pub fn end(&self, last: bool) -> Option<MilestoneId> {
        let id = |line: &Line| match line {
            Line::Milestone(id) => Some(*id),
            Line::Phase(_) => None,
        };
        if last {
            self.all.iter().rev().find_map(id)
        } else {
            self.all.iter().find_map(id)
        }
    }
}

/// From the first to the last day of a phase's milestones.
pub fn phase_dates(all: &Computed, phase: TrackId) -> Option<(NaiveDate, NaiveDate)> {
    let own = all
        .plan
        .milestones
        .iter()
        .filter(|one| one.phase == Some(phase));
    let drawn = own.filter_map(|one| Some(all.dates.get(&one.id)?.drawn()));
    drawn.reduce(|(first, last), (start, finish)| (first.min(start), last.max(finish)))
}

#[cfg(test)]
mod tests {
    use plan::model::Track;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_phase_stands_once_above_its_first_milestone_and_nothing_changes_place() {
        let phase = TrackId::from_bits(9);
        let mut plan = Plan::default();
        plan.tracks.push(Track {
            id: phase,
            name: String::new(),
            kind: TrackKind::Phase,
            lead: None,
            archived: false,
        });
        let ids = [1, 2, 3, 4].map(MilestoneId::from_bits);
        for id in ids {
            plan.milestones.push(Milestone::new(id, ""));
        }
        plan.milestones[1].phase = Some(phase);
        plan.milestones[2].archived = true;
        plan.milestones[3].phase = Some(phase);
        let lines = Lines::of(&plan, None);
        let expected = [
            Line::Milestone(ids[0]),
            Line::Phase(phase),
            Line::Milestone(ids[1]),
            Line::Milestone(ids[3]),
        ];
        assert_eq!(lines.all, expected);
        assert_eq!(lines.next(ids[0], true), Some(ids[1]), "over the phase");
        assert_eq!(lines.next(ids[1], false), Some(ids[0]));
        assert_eq!(lines.next(ids[3], true), None);
        let own = [
            Line::Phase(phase),
            Line::Milestone(ids[1]),
            Line::Milestone(ids[3]),
        ];
        assert_eq!(Lines::of(&plan, Some(phase)).all, own, "a track alone");
    }
}
