//! Owners of a table: roles, each a placeholder.

use std::collections::BTreeMap;

use super::{CsvError, Row};
use crate::{
    id::PersonId,
    model::{Person, Side},
};

/// Words for everybody on all sides.
const EVERYBODY: [&str; 3] = ["all", "both", "everybody"];
/// Between several owners or sides.
const AND: char = '+';

/// Placeholders by side and role: "Legal" of the buyer stands once, however many rows name it.
pub(super) struct People<'a> {
    by_role: BTreeMap<(Side, String), Person>,
    fresh: &'a mut dyn FnMut() -> u64,
}

impl<'a> People<'a> {
    pub(super) fn new(fresh: &'a mut dyn FnMut() -> u64) -> Self {
        Self {
            by_role: BTreeMap::new(),
            fresh,
        }
    }

    /// Bits for a new id.
    pub(super) fn fresh(&mut self) -> u64 {
        (self.fresh)()
    }

    pub(super) fn into_people(self) -> Vec<Person> {
        self.by_role.into_values().collect()
    }

    /// The owners of a row, the accountable one first. Several owners and sides are matched by place.
    pub(super) fn of(&mut self, row: &Row) -> Result<Vec<PersonId>, CsvError> {
        if is_everybody(&row.owners) || row.owners.is_empty() {
            return Ok(Vec::new());
        }
        let sides: Vec<Side> = row
            .sides
            .split(AND)
            .map(|word| side(word, row.line))
            .collect::<Result<_, _>>()?;
        let roles = row
            .owners
            .split(AND)
            .map(str::trim)
            .filter(|role| !role.is_empty());
        let last = sides.last().copied().unwrap_or(Side::Buyer);
        let pairs = roles
            .enumerate()
            .map(|(at, role)| (sides.get(at).copied().unwrap_or(last), role));
        Ok(pairs
            .map(|(side, role)| self.placeholder(side, role))
            .collect())
    }

    fn placeholder(&mut self, side: Side, role: &str) -> PersonId {
        let key = (side, role.to_lowercase());
        if let Some(person) = self.by_role.get(&key) {
            return person.id;
        }
        let id = PersonId::from_bits((self.fresh)());
        let person = Person {
            placeholder: true,
            ..Person::new(id, role, side)
        };
        self.by_role.insert(key, person);
        id
    }
}

fn side(word: &str, line: u64) -> Result<Side, CsvError> {
    match word.trim().to_lowercase().as_str() {
        "buyer" | "both" | "" => Ok(Side::Buyer),
        "seller" => Ok(Side::Seller),
        "partner" => Ok(Side::Partner),
        _ => Err(CsvError::Side {
            line,
            found: word.trim().to_owned(),
        }),
    }
}

pub(super) fn is_everybody(owners: &str) -> bool {
    EVERYBODY
        .iter()
        .any(|word| owners.eq_ignore_ascii_case(word))
}
