//! The working days of milestones, for whoever draws and moves them by hand.

use crate::{
    calendar::{Calendars, WorkingDays},
    model::{Milestone, Plan},
    owners::People,
};

/// The calendars of a plan, compiled once for all its milestones.
#[derive(Debug)]
pub struct Workdays<'p> {
    people: People<'p>,
    calendars: Calendars,
}

impl<'p> Workdays<'p> {
    /// Compiles them.
    pub fn of(plan: &'p Plan) -> Self {
        Self {
            people: People::of(plan),
            calendars: Calendars::of(plan),
        }
    }

    /// The working days that a milestone follows: those of its owner's side, of all sides involved when the work is
    /// joint, of buyer and seller while nobody owns it.
    pub fn days(&self, milestone: &Milestone) -> &WorkingDays {
        let sides = self.people.working_sides(milestone);
        self.calendars.get(sides, self.people.lead(milestone))
    }
}
