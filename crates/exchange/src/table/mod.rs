//! Milestones as rows: which column means what, what a cell says, and how a row becomes or changes a milestone.

mod cells;
mod dependencies;
mod fields;
mod import;
mod importer;
mod mapping;
mod people;
mod rows;

pub use fields::Field;
pub use import::{Imported, Options, import};
pub use mapping::{ColumnMatch, Mapping, mapping};

pub(crate) use cells::{duration, is_address, kind_name, status_name, unlinked};
pub(crate) use dependencies::{Found, Index, reference, suffix, wanted};
pub(crate) use import::import_into;
pub(crate) use people::Names;
pub(crate) use rows::is_go_live;

#[cfg(test)]
pub(crate) mod tests;
