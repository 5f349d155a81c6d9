//! Working days: which days a side works, and arithmetic in working days.
//!
//! A [`WorkingDays`] is a compiled calendar. It numbers working days, so that adding days or
//! counting between two dates is a look-up in a table where there are holidays, and a formula where
//! only the weekly pattern counts, whatever the distance. It must never know what a milestone is.

mod sides;

use chrono::{Datelike, NaiveDate};

pub(crate) use sides::{Calendars, Sides};

use crate::model::Calendar;

/// A blackout counts for at most this many days from its first, so that no calendar is without work.
pub const BLACKOUT_DAYS_MAX: i64 = 3_660;

/// Days off are tabled over at most this many days, about 45 years; beyond that they are searched.
const TABLE_DAYS_MAX: i64 = 16_384;

/// A day as a number: 1 is 0001-01-01, a Monday.
pub(crate) type Day = i64;
/// The number of a working day within one calendar.
pub(crate) type Ordinal = i64;

/// The number of a date.
pub(crate) fn day_of(date: NaiveDate) -> Day {
    Day::from(date.num_days_from_ce())
}

/// The date of a number; dates that no calendar can name become the first or the last that it can.
pub(crate) fn date_of(day: Day) -> NaiveDate {
    let edge = if day < 0 {
        NaiveDate::MIN
    } else {
        NaiveDate::MAX
    };
    i32::try_from(day)
        .ok()
        .and_then(NaiveDate::from_num_days_from_ce_opt)
        .unwrap_or(edge)
}

/// A calendar compiled for arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingDays {
    /// `week[weekday]`: does Monday + weekday work?
    week: [bool; 7],
    /// Working weekdays before each weekday of a week.
    before_weekday: [i64; 7],
    /// Weekday of the n-th working day of a week.
    nth_weekday: [i64; 7],
    per_week: i64,
    /// Days off beyond the weekly pattern: sorted and apart.
    gaps: Vec<Gap>,
    /// The same from the first to the last of them, day by day.
    table: Option<Table>,
}

/// Days and ordinals in both directions from `from` on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Table {
    from: Day,
    /// Ordinal of `from`.
    first: Ordinal,
    /// Working days from `from` up to, not including, each day.
    before: Vec<u16>,
    /// Days from `from` to the n-th working day.
    days: Vec<u16>,
}

/// A run of days off, with what working days were lost before it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Gap {
    from: Day,
    /// The first day after the gap.
    until: Day,
    /// Ordinal of its first day by the weekly pattern alone.
    raw_from: Ordinal,
    /// Working days that it takes away.
    lost: i64,
    /// Working days that earlier gaps take away.
    lost_before: i64,
}

impl WorkingDays {
    /// Compiles one calendar. Without any working weekday it works Monday to Friday.
    pub fn of(calendar: &Calendar) -> Self {
        Self::joint(&[calendar]).expect("a calendar alone always has a working weekday")
    }

    /// Days that suit all calendars (at least one); `None` when no weekday does.
    pub fn joint(calendars: &[&Calendar]) -> Option<Self> {
        let mut week = [true; 7];
        for calendar in calendars {
            let own = weekdays(calendar);
            for (all, one) in week.iter_mut().zip(own) {
                *all &= one;
            }
        }
        week.contains(&true)
            .then(|| Self::joint_gaps(week, calendars))
    }

    fn joint_gaps(week: [bool; 7], calendars: &[&Calendar]) -> Self {
        let mut days = Self {
            week,
            before_weekday: [0; 7],
            nth_weekday: [0; 7],
            per_week: 0,
            gaps: Vec::new(),
            table: None,
        };
        for (weekday, works) in week.into_iter().enumerate() {
            days.before_weekday[weekday] = days.per_week;
            if works {
                days.nth_weekday[days.per_week as usize] = weekday as i64;
                days.per_week += 1;
            }
        }
        let mut lost_before = 0;
        for (from, until) in days_off(calendars) {
            let raw_from = days.raw_before(from);
            let lost = days.raw_before(until) - raw_from;
            days.gaps.push(Gap {
                from,
                until,
                raw_from,
                lost,
                lost_before,
            });
            lost_before += lost;
        }
        days.table = days.tabled();
        days
    }

    fn tabled(&self) -> Option<Table> {
        let (from, until) = (self.gaps.first()?.from, self.gaps.last()?.until);
        if until - from > TABLE_DAYS_MAX {
            return None;
        }
        let first = self.search_before(from);
        let (mut before, mut days) = (Vec::new(), Vec::new());
        for day in from..=until {
            before.push((self.search_before(day) - first) as u16);
            if self.search_before(day + 1) > self.search_before(day) {
                days.push((day - from) as u16);
            }
        }
        Some(Table {
            from,
            first,
            before,
            days,
        })
    }

