//! Who this browser says it is: the name and colour that others see beside a cursor. Not proof of anything.

use serde::{Deserialize, Serialize};

use crate::preferences;

const KEY: &str = "coplan.identity";
const BROWSER_KEY: &str = "coplan.browser";
/// Longest name in characters; presence is small.
pub const NAME_LENGTH_MAX: usize = 80;

/// The reader as others see them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// Empty until they give one.
    pub name: String,
    /// Their own colour (a CSS colour), where they chose one; otherwise their side's accent.
    pub color: Option<String>,
}

/// What was stored, or nobody yet.
pub fn load() -> Identity {
    preferences::get(KEY).unwrap_or_default()
}

/// Remembers the reader. Where the browser denies storage they are asked again next time.
pub fn store(identity: &Identity) {
    preferences::keep(KEY, identity);
}

/// A random name for this browser, so that one person in two tabs counts as one. Where the browser keeps nothing,
/// each tab is a browser of its own.
pub fn browser() -> String {
    preferences::get(BROWSER_KEY).unwrap_or_else(|| {
        let browser = format!("{:x}", crate::random::bits());
        preferences::keep(BROWSER_KEY, &browser);
        browser
    })
}

/// A name as it is shown: trimmed, on one line, bounded.
pub fn clean_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").chars().take(NAME_LENGTH_MAX).collect()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn an_identity_survives_a_reload() {
        let jo = Identity {
            name: "Jo".to_owned(),
            color: None,
        };
        store(&jo);
        assert_eq!(load(), jo);
        assert!(preferences::keep(KEY, 7), "stored");
        assert_eq!(load(), Identity::default(), "an odd value is nobody");
    }

    #[wasm_bindgen_test]
    fn a_name_is_one_short_line() {
        assert_eq!(clean_name("  Jo\n  de  Wit "), "Jo de Wit");
        assert_eq!(clean_name(&"é".repeat(100)).chars().count(), 80);
    }
}
