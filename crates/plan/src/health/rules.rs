//! The rules, each with its facts.

use std::collections::HashMap;

use super::{
    AT_HAND_DAYS, Colour, Finding, MilestoneHealth, OWNER_NEEDED_DAYS, PlanFinding, THIN_SLACK_DAYS,
};
use crate::{
    calendar::{Calendars, WorkingDays},
    id::MilestoneId,
    model::{Milestone, Status},
    owners::People,
    schedule::{Row, Schedule},
};

/// What the rules look at.
pub(super) struct View<'p> {
    pub schedule: &'p Schedule,
    pub people: People<'p>,
    pub calendars: Calendars,
    /// By milestone, the places in `schedule.impossible` of the chains that it is part of.
    pub missed: HashMap<MilestoneId, Vec<usize>>,
}

impl View<'_> {
    pub(super) fn missed(schedule: &Schedule) -> HashMap<MilestoneId, Vec<usize>> {
        let mut missed: HashMap<MilestoneId, Vec<usize>> = HashMap::new();
        for (at, one) in schedule.impossible.iter().enumerate() {
            for milestone in &one.chain {
                missed.entry(*milestone).or_default().push(at);
            }
        }
        missed
    }

    fn days(&self, milestone: &Milestone) -> &WorkingDays {
        let sides = self.people.working_sides(milestone);
        self.calendars.get(sides, self.people.lead(milestone))
    }

    /// Every rule that applies to a milestone by its dates and status.
    pub(super) fn findings(&self, milestone: &Milestone) -> Vec<Finding> {
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
        let missed = self.missed.get(&milestone.id).into_iter().flatten();
        let missed = missed.map(|at| &self.schedule.impossible[*at]);
        findings.extend(missed.map(|one| Finding::CannotMeet {
            fixed: one.fixed,
            days: one.days,
        }));
        let thin = row
            .slack_days
            .filter(|days| (0..=THIN_SLACK_DAYS).contains(days));
        let days = self.days(milestone);
        if let Some(slack) = thin
            && days.between(self.schedule.as_of, row.start) <= AT_HAND_DAYS
        {
            findings.push(Finding::ThinSlack { days: slack });
        }
        findings
    }

    fn date_findings(&self, milestone: &Milestone, row: &Row) -> Vec<Finding> {
        let today = self.schedule.as_of;
        let days = self.days(milestone);
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

/// Every rule that applies to the plan, the worst first.
pub(super) fn plan_findings(
    schedule: &Schedule,
    milestones: &[MilestoneHealth],
) -> Vec<PlanFinding> {
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
