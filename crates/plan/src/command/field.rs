//! Where a record goes, and which texts there are.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{CriterionId, MilestoneId};

/// Where a record goes in its order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place<Id = MilestoneId> {
    /// Before all others.
    First,
    /// After all others.
    #[default]
    Last,
    /// Right after this one.
    After(Id),
}

/// A text that several people may type in at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextField {
    /// [`Plan::title`](crate::model::Plan::title)
    PlanTitle,
    /// [`Plan::goal`](crate::model::Plan::goal)
    Goal,
    /// [`Plan::why_now`](crate::model::Plan::why_now)
    WhyNow,
    /// [`Milestone::title`](crate::model::Milestone::title)
    MilestoneTitle(MilestoneId),
    /// [`Milestone::done_when`](crate::model::Milestone::done_when)
    DoneWhen(MilestoneId),
    /// [`Milestone::result`](crate::model::Milestone::result)
    Result(MilestoneId),
    /// [`Milestone::notes`](crate::model::Milestone::notes)
    Notes(MilestoneId),
    /// [`Criterion::text`](crate::model::Criterion::text)
    CriterionText(CriterionId),
    /// [`Criterion::judged_by`](crate::model::Criterion::judged_by)
    JudgedBy(CriterionId),
}

impl fmt::Display for TextField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PlanTitle => f.write_str("title"),
            Self::Goal => f.write_str("goal"),
            Self::WhyNow => f.write_str("why now"),
            Self::MilestoneTitle(id) => write!(f, "title of milestone {id}"),
            Self::DoneWhen(id) => write!(f, "done-criterion of milestone {id}"),
            Self::Result(id) => write!(f, "result of milestone {id}"),
            Self::Notes(id) => write!(f, "notes of milestone {id}"),
            Self::CriterionText(id) => write!(f, "text of criterion {id}"),
            Self::JudgedBy(id) => write!(f, "way to judge criterion {id}"),
        }
    }
}
