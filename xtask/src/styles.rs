//! Puts the style sheets together: those that a plan's first picture needs, and those that come with the first piece
//! (`src/later.rs`). Apart, each costs a request, and none of them can refer to the words of another when packed.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::digest;

/// Sheets for what only pieces show. All others come first; the order among each is that of `index.html`.
const LATER: &[&str] = &[
    "home", "timeline", "panels", "detail", "health", "commands", "embed",
];
const FIRST_NAME: &str = "coplan-first";
const LATER_NAME: &str = "coplan-later";

/// Replaces the sheets in `dist` and in its page.
pub fn bundle(dist: &Path) -> Result<()> {
    let mut index = fs::read_to_string(dist.join("index.html"))?;
    let (mut first, mut later) = (String::new(), String::new());
    while let Some((tag, file)) = next_sheet(&index)? {
        let text = fs::read_to_string(dist.join(&file))?;
        let (name, _) = file.rsplit_once('-').context("a sheet without a hash")?;
        let sheet = if LATER.contains(&name) {
            &mut later
        } else {
            &mut first
        };
        sheet.push_str(&text);
        index = index.replacen(&tag, "", 1);
        fs::remove_file(dist.join(&file))?;
    }
    ensure!(!first.is_empty(), "index.html names no style sheets");
    let at_once = written(dist, FIRST_NAME, &first, "rel=stylesheet")?;
    // The browser fetches it when it has nothing else to do; `src/styles.rs` makes a style sheet of it.
    let ahead = written(
        dist,
        LATER_NAME,
        &later,
        "rel=prefetch as=style id=later-styles",
    )?;
    let index = index.replacen("</title>", &format!("</title>{at_once}{ahead}"), 1);
    fs::write(dist.join("index.html"), index)?;
    Ok(())
}

/// Whether a file of `dist` holds the sheets of the pieces.
pub fn is_later(file: &Path) -> bool {
    file.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with(LATER_NAME))
}

/// The first link to a style sheet in the page, and its file.
fn next_sheet(index: &str) -> Result<Option<(String, String)>> {
    let Some(end) = index.find(" rel=stylesheet>") else {
        return Ok(None);
    };
    let start = index[..end]
        .rfind("<link ")
        .context("a link without a beginning")?;
    let tag = &index[start..end + " rel=stylesheet>".len()];
    let href = tag
        .split_once("href=/")
        .context("a sheet without an address")?
        .1;
    let file = href.split(' ').next().unwrap_or_default();
    ensure!(file.ends_with(".css"), "{file} is no style sheet");
    Ok(Some((tag.to_owned(), file.to_owned())))
}

/// Writes a sheet under a name with its hash; gives the link to it.
fn written(dist: &Path, name: &str, text: &str, rel: &str) -> Result<String> {
    let file = format!("{name}-{}.css", digest::of(text.as_bytes()));
    fs::write(dist.join(&file), text)?;
    let integrity = digest::integrity(text.as_bytes());
    Ok(format!("<link href=/{file} integrity={integrity} {rel}>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_become_two_in_their_order() {
        let dist = tempfile::tempdir().expect("a folder");
        let write =
            |name: &str, text: &str| fs::write(dist.path().join(name), text).expect("written");
        write("tokens-01.css", "a{}");
        write("home-02.css", "b{}");
        write("ui-03.css", "c{}");
        let sheet = |file: &str| format!("<link href=/{file} integrity=sha384-x rel=stylesheet>");
        let sheets: Vec<String> = ["tokens-01.css", "home-02.css", "ui-03.css"]
            .map(sheet)
            .into();
        write(
            "index.html",
            &format!("<title>t</title>{}<p>", sheets.concat()),
        );
        bundle(dist.path()).expect("bundled");
        let index = fs::read_to_string(dist.path().join("index.html")).expect("written");
        let file = |name: &str| {
            let (_, rest) = index
                .split_once(&format!("<link href=/{name}-"))
                .expect("linked");
            let hash = rest.split('.').next().expect("a hash");
            fs::read_to_string(dist.path().join(format!("{name}-{hash}.css"))).expect("there")
        };
        assert_eq!(
            (file(FIRST_NAME), file(LATER_NAME)),
            ("a{}c{}".into(), "b{}".into())
        );
        assert!(
            index.starts_with("<title>t</title><link") && index.ends_with("id=later-styles><p>")
        );
        assert!(!dist.path().join("ui-03.css").exists());
    }
}
