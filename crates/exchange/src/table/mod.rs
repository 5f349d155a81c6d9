//! Milestones as rows: which column means what, what a cell says, and how a row becomes or changes a milestone.

mod cells;
mod dependencies;
mod fields;
mod import;
mod mapping;
mod people;
mod rows;

pub use fields::Field;
pub use import::{Imported, Options, import};
pub use mapping::{ColumnMatch, Mapping, mapping};

pub(crate) use cells::{duration, kind_name, status_name, unlinked};
pub(crate) use dependencies::{reference, suffix};

#[cfg(test)]
mod tests;
