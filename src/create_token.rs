//! The operator's code for new plans, kept by gloo-storage once a relay has taken it: nobody types it twice.
//! Whoever uses this browser can make plans with it, as with the plans' own keys (docs/threat-model.md).

use crate::preferences;

const KEY: &str = "coplan.create-token";

/// The one that a relay has taken here before.
pub fn load() -> Option<String> {
    preferences::get(KEY)
}

/// Remembers one that a relay has just taken. Where the browser denies storage it is asked for again.
pub fn store(token: &str) {
    preferences::keep(KEY, token);
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_token_that_was_taken_is_known_after_a_reload() {
        store("sesame");
        assert_eq!(load().as_deref(), Some("sesame"));
        preferences::forget(KEY);
        assert_eq!(load(), None);
    }
}
