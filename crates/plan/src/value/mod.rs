//! Values of the domain as values of the document, and back. Absent and unreadable read alike: a newer build may have
//! written the value; it stays untouched until somebody sets it.

mod entries;
mod milestone;
mod small;

use std::{collections::HashMap, sync::Arc};

use chrono::{Datelike, NaiveDate, Weekday};
use yrs::{Any, any::Number};

use crate::{
    id::{MilestoneId, PersonId, TrackId},
    limits::{YEAR_MAX, YEAR_MIN},
    model::{DealRole, DeclineCause, GapPolicy, MilestoneKind, Side, TrackKind},
    schema::{self, Word},
};

pub(crate) use self::{
    entries::{Address, Gap, Name, Yes},
    small::Body,
};

/// A value under one key.
pub(crate) trait Value: Sized + PartialEq {
    /// Keys of a composite value; others that stand beside them are a newer build's and stay.
    const KEYS: &'static [&'static str] = &[];

    fn from_any(any: &Any) -> Option<Self>;
    fn to_any(&self) -> Any;
}

/// The value to write over `old`: keys that this build does not know stay.
pub(crate) fn overlay<T: Value>(old: Option<&Any>, value: &T) -> Any {
    let (Some(Any::Map(old)), Any::Map(new)) = (old, value.to_any()) else {
        return value.to_any();
    };
    let unknown = old
        .iter()
        .filter(|(key, _)| !T::KEYS.contains(&key.as_str()));
    let mut merged: HashMap<String, Any> = unknown
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    merged.extend(new.iter().map(|(key, value)| (key.clone(), value.clone())));
    Any::Map(Arc::new(merged))
}

/// Part of a composite value.
fn part<T: Value>(map: &HashMap<String, Any>, key: &str) -> Option<T> {
    T::from_any(map.get(key)?)
}

fn text_of(map: &HashMap<String, Any>, key: &str) -> String {
    part(map, key).unwrap_or_default()
}

/// A composite value from its parts; absent parts have no key.
fn compose<const N: usize>(parts: [(&str, Option<Any>); N]) -> Any {
    let present = parts
        .into_iter()
        .filter_map(|(key, any)| Some((key.to_owned(), any?)));
    Any::Map(Arc::new(present.collect()))
}

fn some<T: Value>(value: &T) -> Option<Any> {
    Some(value.to_any())
}

/// Texts and flags that are empty or false have no key.
fn unless_default<T: Value + Default>(value: &T) -> Option<Any> {
    (*value != T::default()).then(|| value.to_any())
}

fn map_of(any: &Any) -> Option<&HashMap<String, Any>> {
    match any {
        Any::Map(map) => Some(map),
        _ => None,
    }
}

impl Value for bool {
    fn from_any(any: &Any) -> Option<Self> {
        match any {
            Any::Bool(value) => Some(*value),
            _ => None,
        }
    }
    fn to_any(&self) -> Any {
        Any::Bool(*self)
    }
}

impl Value for String {
    fn from_any(any: &Any) -> Option<Self> {
        match any {
            Any::String(text) => Some(text.as_ref().to_owned()),
            _ => None,
        }
    }
    fn to_any(&self) -> Any {
        Any::String(self.as_str().into())
    }
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl Value for $type {
            fn from_any(any: &Any) -> Option<Self> {
                let Any::Number(number) = any else { return None };
                number.as_i64()?.try_into().ok()
            }
            fn to_any(&self) -> Any {
                // Above 2^53 a Yjs client could not hold it; commands keep below.
                Any::Number(Number::Int(i64::try_from(*self).unwrap_or(i64::MAX)))
            }
        }
    )*};
}
integers! { i64 u64 i32 u32 u16 }

impl Value for NaiveDate {
    /// `2025-09-01`, exactly.
    fn from_any(any: &Any) -> Option<Self> {
        let Any::String(text) = any else { return None };
        date(text)
    }
    fn to_any(&self) -> Any {
        Any::String(date_text(*self).into())
    }
}

/// A date as it stands in the document: ten characters, years [`YEAR_MIN`] to [`YEAR_MAX`].
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let shape = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    if text.len() != 10 || !text.bytes().enumerate().all(shape) {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().ok();
    let year = i32::try_from(number(0, 4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?;
    (YEAR_MIN..=YEAR_MAX).contains(&date.year()).then_some(date)
}

/// See [`date`].
pub(crate) fn date_text(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

macro_rules! from_text {
    ($($type:ty)*) => {$(
        impl Value for $type {
            fn from_any(any: &Any) -> Option<Self> {
                match any {
                    Any::String(text) => text.parse().ok(),
                    _ => None,
                }
            }
            fn to_any(&self) -> Any {
                Any::String(self.as_str().into())
            }
        }
    )*};
}
from_text! { MilestoneId PersonId TrackId }

macro_rules! words {
    ($($type:ty)*) => {$(
        impl Value for $type {
            fn from_any(any: &Any) -> Option<Self> {
                match any {
                    Any::String(text) => Self::from_word(text),
                    _ => None,
                }
            }
            fn to_any(&self) -> Any {
                Any::String(self.word().into())
            }
        }
    )*};
}
words! { Side DealRole TrackKind MilestoneKind GapPolicy DeclineCause }

/// Members of a list; one that cannot be read makes the list unreadable, so that nothing is dropped unseen.
impl<T: Value> Value for Vec<T> {
    fn from_any(any: &Any) -> Option<Self> {
        match any {
            Any::Array(items) => items.iter().map(T::from_any).collect(),
            _ => None,
        }
    }
    fn to_any(&self) -> Any {
        Any::Array(self.iter().map(T::to_any).collect())
    }
}

/// Working weekdays, Monday first.
impl Value for Weekday {
    fn from_any(any: &Any) -> Option<Self> {
        let Any::String(text) = any else { return None };
        let found = schema::WEEKDAYS
            .iter()
            .find(|(word, _)| *word == text.as_ref());
        found.map(|(_, day)| *day)
    }
    fn to_any(&self) -> Any {
        let (word, _) = schema::WEEKDAYS[self.num_days_from_monday() as usize];
        Any::String(word.into())
    }
}
