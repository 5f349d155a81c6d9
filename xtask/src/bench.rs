//! `cargo xtask bench`: every benchmark of the workspace. Machines are noisy: compare ratios within one run.

use anyhow::{Result, ensure};
use clap::Args;

use crate::{
    app, browser,
    shell::{cargo, step},
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
    let done = browser::playwright(&built, "--config=bench.config.ts --reporter=line")?
        .env("COPLAN_BENCH_ROWS", rows)
        .watch(|_| {})?;
    ensure!(done, "the benchmark of the page did not finish");
    Ok(())
}
