//! The worker that reads and writes files (`crates/exchange-worker`): Trunk builds it beside the app and names its
//! files without a hash, since the app names them when it starts it.

use std::path::Path;

use anyhow::Result;

use crate::{shell::Shell, tools::WasmTools};

/// How the names of its files begin in `dist`.
const NAME: &str = "coplan-exchange-worker";

/// Makes its module small: Trunk leaves that to us, as for the app's pieces. The relocations go too.
pub fn optimise(dist: &Path, tools: &WasmTools) -> Result<()> {
    if !tools.wasm_opt {
        return Ok(());
    }
    let module = dist.join(format!("{NAME}_bg.wasm"));
    Shell::new("wasm-opt")
        .words("-Oz --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue --strip-debug --strip-producers --strip-target-features")
        .arg(&module)
        .arg("-o")
        .arg(&module)
        .path(&tools.path)
        .run()
}

/// A file of the worker: it loads when it is asked for, and no first visit pays for it.
pub fn is_of_it(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with(NAME))
}
