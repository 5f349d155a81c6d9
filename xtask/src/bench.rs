//! `cargo xtask bench`: every benchmark of the workspace. Machines are noisy: compare ratios within one run.

use std::path::Path;

use anyhow::{Result, ensure};
use clap::Args;

use crate::{
    app, browser,
    shell::{Shell, cargo, step},
    tools,
};

/// Options of `cargo xtask bench`.
#[derive(Args)]
pub struct Options {
    /// Measure the page in headless Chromium, beside a plain one with the same rows (docs/performance.md).
    #[arg(long)]
    page: bool,
    /// Sizes of the plans for `--page`, in milestones.
    #[arg(long, default_value = "500,1000,5000", requires = "page")]
    rows: String,
}

pub fn run(options: &Options) -> Result<()> {
    if options.page {
        return page(&options.rows);
    }
    step("benchmarks", || {
        cargo()
            .words("bench --workspace --exclude coplan-app --benches")
            .run()
    })
}

fn page(rows: &str) -> Result<()> {
    let built = app::build_all()?;
    let found = tools::browser()?;
    let folder = Path::new(browser::FOLDER);
    tools::node_packages(folder)?;
    let done = Shell::new("node")
        .words("node_modules/@playwright/test/cli.js test --config=bench.config.ts --reporter=line")
        .directory(folder)
        .env("COPLAN_BIN", std::fs::canonicalize(&built.relay)?)
        .env("CHROMIUM", found.chromium)
        .env("COPLAN_BENCH_ROWS", rows)
        .watch(|_| {})?;
    ensure!(done, "the benchmark of the page did not finish");
    Ok(())
}
