//! Turns `locales/*.json` into typed keys (the module `i18n`), so that a missing sentence fails the build.
//!
//! Uses the two crates below `leptos_i18n_build` directly: that crate brings ninety more to slice
//! ICU data, which this app does not hold (dates and numbers go through the browser's `Intl`).

use std::{env, error::Error, fs, path::PathBuf};

use leptos_i18n_parser::parse_locales::{
    options::{Config, ParseOptions},
    parse_locales,
};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");

    // Sentences with values go into attributes too, as text.
    let options = ParseOptions::new().interpolate_display(true);
    let config = Config::new("en")?.add_locale("nl")?.parse_options(options);
    let locales = parse_locales(None, config)?;
    for warning in locales.diag.warnings().iter() {
        println!("cargo::warning={warning}");
    }
    for error in locales.diag.errors().iter() {
        println!("cargo::error={error}");
    }

    let attributes = "#![allow(missing_docs, clippy::all, clippy::pedantic)]".parse()?;
    let code = leptos_i18n_codegen::gen_code(&locales, None, false, Some(&attributes), false)?;
    let code = with_own_parts(&code.to_string())?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    fs::write(out.join("i18n.rs"), code)?;
    Ok(())
}

/// One or other is all that our languages know (`src/plurals.rs`). The rules of ICU, for every language there
/// is, would be 3 % of the first load. And the names of our languages are read while the app is built, not when it runs.
fn with_own_parts(code: &str) -> Result<String, Box<dyn Error>> {
    let own = [
        (
            "\"en\" . parse () . expect (\"Valid locale\")",
            "l_i18n_crate :: reexports :: icu :: locid :: locale ! (\"en\")",
        ),
        (
            "\"nl\" . parse () . expect (\"Valid locale\")",
            "l_i18n_crate :: reexports :: icu :: locid :: locale ! (\"nl\")",
        ),
        (
            "l_i18n_crate :: __private :: get_plural_rules",
            "crate :: plurals :: get_plural_rules",
        ),
        (
            "l_i18n_crate :: reexports :: icu :: plurals :: PluralRuleType",
            "crate :: plurals :: PluralRuleType",
        ),
        (
            "l_i18n_crate :: reexports :: icu :: plurals :: PluralCategory",
            "crate :: plurals :: PluralCategory",
        ),
    ];
    let mut code = code.to_owned();
    for (generated, own) in own {
        if !code.contains(generated) {
            return Err(format!("the generated code does not say `{generated}` any more").into());
        }
        code = code.replace(generated, own);
    }
    Ok(code)
}
