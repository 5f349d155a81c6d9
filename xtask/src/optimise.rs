//! Makes WebAssembly and its script small. Trunk leaves that to us: it would do it before the app is cut.

use std::{fs, path::Path};

use anyhow::Result;
use wasm_encoder::{Module, RawSection};
use wasmparser::Parser;

use crate::{order, shell::Shell, tools::WasmTools};

/// What every browser that we support has. With features that a browser lacks, wasm-opt writes modules that it refuses.
const FEATURES: &str = "--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
    --enable-mutable-globals --enable-reference-types --enable-multivalue";

/// Id of the sections that say something about a module and nothing to it.
const CUSTOM: u8 = 0;
/// What makes the module small in brotli, which is what is downloaded: `-Oz` makes it a tenth smaller than these passes
/// do, but larger packed (1.5 %), since what it puts inside of other functions is no longer the same everywhere.
const PASSES: &str = "--remove-unused-module-elements --duplicate-function-elimination --vacuum --remove-unused-brs --optimize-instructions --precompute \
    --simplify-locals-nostructure --vacuum --coalesce-locals --reorder-locals --vacuum --merge-blocks \
    --duplicate-function-elimination --rse --code-folding --vacuum --merge-blocks --duplicate-function-elimination";

/// Optimises a module in its place; names and relocations go. Without wasm-opt only those go.
pub fn module(file: &Path, tools: &WasmTools) -> Result<()> {
    if tools.makes_small {
        Shell::new("wasm-opt")
            .words(PASSES)
            .words(FEATURES)
            .words("--strip-debug --strip-producers --strip-target-features")
            .arg(file)
            .arg("-o")
            .arg(file)
            .path(&tools.path)
            .run()?;
    }
    let bytes = fs::read(file)?;
    let bytes = order::by_likeness(&without_custom_sections(&bytes)?)?;
    fs::write(file, bytes)?;
    Ok(())
}

/// The module without what browsers do not read: relocations, which wasm-opt keeps, are a third of it.
fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    let mut bare = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let Some((id, range)) = payload?.as_section() else {
            continue;
        };
        if id != CUSTOM {
            let data = &module[range.start as usize..range.end as usize];
            bare.section(&RawSection { id, data });
        }
    }
    Ok(bare.finish())
}

/// Minifies a script in its place, also one that is no module: none of them leaves a name to others. Without Node it
/// stays as it is.
pub fn script(file: &Path, tools: &WasmTools) -> Result<()> {
    if !tools.makes_small {
        return Ok(());
    }
    let output = format!("--outfile={}", file.display());
    Shell::new("esbuild")
        .arg(file)
        .arg(output)
        // wasm-bindgen names the script of the pieces once for each of them, in one object.
        .words("--minify --format=esm --allow-overwrite --log-level=error")
        .path(&tools.path)
        .run()
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CustomSection, TypeSection};

    use super::*;

    #[test]
    fn relocations_go_and_the_rest_stays() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut linked = Module::new();
        let relocations = CustomSection {
            name: "reloc.CODE".into(),
            data: (&[1, 2][..]).into(),
        };
        linked.section(&types).section(&relocations);
        let mut bare = Module::new();
        bare.section(&types);
        let stripped = without_custom_sections(&linked.finish()).expect("a module");
        assert_eq!(stripped, bare.finish());
    }
}
