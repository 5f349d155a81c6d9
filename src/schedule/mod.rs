//! The schedule on the page: computed dates, slips that ask first, working backwards, and why a date is where it is.
//!
//! [`Scheduled`] and [`Slips`] are what the rest of the page knows: signals, and nothing of the engine behind them.
//! The engine's functions are called by [`schedule_panels`], [`outlook`] and the timeline alone, whose code comes after
//! the first picture.

mod ask_form;
mod backwards;
mod backwards_lines;
mod backwards_panel;
mod computed;
mod engine;
mod inputs;
mod moves;
mod outlook;
mod slip_panel;
mod slips;
mod why;
mod words;

pub use computed::{Computed, Dates, Scheduled};
pub use slips::{Asking, Slips, Stage};
pub use words::{day, summary, title};

use leptos::prelude::*;

use crate::exchange::in_words;
use crate::later::{later, later_view_or_nothing};

later! { panels;
    /// What computes, and the panels that ask: shows nothing while nobody changes a date.
    pub fn schedule_panels() {
        view! {
            <engine::Engine />
            <slip_panel::SlipPanel />
            <backwards_panel::BackwardsPanel />
            <InWords />
        }
    }
    /// Where the plan is heading, for the card of the target.
    pub fn outlook() { outlook::Outlook() }
}

/// The place of the field for a due date in words.
#[component]
fn InWords() -> impl IntoView {
    let words = Slips::expect().words();
    move || {
        words.get().map(|(milestone, first)| {
            later_view_or_nothing(move || Box::pin(in_words(milestone, first.clone())))
        })
    }
}
