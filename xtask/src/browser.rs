//! End-to-end tests: Playwright drives the system's Chromium, without its windows, against the release relay with the app inside.

use std::path::Path;

use anyhow::{Context, Result};
use clap::Args;

use crate::{app, chromium, shell::Shell, test::Counts, tools};

/// Where the tests and their Node packages live.
pub const FOLDER: &str = "tests/e2e";

/// Options of `cargo xtask e2e`.
#[derive(Args, Default)]
pub struct Options {
    /// Only tests whose title matches this.
    #[arg(long)]
    pub only: Option<String>,
    /// Run everything this many times.
    #[arg(long, default_value_t = 1)]
    pub repeat: u32,
    /// Settings of the long tests, for their environment.
    #[arg(skip)]
    pub settings: Vec<(&'static str, String)>,
}

/// Playwright with these arguments, against the release relay, in the browser that is found or installed.
pub fn playwright(built: &app::Built, arguments: &str) -> Result<Shell> {
    let chromium = chromium::headless()?;
    let folder = Path::new(FOLDER);
    tools::node_packages(folder)?;
    Ok(Shell::new("node")
        .words("node_modules/@playwright/test/cli.js test")
        .words(arguments)
        .directory(folder)
        .env("COPLAN_BIN", std::fs::canonicalize(&built.relay)?)
        .env("CHROMIUM", chromium))
}

pub fn end_to_end(options: &Options) -> Result<Counts> {
    let built = app::build_all()?;
    let results = std::env::current_dir()?.join("target/e2e-results.json");
    std::fs::remove_file(&results).ok();
    let mut run =
        playwright(&built, "--reporter=list,json")?.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results);
    for (key, value) in &options.settings {
        run = run.env(key, value);
    }
    if options.repeat > 1 {
        run = run.arg(format!("--repeat-each={}", options.repeat));
    }
    if let Some(only) = &options.only {
        run = run.arg("--grep").arg(only);
    }
    let succeeded = run.watch(|_| {})?;
    let mut counts = counts(&results)?;
    if !succeeded && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// A flaky test, one that passed at the second try, is a failed one.
fn counts(results: &Path) -> Result<Counts> {
    let text = std::fs::read_to_string(results).context("Playwright left no results")?;
    let json: serde_json::Value = serde_json::from_str(&text)?;
    let number = |key: &str| json["stats"][key].as_u64().unwrap_or(0) as usize;
    Ok(Counts {
        passed: number("expected"),
        failed: number("unexpected") + number("flaky"),
        skipped: number("skipped"),
    })
}
