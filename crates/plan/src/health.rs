//! Health that explains itself: a colour is always a rule with its facts, never a bare score (001-28).
//!
//! Rules are tried for every milestone; all that apply are listed, the worst decides the colour.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    agreement::{Standing, standings},
    calendar::Calendars,
    id::{MilestoneId, PersonId},
    model::{Milestone, Plan, Status},
    owners::People,
    schedule::{Fixed, Row, Schedule, is_live},
};

/// Overdue by at least this many working days is red; less is yellow, since a day is soon made good.
pub const OVERDUE_RED_DAYS: i64 = 3;
/// With this many working days of slack to the go-live date, or fewer, a milestone is yellow.
pub const THIN_SLACK_DAYS: i64 = 2;
/// A milestone that begins within this many working days needs a named owner.
pub const OWNER_NEEDED_DAYS: i64 = 10;

/// Red, yellow or green. Greater is worse.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
    /// Little slack is left to the go-live date ([`THIN_SLACK_DAYS`]): yellow.
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
}

impl Health {
    /// The health of a milestone.
    pub fn of(&self, milestone: MilestoneId) -> Option<&MilestoneHealth> {
        self.milestones
            .iter()
            .find(|one| one.milestone == milestone)
    }
}

/// Judges a plan by its schedule as of the schedule's today.
pub fn health(plan: &Plan, schedule: &Schedule) -> Health {
    let view = View {
        schedule,
        people: People::of(plan),
        calendars: Calendars::of(plan),
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
        milestones,
    }
}

fn worst(colours: impl Iterator<Item = Colour>) -> Colour {
    colours.max().unwrap_or_default()
}

struct View<'p> {
    schedule: &'p Schedule,
    people: People<'p>,
    calendars: Calendars,
}

impl View<'_> {
    fn findings(&self, milestone: &Milestone) -> Vec<Finding> {
        let Some(row) = self
            .schedule
            .row(milestone.id)
            .filter(|_| !milestone.status.is_closed())
        else {
            return Vec::new();
        };
        let mut findings = self.date_findings(milestone, row);
        if let Status::Blocked { clears, .. } = milestone.status {
            findings.push(Finding::Blocked { clears });
        }
        if row.in_cycle {
            findings.push(Finding::Cycle);
        }
        let missed = self.schedule.impossible.iter();
        let missed = missed.filter(|one| one.chain.contains(&milestone.id));
        findings.extend(missed.map(|one| Finding::CannotMeet {
            fixed: one.fixed,
            days: one.days,
        }));
        if let Some(days) = row
            .slack_days
            .filter(|days| (0..=THIN_SLACK_DAYS).contains(days))
        {
            findings.push(Finding::ThinSlack { days });
        }
        findings
    }

    fn date_findings(&self, milestone: &Milestone, row: &Row) -> Vec<Finding> {
        let today = self.schedule.as_of;
        let sides = self.people.working_sides(milestone);
        let days = self.calendars.get(sides, self.people.lead(milestone));
        let mut findings = Vec::new();
        match milestone.due.map(|due| due.date) {
            Some(due) if days.between(due, today) > 0 => findings.push(Finding::Overdue {
                due,
                days: days.between(due, today),
            }),
            Some(due) if days.between(due, row.finish) > 0 => findings.push(Finding::WillBeLate {
                due,
                earliest: row.finish,
                days: days.between(due, row.finish),
            }),
            Some(_) => {}
            None => findings.push(Finding::NoDate),
        }
        let owners = self.people.owners(milestone);
        let named = milestone.everybody || owners.iter().any(|person| !person.placeholder);
        if !named && days.between(today, row.start) <= OWNER_NEEDED_DAYS {
            findings.push(Finding::NobodyNamed { start: row.start });
        }
        findings
    }
}

fn plan_findings(schedule: &Schedule, milestones: &[MilestoneHealth]) -> Vec<PlanFinding> {
    let critical = |id: MilestoneId| schedule.row(id).is_some_and(Row::is_critical);
    let of = |colour: Colour, on_critical: Option<bool>| -> Vec<MilestoneId> {
        let matching = milestones.iter().filter(|one| {
            one.colour == colour && on_critical.is_none_or(|on| critical(one.milestone) == on)
        });
        matching.map(|one| one.milestone).collect()
    };
    let mut findings = Vec::new();
    if let (Some(target), Some(projected), Some(days @ 1..)) =
        (schedule.target, schedule.projected, schedule.variance_days)
    {
        findings.push(PlanFinding::GoLiveLate {
            target,
            projected,
            days,
        });
    }
    if !schedule.cycles.is_empty() {
        let chains = schedule.cycles.clone();
        findings.push(PlanFinding::Cycles { chains });
    }
    let listed = [
        (of(Colour::Red, Some(true)), 0),
        (of(Colour::Red, Some(false)), 1),
        (of(Colour::Yellow, None), 2),
    ];
    for (milestones, kind) in listed.into_iter().filter(|(ids, _)| !ids.is_empty()) {
        findings.push(match kind {
            0 => PlanFinding::CriticalRed { milestones },
            1 => PlanFinding::OtherRed { milestones },
            _ => PlanFinding::SomeYellow { milestones },
        });
    }
    if schedule.target.is_none() {
        findings.push(PlanFinding::NoGoLiveDate);
    }
    findings
}
