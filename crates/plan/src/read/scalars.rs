//! The map of single values of the plan document.

use chrono::NaiveDate;
use yrs::{MapRef, ReadTxn};

use super::{Source, tables::Oddities};
use crate::{
    model::Decision,
    schema::{self, key, root},
};

/// The plan's single values.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Scalars {
    pub(crate) version: u32,
    pub(crate) kind_name: String,
    pub(crate) solution: String,
    pub(crate) start: Option<NaiveDate>,
    pub(crate) go_live: Option<NaiveDate>,
    pub(crate) decision: Option<Decision>,
}

impl Scalars {
    pub(crate) fn read<T: ReadTxn>(txn: &T, map: &MapRef, oddities: &mut Oddities) -> Self {
        let mut source = Source {
            txn,
            root: root::PLAN,
            key: "",
            oddities: Vec::new(),
        };
        let scalars = Self {
            // A document that says nothing was made by hand or is empty: today's format.
            version: source.value(map, key::VERSION).unwrap_or(schema::VERSION),
            kind_name: source.or_default(map, key::KIND_NAME),
            solution: source.or_default(map, key::SOLUTION),
            start: source.value(map, key::START),
            go_live: source.value(map, key::GO_LIVE),
            decision: source.value(map, key::DECISION),
        };
        oddities.insert((root::PLAN, String::new()), source.oddities);
        scalars
    }
}
