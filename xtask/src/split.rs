//! Cuts the app's WebAssembly into the part that every visit loads and pieces that come when they are needed
//! (`src/later.rs`). Trunk knows of one module only, so this takes its place from the linked module on:
//! cut, bind, optimise, name after the content, and put into `dist/` and `index.html` what Trunk had there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, ensure};
use sha2::{Digest, Sha256};

use crate::{
    app, cold, digest, names, optimise, profile,
    shell::{Shell, step},
    tools::WasmTools,
};

/// Relocations tell what calls what; views of erased types make less code of the same (`.cargo/config.toml` says so for
/// what is checked and tested).
pub const RUSTFLAGS: &str = "-Clink-arg=--emit-relocs --cfg=erase_components";
/// cargo's feature that marks where to cut.
pub const FEATURE: &str = "split";
/// Name of the module of the app, as cargo and Trunk write it.
const APP: &str = "coplan-app";
/// The script that knows the pieces.
const LINK: &str = "./__wasm_split.js";
/// How the names of the pieces begin in `dist`.
const PIECE: &str = "coplan-app-piece-";
const LINKED: &str = "target/wasm32-unknown-unknown/app/coplan-app.wasm";
const WORK: &str = "target/split";
/// The first module before its cold half is cut off, with the names of its functions: what `profile.rs` runs.
pub const WHOLE: &str = "target/split/whole.wasm";
/// The file of the cold half, and what the script of the pieces knows of it.
const COLD: &str = "cold.wasm";
const COLD_SCRIPT: &str = include_str!("cold/cold.js");
/// The script that knows the pieces under its final names, before it is made small.
const READABLE_LINK: &str = "link.js";

/// The files of the cut, before they have their final names.
struct Cut {
    script: PathBuf,
    module: PathBuf,
    link: PathBuf,
    pieces: Vec<PathBuf>,
}

/// Replaces the app in `dist` by its pieces.
pub fn split(dist: &Path, tools: &WasmTools) -> Result<()> {
    let cut = step("pieces", || cut(tools))?;
    let mut files = named(&cut)?;
    fs::write(Path::new(WORK).join(READABLE_LINK), &files[2].1)?;
    for (at, file) in [(0, &cut.script), (2, &cut.link)] {
        files[at].1 = minified(file, &files[at].1, tools)?;
    }
    let mut index = fs::read_to_string(dist.join("index.html"))?;
    for (suffix, (name, bytes)) in [".js", "_bg.wasm"].into_iter().zip(&files) {
        let old = written_by_trunk(dist, suffix)?;
        index = renamed(&index, &old, name, bytes)?;
        fs::remove_file(dist.join(old))?;
    }
    fs::write(dist.join("index.html"), index)?;
    for (name, bytes) in &files {
        fs::write(dist.join(name), bytes)?;
    }
    Ok(())
}

/// The app's script under its final names, without what only people read.
fn minified(file: &Path, script: &[u8], tools: &WasmTools) -> Result<Vec<u8>> {
    fs::write(file, script)?;
    optimise::script(file, tools)?;
    Ok(fs::read(file)?)
}

/// Copies the app with two other halves in place of its own.
pub fn copy_with(folder: &Path, halves: &cold::Halves) -> Result<()> {
    let dist = Path::new("dist");
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for file in app::files_below(dist)? {
        let copy = folder.join(file.strip_prefix(dist)?);
        fs::create_dir_all(copy.parent().context("a file lies in a folder")?)?;
        // Compressed ones would be served in place of what is changed here.
        if file.extension().is_none_or(|extension| extension != "br") {
            fs::copy(&file, copy)?;
        }
    }
    let first = written_by_trunk(folder, "_bg.wasm")?;
    let index = folder.join("index.html");
    let html = renamed(&fs::read_to_string(&index)?, &first, &first, &halves.first)?;
    fs::write(index, html)?;
    let cold = first
        .replace(APP, &format!("{PIECE}cold"))
        .replace("_bg", "");
    ensure!(folder.join(&cold).exists(), "the app has no {cold}");
    fs::write(folder.join(cold), &halves.cold)?;
    fs::write(folder.join(first), &halves.first)?;
    Ok(())
}

