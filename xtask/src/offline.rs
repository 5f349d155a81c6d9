//! Makes a build able to start without a network: gives it a version, and its service worker the list of its files.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use crate::app::files_below;

/// The line of `src/shell/sw.js` that gives way to the list.
const PLACE: &str = "const BUILD = null;";
/// What no page asks for: the worker itself, compressed forms, reports and licence texts.
const LEFT_OUT: &[&str] = &["br", "gz", "txt"];
const WORKER: &str = "sw.js";
const INDEX: &str = "index.html";
const REPORT: &str = "first-load.json";
/// Hexadecimal digits of a version.
const VERSION_DIGITS: usize = 16;

/// Writes the version into `index.html`, and version and files into `sw.js`: its bytes change with every build.
pub fn finish(dist: &Path) -> Result<()> {
    let mut files = listed(dist)?;
    let worker =
        fs::read_to_string(dist.join(WORKER)).context("Trunk.toml copies src/shell/sw.js")?;
    ensure!(
        worker.contains(PLACE),
        "src/shell/sw.js lacks the line `{PLACE}`"
    );
    let version = version(&files, &worker);

    let index = files.iter_mut().find(|(path, _)| path == INDEX);
    let (path, index) = index.context("the build has no index.html")?;
    *index = with_version(index, &version)?;
    fs::write(dist.join(INDEX), &*index)?;
    // As a browser asks for it: some hosts redirect /index.html.
    path.clear();

    let entry = |(path, bytes): &(String, Vec<u8>)| {
        let integrity = format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)));
        serde_json::json!([format!("/{path}"), integrity])
    };
    let list: Vec<_> = files.iter().map(entry).collect();
    let build = serde_json::json!({ "version": version, "files": list });
    let worker = worker.replace(PLACE, &format!("const BUILD = {build};"));
    fs::write(dist.join(WORKER), worker)?;
    println!(
        "   build {version}: {} files for use without a network",
        list.len()
    );
    Ok(())
}

/// Paths below `dist` with `/`, and contents.
fn listed(dist: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for file in files_below(dist)? {
        let path = file
            .strip_prefix(dist)?
            .to_string_lossy()
            .replace('\\', "/");
        let extension = path.rsplit('.').next().unwrap_or_default();
        if path != WORKER && path != REPORT && !LEFT_OUT.contains(&extension) {
            let bytes = fs::read(&file)?;
            files.push((path, bytes));
        }
    }
    Ok(files)
}

fn version(files: &[(String, Vec<u8>)], worker: &str) -> String {
    let mut digest = Sha256::new();
    for (path, bytes) in files {
        for part in [path.as_bytes(), bytes] {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
    }
    digest.update(worker);
    let digits: String = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    digits[..VERSION_DIGITS].to_owned()
}

fn with_version(index: &[u8], version: &str) -> Result<Vec<u8>> {
    let html = std::str::from_utf8(index)?;
    let (before, after) = html
        .split_once("<title>")
        .context("index.html has no <title>")?;
    Ok(
        format!("{before}<meta name=\"coplan-build\" content=\"{version}\"><title>{after}")
            .into_bytes(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(files: &[(&str, &str)]) -> (String, String) {
        let dist = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = dist.path().join(path);
            fs::create_dir_all(path.parent().expect("below the folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        finish(dist.path()).expect("finished");
        let read = |name| fs::read_to_string(dist.path().join(name)).expect("read");
        (read(INDEX), read(WORKER))
    }

    const FILES: &[(&str, &str)] = &[
        ("index.html", "<head><title>Coplan</title>"),
        ("index.html.br", "?"),
        ("fonts/a.woff2", "font"),
        ("sw.js", "const BUILD = null; // worker"),
        ("first-load.json", "[]"),
    ];

    #[test]
    fn page_and_worker_name_one_version_and_the_worker_lists_what_a_page_loads() {
        let (index, worker) = build(FILES);
        let version = index.split('"').nth(3).expect("a version");
        assert_eq!(version.len(), VERSION_DIGITS);
        let json = worker
            .split(" = ")
            .nth(1)
            .and_then(|rest| rest.split("; //").next());
        let build: serde_json::Value = serde_json::from_str(json.expect("a list")).expect("JSON");
        assert_eq!(build["version"], version);
        let paths: Vec<_> = build["files"]
            .as_array()
            .expect("files")
            .iter()
            .map(|file| &file[0])
            .collect();
        assert_eq!(paths, ["/fonts/a.woff2", "/"]);
        let digest = STANDARD.encode(Sha256::digest(&index));
        assert_eq!(
            build["files"][1][1],
            format!("sha256-{digest}"),
            "of the page with its version"
        );
    }

    #[test]
    fn a_change_of_any_file_and_of_the_worker_is_another_version() {
        let (index, _) = build(FILES);
        for (changed, text) in [
            ("fonts/a.woff2", "other"),
            ("sw.js", "const BUILD = null; // other"),
        ] {
            let files = FILES
                .iter()
                .map(|&(path, old)| (path, if path == changed { text } else { old }));
            assert_ne!(build(&files.collect::<Vec<_>>()).0, index, "{changed}");
        }
        assert_eq!(build(FILES).0, index, "the same files are the same version");
    }
}
