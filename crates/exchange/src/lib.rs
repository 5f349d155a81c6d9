//! What comes into a plan and goes out of it, as pure functions: no I/O, no clock, no randomness.
//!
//! Everything that is read gives a [`report::Report`]: what was taken, what was adjusted and how, what was refused and
//! why. Nothing is dropped silently. `today` and the seed of fresh ids are arguments.

#[cfg(test)]
mod arbitrary;
pub mod changes;
pub mod dates;
pub mod document;
mod facts;
mod guard;
pub mod ids;
pub mod json;
pub mod limits;
mod mend;
pub mod mspdi;
pub mod notes;
pub mod out;
pub mod people;
pub mod quick_add;
pub mod read;
pub mod report;
pub mod sheet;
pub mod table;
pub mod template;
mod text;

use plan::model::Milestone;

/// A milestone that holds nothing but its title, under an id that is no milestone's yet.
pub(crate) fn blank(title: &str) -> Milestone {
    Milestone::new(plan::id::MilestoneId::from_bits(0), title)
}
