//! `coplan`: the relay, the commands of its operator, and the commands that work on files.

mod new_plan;
mod program;

use std::{io, net::SocketAddr, process::ExitCode, sync::Arc};

use anyhow::{Context, bail};
use clap::Parser;
use program::{Any, Program};
use relay::{
    access::Link,
    assets::Assets,
    config::{Command, Limits, MintLink, Serve},
    data_dir::{self, DataDir},
    http::ShownLink,
    outbox::Gauges,
    server::{self, Setup},
    store::{Store, sqlite::SqliteStore},
};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let done = match Program::parse().command {
        Any::Relay(Command::Serve(config)) => serve(config),
        Any::Relay(Command::Link(config)) => mint_link(&config),
        Any::Relay(Command::New(config)) => new_plan::run(&config),
        Any::Files(command) => return program::on_files(&command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            print_error(&error);
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn serve(config: Serve) -> anyhow::Result<()> {
    start_logs(config.log_json);
    if config.insecure_open && !config.listen.ip().is_loopback() {
        bail!(
            "--insecure-open serves every room without a key: it listens on loopback only, not on {}",
            config.listen
        );
    }
    let data = DataDir::hold(&config.data)?;
    let store = SqliteStore::open_or_create(&data.file()?)?;
    let assets = match &config.app {
        Some(folder) => {
            Assets::from_folder(folder).with_context(|| format!("--app {}", folder.display()))?
        }
        None => Assets::embedded(),
    };
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("--listen {}", config.listen))?;
    announce(listener.local_addr()?, &config, assets.has_app());
    let setup = Setup {
        store: Arc::new(store),
        assets,
        limits: Limits::default(),
        create_token: config.create_token,
        frame_ancestors: config.frame_ancestors.clone(),
        insecure_open: config.insecure_open,
        gauges: Arc::new(Gauges::default()),
    };
    server::run(listener, setup, stop_signal()?).await?;
    drop(data);
    Ok(())
}

/// Says where it listens: one line on standard output for people and scripts, the rest in the log.
#[allow(clippy::print_stdout, reason = "the address is this command's result")]
fn announce(listen: SocketAddr, config: &Serve, has_app: bool) {
    println!("coplan listens on http://{listen}");
    tracing::info!(%listen, data = %config.data.display(), "started");
    if !has_app {
        tracing::warn!("no app to serve: sync and API only (build it, or give --app DIR)");
    }
    if config.insecure_open {
        tracing::warn!("--insecure-open: every room is open to everybody on this machine");
    } else if config.create_token.is_none() && !listen.ip().is_loopback() {
        tracing::warn!("no --create-token: nobody can create plans");
    }
}

#[allow(clippy::print_stdout, reason = "the link is this command's result")]
fn mint_link(config: &MintLink) -> anyhow::Result<()> {
    let file = data_dir::data_file(&config.data)?;
    if !file.exists() {
        bail!(
            "{} does not exist: is {} the relay's data folder?",
            file.display(),
            config.data.display()
        );
    }
    let store = SqliteStore::open(&file)?;
    let now = relay::access::now_ms();
    let (link, secret) = Link::mint(&config.plan, config.role, config.side, &config.label, now);
    if !store.add_link(&link, &secret.hash())? {
        bail!("there is no plan {} in {}", config.plan, file.display());
    }
    let shown = ShownLink::minted(link, &secret);
    if config.json {
        println!("{}", serde_json::to_string(&shown)?);
    } else {
        println!("{}", shown.path.unwrap_or_default());
    }
    Ok(())
}

/// Resolves at SIGTERM or SIGINT. Installed before anything is served.
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// `RUST_LOG` chooses; without it `info`. To standard error.
fn start_logs(json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    if json {
        logs.json().init();
    } else {
        logs.init();
    }
}

#[allow(clippy::print_stderr, reason = "a command's errors go to the terminal")]
fn print_error(error: &anyhow::Error) {
    eprintln!("coplan: {error:#}");
}
