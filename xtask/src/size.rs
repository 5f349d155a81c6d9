//! `cargo xtask size`: what a first visit to a plan downloads, against its budget. What counts as the first load is
//! all that the plan's picture waits for, and from which on edits are taken: the page, its scripts and styles, the main
//! module. The pieces (`xtask/src/split.rs`), among them the main module's cold half, and the service worker come after it
//! and count in "everything" alone; what carries out edits comes at once after the picture, so its size is said beside.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use crate::{
    app::{brotli, build_app, files_below},
    split, styles, worker,
};

/// wasm, js and css together, in brotli: what a first visit may cost. The design allows 400 kB.
const CODE_BYTES_MAX: usize = 300_000;
const FONT_BYTES_MAX: usize = 50_000;
/// The cold half costs all together 40 kB more than one module did, for 100 kB less before the picture. What comes once
/// the page rests is not waited for: criteria, a side's own room, working days and the questions to begin with are 59 kB.
const ALL_BYTES_MAX: usize = 1_190_000;
/// Registered once the page has loaded (`src/shell/page.js`).
const SERVICE_WORKER: &str = "sw.js";

/// Everything and the worker that reads and writes files. Not reached yet, and said at every run.
const WITH_WORKER_BYTES_AIM: usize = 700_000;

/// What a first visit downloads, in bytes of brotli; fonts as they are.
#[derive(Default)]
struct FirstLoad {
    code: usize,
    fonts: usize,
    /// What edits are carried out by, right after the picture.
    editing: usize,
    all: usize,
    worker: usize,
    files: Vec<serde_json::Value>,
}

/// Measures `dist/`, writes `dist/first-load.json` and fails over budget.
pub fn check() -> Result<()> {
    build_app()?;
    let load = measure()?;
    fs::write(
        "dist/first-load.json",
        serde_json::to_string_pretty(&load.files)?,
    )?;
    let together = load.all + load.worker;
    println!("   everything with the worker: {together} B, the aim is {WITH_WORKER_BYTES_AIM} B");
    println!(
        "   after the picture, for edits: {} B of the pieces",
        load.editing
    );
    let budgets = [
        ("wasm + js + css", load.code, CODE_BYTES_MAX),
        ("fonts", load.fonts, FONT_BYTES_MAX),
        ("everything", load.all, ALL_BYTES_MAX),
    ];
    let mut over = Vec::new();
    for (name, size, limit) in budgets {
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

fn measure() -> Result<FirstLoad> {
    let mut load = FirstLoad::default();
    let editing = split::files_of_piece("editing")?;
    for file in files_below(Path::new("dist"))? {
        let extension = file
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or_default();
        if extension == "br" || file.ends_with("first-load.json") {
            continue;
        }
        let bytes = fs::read(&file)?;
        let size = if extension == "woff2" {
            bytes.len()
        } else {
            brotli(&bytes).len()
        };
        if worker::is_of_it(&file) {
            load.worker += size;
            println!("   {size:>9} B  {} (worker)", file.display());
            continue;
        }
        let is_piece = split::is_piece(&file);
        let is_later = is_piece || styles::is_later(&file) || file.ends_with(SERVICE_WORKER);
        if editing.iter().any(|name| file.ends_with(name)) {
            load.editing += size;
        }
        match extension {
            "wasm" | "js" | "css" if !is_later => load.code += size,
            "woff2" => load.fonts += size,
            _ => {}
        }
        load.all += size;
        let when = if is_later { " (later)" } else { "" };
        println!("   {size:>9} B  {}{when}", file.display());
        if !is_later {
            load.files
                .push(serde_json::json!({ "file": file.strip_prefix("dist")?, "bytes": size }));
        }
    }
    Ok(load)
}