/// Cuts, binds and optimises.
fn cut(tools: &WasmTools) -> Result<Cut> {
    let work = Path::new(WORK);
    if work.exists() {
        fs::remove_dir_all(work)?;
    }
    let linked = fs::read(LINKED).with_context(|| format!("Trunk did not build {LINKED}"))?;
    let main = work.join("main.wasm");
    let script = format!("./{APP}.js");
    let mut options = wasm_split_cli_support::Options::new(&linked);
    options.output_dir = work;
    options.main_out_path = &main;
    options.link_name = LINK;
    options.main_module = &script;
    let mut pieces = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("cannot cut {LINKED}: {error:#}"))?
        .split_modules;
    Shell::new("wasm-bindgen")
        .words("--target web --no-typescript --keep-lld-exports --no-demangle --remove-producers-section --out-name")
        .arg(APP)
        .arg("--out-dir")
        .arg(work.join("bound"))
        .arg(&main)
        .path(&tools.path)
        .run()?;
    let module = work.join("bound").join(format!("{APP}_bg.wasm"));
    let script = work.join("bound").join(format!("{APP}.js"));
    let (text, bytes) = names::shorten(&fs::read_to_string(&script)?, &fs::read(&module)?)?;
    fs::write(&script, text)?;
    fs::write(WHOLE, &bytes)?;
    let halves = profile::halves(&bytes)?;
    fs::write(&module, halves.first)?;
    pieces.push(work.join(COLD));
    fs::write(work.join(COLD), halves.cold)?;
    let link = work.join(LINK);
    fs::write(&link, with_cold(&fs::read_to_string(&link)?)?)?;
    for file in pieces.iter().chain([&module]) {
        optimise::module(file, tools)?;
    }
    Ok(Cut {
        script,
        module,
        link,
        pieces,
    })
}

/// The script of the pieces where each of them stands on the cold half too.
fn with_cold(link: &str) -> Result<String> {
    ensure!(
        link.contains("function makeLoad(fetcher, deps)"),
        "the script of the pieces loads them in another way than xtask/src/cold/cold.js expects"
    );
    let link = replaced(link, "\n, [", "\n, [__cold, ")?;
    Ok(format!("{COLD_SCRIPT}{link}"))
}

/// Names and contents for `dist`: script and module first. One hash names them all, since the script names the link
/// script, which names the script and the pieces.
fn named(cut: &Cut) -> Result<Vec<(String, Vec<u8>)>> {
    let script = fs::read_to_string(&cut.script)?;
    let link = fs::read_to_string(&cut.link)?;
    let module = fs::read(&cut.module)?;
    let mut content = Sha256::new();
    content.update(&script);
    content.update(&link);
    content.update(&module);
    let mut pieces = Vec::new();
    for piece in &cut.pieces {
        let bytes = fs::read(piece)?;
        content.update(&bytes);
        let name = piece.file_stem().context("a piece without a name")?;
        pieces.push((name.to_string_lossy().into_owned(), bytes));
    }
    let hash = digest::digits(&content.finalize());
    let (script_name, link_name) = (
        format!("{APP}-{hash}.js"),
        format!("{APP}-pieces-{hash}.js"),
    );
    // In the `import` alone: as the name of imports it also stands in the module.
    let script = replaced(
        &script,
        &format!("from \"{LINK}\""),
        &format!("from \"./{link_name}\""),
    )?;
    let mut link = replaced(&link, &format!("{APP}.js"), &script_name)?;
    let mut files = vec![];
    for (name, bytes) in pieces {
        let new = format!("{PIECE}{}-{hash}.wasm", short(&name));
        link = replaced(&link, &format!("{name}.wasm"), &new)?;
        files.push((new, bytes));
    }
    let first = [
        (script_name, script.into_bytes()),
        (format!("{APP}-{hash}_bg.wasm"), module),
        (link_name, link.into_bytes()),
    ];
    Ok(first.into_iter().chain(files).collect())
}

/// Whether a file of `dist` comes only when a part of the page needs it.
pub fn is_piece(file: &Path) -> bool {
    file.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with(PIECE))
}

/// The files of `dist` that the app fetches for a piece, those that it shares with others included.
pub fn files_of_piece(piece: &str) -> Result<Vec<String>> {
    let link = Path::new(WORK).join(READABLE_LINK);
    let link = fs::read_to_string(link).context("the app was not cut in this folder")?;
    files_in(&link, piece)
}

/// The same, by the script that knows the pieces: each is made by `makeLoad`, with the names of those it stands on.
fn files_in(link: &str, piece: &str) -> Result<Vec<String>> {
    let made = |name: &str| {
        let (_, rest) = link.split_once(&format!("const {name} = "))?;
        let (file, rest) = rest.split_once("new URL(\"./")?.1.split_once('"')?;
        let list = rest.split_once(", [")?.1.split_once(']')?.0;
        Some((file, list))
    };
    let load = format!("__wasm_split_load_{piece}");
    let (file, list) = made(&load).with_context(|| format!("no piece is named {piece}"))?;
    let mut files = vec![file.to_owned()];
    for name in list
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        let (file, _) = made(name).with_context(|| format!("{name} is not made"))?;
        files.push(file.to_owned());
    }
    Ok(files)
}

