//! No selector asks what an element holds: a browser then styles all rows anew with every key.
//!
//! Colours live in `style/tokens.css` alone, so that light and dark stay one decision.

use std::{fs, path::Path};

use anyhow::Result;

use crate::app::files_below;

pub fn check() -> Result<Vec<String>> {
    let mut found = Vec::new();
    for file in files_below(Path::new("style"))? {
        if file.ends_with("tokens.css")
            || file.extension().is_none_or(|extension| extension != "css")
        {
            continue;
        }
        for (index, line) in fs::read_to_string(&file)?.lines().enumerate() {
            let place = format!("{}:{}", file.display(), index + 1);
            // On paper nobody types.
            if line.contains(":has(") && !file.ends_with("print.css") {
                found.push(format!("{place}: `:has()`: set a class instead"));
            }
            if let Some(colour) = raw_colour(line) {
                found.push(format!(
                    "{place}: the raw colour `{colour}`: give it a name in style/tokens.css"
                ));
            }
        }
    }
    Ok(found)
}

/// The first `#rgb`, `rgb(`, `hsl(` or `oklch(` of a declaration. Ids in selectors are not declarations.
fn raw_colour(line: &str) -> Option<&str> {
    let value = line.split_once(':').map_or("", |(_, value)| value);
    let function = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "lab("]
        .into_iter()
        .find(|name| value.contains(name));
    let hex = value
        .split(|c: char| c.is_whitespace() || ",;()".contains(c))
        .find(|word| {
            let digits = word.strip_prefix('#').unwrap_or_default();
            matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit())
        });
    function.or(hex)
}

#[cfg(test)]
mod tests {
    use super::raw_colour;

    #[test]
    fn a_raw_colour_is_seen_and_a_token_is_not() {
        assert_eq!(raw_colour("  color: #fff;"), Some("#fff"));
        assert_eq!(raw_colour("  background: rgb(0 0 0 / 50%);"), Some("rgb("));
        assert_eq!(raw_colour("  color: var(--ink);"), None);
        assert_eq!(raw_colour("#abc .row { gap: 0 }"), None);
    }
}
