//! A mutual action plan: what it is, what a person can do to it, and what follows from it.
//!
//! No I/O, no clock, no randomness, no browser: `today` and fresh ids are arguments.

pub mod command;
pub mod doc;
pub mod id;
pub mod limits;
pub mod model;
pub mod text;

pub use self::{
    command::{Command, Place, Refused, TextField},
    doc::{Applied, Malformed, Merged, PlanDoc, TextChange},
    text::{Delta, Splice},
};
