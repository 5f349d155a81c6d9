//! Coplan, the browser app.
#![allow(dead_code, reason = "the view is on its way")]

mod api;
mod clock;
mod identity;
mod known_plans;
mod paths;
mod random;
mod state;
mod storage;

fn main() {}
