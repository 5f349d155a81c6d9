//! The tasks of this project: `cargo xtask run`, `cargo xtask test`, and what they are made of.
//! A person needs nothing else; each task installs what it lacks, says what it does and can be repeated.

mod app;
mod bench;
mod browser;
mod chromium;
mod cold;
mod contents;
mod dev;
mod digest;
mod lint;
mod names;
mod offline;
mod optimise;
mod order;
mod profile;
mod run;
mod scripts;
mod shell;
mod size;
mod small_std;
mod soak;
mod split;
mod styles;
mod test;
mod tidy;
mod tools;
mod worker;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Build, run and test Coplan.
#[derive(Parser)]
#[command(name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing, build app and relay in release, serve them and print the addresses.
    Run(run::Options),
    /// Run every check and every test; the last line counts them.
    Test(test::Options),
    /// Serve the app with live reload beside a debug relay.
    Dev(dev::Options),
    /// Build the release app into `dist/` and the release relay with the app inside.
    Build,
    /// Run the end-to-end tests in a real browser against the release build.
    E2e(browser::Options),
    /// The long rounds: browsers and relays killed again and again, every edit compared with a journal.
    Soak(soak::Options),
    /// Run the release app and write down what its first picture does not need (xtask/cold.txt).
    Profile,
    /// Compare the first load with its budget.
    Size,
    /// Check the rules of the house: dependencies, sizes, keys, colours, paths.
    Tidy,
    /// Run the benchmarks: those of the crates, or those of the page.
    Bench(bench::Options),
}

fn main() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies one level below the root")
        .to_path_buf();
    std::env::set_current_dir(&root).expect("the root of the project exists");
    if let Err(error) = perform(Arguments::parse().task) {
        eprintln!("\nerror: {error:#}");
        std::process::exit(1);
    }
}

fn perform(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Run(options) => run::run(&options),
        Task::Test(options) => test::run(&options),
        Task::Dev(options) => dev::run(&options),
        Task::Build => app::build_all().map(drop),
        Task::E2e(options) => browser::end_to_end(&options).and_then(test::Counts::into_result),
        Task::Soak(options) => soak::run(&options).and_then(test::Counts::into_result),
        Task::Profile => profile::run(),
        Task::Size => size::check(),
        Task::Tidy => tidy::check(),
        Task::Bench(options) => bench::run(&options),
    }
}
