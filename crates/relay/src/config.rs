//! What the operator can set, and the limits that hold otherwise.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, Subcommand};

use crate::{
    access::{Role, Side},
    http::framing::Origin,
};

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the app, the sync socket and the HTTP API from one port.
    Serve(Serve),
    /// Mint a link to a plan; works beside a running relay.
    Link(MintLink),
    /// Make a plan from a table; works beside a running relay.
    New(NewPlan),
}

/// `coplan serve`
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// Address and port to listen on; port 0 picks a free one.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "HOST:PORT")]
    pub listen: SocketAddr,
    /// Folder of the data; made where it is missing.
    #[arg(long, default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// Folder of the built app, instead of the one in the binary.
    #[arg(long, value_name = "DIR")]
    pub app: Option<PathBuf>,
    /// Who creates plans must present this token. Without it plans are created from this machine only.
    #[arg(
        long,
        env = "COPLAN_CREATE_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN"
    )]
    pub create_token: Option<String>,
    /// Web sites that may show an embedded plan (`/embed/…`) in a page of theirs, as `https://rooms.example.com`.
    #[arg(long, value_name = "ORIGIN", num_args = 1..)]
    pub frame_ancestors: Vec<Origin>,
    /// Serve any room name to anybody without a key: demonstrations and benchmarks, loopback only.
    #[arg(long)]
    pub insecure_open: bool,
    /// Logs as JSON lines.
    #[arg(long)]
    pub log_json: bool,
}

/// `coplan link`
#[derive(Debug, Clone, Args)]
pub struct MintLink {
    /// The plan's id.
    pub plan: String,
    /// What the link allows.
    #[arg(long, value_enum)]
    pub role: Role,
    /// Whose link it is.
    #[arg(long, value_enum)]
    pub side: Side,
    /// What it is called in the list of links.
    #[arg(long, default_value = "")]
    pub label: String,
    /// Folder of the data.
    #[arg(long, default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `coplan new`
#[derive(Debug, Clone, Args)]
pub struct NewPlan {
    /// A table like examples/september.csv, or any other file that `coplan import` reads.
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// The plan's title; without it the name of the file.
    #[arg(long)]
    pub title: Option<String>,
    /// Folder of the data; made where it is missing.
    #[arg(long, default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// Print JSON, as `POST /api/plans` answers.
    #[arg(long)]
    pub json: bool,
}

/// Limits of a running relay. The defaults are the promises; tests take smaller ones.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Longest message of a client in bytes (P5).
    pub frame_bytes_max: usize,
    /// Longest queue of one connection in bytes (P2); a single longer frame passes when it is empty.
    pub queue_bytes_max: usize,
    /// Bytes of a room that wait for the disk before it stops listening.
    pub unsaved_bytes_max: usize,
    /// A room without connections is unloaded after this.
    pub idle_unload: Duration,
    /// Log entries after a snapshot before the next one.
    pub log_entries_max: usize,
    /// Log bytes after a snapshot before the next one; or the size of the snapshot, if that is more.
    pub log_bytes_max: usize,
    /// How often a failed commit is tried again.
    pub commit_retry: Duration,
    /// A connection that says nothing for this long is asked; after twice as long it is closed.
    pub silence_max: Duration,
    /// How long a write to a socket may hang.
    pub write_stall_max: Duration,
    /// How long the other end gets to answer a close.
    pub close_wait: Duration,
    /// From the signal to the last goodbye (P14: the process ends within 2 s).
    pub shutdown_max: Duration,
    /// How long the last HTTP requests get after that.
    pub requests_max: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            frame_bytes_max: sync::wire::FRAME_BYTES_MAX,
            queue_bytes_max: 1 << 20,
            unsaved_bytes_max: 32 << 20,
            idle_unload: Duration::from_secs(30),
            log_entries_max: 500,
            log_bytes_max: 64 << 10,
            commit_retry: Duration::from_secs(1),
            silence_max: Duration::from_secs(40),
            write_stall_max: Duration::from_secs(30),
            close_wait: Duration::from_millis(500),
            shutdown_max: Duration::from_millis(1_500),
            requests_max: Duration::from_millis(100),
        }
    }
}
