//! Running other programs: what is run is shown, and a failure names the command to run by hand.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};

/// A command as a person would type it.
pub struct Shell {
    command: Command,
    shown: String,
}

/// `cargo` of the toolchain that runs this program.
pub fn cargo() -> Shell {
    let mut shell = Shell::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    // `cargo xtask` sets these for its own package; a build script must not see them.
    for (key, _) in std::env::vars()
        .filter(|(key, _)| key.starts_with("CARGO_PKG_") || key == "CARGO_MANIFEST_DIR")
    {
        shell.command.env_remove(key);
    }
    shell.shown = "cargo".into();
    shell
}

impl Shell {
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let shown = program.as_ref().to_string_lossy().into_owned();
        Self {
            command: Command::new(program),
            shown,
        }
    }

    /// Adds arguments, separated by white space.
    pub fn words(mut self, words: &str) -> Self {
        for word in words.split_whitespace() {
            self = self.arg(word);
        }
        self
    }

    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.shown += &format!(" {}", argument.as_ref().to_string_lossy());
        self.command.arg(argument);
        self
    }

    pub fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    pub fn directory(mut self, directory: &Path) -> Self {
        self.shown = format!("(cd {} && {})", directory.display(), self.shown);
        self.command.current_dir(directory);
        self
    }

    /// Puts folders of tools before the caller's PATH.
    pub fn path(mut self, folders: &[std::path::PathBuf]) -> Self {
        let old = std::env::var_os("PATH").unwrap_or_default();
        let all = folders.iter().cloned().chain(std::env::split_paths(&old));
        self.command.env(
            "PATH",
            std::env::join_paths(all).expect("folders of tools hold no separator"),
        );
        self
    }

    /// Runs to the end; the output goes to the terminal.
    pub fn run(mut self) -> Result<()> {
        println!("   $ {}", self.shown);
        let status = self.command.status().with_context(|| self.advice())?;
        if !status.success() {
            bail!("{status}. {}", self.advice());
        }
        Ok(())
    }

    /// Runs to the end, shows every line of standard output and gives it to `line` too.
    /// Gives whether the command succeeded.
    pub fn watch(self, mut line: impl FnMut(&str)) -> Result<bool> {
        self.read(|text| {
            println!("{text}");
            line(text);
        })
    }

    /// The same, and the lines are not shown.
    pub fn read(mut self, mut line: impl FnMut(&str)) -> Result<bool> {
        println!("   $ {}", self.shown);
        self.command.stdout(Stdio::piped());
        let mut child = self.command.spawn().with_context(|| self.advice())?;
        let output = BufReader::new(child.stdout.take().expect("standard output is piped"));
        for text in output.split(b'\n') {
            let text = text?;
            line(&String::from_utf8_lossy(&text));
        }
        let status = child.wait()?;
        if !status.success() {
            println!("   {status}. {}", self.advice());
        }
        Ok(status.success())
    }

    /// Standard output, where the program exists and succeeds.
    pub fn output(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Starts the program and leaves it running.
    pub fn spawn(mut self) -> Result<std::process::Child> {
        println!("   $ {}", self.shown);
        self.command.spawn().with_context(|| self.advice())
    }

    /// The same, with all that it says in a file.
    pub fn spawn_into(mut self, log: &Path) -> Result<std::process::Child> {
        let file = std::fs::File::create(log)
            .with_context(|| format!("cannot write {}", log.display()))?;
        self.command.stdout(file.try_clone()?).stderr(file);
        self.spawn()
    }

    fn advice(&self) -> String {
        format!("To see it alone, run:\n   {}", self.shown)
    }
}

/// Says what happens, does it, and says how long it took.
pub fn step<T>(name: &str, action: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n== {name}");
    let start = Instant::now();
    let result = action().with_context(|| format!("{name} failed"));
    println!(
        "== {name}: {} in {}",
        if result.is_ok() { "done" } else { "FAILED" },
        seconds(start)
    );
    result
}

/// Time since `start`, in words.
pub fn seconds(start: Instant) -> String {
    let all = start.elapsed().as_secs_f64();
    if all < 60.0 {
        format!("{all:.1} s")
    } else {
        format!("{} min {:02} s", all as u64 / 60, all as u64 % 60)
    }
}
