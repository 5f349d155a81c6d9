//! Coplan, the browser app.
#![allow(dead_code, unused_imports, reason = "the view is on its way")]

mod api;
mod clock;
mod identity;
mod known_plans;
mod open_plan;
mod paths;
mod random;
mod socket;
mod state;
mod storage;

fn main() {}

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
