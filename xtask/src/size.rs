//! `cargo xtask size`: what a first visit downloads, against its budget.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use crate::app::{brotli, build_app, files_below};

/// wasm, js and css together, in brotli.
const CODE_BYTES_MAX: usize = 300_000;
const FONT_BYTES_MAX: usize = 50_000;
const ALL_BYTES_MAX: usize = 700_000;

/// Measures `dist/`, writes `dist/first-load.json` and fails over budget.
pub fn check() -> Result<()> {
    build_app()?;
    let mut files = Vec::new();
    let (mut code, mut fonts, mut all) = (0, 0, 0);
    for file in files_below(Path::new("dist"))? {
        let extension = file
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or_default()
            .to_owned();
        if extension == "br" || file.ends_with("first-load.json") {
            continue;
        }
        let bytes = fs::read(&file)?;
        let size = if extension == "woff2" {
            bytes.len()
        } else {
            brotli(&bytes).len()
        };
        match extension.as_str() {
            "wasm" | "js" | "css" => code += size,
            "woff2" => fonts += size,
            _ => {}
        }
        all += size;
        println!("   {:>9} B  {}", size, file.display());
        files.push(serde_json::json!({ "file": file.strip_prefix("dist")?, "bytes": size }));
    }
    fs::write(
        "dist/first-load.json",
        serde_json::to_string_pretty(&files)?,
    )?;
    let mut over = Vec::new();
    for (name, size, limit) in [
        ("wasm + js + css", code, CODE_BYTES_MAX),
        ("fonts", fonts, FONT_BYTES_MAX),
        ("everything", all, ALL_BYTES_MAX),
    ] {
        println!("   {name}: {size} of {limit} B");
        if size > limit {
            over.push(format!(
                "{name} takes {size} B in brotli, {} B over its budget of {limit} B",
                size - limit
            ));
        }
    }
    if !over.is_empty() {
        bail!("{}", over.join("; "));
    }
    Ok(())
}
