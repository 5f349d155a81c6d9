//! Composite values of the talk and side documents.

use yrs::Any;

use super::{Value, compose, map_of, part, some, text_of, unless_default};
use crate::{
    id::PersonId,
    model::{DealValue, Declined, Outcome},
    schema::{key, state},
};

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
