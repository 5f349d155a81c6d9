//! Composite keys such as `{milestone}/{person}`, made and parsed at one place.

use std::{fmt::Display, str::FromStr};

use chrono::NaiveDate;

use crate::{
    id::MilestoneId,
    model::{DependencyKind, Side},
    schema::{SEPARATOR, Word},
    value::{date, date_text},
};

/// `{a}/{b}`
pub(crate) fn pair(a: impl Display, b: impl Display) -> String {
    format!("{a}{SEPARATOR}{b}")
}

/// See [`pair`].
pub(crate) fn parse_pair<A: FromStr, B: FromStr>(key: &str) -> Option<(A, B)> {
    let (a, b) = key.split_once(SEPARATOR)?;
    Some((a.parse().ok()?, b.parse().ok()?))
}

/// `{predecessor}/{successor}/{type}`
pub(crate) fn dependency(from: MilestoneId, to: MilestoneId, kind: DependencyKind) -> String {
    pair(pair(from, to), kind.word())
}

/// See [`dependency`].
pub(crate) fn parse_dependency(key: &str) -> Option<(MilestoneId, MilestoneId, DependencyKind)> {
    let (ends, kind) = key.rsplit_once(SEPARATOR)?;
    let (from, to) = parse_pair(ends)?;
    Some((from, to, DependencyKind::from_word(kind)?))
}

/// `{side}/{date}`
pub(crate) fn holiday(side: Side, on: NaiveDate) -> String {
    pair(side.word(), date_text(on))
}

/// See [`holiday`].
pub(crate) fn parse_holiday(key: &str) -> Option<(Side, NaiveDate)> {
    let (side, on) = key.split_once(SEPARATOR)?;
    Some((Side::from_word(side)?, date(on)?))
}

/// `{side}/{from}/{to}`
pub(crate) fn blackout(side: Side, from: NaiveDate, to: NaiveDate) -> String {
    pair(holiday(side, from), date_text(to))
}

/// See [`blackout`].
pub(crate) fn parse_blackout(key: &str) -> Option<(Side, NaiveDate, NaiveDate)> {
    let (start, to) = key.rsplit_once(SEPARATOR)?;
    let (side, from) = parse_holiday(start)?;
    let to = date(to)?;
    (from <= to).then_some((side, from, to))
}
