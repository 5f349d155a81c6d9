//! `cargo xtask soak`: the rounds that are too long for every test run.

use anyhow::Result;
use clap::Args;

use crate::{browser, test::Counts};

/// Titles of the tests that take rounds.
const TESTS: &str = "killed at that moment|dies at random";

/// Options of `cargo xtask soak`.
#[derive(Args)]
pub struct Options {
    /// How often the browser is killed right after "kept on this device".
    #[arg(long, default_value_t = 50)]
    kills: u32,
    /// How many rounds of two people typing while the relay is killed.
    #[arg(long, default_value_t = 20)]
    rounds: u32,
    /// How long each round takes.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Repeats the rounds of an earlier soak; every round prints its own.
    #[arg(long)]
    seed: Option<u64>,
}

pub fn run(options: &Options) -> Result<Counts> {
    let mut settings = vec![
        ("COPLAN_KILLS", options.kills.to_string()),
        ("COPLAN_SOAK_ROUNDS", options.rounds.to_string()),
        ("COPLAN_SOAK_SECONDS", options.seconds.to_string()),
    ];
    settings.extend(options.seed.map(|seed| ("COPLAN_SEED", seed.to_string())));
    browser::end_to_end(&browser::Options {
        only: Some(TESTS.to_owned()),
        settings,
        ..browser::Options::default()
    })
}
