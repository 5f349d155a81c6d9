//! Coplan, the browser app: a mutual action plan that two sides edit together.

mod api;
mod app;
mod arrange;
mod beginning;
mod clock;
mod commands;
mod create_token;
mod criteria;
mod days_off;
mod detail;
mod device;
mod document;
mod embed;
mod exchange;
mod follow;
mod format;
mod header;
mod health;
mod identity;
mod known_plans;
mod language;
mod later;
mod locks;
mod masthead;
mod milestones;
mod navigation;
mod news;
mod open_plan;
mod open_room;
mod own_side;
mod pages;
mod panels;
mod parts;
mod paths;
mod plan_file;
mod plurals;
mod preferences;
mod random;
mod schedule;
mod select;
mod share;
mod shell;
mod socket;
mod standing;
mod state;
mod storage;
mod styles;
mod talk;
mod timeline;
mod tracks;
mod ui;

include!(concat!(env!("OUT_DIR"), "/i18n.rs"));

fn main() {
    leptos::mount::mount_to_body(app::App);
}

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
