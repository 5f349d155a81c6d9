//! Where a day is. A day on which nobody works is narrower than one that counts, so that a bar's length tells its
//! working days, and weekends can still be seen.

use chrono::{Days, NaiveDate};
use plan::calendar::WorkingDays;
use plan::model::{Plan, Side};

/// Width of a day on which nobody works, beside one that counts.
const OFF_WIDTH: f64 = 0.4;
/// Narrowest day, in CSS pixels: ten years fit on a wide screen.
const DAY_PX_MIN: f64 = 0.3;
/// Sides in the order of their bits.
pub const SIDES: [Side; 3] = [Side::Buyer, Side::Seller, Side::Partner];

/// How wide a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoom {
    /// Every day has its number.
    Day,
    /// Every week.
    Week,
    /// Every month.
    Month,
    /// All of it in the window.
    Fit,
}

impl Zoom {
    /// From near to far.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Fit];

    /// Width of a working day in CSS pixels; `None` follows from the window.
    fn day_px(self) -> Option<f64> {
        match self {
            Self::Day => Some(34.0),
            Self::Week => Some(13.0),
            Self::Month => Some(4.5),
            Self::Fit => None,
        }
    }
}

/// Days from left to right.
#[derive(Debug, PartialEq)]
pub struct Scale {
    first: NaiveDate,
    /// Where each day begins, in CSS pixels, and where the last one ends.
    edges: Vec<f64>,
    /// Which sides are off on each day: bits in the order of [`SIDES`].
    off: Vec<u8>,
    /// Width of a working day in CSS pixels.
    pub day_px: f64,
}

/// A run of days on which the same sides are off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shade {
    /// Where it begins.
    pub x: f64,
    /// How wide it is.
    pub width: f64,
    /// Bits in the order of [`SIDES`]; [`EVERYBODY`] when nobody works.
    pub off: u8,
}

/// Nobody works.
pub const EVERYBODY: u8 = u8::MAX;

impl Scale {
    /// From `first` to `last`, both included; `width` is that of the window onto it, in CSS pixels.
    pub fn of(plan: &Plan, (first, last): (NaiveDate, NaiveDate), zoom: Zoom, width: f64) -> Self {
        let count = (last - first).num_days().max(0) as usize + 1;
        let off = days_off(plan, first, count);
        let weight = |off: &u8| if *off == EVERYBODY { OFF_WIDTH } else { 1.0 };
        let total: f64 = off.iter().map(weight).sum();
        let day_px = zoom
            .day_px()
            .unwrap_or_else(|| (width / total).max(DAY_PX_MIN));
        let mut edges = Vec::with_capacity(count + 1);
        let mut edge = 0.0;
        for day in &off {
            edges.push(edge);
            edge += weight(day) * day_px;
        }
        edges.push(edge);
        Self {
            first,
            edges,
            off,
            day_px,
        }
    }

    /// Where a day begins; the nearest end for days outside.
    pub fn x(&self, day: NaiveDate) -> f64 {
        let at = (day - self.first).num_days().max(0) as usize;
        self.edges[at.min(self.edges.len() - 1)]
    }

    /// Where a day ends.
    pub fn end(&self, day: NaiveDate) -> f64 {
        day.succ_opt().map_or(self.width(), |next| self.x(next))
    }

    /// Where a bar begins and how wide it is.
    pub fn span(&self, (start, finish): (NaiveDate, NaiveDate)) -> (f64, f64) {
        let x = self.x(start);
        (x, (self.end(finish) - x).max(4.0))
    }

    /// The day at a place.
    pub fn day_at(&self, x: f64) -> NaiveDate {
        let after = self.edges.partition_point(|edge| *edge <= x);
        let at = after.saturating_sub(1).min(self.off.len() - 1);
        self.day(at)
    }

    /// Width of all days.
    pub fn width(&self) -> f64 {
        self.edges.last().copied().unwrap_or_default()
    }

