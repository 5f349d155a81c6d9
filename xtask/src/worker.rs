//! The worker that reads and writes files (`crates/exchange-worker`): Trunk builds it beside the app and names its
//! files without a hash, since the app names them when it starts it.

use std::path::{Path, PathBuf};

/// How the names of its files begin in `dist`.
const NAME: &str = "coplan-exchange-worker";

/// Its module.
pub fn module(dist: &Path) -> PathBuf {
    dist.join(format!("{NAME}_bg.wasm"))
}

/// A file of the worker: it loads when it is asked for, and no first visit pays for it.
pub fn is_of_it(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with(NAME))
}