/// A piece's name for people: letters and digits, not endless.
fn short(name: &str) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    let name: String = name.chars().map(plain).collect();
    name.trim_matches('-').chars().take(40).collect()
}

fn replaced(text: &str, old: &str, new: &str) -> Result<String> {
    ensure!(text.contains(old), "the cut app does not name {old}");
    Ok(text.replace(old, new))
}

/// The one file of the app that Trunk wrote with this end of its name.
fn written_by_trunk(dist: &Path, suffix: &str) -> Result<String> {
    for entry in fs::read_dir(dist)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with(APP) && name.ends_with(suffix) {
            return Ok(name);
        }
    }
    Err(anyhow!(
        "dist has no {APP}-*{suffix}: Trunk names its files differently now"
    ))
}

/// `index.html` with another file in a file's place, and its digest.
fn renamed(index: &str, old: &str, new: &str, bytes: &[u8]) -> Result<String> {
    let (before, after) = index
        .split_once(&format!("{old} integrity=sha384-"))
        .with_context(|| format!("index.html does not load {old} with a digest"))?;
    let end = after
        .find([' ', '>'])
        .context("index.html ends inside a digest")?;
    let integrity = digest::integrity(bytes);
    let html = format!("{before}{new} integrity={integrity}{}", &after[end..]);
    Ok(html.replace(old, new))
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use sha2::Sha384;

    use super::*;

    #[test]
    fn a_file_and_its_digest_are_replaced_together() {
        let index = "import '/a-1.js'; <link href=/a-1.js integrity=sha384-old rel=modulepreload>";
        let html = renamed(index, "a-1.js", "b-2.js", b"x").expect("renamed");
        let digest = STANDARD.encode(Sha384::digest(b"x"));
        assert_eq!(
            html,
            format!(
                "import '/b-2.js'; <link href=/b-2.js integrity=sha384-{digest} rel=modulepreload>"
            )
        );
        assert!(renamed("<html>", "a-1.js", "b-2.js", b"x").is_err());
    }

    #[test]
    fn a_piece_is_its_file_and_those_it_stands_on() {
        let link = "const __chunk_1 = makeLoad(() => {\n fetch(new URL(\"./one.wasm\", x));\n}\n, []);\n\
            export const __wasm_split_load_edit = wrapAsyncCb(makeLoad(() => {\n\
            fetch(new URL(\"./edit.wasm\", x));\n}\n, [__chunk_1]));";
        let files = files_in(link, "edit").expect("the piece is there");
        assert_eq!(files, ["edit.wasm", "one.wasm"]);
        assert!(files_in(link, "other").is_err());
    }

    #[test]
    fn scripts_and_pieces_name_each_other_by_their_new_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("written");
            path
        };
        let cut = Cut {
            script: file(
                "coplan-app.js",
                "import * as a from \"./__wasm_split.js\"; a({\"./__wasm_split.js\": a})",
            ),
            module: file("coplan-app_bg.wasm", "m"),
            link: file(
                "__wasm_split.js",
                "from './coplan-app.js'; fetch('./split_0_home_9.wasm')",
            ),
            pieces: vec![file("split_0_home_9.wasm", "p")],
        };
        let files = named(&cut).expect("named");
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let hash = &names[0][APP.len() + 1..names[0].len() - ".js".len()];
        let piece = format!("{PIECE}split-0-home-9-{hash}.wasm");
        assert!(is_piece(Path::new(&piece)) && !is_piece(Path::new(names[0])));
        let link = format!("{APP}-pieces-{hash}.js");
        assert_eq!(
            names[1..],
            [format!("{APP}-{hash}_bg.wasm"), link.clone(), piece.clone()]
        );
        assert_eq!(
            files[0].1,
            format!("import * as a from \"./{link}\"; a({{\"./__wasm_split.js\": a}})")
                .into_bytes()
        );
        assert_eq!(
            files[2].1,
            format!("from './{APP}-{hash}.js'; fetch('./{piece}')").into_bytes()
        );
        file("split_0_home_9.wasm", "q");
        assert_ne!(
            named(&cut).expect("named")[0].0,
            names[0],
            "another piece is another app"
        );
    }
}