    /// All days with their places.
    pub fn days(&self) -> impl Iterator<Item = (NaiveDate, f64)> {
        (0..self.off.len()).map(|at| (self.day(at), self.edges[at]))
    }

    /// Runs of days on which somebody is off.
    pub fn shades(&self) -> Vec<Shade> {
        let mut shades: Vec<Shade> = Vec::new();
        for (at, off) in self.off.iter().enumerate().filter(|(_, off)| **off != 0) {
            let (x, width) = (self.edges[at], self.edges[at + 1] - self.edges[at]);
            match shades.last_mut() {
                Some(last) if last.off == *off && (last.x + last.width - x).abs() < 1e-6 => {
                    last.width += width;
                }
                _ => shades.push(Shade {
                    x,
                    width,
                    off: *off,
                }),
            }
        }
        shades
    }

    fn day(&self, at: usize) -> NaiveDate {
        self.first + Days::new(at as u64)
    }
}

/// Who is off on each day. The partner counts once it has people or a calendar.
fn days_off(plan: &Plan, first: NaiveDate, count: usize) -> Vec<u8> {
    let has_partner = plan.calendars.contains_key(&Side::Partner)
        || plan.people.iter().any(|one| one.side == Side::Partner);
    let sides = if has_partner { &SIDES[..] } else { &SIDES[..2] };
    let days: Vec<WorkingDays> = sides
        .iter()
        .map(|side| {
            let own = plan.calendars.get(side).cloned().unwrap_or_default();
            WorkingDays::of(&own)
        })
        .collect();
    let all = (1u8 << sides.len()) - 1;
    let off = |at: usize| {
        let day = first + Days::new(at as u64);
        let bits = days.iter().enumerate().fold(0u8, |bits, (side, days)| {
            bits | (u8::from(!days.is_working(day)) << side)
        });
        if bits == all { EVERYBODY } else { bits }
    };
    (0..count).map(off).collect()
}

#[cfg(test)]
mod tests {
    use plan::model::Calendar;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    /// Monday 1 to Sunday 14 June 2026; the buyer is off on Wednesday the 3rd.
    fn scale() -> Scale {
        let mut plan = Plan::default();
        let holidays = [(day("2026-06-03"), String::new())].into();
        let calendar = Calendar {
            holidays,
            ..Calendar::default()
        };
        plan.calendars.insert(Side::Buyer, calendar);
        let range = (day("2026-06-01"), day("2026-06-14"));
        Scale::of(&plan, range, Zoom::Fit, 1_080.0)
    }

    #[wasm_bindgen_test]
    fn a_day_on_which_nobody_works_is_narrower_and_all_fit() {
        let scale = scale();
        assert!((scale.width() - 1_080.0).abs() < 1e-6);
        let width = |text: &str| scale.end(day(text)) - scale.x(day(text));
        assert!((width("2026-06-01") - 93.1).abs() < 0.1, "{}", scale.day_px);
        assert!((width("2026-06-03") - width("2026-06-01")).abs() < 1e-6);
        assert!((width("2026-06-06") / width("2026-06-01") - OFF_WIDTH).abs() < 1e-6);
    }

    #[wasm_bindgen_test]
    fn a_place_leads_back_to_its_day_and_places_outside_to_the_ends() {
        let scale = scale();
        for (date, x) in scale.days() {
            assert_eq!(scale.day_at(x), date);
            assert_eq!(scale.day_at(scale.end(date) - 0.01), date);
        }
        assert_eq!(scale.day_at(-5.0), day("2026-06-01"));
        assert_eq!(scale.day_at(9_999.0), day("2026-06-14"));
        assert_eq!(scale.x(day("2020-01-01")), 0.0);
        assert!((scale.x(day("2030-01-01")) - scale.width()).abs() < 1e-6);
    }

    #[wasm_bindgen_test]
    fn days_off_are_told_apart_by_side_and_weekends_are_one_run() {
        let shades: Vec<u8> = scale().shades().iter().map(|shade| shade.off).collect();
        assert_eq!(shades, [0b001, EVERYBODY, EVERYBODY]);
    }
}
