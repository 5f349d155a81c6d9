//! The standard library built with the app and for size, rather than the one that Rust ships, which is built for speed
//! and brings its panic messages along. Nobody reads those: WebAssembly has no standard error, so a panic is a trap
//! either way, and `src/shell/page.js` tells the reader.
//!
//! Stable Rust keeps these options to itself until `RUSTC_BOOTSTRAP` is set. That is a risk taken for the released
//! app alone: tests and the relay are built as usual, and without the library's sources so is the app.

use std::path::Path;

use anyhow::Result;

use crate::{
    shell::{Shell, cargo},
    split,
};

const TARGET: &str = "wasm32-unknown-unknown";
/// cargo's own settings: which parts to build, how, and traps instead of messages.
const SETTINGS: &[(&str, &str)] = &[
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    ("CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT", "true"),
    ("CARGO_PROFILE_APP_PANIC", "immediate-abort"),
];
/// For the compiler: no places in the source for messages that nobody reads.
const RUSTFLAGS: &str = "-Zunstable-options -Zlocation-detail=none";

/// Whether the sources of the standard library are there; asks rustup for them where not.
pub fn has_sources() -> bool {
    // Where it fails, the build goes on without.
    is_here()
        || (Shell::new("rustup")
            .words("component add rust-src")
            .run()
            .is_ok()
            && is_here())
}

/// Whether the sources of the standard library lie where the compiler keeps them.
pub fn is_here() -> bool {
    let root = Shell::new("rustc").words("--print sysroot").output();
    root.is_some_and(|root| {
        Path::new(root.trim())
            .join("lib/rustlib/src/rust/library/Cargo.lock")
            .exists()
    })
}

/// Sets up the build of the app: with its own standard library where `has_sources`, else with the one of Rust.
pub fn set(mut build: Shell, has_sources: bool) -> Result<Shell> {
    let mut flags = split::RUSTFLAGS.to_owned();
    if has_sources {
        // Trunk builds without a network, so that what the library needs must be here before.
        let mut fetch = cargo().words("fetch --locked --target").arg(TARGET);
        for (key, value) in SETTINGS {
            fetch = fetch.env(key, value);
            build = build.env(key, value);
        }
        fetch.run()?;
        flags = format!("{flags} {RUSTFLAGS}");
    } else {
        println!(
            "   The sources of the standard library are missing (rustup component add rust-src), so the app is built \
             with Rust's own: it will be larger."
        );
    }
    Ok(build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags))
}
