//! The browser of the tests: found, or installed where the system is Debian.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::shell::Shell;

/// The system's Chromium and its driver.
pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

/// Finds Chromium and its driver; installs them where the system is Debian.
pub fn browser() -> Result<Browser> {
    if let Some(browser) = find_browser() {
        return Ok(browser);
    }
    let Some(apt) = apt() else {
        bail!(
            "Chromium and chromedriver are missing: install both, or set CHROMIUM and CHROMEDRIVER to their paths"
        );
    };
    apt.install("chromium chromium-driver")?;
    find_browser()
        .context("apt-get installed chromium and chromium-driver, but they are not on PATH")
}

/// Chromium as a program without windows: Debian has it as a package of its own.
const HEADLESS: &str = "chromium-headless-shell";

/// Chromium without windows, in which tests take half of the time, where it is there; else the one with windows, which
/// can do without showing them. `CHROMIUM` is taken as it is.
pub fn headless() -> Result<PathBuf> {
    let chromium = browser()?.chromium;
    Ok(match std::env::var_os("CHROMIUM") {
        Some(_) => chromium,
        None => find(HEADLESS).unwrap_or(chromium),
    })
}

/// Installs what [`browser`] and [`headless`] look for. The tests go on without the second.
pub fn install() -> Result<()> {
    browser()?;
    if std::env::var_os("CHROMIUM").is_none()
        && find(HEADLESS).is_none()
        && let Some(apt) = apt().filter(Apt::asks_nothing)
        && let Err(error) = apt.install(HEADLESS)
    {
        println!("   {error:#}\n   The tests go on without it.");
    }
    Ok(())
}

/// Debian's installer, as who may use it.
struct Apt {
    sudo: Option<PathBuf>,
}

fn apt() -> Option<Apt> {
    find("apt-get")?;
    let sudo = find("sudo").filter(|_| !is_root());
    Some(Apt { sudo })
}

impl Apt {
    /// Whether nobody has to type a password.
    fn asks_nothing(&self) -> bool {
        match &self.sudo {
            None => is_root(),
            Some(sudo) => Shell::new(sudo)
                .words("--non-interactive true")
                .output()
                .is_some(),
        }
    }

    fn get(&self, words: &str) -> Result<()> {
        let shell = match &self.sudo {
            Some(sudo) => Shell::new(sudo).arg("apt-get"),
            None => Shell::new("apt-get"),
        };
        shell.words(words).run()
    }

    fn install(&self, packages: &str) -> Result<()> {
        self.get("-qq update")?;
        self.get(&format!(
            "-qq install --yes --no-install-recommends {packages}"
        ))
    }
}

fn is_root() -> bool {
    Shell::new("id")
        .arg("-u")
        .output()
        .is_some_and(|id| id.trim() == "0")
}

fn find_browser() -> Option<Browser> {
    let named = |key: &str| {
        std::env::var_os(key)
            .map(PathBuf::from)
            .filter(|path| path.exists())
    };
    let chromium = named("CHROMIUM").or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(find)
    })?;
    let driver = named("CHROMEDRIVER").or_else(|| find("chromedriver"))?;
    Some(Browser { chromium, driver })
}

fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}
