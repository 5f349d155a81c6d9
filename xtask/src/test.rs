//! `cargo xtask test`: every check and every test, counted together. All parts run even when one fails,
//! so that one run tells everything.

use std::{
    ops::AddAssign,
    path::{Path, PathBuf},
    process::Child,
    time::Instant,
};

use anyhow::{Result, bail, ensure};
use clap::Args;

use crate::{
    app, browser, chromium, lint,
    shell::{Shell, cargo, seconds},
    size, tidy, tools,
};

/// Options of `cargo xtask test`.
#[derive(Args)]
pub struct Options {
    /// Only the parts whose name contains this.
    #[arg(long)]
    only: Option<String>,
}

/// What ran and how it went.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl Counts {
    /// A check that passes or fails as a whole.
    fn one(result: &Result<()>) -> Self {
        match result {
            Ok(()) => Self {
                passed: 1,
                ..Self::default()
            },
            Err(_) => Self {
                failed: 1,
                ..Self::default()
            },
        }
    }

    /// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; …` of the standard test harness.
    fn of_harness(line: &str) -> Option<Self> {
        let (_, counts) = line.split_once("test result: ")?;
        let number = |word: &str| {
            let before = counts.split_once(word)?.0.trim_end();
            before.rsplit([' ', '.', ';']).next()?.parse().ok()
        };
        Some(Self {
            passed: number("passed")?,
            failed: number("failed")?,
            skipped: number("ignored")?,
        })
    }

    pub fn into_result(self) -> Result<()> {
        println!(
            "\n{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        );
        if self.failed > 0 {
            bail!("{} failed: look for FAILED above", self.failed);
        }
        if self.passed == 0 {
            bail!("nothing ran");
        }
        Ok(())
    }
}

const RELEASE_BUILD: &str = "release build";
/// What the release build says while other parts run.
const BUILD_LOG: &str = "target/release-build.log";

type Part = (&'static str, fn() -> Result<Counts>);

/// In the order of the fastest answer; what needs the release build comes last.
const PARTS: &[Part] = &[
    ("tools", || whole(tools_for_tests())),
    ("formatting", || {
        whole(cargo().words("fmt --all --check").run())
    }),
    ("tidy", || whole(tidy::check())),
    ("clippy", || whole(lint::native())),
    ("clippy for wasm", || whole(lint::wasm())),
    // The engine's documentation is its manual: a broken link is a broken page. Its examples run with the tests.
    ("manual of the engine", || {
        whole(
            cargo()
                .words("doc --locked --package coplan-plan --no-deps")
                .env("RUSTDOCFLAGS", "-D warnings")
                .run(),
        )
    }),
    ("native tests", native_tests),
    ("browser unit tests", browser_unit_tests),
    (RELEASE_BUILD, || whole(app::build_all().map(drop))),
    ("size budget", || whole(size::check())),
    ("end-to-end tests", || {
        browser::end_to_end(&browser::Options::default())
    }),
];

pub fn run(options: &Options) -> Result<()> {
    let start = Instant::now();
    let mut total = Counts::default();
    let mut summary = Vec::new();
    let wanted = |name: &str| {
        options
            .only
            .as_ref()
            .is_none_or(|only| name.contains(only.as_str()))
    };
    let mut ahead = match options.only {
        None => build_ahead(),
        Some(_) => None,
    };
    for &(name, part) in PARTS.iter().filter(|(name, _)| wanted(name)) {
        println!("\n== {name}");
        let start = Instant::now();
        let begun = match name {
            RELEASE_BUILD => finish(ahead.take()),
            _ => Ok(()),
        };
        let counts = begun.and_then(|()| part()).unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Counts {
                failed: 1,
                ..Counts::default()
            }
        });
        let outcome = if counts.failed == 0 { "ok" } else { "FAILED" };
        summary.push(format!(
            "   {name:<20} {:>14}  {:>5} passed  {outcome}",
            seconds(start),
            counts.passed
        ));
        println!("== {name}: {outcome} in {}", seconds(start));
        total += counts;
    }
    println!(
        "\n{}\n   {:<20} {:>14}",
        summary.join("\n"),
        "all",
        seconds(start)
    );
    total.into_result()
}

