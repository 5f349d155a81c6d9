//! `cargo xtask dev`: live reload of the app, beside a debug relay that Trunk proxies to.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::{
    run::wait_until_healthy,
    shell::{Shell, cargo, step},
    tools,
};

/// Where `Trunk.toml` sends `/api` and `/sync`.
const RELAY: &str = "127.0.0.1:8081";

/// Options of `cargo xtask dev`.
#[derive(Args)]
pub struct Options {
    /// Port of the page on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder of the relay's data.
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

pub fn run(options: &Options) -> Result<()> {
    let tools = step("tools", tools::for_wasm)?;
    step("relay (debug)", || {
        cargo()
            .words("build --package coplan-relay --bin coplan")
            .run()
    })?;
    let program = format!("target/debug/coplan{}", std::env::consts::EXE_SUFFIX);
    let mut relay = Shell::new(program)
        .words("serve --listen")
        .arg(RELAY)
        .arg("--data")
        .arg(&options.data)
        .spawn()?;
    wait_until_healthy(RELAY, &mut relay)?;
    let served = Shell::new("trunk")
        .words("serve --offline --address 127.0.0.1 --port")
        .arg(options.port.to_string())
        .path(&tools.path)
        .env("NO_COLOR", "false")
        .run();
    relay.kill().ok();
    relay.wait().ok();
    served
}
