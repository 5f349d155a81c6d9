//! `cargo xtask run`: from an empty machine to a plan open in two browsers.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{app, shell::Shell};

/// Options of `cargo xtask run`.
#[derive(Args)]
pub struct Options {
    /// Port on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder of the relay's data.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Open the home page in the browser.
    #[arg(long)]
    open: bool,
}

pub fn run(options: &Options) -> Result<()> {
    let listen = format!("127.0.0.1:{}", options.port);
    if TcpStream::connect(&listen).is_ok() {
        bail!(
            "port {} is taken. Stop what runs there, or choose another: cargo xtask run --port 8081",
            options.port
        );
    }
    let built = app::build_all()?;
    let first_run = !options.data.exists();
    let example = if first_run {
        Some(example(&built, options)?)
    } else {
        None
    };
    let mut relay = Shell::new(&built.relay)
        .words("serve --listen")
        .arg(&listen)
        .arg("--data")
        .arg(&options.data)
        .spawn()?;
    wait_until_healthy(&listen, &mut relay)?;
    announce(&listen, example.as_ref());
    if options.open {
        open_in_browser(&format!("http://{listen}/"));
    }
    let status = relay.wait()?;
    if !status.success() {
        bail!("the relay stopped: {status}");
    }
    Ok(())
}

/// Puts the September example into the empty data folder; its links are shown once, only hashes are kept.
fn example(built: &app::Built, options: &Options) -> Result<serde_json::Value> {
    let json = Shell::new(&built.relay)
        .words("new --from examples/september.csv --json --data")
        .arg(&options.data)
        .output()
        .with_context(|| {
            let data = options.data.display();
            format!("the example could not be made. Run: target/release/coplan new --from examples/september.csv --data {data}")
        })?;
    serde_json::from_str(&json).context("`coplan new --json` gave something that is not JSON")
}

/// Waits for `GET /healthz`, and no longer than the relay lives.
pub fn wait_until_healthy(listen: &str, relay: &mut std::process::Child) -> Result<()> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(20) {
        if let Some(status) = relay.try_wait()? {
            bail!("the relay stopped at once: {status}. What it said stands above.");
        }
        if healthy(listen).is_ok_and(|healthy| healthy) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    relay.kill().ok();
    bail!("the relay did not answer at http://{listen}/healthz within 20 s")
}

fn healthy(listen: &str) -> Result<bool> {
    let mut stream = TcpStream::connect(listen)?;
    write!(
        stream,
        "GET /healthz HTTP/1.1\r\nHost: {listen}\r\nConnection: close\r\n\r\n"
    )?;
    let mut first = String::new();
    BufReader::new(Read::by_ref(&mut stream)).read_line(&mut first)?;
    Ok(first.contains(" 200 "))
}

fn announce(listen: &str, example: Option<&serde_json::Value>) {
    println!("\nCoplan runs. Stop it with Ctrl-C.\n\n   Home page   http://{listen}/");
    let links = example
        .and_then(|example| example["links"].as_array())
        .into_iter()
        .flatten();
    for link in links.filter(|link| link["role"] == "editor") {
        let side = link["side"].as_str().unwrap_or_default();
        let path = link["path"].as_str().unwrap_or_default();
        println!("   Example     http://{listen}{path}   ({side})");
    }
    println!();
}

fn open_in_browser(address: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    if Shell::new(program).arg(address).output().is_none() {
        println!("   No browser could be opened: open {address} yourself.");
    }
}