    /// Does this date count as work?
    pub fn is_working(&self, date: NaiveDate) -> bool {
        let day = day_of(date);
        self.through(day) > self.before(day)
    }

    /// This date if it is worked, else the first worked one after it.
    pub fn on_or_after(&self, date: NaiveDate) -> NaiveDate {
        date_of(self.day(self.before(day_of(date))))
    }

    /// This date if it is worked, else the last worked one before it.
    pub fn on_or_before(&self, date: NaiveDate) -> NaiveDate {
        date_of(self.day(self.through(day_of(date)) - 1))
    }

    /// The date `days` working days later (earlier if negative). 0 is [`Self::on_or_after`];
    /// from a day off, 1 is the next working day.
    pub fn add(&self, date: NaiveDate, days: i64) -> NaiveDate {
        date_of(self.day(self.plus(day_of(date), days)))
    }

    /// Working days after `from` up to and including `to`; negative when `to` comes first.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        self.through(day_of(to)) - self.through(day_of(from))
    }

    /// See [`Self::add`].
    pub(crate) fn plus(&self, day: Day, days: i64) -> Ordinal {
        if days > 0 {
            self.through(day) - 1 + days
        } else {
            self.before(day) + days
        }
    }

    /// Ordinal of the first working day on or after `day`.
    pub(crate) fn before(&self, day: Day) -> Ordinal {
        if let Some(table) = &self.table
            && let Ok(at) = usize::try_from(day - table.from)
            && let Some(count) = table.before.get(at)
        {
            return table.first + Ordinal::from(*count);
        }
        self.search_before(day)
    }

    fn search_before(&self, day: Day) -> Ordinal {
        let raw = self.raw_before(day);
        let after = match self.gaps.last() {
            Some(gap) if gap.until < day => self.gaps.len(),
            _ => self.gaps.partition_point(|gap| gap.from < day),
        };
        match after {
            0 => raw,
            after => {
                let gap = &self.gaps[after - 1];
                let raw = if day <= gap.until {
                    gap.raw_from
                } else {
                    raw - gap.lost
                };
                raw - gap.lost_before
            }
        }
    }

    /// Ordinal of the first working day after `day`.
    pub(crate) fn through(&self, day: Day) -> Ordinal {
        self.before(day + 1)
    }

    /// The day with this ordinal.
    pub(crate) fn day(&self, ordinal: Ordinal) -> Day {
        if let Some(table) = &self.table
            && let Ok(at) = usize::try_from(ordinal - table.first)
            && let Some(days) = table.days.get(at)
        {
            return table.from + Day::from(*days);
        }
        let starts = |gap: &Gap| gap.raw_from - gap.lost_before <= ordinal;
        let after = match self.gaps.last() {
            Some(gap) if starts(gap) => self.gaps.len(),
            _ => self.gaps.partition_point(starts),
        };
        let lost = match after {
            0 => 0,
            _ => self.gaps[after - 1].lost_before + self.gaps[after - 1].lost,
        };
        let raw = ordinal + lost;
        let week = raw.div_euclid(self.per_week);
        let nth = raw.rem_euclid(self.per_week) as usize;
        week * 7 + self.nth_weekday[nth] + 1
    }

    /// Days of the weekly pattern from day 1 up to, not including, `day`.
    fn raw_before(&self, day: Day) -> Ordinal {
        let since_monday = day - 1;
        let weekday = since_monday.rem_euclid(7) as usize;
        since_monday.div_euclid(7) * self.per_week + self.before_weekday[weekday]
    }
}

/// The working weekdays of a calendar; none at all reads as Monday to Friday.
fn weekdays(calendar: &Calendar) -> [bool; 7] {
    let mut week = [false; 7];
    for weekday in &calendar.weekdays {
        week[weekday.num_days_from_monday() as usize] = true;
    }
    if week.contains(&true) {
        week
    } else {
        [true, true, true, true, true, false, false]
    }
}

