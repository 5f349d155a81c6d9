//! Short names between a module and its script. wasm-bindgen names each function that the script gives to the module
//! after its whole signature with a hash behind it, and hashes do not compress: both files carry 4 kB of them.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use wasm_encoder::{
    ImportSection, Module, RawSection,
    reencode::{Reencode, RoundtripReencoder},
};
use wasmparser::{ImportSectionReader, Imports, Parser, Payload};

/// Hexadecimal digits behind the last underscore of a name that may be replaced.
const HASH_DIGITS: usize = 16;

/// Script and module again, with short names for what the module takes from the script.
pub fn shorten(script: &str, module: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut short = BTreeMap::new();
    let mut shortened = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::ImportSection(section) = payload {
            shortened.section(&imports(section, &mut short)?);
        } else if let Some((id, range)) = payload.as_section() {
            let data = &module[range.start as usize..range.end as usize];
            shortened.section(&RawSection { id, data });
        }
    }
    Ok((renamed(script, &short)?, shortened.finish()))
}

/// The imports with short names; `short` learns them.
fn imports(
    section: ImportSectionReader<'_>,
    short: &mut BTreeMap<String, String>,
) -> Result<ImportSection> {
    let mut imports = ImportSection::new();
    for group in section {
        let Imports::Single(_, import) = group? else {
            anyhow::bail!("the module groups its imports, which nothing here writes");
        };
        let next = format!("_{:x}", short.len());
        let name = if has_hash(import.name) {
            short.entry(import.name.to_owned()).or_insert(next).as_str()
        } else {
            import.name
        };
        let kind = RoundtripReencoder.entity_type(import.ty)?;
        imports.import(import.module, name, kind);
    }
    Ok(imports)
}

/// `__wbg_querySelector_4f64e5a0a2dfc0b1`.
fn has_hash(name: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    name.starts_with("__wb")
        && name
            .rsplit_once('_')
            .is_some_and(|(_, hash)| hash.len() == HASH_DIGITS && hash.bytes().all(is_digit))
}

/// The script with the short names, each of which it must have given under its long one.
fn renamed(script: &str, short: &BTreeMap<String, String>) -> Result<String> {
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || "_$".contains(letter);
    let mut text = String::with_capacity(script.len());
    let mut met = 0;
    let mut rest = script;
    while !rest.is_empty() {
        let end = rest
            .find(|letter| !is_of_name(letter))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        met += usize::from(short.contains_key(name));
        text.push_str(short.get(name).map_or(name, String::as_str));
        let next = after.find(is_of_name).unwrap_or(after.len());
        text.push_str(&after[..next]);
        rest = &after[next..];
    }
    ensure!(
        met == short.len(),
        "the script names {met} of the {} functions that the module takes from it",
        short.len()
    );
    Ok(text)
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, TypeSection};

    use super::*;

    const LONG: &str = "__wbg_focus_0123456789abcdef";

    fn module(names: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in names {
            imports.import("./app_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn both_files_change_the_same_names() {
        let script = format!("const i = {{ {LONG}: a.focus, __wbindgen_start: b, x_{LONG}: c }};");
        let (script, short) =
            shorten(&script, &module(&[LONG, "__wbindgen_start"])).expect("shortened");
        assert_eq!(
            script,
            format!("const i = {{ _0: a.focus, __wbindgen_start: b, x_{LONG}: c }};")
        );
        assert_eq!(short, module(&["_0", "__wbindgen_start"]));
    }

    #[test]
    fn a_name_that_the_script_does_not_give_is_an_error() {
        assert!(shorten("const i = {};", &module(&[LONG])).is_err());
    }
}
