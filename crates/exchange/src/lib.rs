//! What comes into a plan and goes out of it, as pure functions: no I/O, no clock, no randomness.
//!
//! Everything that is read gives a [`report::Report`]: what was taken, what was adjusted and how, what was refused and
//! why. Nothing is dropped silently. `today` and the seed of fresh ids are arguments.

pub mod dates;
mod guard;
pub mod ids;
pub mod limits;
pub mod people;
pub mod report;
pub mod sheet;
mod text;
