//! Composite values of people and of entries under composite keys.

use yrs::Any;

use super::{Value, compose, map_of, part, some, text_of, unless_default};
use crate::{
    id::PersonId,
    model::{GapPolicy, Session},
    schema::key,
};

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
