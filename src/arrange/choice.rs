//! What can be chosen, and where it is kept.

use plan::id::{PersonId, TrackId};
use plan::model::Side;
use serde::{Deserialize, Serialize};

use crate::paths::PlanId;
use crate::preferences;

/// How the table stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrangement {
    /// Under which headings.
    pub group: Group,
    /// In which order, within a group.
    pub sort: Sort,
    /// Which rows.
    pub filter: Filter,
}

impl Arrangement {
    /// The plan as it is.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// Under which headings the rows stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// None.
    #[default]
    Nothing,
    /// Phases, in the plan's order.
    Phase,
    /// Functions, in the plan's order.
    Function,
    /// Whose person leads.
    Side,
    /// Who leads.
    Owner,
}

impl Group {
    /// All, as offered.
    pub const ALL: [Self; 5] = [
        Self::Nothing,
        Self::Phase,
        Self::Function,
        Self::Side,
        Self::Owner,
    ];
}

/// In which order the rows stand. What is equal stays in the plan's order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The plan's, which both sides share.
    #[default]
    Plan,
    /// The earliest due date first, those without one last.
    Date,
    /// What is stuck first, what is over last.
    Status,
    /// By the name of who leads, nobody last.
    Owner,
}

impl Sort {
    /// All, as offered.
    pub const ALL: [Self; 4] = [Self::Plan, Self::Date, Self::Status, Self::Owner];
}

/// Which rows show: those that pass everything that is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// The reader has a part in it.
    pub mine: bool,
    /// Past its date and not over.
    pub late: bool,
    /// Without a date.
    pub undated: bool,
    /// Without anybody.
    pub unowned: bool,
    /// This person has a part in it.
    pub person: Option<PersonId>,
    /// Somebody of this side has a part in it.
    pub side: Option<Side>,
    /// Belongs to this phase or function.
    pub track: Option<TrackId>,
}

impl Filter {
    /// How many of its parts are set.
    pub fn count(&self) -> usize {
        let set = [self.mine, self.late, self.undated, self.unowned];
        set.into_iter().filter(|set| *set).count()
            + usize::from(self.person.is_some())
            + usize::from(self.side.is_some())
            + usize::from(self.track.is_some())
    }
}

/// A part of a filter that is set or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// [`Filter::mine`]
    Mine,
    /// [`Filter::late`]
    Late,
    /// [`Filter::undated`]
    Undated,
    /// [`Filter::unowned`]
    Unowned,
}

impl Part {
    /// All, as offered.
    pub const ALL: [Self; 4] = [Self::Mine, Self::Late, Self::Undated, Self::Unowned];

    /// It in a filter.
    pub fn of(self, filter: &mut Filter) -> &mut bool {
        match self {
            Self::Mine => &mut filter.mine,
            Self::Late => &mut filter.late,
            Self::Undated => &mut filter.undated,
            Self::Unowned => &mut filter.unowned,
        }
    }
}

fn key(plan: &PlanId) -> String {
    format!("coplan.table.{plan}")
}

/// What was chosen for a plan.
pub fn kept(plan: &PlanId) -> Arrangement {
    preferences::get(&key(plan)).unwrap_or_default()
}

/// Keeps it. What is as the plan is needs no entry.
pub fn keep(plan: &PlanId, chosen: &Arrangement) {
    if chosen.is_plain() {
        forget(plan);
    } else {
        preferences::keep(&key(plan), chosen);
    }
}

/// Lets go of what was chosen for a plan.
pub fn forget(plan: &PlanId) {
    preferences::forget(&key(plan));
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_choice_is_kept_for_its_plan_alone_and_an_odd_entry_is_none() {
        let (one, other): (PlanId, PlanId) = ("aa".parse().expect("id"), "bb".parse().expect("id"));
        let mut chosen = Arrangement {
            group: Group::Owner,
            sort: Sort::Date,
            ..Arrangement::default()
        };
        chosen.filter.track = Some(TrackId::from_bits(7));
        keep(&one, &chosen);
        assert_eq!(kept(&one), chosen);
        assert_eq!(kept(&other), Arrangement::default());
        preferences::keep(&key(&one), "soonish");
        assert_eq!(kept(&one), Arrangement::default());
        keep(&one, &Arrangement::default());
        assert_eq!(preferences::get::<serde_json::Value>(&key(&one)), None);
    }
}
