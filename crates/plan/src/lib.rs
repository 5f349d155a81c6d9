//! A mutual action plan: what it is, what a person can do to it, and what follows from it.
//!
//! No I/O, no clock, no randomness, no browser: `today` and fresh ids are arguments.

pub mod command;
pub mod csv;
pub mod doc;
mod events;
pub mod id;
pub mod limits;
pub mod model;
mod order;
mod read;
pub mod schema;
pub mod snapshot;
pub mod text;
mod value;
mod write;

pub use self::{
    command::{Command, Place, Refused, TextField},
    csv::read_example,
    doc::{Applied, Malformed, Merged, PlanDoc, TextChange},
    snapshot::from_plan,
    text::{Delta, Splice},
};

#[cfg(test)]
mod tests;
