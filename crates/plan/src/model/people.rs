//! People, and the groups of milestones that they lead.

use serde::{Deserialize, Serialize};

use crate::{
    id::{PersonId, TrackId},
    model::Side,
};

/// A person on one of the sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// The person's name; for a placeholder the role, for example "Legal".
    pub name: String,
    /// The name is still to come (001-04): `name` is a role.
    pub placeholder: bool,
    /// Whose person.
    pub side: Side,
    /// Job title.
    pub title: String,
    /// Function in the company, for example "Finance".
    pub function: String,
    /// Part in the deal.
    pub role: Option<DealRole>,
    /// Kept, but out of sight.
    pub archived: bool,
    /// When two entries were one person: the entry that stands for both.
    pub merged_into: Option<PersonId>,
}

impl Person {
    /// A person of whom nothing but name and side is known; the name counts as a name.
    pub fn new(id: PersonId, name: &str, side: Side) -> Self {
        Self {
            id,
            name: name.to_owned(),
            placeholder: false,
            side,
            title: String::new(),
            function: String::new(),
            role: None,
            archived: false,
            merged_into: None,
        }
    }
}

/// A person's part in the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the field's own")]
pub enum DealRole {
    Champion,
    EconomicBuyer,
    DecisionMaker,
    Legal,
    Procurement,
    ItSecurity,
    ExecutiveSponsor,
    User,
    AccountExecutive,
    SalesEngineer,
    CustomerSuccess,
    Implementation,
    Other,
}

/// A phase (they follow each other) or a function (they run side by side).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    /// Its id.
    pub id: TrackId,
    /// Its name, for example "Evaluate" or "Legal".
    pub name: String,
    /// Phase or function.
    pub kind: TrackKind,
    /// Who leads a function.
    pub lead: Option<PersonId>,
    /// Kept, but out of sight.
    pub archived: bool,
}

/// The two ways to group milestones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackKind {
    /// Part of a sequence.
    Phase,
    /// A parallel sub-map, for example security or procurement (004-21).
    Function,
}
