//! The page's own script, as small as it can be: Trunk takes it over with all that only people read.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{digest, optimise, tools::WasmTools};

const NAME: &str = "page-";

/// Replaces the script in `dist` and in its page.
pub fn minify(dist: &Path, tools: &WasmTools) -> Result<()> {
    let index = fs::read_to_string(dist.join("index.html"))?;
    let (tag, file) = tag(&index)?;
    let script = dist.join(file);
    optimise::script(&script, tools)?;
    let text = fs::read(&script)?;
    fs::remove_file(&script)?;
    let (name, tag_now) = named(&text);
    fs::write(dist.join(name), &text)?;
    fs::write(dist.join("index.html"), index.replacen(tag, &tag_now, 1))?;
    Ok(())
}

/// What the page says of its script, and the file.
fn tag(index: &str) -> Result<(&str, &str)> {
    let missing = || format!("index.html loads no {NAME}*.js with a digest");
    let source = format!("src=/{NAME}");
    let source = index.find(&source).with_context(missing)?;
    let start = index[..source].rfind("<script ").with_context(missing)?;
    let length = index[source..].find('>').with_context(missing)?;
    let tag = &index[start..=source + length];
    let file = &index[source + "src=/".len()..source + length];
    Ok((tag, file.split(' ').next().unwrap_or_default()))
}

/// The name of such a script, and what the page says of it.
fn named(text: &[u8]) -> (String, String) {
    let name = format!("{NAME}{}.js", digest::of(text));
    let integrity = digest::integrity(text);
    let tag = format!("<script defer integrity={integrity} src=/{name}>");
    (name, tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_and_its_digest_are_found_and_replaced() {
        let index = "<title>t</title><script defer integrity=sha384-old src=/page-01.js></script><script type=module>";
        let (old, file) = tag(index).expect("named");
        assert_eq!(file, "page-01.js");
        assert_eq!(old, "<script defer integrity=sha384-old src=/page-01.js>");
        let (name, new) = named(b"x");
        assert!(name.starts_with(NAME) && new.contains(&name));
        assert_ne!(named(b"y").0, name, "another script has another name");
        assert!(tag("<title>t</title>").is_err());
    }
}