/// Begins the release build, and the tools that it needs: compiling one of them and linking the app keep one core busy
/// for minutes, and beside them the other parts compile theirs.
fn build_ahead() -> Option<Child> {
    // The other parts ask for it too, and two at a time disturb each other.
    tools::target().ok()?;
    std::fs::create_dir_all("target").ok()?;
    let build = Shell::new(std::env::current_exe().ok()?).arg("build");
    let build = build.spawn_into(Path::new(BUILD_LOG)).ok();
    // It takes longest and leaves a core idle at its end, so it goes first: all else from here on waits for it. What
    // the system does not let us do, or has no program for, only takes longer.
    let own = std::process::id().to_string();
    Shell::new("renice").words("-n 10 -p").arg(own).output();
    build
}

/// Waits for it. Whether it succeeded is shown by the part itself, which finds all up to date or builds in sight. What
/// the compiler warned of is an error: clippy saw the app with its tests, and what only they use is no use to it.
fn finish(ahead: Option<Child>) -> Result<()> {
    let Some(mut build) = ahead else {
        return Ok(());
    };
    println!("   begun before the first part; what it does stands in {BUILD_LOG}");
    build.wait()?;
    let log = std::fs::read_to_string(BUILD_LOG)?;
    let warnings: Vec<_> = log.lines().filter(|line| sums_up_warnings(line)).collect();
    ensure!(
        warnings.is_empty(),
        "{}\n   See {BUILD_LOG}",
        warnings.join("\n")
    );
    Ok(())
}

/// As in: warning: `coplan-app` (bin "coplan-app") generated 1 warning
fn sums_up_warnings(line: &str) -> bool {
    line.starts_with("warning: `") && line.contains(" generated ")
}

fn whole(result: Result<()>) -> Result<Counts> {
    if let Err(error) = &result {
        eprintln!("error: {error:#}");
    }
    Ok(Counts::one(&result))
}

/// Sums what the harness of each test binary says. A binary that dies without a word counts as one failure.
fn harness(shell: Shell) -> Result<Counts> {
    let mut counts = Counts::default();
    let succeeded = shell.watch(|line| {
        if let Some(more) = Counts::of_harness(line) {
            counts += more;
        }
    })?;
    if !succeeded && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

fn tools_for_tests() -> Result<()> {
    tools::target()?;
    chromium::install()?;
    tools::node_packages(Path::new(browser::FOLDER))
}

/// The seed of the properties is fixed unless given, so that a red run is red again.
fn native_tests() -> Result<Counts> {
    let seed = std::env::var("PROPTEST_RNG_SEED").unwrap_or_else(|_| "20261123".into());
    println!("   PROPTEST_RNG_SEED={seed}");
    harness(
        lint::tests(lint::NATIVE)
            .arg("--no-fail-fast")
            .env("PROPTEST_RNG_SEED", seed),
    )
}

fn browser_unit_tests() -> Result<Counts> {
    let runner = match tools::wasm_bindgen()? {
        folder if folder.as_os_str().is_empty() => PathBuf::from("wasm-bindgen-test-runner"),
        folder => folder.join("wasm-bindgen-test-runner"),
    };
    let browser = chromium::browser()?;
    harness(
        lint::tests(lint::APP)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("CHROMEDRIVER", browser.driver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_the_harness_is_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        let counts = Counts::of_harness(line).unwrap();
        assert_eq!((counts.passed, counts.failed, counts.skipped), (12, 3, 1));
        assert!(Counts::of_harness("running 3 tests").is_none());
    }

    #[test]
    fn what_the_compiler_warned_of_is_found() {
        assert!(sums_up_warnings(
            "warning: `coplan-app` (bin \"coplan-app\") generated 1 warning"
        ));
        assert!(!sums_up_warnings(
            "warning: unknown name subsection with id 3 at 21498"
        ));
    }

    #[test]
    fn nothing_run_is_a_failure() {
        assert!(Counts::default().into_result().is_err());
        assert!(
            Counts {
                passed: 1,
                ..Counts::default()
            }
            .into_result()
            .is_ok()
        );
    }
}
