//! Clippy, and the tests as it compiled them. `cargo clippy` only checks, which is of no use to a test: whatever it
//! looked at, dependencies too, is compiled once more. Its driver is a compiler as well, and what it compiles can run.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::shell::{Shell, cargo};

/// All but the app, which runs in the browser alone.
pub const NATIVE: &str = "--workspace --exclude coplan-app";
/// The app, for the browser.
pub const APP: &str = "--package coplan-app --target wasm32-unknown-unknown";

/// Everything that runs natively, benchmarks too.
pub fn native() -> Result<()> {
    finds_nothing(&format!("test --no-run --all-targets {NATIVE}"))
}

/// What runs in the browser, as its tests see it: the app itself is compiled for the release.
pub fn wasm() -> Result<()> {
    finds_nothing(&format!("test --no-run {APP}"))
}

/// `cargo test`, of what clippy compiled.
pub fn tests(what: &str) -> Shell {
    with_clippy(&format!("test {what}"))
}

/// A warning is an error here, and not to the compiler: what it warns of still runs in the tests.
fn finds_nothing(words: &str) -> Result<()> {
    let mut warnings = 0;
    let compiles = with_clippy(words)
        .arg("--message-format=json-render-diagnostics")
        .read(|line| warnings += usize::from(line.contains(r#""reason":"compiler-message""#)))?;
    ensure!(compiles, "it does not compile: see above");
    ensure!(warnings == 0, "{warnings} warnings: see above");
    Ok(())
}

/// cargo with clippy's driver as the compiler of the workspace, as `cargo clippy` sets it.
fn with_clippy(words: &str) -> Shell {
    cargo()
        .words(words)
        .arg("--locked")
        .env("RUSTC_WORKSPACE_WRAPPER", driver())
}

/// Beside the compiler; else where PATH has it.
fn driver() -> PathBuf {
    let name = format!("clippy-driver{}", std::env::consts::EXE_SUFFIX);
    let root = Shell::new("rustc").words("--print sysroot").output();
    root.map(|root| Path::new(root.trim()).join("bin").join(&name))
        .filter(|driver| driver.exists())
        .unwrap_or_else(|| name.into())
}
