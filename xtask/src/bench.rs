//! `cargo xtask bench`: every benchmark of the workspace. Machines are noisy: compare ratios within one run.

use anyhow::Result;

use crate::shell::{cargo, step};

pub fn run() -> Result<()> {
    step("benchmarks", || {
        cargo()
            .words("bench --workspace --exclude coplan-app --benches")
            .run()
    })
}
