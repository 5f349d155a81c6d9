//! A mutual action plan: what it is, what a person can do to it, and what follows from it.
//!
//! No I/O, no clock, no randomness, no browser: `today` and fresh ids are arguments.

mod bytes;
pub mod command;
pub mod csv;
pub mod doc;
mod events;
pub mod id;
pub mod limits;
pub mod model;
mod order;
mod outcome;
mod read;
pub mod schema;
pub mod side_doc;
mod small_doc;
pub mod snapshot;
pub mod talk_doc;
pub mod text;
mod value;
mod write;

pub use self::{
    command::{Command, Place, Refused, TextField},
    csv::read_example,
    doc::{Applied, Malformed, Merged, PlanDoc, TextChange},
    side_doc::{SideCommand, SideDoc, SideText},
    small_doc::{SmallApplied, SmallDoc, SmallMerged},
    snapshot::from_plan,
    talk_doc::{TalkCommand, TalkDoc, TalkText},
    text::{Delta, Splice},
};

#[cfg(test)]
mod tests;

// What follows from a plan: pure functions of (&Plan, today).
pub mod agreement;
pub mod calendar;
pub mod completeness;
pub mod deal;
pub mod diff;
pub mod health;
pub mod lint;
pub mod mutuality;
mod owners;
pub mod schedule;
pub mod slip;
pub mod terms;
pub mod tracks;
pub mod why;
pub mod words;
