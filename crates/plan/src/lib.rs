//! A mutual action plan: what it is, what a person can do to it, and what follows from it.
//!
//! No I/O, no clock, no randomness, no browser: `today` and fresh ids are arguments.

pub mod id;
pub mod model;

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
