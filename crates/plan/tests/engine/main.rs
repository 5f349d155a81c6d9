//! The engine, seen from outside: plans drawn as text in, drawings out.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its own drawing has failed"
)]

mod docs;
mod drawing;
mod edges;
mod judgement;
mod oracle;
mod schedule;
mod september;
mod slip;
mod slip_properties;
mod terms;
