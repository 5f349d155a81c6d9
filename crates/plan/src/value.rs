//! Values of the domain as values of the document, and back. Absent and unreadable read alike: a newer build may have
//! written the value; it stays untouched until somebody sets it.

use std::{collections::HashMap, sync::Arc};

use chrono::{Datelike, NaiveDate, Weekday};
use yrs::{Any, any::Number};

use crate::{
    id::{MilestoneId, PersonId, TrackId},
    limits::{YEAR_MAX, YEAR_MIN},
    model::{
        DealRole, DealValue, Decision, DeclineCause, Declined, Due, GapPolicy, MilestoneKind,
        Outcome, Session, Side, Status, TrackKind,
    },
    schema::{self, Word, key, state},
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

impl Value for Decision {
    const KEYS: &'static [&'static str] = &[key::DATE, key::REASON];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        Some(Self {
            date: part(map, key::DATE)?,
            reason: text_of(map, key::REASON),
        })
    }
    fn to_any(&self) -> Any {
        compose([
            (key::DATE, some(&self.date)),
            (key::REASON, unless_default(&self.reason)),
        ])
    }
}

impl Value for Due {
    const KEYS: &'static [&'static str] =
        &[key::DATE, key::PINNED, key::FIRST_WEEK, key::LAST_WEEK];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        let weeks = part(map, key::FIRST_WEEK).zip(part(map, key::LAST_WEEK));
        Some(Self {
            date: part(map, key::DATE)?,
            pinned: part(map, key::PINNED).unwrap_or_default(),
            weeks: weeks.filter(|(first, last)| (1..=*last).contains(first)),
        })
    }
    fn to_any(&self) -> Any {
        compose([
            (key::DATE, some(&self.date)),
            (key::PINNED, unless_default(&self.pinned)),
            (key::FIRST_WEEK, self.weeks.map(|(first, _)| first.to_any())),
            (key::LAST_WEEK, self.weeks.map(|(_, last)| last.to_any())),
        ])
    }
}

impl Value for Status {
    const KEYS: &'static [&'static str] = &[key::STATE, key::ON, key::REASON, key::CLEARS];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        Some(match part::<String>(map, key::STATE)?.as_str() {
            state::NOT_STARTED => Self::NotStarted,
            state::WAITING => Self::Waiting {
                on: text_of(map, key::ON),
            },
            state::IN_PROGRESS => Self::InProgress,
            state::BLOCKED => Self::Blocked {
                reason: text_of(map, key::REASON),
                clears: part(map, key::CLEARS),
            },
            state::DONE => Self::Done {
                on: part(map, key::ON)?,
            },
            state::NOT_NEEDED => Self::NotNeeded {
                reason: text_of(map, key::REASON),
            },
            _ => return None,
        })
    }
    fn to_any(&self) -> Any {
        let only = |state: &str| compose([(key::STATE, Some(state.into()))]);
        match self {
            Self::NotStarted => only(state::NOT_STARTED),
            Self::Waiting { on } => compose([
                (key::STATE, Some(state::WAITING.into())),
                (key::ON, unless_default(on)),
            ]),
            Self::InProgress => only(state::IN_PROGRESS),
            Self::Blocked { reason, clears } => compose([
                (key::STATE, Some(state::BLOCKED.into())),
                (key::REASON, unless_default(reason)),
                (key::CLEARS, clears.as_ref().and_then(some)),
            ]),
            Self::Done { on } => {
                compose([(key::STATE, Some(state::DONE.into())), (key::ON, some(on))])
            }
            Self::NotNeeded { reason } => compose([
                (key::STATE, Some(state::NOT_NEEDED.into())),
                (key::REASON, unless_default(reason)),
            ]),
        }
    }
}

/// A name, or the role of somebody whose name is to come. One value: concurrent edits must not make "Jane Doe" a
/// placeholder.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) placeholder: bool,
}

impl Value for Name {
    const KEYS: &'static [&'static str] = &[key::TEXT, key::PLACEHOLDER];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        Some(Self {
            text: part(map, key::TEXT)?,
            placeholder: part(map, key::PLACEHOLDER).unwrap_or_default(),
        })
    }
    fn to_any(&self) -> Any {
        compose([
            (key::TEXT, some(&self.text)),
            (key::PLACEHOLDER, unless_default(&self.placeholder)),
        ])
    }
}

/// What stands under the key of a dependency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Gap {
    pub(crate) lag_days: i32,
    pub(crate) policy: GapPolicy,
}

impl Value for Gap {
    const KEYS: &'static [&'static str] = &[key::LAG_DAYS, key::POLICY];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        Some(Self {
            lag_days: part(map, key::LAG_DAYS).unwrap_or_default(),
            policy: part(map, key::POLICY).unwrap_or_default(),
        })
    }
    fn to_any(&self) -> Any {
        compose([
            (key::LAG_DAYS, some(&self.lag_days)),
            (key::POLICY, some(&self.policy)),
        ])
    }
}

