//! The release build: the app into `dist/`, then the relay with the app inside.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    offline, optimise, scripts,
    shell::{Shell, cargo, step},
    small_std, split, styles,
    tools::{self, WasmTools},
    worker,
};

/// What the app is made of. A change of any of these builds it anew.
const INPUTS: &[&str] = &[
    "src",
    "crates/plan",
    "crates/sync",
    "crates/exchange",
    "crates/exchange-worker",
    "style",
    "public",
    "locales",
    "examples",
    "index.html",
    "Trunk.toml",
    "build.rs",
    "Cargo.toml",
    "Cargo.lock",
    "xtask/cold.txt",
    "xtask/src/cold",
    "xtask/src/contents.rs",
    "xtask/src/digest.rs",
    "xtask/src/names.rs",
    "xtask/src/offline.rs",
    "xtask/src/optimise.rs",
    "xtask/src/order.rs",
    "xtask/src/profile.rs",
    "xtask/src/scripts.rs",
    "xtask/src/small_std.rs",
    "xtask/src/split.rs",
    "xtask/src/styles.rs",
    "xtask/src/worker.rs",
];
/// What the app in `dist/` was made of.
const STAMP: &str = "target/app-inputs";
const COMPRESSED: &[&str] = &["wasm", "js", "css", "html", "svg", "json", "webmanifest"];

/// Where the files of the app and the relay's program are.
pub struct Built {
    pub relay: PathBuf,
}

/// Builds whatever is not up to date.
pub fn build_all() -> Result<Built> {
    let inputs = fingerprint()?;
    if is_built(&inputs) {
        println!("== app: up to date");
        return build_relay();
    }
    let tools = step("tools", tools::for_wasm)?;
    // Linking and packing the app keep one core busy: beside them the relay is compiled, all but the app inside it.
    // Whether it succeeds is seen afterwards.
    let ahead = relay().words("--quiet").spawn();
    let app = build_new_app(&inputs, &tools);
    if let Ok(mut ahead) = ahead {
        if app.is_err() {
            ahead.kill().ok();
        }
        ahead.wait()?;
    }
    app?;
    build_relay()
}

/// Builds the app into `dist/`, unless nothing changed since.
pub fn build_app() -> Result<()> {
    let inputs = fingerprint()?;
    if is_built(&inputs) {
        println!("== app: up to date");
        return Ok(());
    }
    build_new_app(&inputs, &step("tools", tools::for_wasm)?)
}

fn is_built(inputs: &str) -> bool {
    let seen = || fs::read_to_string(STAMP);
    Path::new("dist/index.html").exists() && seen().is_ok_and(|seen| seen == stamped(inputs))
}

fn build_new_app(inputs: &str, tools: &WasmTools) -> Result<()> {
    step("app (release)", || {
        let trunk = Shell::new("trunk")
            .words("build --release --offline --locked --features")
            .arg(split::FEATURE)
            .path(&tools.path)
            // Trunk refuses NO_COLOR=1, which many terminals and build servers set.
            .env("NO_COLOR", "false");
        small_std::set(trunk, small_std::has_sources())?.run()?;
        split::split(Path::new("dist"), tools)?;
        styles::bundle(Path::new("dist"))?;
        scripts::minify(Path::new("dist"), tools)?;
        optimise::module(&worker::module(Path::new("dist")), tools)?;
        offline::finish(Path::new("dist"))?;
        compress(Path::new("dist"))
    })?;
    // The build may have installed what it lacked, so the tools are those of now; the sources are those it began with.
    fs::write(STAMP, stamped(inputs))?;
    Ok(())
}

/// Builds the relay in release; it takes the files of `dist/` in.
pub fn build_relay() -> Result<Built> {
    step("relay (release)", || relay().run())?;
    Ok(Built {
        relay: Path::new("target/release").join(format!("coplan{}", std::env::consts::EXE_SUFFIX)),
    })
}

fn relay() -> Shell {
    cargo().words("build --release --locked --package coplan-relay --bin coplan")
}

/// Brotli beside every file that shrinks, made once here and not by every relay.
fn compress(folder: &Path) -> Result<()> {
    for file in files_below(folder)? {
        let extension = file
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or_default();
        if COMPRESSED.contains(&extension) {
            let packed = brotli(&fs::read(&file)?);
            let mut name = file.into_os_string();
            name.push(".br");
            fs::write(name, packed)?;
        }
    }
    Ok(())
}

/// The bytes in brotli at its best, as a browser would receive them.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters)
        .expect("writing to memory does not fail");
    packed
}

/// All files below a folder, sorted.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path)
            } else {
                files.push(path)
            }
        }
    }
    files.sort();
    Ok(files)
}

/// A hash of the content of all source files. Content, not time: a fresh checkout has new times.
fn fingerprint() -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for input in INPUTS.iter().map(Path::new).filter(|path| path.exists()) {
        let files = if input.is_dir() {
            files_below(input)?
        } else {
            vec![input.to_path_buf()]
        };
        for file in files {
            file.hash(&mut hasher);
            fs::read(&file)?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// What a build says it was made of: a build without Node or without its own standard library is another one.
fn stamped(inputs: &str) -> String {
    let (node, small_std) = (tools::node().is_some(), small_std::is_here());
    format!("{inputs} node {node} small-std {small_std}")
}
