//! Which functions the first picture of a plan does not need, by running it: `cargo xtask profile` serves the release
//! app with every function counted, lets a browser open a plan in all the ways that should be fast
//! (`tests/e2e/profile/`), and writes down what never ran. The build moves that out of the first module (`cold/`).
//!
//! A function is known by its name without the hashes of a build. One that the list does not know stays in the first
//! module, so that an old list costs bytes and never a wait.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result, ensure};

use crate::{app, browser, cold, digest, shell::step, split};

/// Short digests of the names of cold functions, in order.
const LIST: &str = "xtask/cold.txt";
/// The app with every function counted.
const COUNTED: &str = "target/profile";
/// Numbers of the functions that ran, as the browser leaves them.
const RAN: &str = "target/profile-ran.json";
/// Eight digits name one of ten thousand; where two share them, both stay in the first module.
const DIGITS: usize = 8;

/// The first module in two halves, by the list.
pub fn halves(module: &[u8]) -> Result<cold::Halves> {
    let list = fs::read_to_string(LIST).with_context(|| format!("cannot read {LIST}"))?;
    let list: HashSet<&str> = list.split_whitespace().collect();
    let known: Vec<String> = cold::names(module)?
        .iter()
        .map(|name| short(name))
        .collect();
    let found = known.iter().filter(|name| list.contains(name.as_str()));
    let found: HashSet<_> = found.collect();
    println!(
        "   {} of {} functions of {LIST} are still there; `cargo xtask profile` makes a new list",
        found.len(),
        list.len()
    );
    cold::cut(module, |at| list.contains(known[at].as_str()))
}

/// Runs the app and writes the list.
pub fn run() -> Result<()> {
    let built = app::build_all()?;
    let module = fs::read(split::WHOLE)
        .context("the app was not cut in this folder: remove dist and try again")?;
    let counted = cold::cut(&cold::instrument(&module)?, |_| false)?;
    split::copy_with(Path::new(COUNTED), &counted)?;
    fs::remove_file(RAN).ok();
    let here = std::env::current_dir()?;
    step("what runs", || {
        let done = browser::playwright(&built, "--config=profile.config.ts")?
            .env("COPLAN_DIST", here.join(COUNTED))
            .env("COPLAN_RAN", here.join(RAN))
            .watch(|_| {})?;
        ensure!(done, "the browser did not come to the end");
        Ok(())
    })?;
    let ran: Vec<usize> = serde_json::from_slice(&fs::read(RAN)?)?;
    let names = cold::names(&module)?;
    let list = cold_of(&names, &ran.into_iter().collect());
    println!("   {} of {} functions are cold", list.len(), names.len());
    fs::write(LIST, lines(&list))?;
    Ok(())
}

/// The names, made short, of which no function ran.
fn cold_of(names: &[String], ran: &HashSet<usize>) -> BTreeSet<String> {
    let of = |wanted: bool| {
        let each = names.iter().enumerate();
        let each = each.filter(move |(at, _)| ran.contains(at) == wanted);
        each.map(|(_, name)| short(name)).collect::<BTreeSet<_>>()
    };
    &of(false) - &of(true)
}

fn lines(list: &BTreeSet<String>) -> String {
    let list: Vec<&str> = list.iter().map(String::as_str).collect();
    let lines = list.chunks(13).map(|line| line.join(" ") + "\n");
    lines.collect()
}

/// Digits for the name of a function as the linker writes it, the same in every build.
fn short(name: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    digest::of(name.as_bytes())[..DIGITS].to_owned()
}
