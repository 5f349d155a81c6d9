//! What each crate must never depend on.

use anyhow::{Context, Result};

use crate::shell::cargo;

/// crates/plan stays small enough to read and to compile anywhere.
const PLAN_DEPENDENCIES_MAX: usize = 8;

/// (package, what it must never depend on, why)
const FORBIDDEN: &[(&str, &[&str], &str)] = &[
    (
        "coplan-plan",
        &[
            "tokio",
            "web-sys",
            "leptos",
            "rusqlite",
            "rand",
            "coplan-sync",
        ],
        "it has no I/O, no clock, no randomness and no browser",
    ),
    (
        "coplan-sync",
        &[
            "tokio",
            "web-sys",
            "leptos",
            "rusqlite",
            "rand",
            "coplan-plan",
        ],
        "it moves bytes and does no I/O",
    ),
];

pub fn check() -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (package, forbidden, why) in FORBIDDEN {
        let tree = tree(package, "")?;
        let names: Vec<&str> = tree
            .lines()
            .filter_map(|line| line.split(' ').next())
            .collect();
        for name in forbidden.iter().filter(|name| names.contains(name)) {
            found.push(format!(
                "{package} depends on {name}: {why}; `cargo tree --invert {name}` shows the way"
            ));
        }
    }
    let direct = tree("coplan-plan", "--depth 1")?
        .lines()
        .count()
        .saturating_sub(1);
    if direct > PLAN_DEPENDENCIES_MAX {
        found
            .push(format!("coplan-plan has {direct} direct dependencies, at most {PLAN_DEPENDENCIES_MAX} are allowed"));
    }
    Ok(found)
}

fn tree(package: &str, more: &str) -> Result<String> {
    cargo()
        .words("tree --locked --edges normal --prefix none --no-dedupe --package")
        .arg(package)
        .words(more)
        .output()
        .with_context(|| {
            format!("`cargo tree --locked --package {package}` failed: is Cargo.lock up to date?")
        })
}
