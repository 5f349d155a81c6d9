//! `cargo xtask tidy`: what the eye misses. Each rule says what to do about it.

mod dependencies;
mod functions;
mod known;
mod styles;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use crate::app::files_below;

/// Runs every rule and lists everything found.
pub fn check() -> Result<()> {
    let mut found = dependencies::check()?;
    for file in rust_files()? {
        found.extend(functions::check(&file)?);
    }
    found.extend(styles::check()?);
    found.extend(paths_of_architecture()?);
    if found.is_empty() {
        println!("   nothing found");
        return Ok(());
    }
    bail!("{} findings:\n   {}", found.len(), found.join("\n   "))
}

/// The project's own sources, tests left out.
fn rust_files() -> Result<Vec<PathBuf>> {
    let mut files = files_below(Path::new("src"))?;
    for folder in ["crates", "xtask"] {
        files.extend(
            files_below(Path::new(folder))?
                .into_iter()
                .filter(|file| file.components().any(|part| part.as_os_str() == "src")),
        );
    }
    let is_test = |file: &Path| {
        file.components().any(|part| part.as_os_str() == "tests") || file.ends_with("tests.rs")
    };
    files.retain(|file| {
        file.extension().is_some_and(|extension| extension == "rs") && !is_test(file)
    });
    Ok(files)
}

/// A map that nobody checks misleads: every path in backticks must exist.
fn paths_of_architecture() -> Result<Vec<String>> {
    let text = fs::read_to_string("ARCHITECTURE.md")?;
    let quoted = text.split('`').skip(1).step_by(2);
    let paths = quoted.filter(|word| {
        let plain = word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "/_-.".contains(c));
        let known = word
            .split('/')
            .next()
            .is_some_and(|first| Path::new(first).is_dir());
        plain && known && word.contains('/')
    });
    Ok(paths
        .filter(|path| !Path::new(path).exists())
        .map(|path| format!("ARCHITECTURE.md names `{path}`, which does not exist: mend the map"))
        .collect())
}
