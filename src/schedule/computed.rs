//! What was computed, as signals. Empty until the engine has loaded and run.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use plan::id::MilestoneId;
use plan::model::Plan;
use plan::schedule::{Row, Schedule};

/// Everything that follows from the plan and today.
#[derive(Debug)]
pub struct Computed {
    /// What it was computed from; see `inputs`.
    pub plan: Plan,
    /// Its schedule.
    pub schedule: Schedule,
    /// The dates of every milestone that takes part in it.
    pub dates: HashMap<MilestoneId, Dates>,
}

/// The dates of one milestone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dates {
    /// Projected and latest dates.
    pub row: Row,
    /// First and last day as promised; where the promises before it allow it to be while it has no date.
    pub promised: Option<(NaiveDate, NaiveDate)>,
    /// Both sides have seen a due date of it.
    pub has_due: bool,
}

impl Dates {
    /// Where it is drawn: where it is promised, and without any promise where it is projected.
    pub fn drawn(&self) -> (NaiveDate, NaiveDate) {
        let (start, finish) = self.promised.unwrap_or((self.row.start, self.row.finish));
        // What runs although it was promised for an earlier day is drawn on that day.
        (start.min(finish), finish)
    }
}

/// The computed dates of the page's plan, in context.
#[derive(Clone, Copy)]
pub struct Scheduled(RwSignal<Option<Arc<Computed>>>);

impl Scheduled {
    /// Gives all components below the dates.
    pub fn provide() -> Self {
        let scheduled = Self(RwSignal::new(None));
        provide_context(scheduled);
        scheduled
    }

    /// Those of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Everything, reactive: wakes with each change that has a say in the schedule.
    pub fn all(self) -> Option<Arc<Computed>> {
        self.0.try_get().flatten()
    }

    /// As [`Scheduled::all`], without waking.
    pub fn now(self) -> Option<Arc<Computed>> {
        self.0.try_get_untracked().flatten()
    }

    /// The dates of one milestone: wakes only when they change.
    pub fn dates(self, milestone: MilestoneId) -> Memo<Option<Dates>> {
        Memo::new(move |_| self.0.read().as_ref()?.dates.get(&milestone).copied())
    }

    /// Only the engine writes.
    pub(super) fn set(self, computed: Computed) {
        self.0.try_set(Some(Arc::new(computed)));
    }
}
