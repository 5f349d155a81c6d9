//! Which sides work on something, and the days that suit them.

use super::WorkingDays;
use crate::model::{Calendar, Plan, Side};

/// A set of sides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sides(u8);

impl Sides {
    const ALL: [Side; 3] = [Side::Buyer, Side::Seller, Side::Partner];
    /// Work of which nobody knows yet who does it must suit both.
    pub(crate) const BUYER_AND_SELLER: Self = Self(0b011);

    pub(crate) fn insert(&mut self, side: Side) {
        self.0 |= Self::from(side).0;
    }

    pub(crate) fn contains(self, side: Side) -> bool {
        self.0 & Self::from(side).0 != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Side> {
        Self::ALL
            .into_iter()
            .filter(move |side| self.contains(*side))
    }
}

impl From<Side> for Sides {
    fn from(side: Side) -> Self {
        Self(match side {
            Side::Buyer => 0b001,
            Side::Seller => 0b010,
            Side::Partner => 0b100,
        })
    }
}

/// The calendars of a plan, compiled, one for each set of sides.
#[derive(Debug, Clone)]
pub(crate) struct Calendars {
    by_sides: Vec<Option<WorkingDays>>,
}

impl Calendars {
    pub(crate) fn of(plan: &Plan) -> Self {
        let standard = Calendar::default();
        let by_sides = (0..8)
            .map(|bits| {
                let calendars: Vec<&Calendar> = match Sides(bits) {
                    none if none.is_empty() => vec![&standard],
                    sides => sides
                        .iter()
                        .map(|side| plan.calendars.get(&side).unwrap_or(&standard))
                        .collect(),
                };
                WorkingDays::joint(&calendars)
            })
            .collect();
        Self { by_sides }
    }

    /// Is there a weekday on which all these sides work?
    pub(crate) fn have_common_day(&self, sides: Sides) -> bool {
        self.by_sides[sides.0 as usize].is_some()
    }

    /// The days that suit all these sides. When no weekday does, the days of the leading side.
    pub(crate) fn get(&self, sides: Sides, lead: Option<Side>) -> &WorkingDays {
        let lead = lead.or_else(|| sides.iter().next()).map(Sides::from);
        self.by_sides[sides.0 as usize]
            .as_ref()
            .or_else(|| self.by_sides[lead.unwrap_or_default().0 as usize].as_ref())
            .expect("one side alone always has a working weekday")
    }
}
