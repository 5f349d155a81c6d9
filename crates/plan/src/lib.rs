//! A mutual action plan: what it is, what a person can do to it, and what follows from it.
//!
//! No I/O, no clock, no randomness, no browser: `today` and fresh ids are arguments.

pub mod command;
pub mod doc;
mod events;
pub mod id;
pub mod limits;
pub mod model;
mod order;
mod read;
pub mod schema;
pub mod text;
mod value;
mod write;

pub use self::{
    command::{Command, Place, Refused, TextField},
    doc::{Applied, Malformed, Merged, PlanDoc, TextChange},
    text::{Delta, Splice},
};
