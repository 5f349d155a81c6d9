//! Composite values of a milestone, and the decision.

use yrs::Any;

use super::{Value, compose, map_of, part, some, text_of, unless_default};
use crate::{
    model::{Decision, Due, Status},
    schema::{key, state},
};

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
