//! Working time of a side.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Working time of a side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Working weekdays, Monday first, without repeats.
    pub weekdays: Vec<Weekday>,
    /// Days off with their names, copied into the plan when chosen.
    pub holidays: BTreeMap<NaiveDate, String>,
    /// Ranges without work, for example a quarter-end freeze; both ends included.
    pub blackouts: Vec<Blackout>,
}

impl Default for Calendar {
    fn default() -> Self {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        Self {
            weekdays: vec![Mon, Tue, Wed, Thu, Fri],
            holidays: BTreeMap::new(),
            blackouts: Vec::new(),
        }
    }
}

/// A range of days without work; both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blackout {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Why.
    pub reason: String,
}