/// What stands under the key of a link.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Address {
    pub(crate) url: String,
    pub(crate) label: String,
}

impl Value for Address {
    const KEYS: &'static [&'static str] = &[key::URL, key::LABEL];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        Some(Self {
            url: part(map, key::URL)?,
            label: text_of(map, key::LABEL),
        })
    }
    fn to_any(&self) -> Any {
        compose([
            (key::URL, some(&self.url)),
            (key::LABEL, unless_default(&self.label)),
        ])
    }
}

/// A yes, and to what: the value of an agreement and of an approval (which names its person here).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Yes {
    pub(crate) person: Option<PersonId>,
    pub(crate) terms: String,
    pub(crate) at: i64,
}

impl Value for Yes {
    const KEYS: &'static [&'static str] = &[key::PERSON, key::TERMS, key::AT];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        Some(Self {
            person: part(map, key::PERSON),
            terms: part(map, key::TERMS)?,
            at: part(map, key::AT)?,
        })
    }
    fn to_any(&self) -> Any {
        compose([
            (key::PERSON, self.person.as_ref().and_then(some)),
            (key::TERMS, some(&self.terms)),
            (key::AT, some(&self.at)),
        ])
    }
}

impl Value for Session {
    const KEYS: &'static [&'static str] = &[key::PERSON, key::SIDE, key::NAME];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        Some(Self {
            person: part(map, key::PERSON),
            side: part(map, key::SIDE),
            name: text_of(map, key::NAME),
        })
    }
    fn to_any(&self) -> Any {
        compose([
            (key::PERSON, self.person.as_ref().and_then(some)),
            (key::SIDE, self.side.as_ref().and_then(some)),
            (key::NAME, unless_default(&self.name)),
        ])
    }
}

/// A comment's words and whom they mention: one value, so that a mention never points into other words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Body {
    pub(crate) text: String,
    pub(crate) mentions: Vec<PersonId>,
}

impl Value for Body {
    const KEYS: &'static [&'static str] = &[key::TEXT, key::MENTIONS];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        let mut mentions: Vec<PersonId> = part(map, key::MENTIONS).unwrap_or_default();
        mentions.sort();
        mentions.dedup();
        Some(Self {
            text: part(map, key::TEXT)?,
            mentions,
        })
    }
    fn to_any(&self) -> Any {
        compose([
            (key::TEXT, some(&self.text)),
            (
                key::MENTIONS,
                (!self.mentions.is_empty()).then(|| self.mentions.to_any()),
            ),
        ])
    }
}

impl Value for DealValue {
    const KEYS: &'static [&'static str] = &[key::MINOR_UNITS, key::CURRENCY];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        Some(Self {
            minor_units: part(map, key::MINOR_UNITS)?,
            currency: part(map, key::CURRENCY)?,
        })
    }
    fn to_any(&self) -> Any {
        compose([
            (key::MINOR_UNITS, some(&self.minor_units)),
            (key::CURRENCY, some(&self.currency)),
        ])
    }
}

impl Value for Outcome {
    const KEYS: &'static [&'static str] = &[key::STATE, key::ON, key::REASON];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        let state: String = part(map, key::STATE)?;
        if state == state::OPEN {
            return Some(Self::Open);
        }
        let (on, reason) = (part(map, key::ON)?, text_of(map, key::REASON));
        Some(match state.as_str() {
            state::WON => Self::Won { on, reason },
            state::LOST => Self::Lost { on, reason },
            state::NO_DECISION => Self::NoDecision { on, reason },
            state::PAUSED => Self::Paused { on, reason },
            _ => return None,
        })
    }
    fn to_any(&self) -> Any {
        let (state, ending) = match self {
            Self::Open => (state::OPEN, None),
            Self::Won { on, reason } => (state::WON, Some((on, reason))),
            Self::Lost { on, reason } => (state::LOST, Some((on, reason))),
            Self::NoDecision { on, reason } => (state::NO_DECISION, Some((on, reason))),
            Self::Paused { on, reason } => (state::PAUSED, Some((on, reason))),
        };
        compose([
            (key::STATE, Some(state.into())),
            (key::ON, ending.and_then(|(on, _)| some(on))),
            (
                key::REASON,
                ending.and_then(|(_, reason)| unless_default(reason)),
            ),
        ])
    }
}

impl Value for Declined {
    const KEYS: &'static [&'static str] = &[key::CAUSE, key::REASON, key::ON, key::DECISION];

    fn from_any(any: &Any) -> Option<Self> {
        let map = map_of(any)?;
        Some(Self {
            cause: part(map, key::CAUSE)?,
            reason: text_of(map, key::REASON),
            on: part(map, key::ON)?,
            decision: text_of(map, key::DECISION),
        })
    }
    fn to_any(&self) -> Any {
        compose([
            (key::CAUSE, some(&self.cause)),
            (key::REASON, unless_default(&self.reason)),
            (key::ON, some(&self.on)),
            (key::DECISION, unless_default(&self.decision)),
        ])
    }
}
