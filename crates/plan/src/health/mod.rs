//! Health that explains itself: a colour is always a rule with its facts, never a bare score (001-28).
//!
//! Rules are tried for every milestone; all that apply are listed, the worst decides the colour.

mod rules;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    agreement::{Standing, standings},
    calendar::Calendars,
    id::{MilestoneId, PersonId},
    model::Plan,
    owners::People,
    schedule::{Fixed, Schedule, is_live},
};
use rules::{View, plan_findings};

/// Overdue by at least this many working days is red; less is yellow, since a day is soon made good.
pub const OVERDUE_RED_DAYS: i64 = 3;
/// With this many working days of slack to the go-live date, or fewer, what is at hand is yellow.
pub const THIN_SLACK_DAYS: i64 = 2;
/// What runs or begins within so many working days is at hand. Thin slack of everything after it would
/// be the same news in every row.
pub const AT_HAND_DAYS: i64 = 5;
/// A milestone that begins within this many working days needs a named owner.
pub const OWNER_NEEDED_DAYS: i64 = 10;

/// Red, yellow or green. Greater is worse.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Nothing is wrong.
    #[default]
    Green,
    /// Worth a word in the next call.
    Yellow,
    /// Something must move.
    Red,
}

/// A rule that applies to a milestone, with its facts. All spans are working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum Finding {
    /// Its due date has passed: red from [`OVERDUE_RED_DAYS`], before that yellow.
    Overdue {
        /// The due date.
        due: NaiveDate,
        /// Days past it.
        days: i64,
    },
    /// It cannot go on: red.
    Blocked {
        /// Who can clear it.
        clears: Option<PersonId>,
    },
    /// A fixed day cannot be met because of where it stands: red.
    CannotMeet {
        /// What is missed.
        fixed: Fixed,
        /// Days too late.
        days: i64,
    },
    /// It waits for itself through others: red.
    Cycle,
    /// It will not be done by its due date: yellow.
    WillBeLate {
        /// The due date.
        due: NaiveDate,
        /// Its earliest finish.
        earliest: NaiveDate,
        /// Days late.
        days: i64,
    },
    /// It is at hand ([`AT_HAND_DAYS`]), and little slack is left to the go-live date ([`THIN_SLACK_DAYS`]): yellow.
    ThinSlack {
        /// Days of slack.
        days: i64,
    },
    /// It begins soon ([`OWNER_NEEDED_DAYS`]) and nobody is named: yellow.
    NobodyNamed {
        /// Its earliest start.
        start: NaiveDate,
    },
    /// It has no due date: yellow.
    NoDate,
    /// The terms that somebody said yes to have changed: yellow.
    AgreementReopened,
}

impl Finding {
    /// How bad it is.
    pub fn colour(&self) -> Colour {
        match self {
            Self::Overdue { days, .. } if *days < OVERDUE_RED_DAYS => Colour::Yellow,
            Self::Overdue { .. } | Self::Blocked { .. } | Self::CannotMeet { .. } | Self::Cycle => {
                Colour::Red
            }
            Self::WillBeLate { .. }
            | Self::ThinSlack { .. }
            | Self::NobodyNamed { .. }
            | Self::NoDate
            | Self::AgreementReopened => Colour::Yellow,
        }
    }
}

/// The health of one milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MilestoneHealth {
    /// Which.
    pub milestone: MilestoneId,
    /// The worst of its findings.
    pub colour: Colour,
    /// Every rule that applies, the worst first.
    pub findings: Vec<Finding>,
}

/// A rule that applies to the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum PlanFinding {
    /// The projected go-live is after the go-live date: red.
    GoLiveLate {
        /// The go-live date.
        target: NaiveDate,
        /// The projection.
        projected: NaiveDate,
        /// Working days late.
        days: i64,
    },
    /// Milestones on the critical path are red: red.
    CriticalRed {
        /// Which.
        milestones: Vec<MilestoneId>,
    },
    /// Milestones wait for each other: red.
    Cycles {
        /// Each knot as a chain.
        chains: Vec<Vec<MilestoneId>>,
    },
    /// Red milestones that the go-live does not hang on: yellow.
    OtherRed {
        /// Which.
        milestones: Vec<MilestoneId>,
    },
    /// Milestones that need a word: yellow.
    SomeYellow {
        /// Which.
        milestones: Vec<MilestoneId>,
    },
    /// The shared target is missing: yellow.
    NoGoLiveDate,
}

impl PlanFinding {
    /// How bad it is.
    pub fn colour(&self) -> Colour {
        match self {
            Self::GoLiveLate { .. } | Self::CriticalRed { .. } | Self::Cycles { .. } => Colour::Red,
            Self::OtherRed { .. } | Self::SomeYellow { .. } | Self::NoGoLiveDate => Colour::Yellow,
        }
    }
}

/// The health of a plan, made by [`health`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Health {
    /// The worst of its findings.
    pub colour: Colour,
    /// Every rule that applies to the plan, the worst first.
    pub findings: Vec<PlanFinding>,
    /// Every milestone that takes part, in the plan's order.
    pub milestones: Vec<MilestoneHealth>,
    #[serde(skip)]
    index: HashMap<MilestoneId, usize>,
}

impl Health {
    /// The health of a milestone.
    pub fn of(&self, milestone: MilestoneId) -> Option<&MilestoneHealth> {
        self.index.get(&milestone).map(|at| &self.milestones[*at])
    }
}

/// Judges a plan by its schedule as of the schedule's today.
pub fn health(plan: &Plan, schedule: &Schedule) -> Health {
    let view = View {
        schedule,
        people: People::of(plan),
        calendars: Calendars::of(plan),
        missed: View::missed(schedule),
    };
    let changed = standings(plan).into_iter().filter_map(|(id, standing)| {
        matches!(standing, Standing::ChangedSince { .. }).then_some(id)
    });
    let reopened: HashSet<MilestoneId> = changed.collect();
    let live = plan.milestones.iter().filter(|one| is_live(one));
    let milestones: Vec<MilestoneHealth> = live
        .map(|milestone| {
            let mut findings = view.findings(milestone);
            if !milestone.status.is_closed() && reopened.contains(&milestone.id) {
                findings.push(Finding::AgreementReopened);
            }
            findings.sort_by_key(|one| std::cmp::Reverse(one.colour()));
            MilestoneHealth {
                milestone: milestone.id,
                colour: worst(findings.iter().map(Finding::colour)),
                findings,
            }
        })
        .collect();
    let findings = plan_findings(schedule, &milestones);
    Health {
        colour: worst(findings.iter().map(PlanFinding::colour)),
        findings,
        index: milestones
            .iter()
            .map(|one| one.milestone)
            .zip(0..)
            .collect(),
        milestones,
    }
}

fn worst(colours: impl Iterator<Item = Colour>) -> Colour {
    colours.max().unwrap_or_default()
}