/// Runs of days off (first, first after), sorted, apart, never empty.
fn days_off(calendars: &[&Calendar]) -> Vec<(Day, Day)> {
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for calendar in calendars {
        runs.extend(calendar.holidays.keys().map(|date| {
            let day = day_of(*date);
            (day, day + 1)
        }));
        runs.extend(calendar.blackouts.iter().filter_map(|blackout| {
            let from = day_of(blackout.from);
            let until = (day_of(blackout.to) + 1).min(from + BLACKOUT_DAYS_MAX);
            (from < until).then_some((from, until))
        }));
    }
    runs.sort_unstable();
    let mut apart: Vec<(Day, Day)> = Vec::with_capacity(runs.len());
    for (from, until) in runs {
        match apart.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => apart.push((from, until)),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Blackout;
    use chrono::Weekday::{Sat, Sun};
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date in a test")
    }

    fn frozen() -> Calendar {
        Calendar {
            holidays: [(date("2025-09-01"), "Labor Day".to_owned())].into(),
            blackouts: vec![Blackout {
                from: date("2025-09-26"),
                to: date("2025-10-02"),
                reason: "quarter end".into(),
            }],
            ..Calendar::default()
        }
    }

    #[test]
    fn a_day_off_leads_to_the_next_worked_day() {
        let days = WorkingDays::of(&frozen());
        assert_eq!(days.on_or_after(date("2025-08-30")), date("2025-09-02"));
        assert_eq!(days.on_or_before(date("2025-09-01")), date("2025-08-29"));
        assert_eq!(days.add(date("2025-09-25"), 1), date("2025-10-03"));
        assert_eq!(days.add(date("2025-08-30"), 1), date("2025-09-02"));
        assert_eq!(days.add(date("2025-10-03"), -1), date("2025-09-25"));
        assert_eq!(days.between(date("2025-08-29"), date("2025-10-03")), 19);
        assert_eq!(days.between(date("2025-10-03"), date("2025-08-29")), -19);
    }

    #[test]
    fn weekends_can_be_the_working_days() {
        let weekend = Calendar {
            weekdays: vec![Sat, Sun],
            ..Calendar::default()
        };
        let days = WorkingDays::of(&weekend);
        assert_eq!(days.add(date("2025-09-01"), 1), date("2025-09-06"));
        assert_eq!(days.add(date("2025-09-06"), 2), date("2025-09-13"));
        assert_eq!(
            WorkingDays::joint(&[&weekend, &Calendar::default()]),
            None,
            "weekends and weekdays have no day in common"
        );
    }

    #[test]
    fn no_working_weekday_reads_as_monday_to_friday() {
        let never = Calendar {
            weekdays: vec![],
            ..Calendar::default()
        };
        assert_eq!(
            WorkingDays::of(&never),
            WorkingDays::of(&Calendar::default())
        );
    }

    #[test]
    fn a_blackout_of_a_lifetime_still_ends() {
        let closed = Calendar {
            blackouts: vec![Blackout {
                from: date("2025-01-01"),
                to: NaiveDate::MAX,
                reason: String::new(),
            }],
            ..Calendar::default()
        };
        let days = WorkingDays::of(&closed);
        assert_eq!(days.on_or_after(date("2025-01-01")), date("2035-01-09"));
        assert_eq!(
            days.add(date("2025-01-01"), i64::from(u32::MAX)),
            NaiveDate::MAX
        );
    }

    prop_compose! {
        pub(crate) fn calendar()(
            weekdays in proptest::sample::subsequence(vec![
                chrono::Weekday::Mon, chrono::Weekday::Tue, chrono::Weekday::Wed,
                chrono::Weekday::Thu, chrono::Weekday::Fri, Sat, Sun], 0..=7),
            holidays in proptest::collection::vec(0i64..120, 0..6),
            blackouts in proptest::collection::vec((0i64..120, -2i64..20), 0..4),
        ) -> Calendar {
            let base = day_of(date("2025-05-01"));
            Calendar {
                weekdays,
                holidays: holidays.into_iter().map(|at| (date_of(base + at), String::new())).collect(),
                blackouts: blackouts.into_iter().map(|(at, length)| Blackout {
                    from: date_of(base + at), to: date_of(base + at + length), reason: String::new(),
                }).collect(),
            }
        }
    }

    proptest! {
        /// Against counting on one's fingers.
        #[test]
        fn ordinals_count_working_days(calendar in calendar(), from in 0i64..160, length in 0i64..160) {
            let days = WorkingDays::of(&calendar);
            let works = |day: Day| {
                let date = date_of(day);
                let week = if calendar.weekdays.is_empty() { Calendar::default().weekdays } else { calendar.weekdays.clone() };
                week.contains(&date.weekday())
                    && !calendar.holidays.contains_key(&date)
                    && !calendar.blackouts.iter().any(|b| b.from <= date && date <= b.to)
            };
            let first = day_of(date("2025-04-20")) + from;
            let counted = (first..first + length).filter(|day| works(*day)).count() as i64;
            prop_assert_eq!(days.before(first + length) - days.before(first), counted);
            let next = (first..).find(|day| works(*day)).expect("blackouts end");
            prop_assert_eq!(days.day(days.before(first)), next);
            prop_assert_eq!(days.is_working(date_of(first)), works(first));
        }
    }
}
