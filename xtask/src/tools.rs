//! The tools that builds and tests need. They go into a cache folder of their own, so that
//! a person's other projects keep their versions and a second clone finds them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::shell::{Shell, cargo};

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132.0.0";
const ESBUILD: &str = "0.28.2";
const TARGET: &str = "wasm32-unknown-unknown";

/// Folders to put before PATH, and whether those of Node's packages that make the app small are there: wasm-opt for
/// its modules, esbuild for its script.
pub struct WasmTools {
    pub path: Vec<PathBuf>,
    pub makes_small: bool,
}

/// Everything that building the app needs.
pub fn for_wasm() -> Result<WasmTools> {
    target()?;
    let mut path = vec![wasm_bindgen()?, trunk()?];
    path.retain(|folder| !folder.as_os_str().is_empty());
    let makes_small = node().is_some();
    if makes_small {
        // Debian's own wasm-opt makes modules that browsers refuse, so only this version counts.
        path.push(installed_package("binaryen", BINARYEN, "wasm-opt")?);
        path.push(installed_package("esbuild", ESBUILD, "esbuild")?);
    } else {
        println!("   Node is missing, so the app is built without wasm-opt: it will be larger.");
    }
    Ok(WasmTools { path, makes_small })
}

/// The folder of the cache; `COPLAN_TOOLS` overrides it.
fn cache() -> Result<PathBuf> {
    let home = || {
        std::env::var_os("HOME")
            .or_else(|| std::env::var_os("USERPROFILE"))
            .map(PathBuf::from)
    };
    std::env::var_os("COPLAN_TOOLS")
        .map(PathBuf::from)
        .or_else(|| {
            std::env::var_os("XDG_CACHE_HOME")
                .map(|cache| PathBuf::from(cache).join("coplan-tools"))
        })
        .or_else(|| home().map(|home| home.join(".cache/coplan-tools")))
        .context(
            "neither HOME nor COPLAN_TOOLS is set: set COPLAN_TOOLS to a folder for build tools",
        )
}

/// The target of the app.
pub fn target() -> Result<()> {
    let installed = Shell::new("rustup")
        .words("target list --installed")
        .output();
    // Without rustup (a distribution's Rust) the target may still be there; cargo will say so if not.
    if installed.is_none_or(|list| list.lines().any(|line| line == TARGET)) {
        return Ok(());
    }
    Shell::new("rustup").words("target add").arg(TARGET).run()
}

fn trunk() -> Result<PathBuf> {
    installed_crate(&Wanted {
        name: "trunk",
        version: TRUNK,
        // Its own lock file is part of what was tried. Without its features it asks nobody for newer versions of
        // itself and serves no https, which a build does not need either.
        options: "--locked --no-default-features",
        opt_level: "0",
        how_long: "about five minutes on two cores, once",
    })
}

/// The generator must have the very version of the library in Cargo.lock.
pub fn wasm_bindgen() -> Result<PathBuf> {
    let version = locked_version("wasm-bindgen")?;
    installed_crate(&Wanted {
        name: "wasm-bindgen-cli",
        version: &version,
        // Its own lock file may name a dependency that the registry lacks, so it is not used.
        options: "",
        // It reads and writes megabytes.
        opt_level: "1",
        how_long: "about three minutes on two cores, once",
    })
}

/// A program to be compiled.
struct Wanted<'a> {
    name: &'a str,
    version: &'a str,
    /// More words for `cargo install`.
    options: &'a str,
    /// A tool that runs for a second need not be optimised for half of its build.
    opt_level: &'a str,
    how_long: &'a str,
}

/// A folder with the program in that version: empty where PATH has it, else in the cache.
fn installed_crate(wanted: &Wanted) -> Result<PathBuf> {
    let Wanted { name, version, .. } = wanted;
    let program = name.trim_end_matches("-cli");
    let has = |path: &Path| {
        let output = Shell::new(path)
            .arg("--version")
            .output()
            .unwrap_or_default();
        output.split_whitespace().any(|word| word == *version)
    };
    if has(Path::new(program)) {
        return Ok(PathBuf::new());
    }
    let root = cache()?.join(format!("{name}-{version}"));
    let folder = root.join("bin");
    std::fs::create_dir_all(&root)?;
    // Another task may be compiling it now. The file closes with the function, and so does the lock.
    let lock = std::fs::File::create(root.join("lock"))?;
    lock.lock()?;
    if has(&folder.join(program)) {
        return Ok(folder);
    }
    println!(
        "   {name} {version} is compiled now: {}. Cargo shows its progress below.",
        wanted.how_long
    );
    cargo()
        .words("install --root")
        .arg(&root)
        .arg(name)
        .words("--version")
        .arg(version)
        .words(wanted.options)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", wanted.opt_level)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_TARGET_DIR", root.join("build"))
        .run()?;
    std::fs::remove_dir_all(root.join("build")).ok();
    Ok(folder)
}

fn locked_version(name: &str) -> Result<String> {
    let lock = std::fs::read_to_string("Cargo.lock")
        .context("Cargo.lock is missing: is this a whole checkout?")?;
    let entry = format!("name = \"{name}\"\nversion = \"");
    let (_, rest) = lock
        .split_once(&entry)
        .with_context(|| format!("Cargo.lock has no {name}"))?;
    Ok(rest
        .split('"')
        .next()
        .expect("split gives at least one part")
        .to_owned())
}

/// The cache's folder with a program of a Node package in that version.
fn installed_package(name: &str, version: &str, program: &str) -> Result<PathBuf> {
    let root = cache()?.join(format!("{name}-{version}"));
    let folder = root.join("node_modules/.bin");
    if !folder.join(program).exists() {
        std::fs::create_dir_all(&root)?;
        npm()
            .words("install --no-audit --no-fund --no-save --prefix")
            .arg(&root)
            .arg(format!("{name}@{version}"))
            .run()?;
    }
    Ok(folder)
}

/// The version of Node, where it is there.
pub fn node() -> Option<String> {
    Shell::new("node").arg("--version").output()
}

fn npm() -> Shell {
    Shell::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// The Node packages of a folder, exactly as its lock file says.
pub fn node_packages(folder: &Path) -> Result<()> {
    if node().is_none() {
        bail!("Node is missing: install Node 20 or later, then try again");
    }
    let lock = std::fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.coplan-lock");
    if std::fs::read(&stamp).is_ok_and(|seen| seen == lock) {
        return Ok(());
    }
    npm()
        .words("ci --no-audit --no-fund")
        .directory(folder)
        .run()?;
    std::fs::write(stamp, lock)?;
    Ok(())
}
