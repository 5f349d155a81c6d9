//! What of a plan an address asks for: `/p/<plan>/track/<track>`.

use plan::id::TrackId;

/// The part of a plan's address after the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Nothing: the whole plan.
    Whole,
    /// A track; `None` for what is no track's id.
    Track(Option<TrackId>),
    /// No address of the app.
    Nowhere,
}

impl Within {
    /// Reads it, without the slash before it.
    pub fn read(rest: &str) -> Self {
        let rest = rest.trim_end_matches('/');
        match rest.strip_prefix("track/") {
            _ if rest.is_empty() => Self::Whole,
            Some(track) if !track.contains('/') => Self::Track(track.parse().ok()),
            _ => Self::Nowhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn an_address_is_of_the_plan_of_a_track_or_of_nothing() {
        let track = TrackId::from_bits(7);
        for (rest, expected) in [
            ("", Within::Whole),
            ("/", Within::Whole),
            (&*format!("track/{track}"), Within::Track(Some(track))),
            (&*format!("track/{track}/"), Within::Track(Some(track))),
            ("track/legal!", Within::Track(None)),
            ("track", Within::Nowhere),
            ("track/a/b", Within::Nowhere),
            ("print", Within::Nowhere),
        ] {
            assert_eq!(Within::read(rest), expected, "{rest:?}");
        }
    }
}
