//! A bar that somebody has in hand, and what moving it asks for.

use chrono::NaiveDate;
use plan::calendar::WorkingDays;
use plan::id::MilestoneId;
use plan::model::Status;
use plan::schedule::Workdays;
use plan::slip::Ask;

use super::chart::Chart;

/// Only what can still be moved can be held.
#[derive(Debug, Clone)]
pub struct Hold {
    /// Which milestone.
    pub milestone: MilestoneId,
    /// First and last day as drawn.
    pub dates: (NaiveDate, NaiveDate),
    days: WorkingDays,
    /// The agreed start of work that has not begun.
    start: Option<NaiveDate>,
    /// The start is a fact.
    runs: bool,
}

impl Hold {
    /// Takes hold of a bar; `None` for a reader, and for what is done or dropped.
    pub fn of(chart: Chart, milestone: MilestoneId) -> Option<Self> {
        use leptos::prelude::GetUntracked;
        let all = chart.scheduled.now()?;
        let stored = all.plan.milestone(milestone)?;
        let runs = stored.status == Status::InProgress;
        let movable = !stored.status.is_closed() && chart.plan.may_edit().get_untracked();
        movable.then_some(())?;
        Some(Self {
            milestone,
            dates: all.dates.get(&milestone)?.drawn(),
            days: Workdays::of(&all.plan).days(stored).clone(),
            start: stored.start.filter(|_| !runs),
            runs,
        })
    }

    /// The last working day on or before this one.
    pub fn snap(&self, day: NaiveDate) -> NaiveDate {
        self.days.on_or_before(day)
    }

    /// The finish, so many working days later.
    pub fn later(&self, days: i64) -> NaiveDate {
        self.days.add(self.snap(self.dates.1), days)
    }

    /// As a whole, so that it finishes on this day.
    pub fn move_to(&self, finish: NaiveDate) -> Vec<Ask> {
        let milestone = self.milestone;
        let due = Ask::Due {
            milestone,
            date: finish,
        };
        let Some(start) = self.start else {
            return vec![due];
        };
        let by = self.days.between(self.dates.1, finish);
        let date = self.days.add(start, by);
        vec![Ask::Start { milestone, date }, due]
    }

    /// Its start stays: it takes until this day.
    pub fn stretch_to(&self, finish: NaiveDate) -> Vec<Ask> {
        let milestone = self.milestone;
        let finish = finish.max(self.dates.0);
        if self.runs {
            let date = finish;
            return vec![Ask::Due { milestone, date }];
        }
        let days = self.days.between(self.dates.1, finish);
        vec![Ask::Longer { milestone, days }]
    }
}
