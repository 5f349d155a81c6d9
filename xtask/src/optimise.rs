//! Makes WebAssembly small. Trunk leaves that to us: it would do it before the app is cut.

use std::path::Path;

use anyhow::Result;

use crate::{shell::Shell, tools::WasmTools};

/// What every browser that we support has. With features that a browser lacks, wasm-opt writes modules that it refuses.
const FEATURES: &str = "--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
    --enable-mutable-globals --enable-reference-types --enable-multivalue";

/// Optimises a module in its place; names and relocations go. Without wasm-opt the module stays as it is.
pub fn module(file: &Path, tools: &WasmTools) -> Result<()> {
    if !tools.wasm_opt {
        return Ok(());
    }
    Shell::new("wasm-opt")
        .arg("-Oz")
        .words(FEATURES)
        .words("--strip-debug --strip-producers --strip-target-features")
        .arg(file)
        .arg("-o")
        .arg(file)
        .path(&tools.path)
        .run()
}
