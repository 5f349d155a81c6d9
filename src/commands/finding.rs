//! Which entries fit what is typed, the closest first.

use crate::ui::Choice;

/// How well an entry fits; less is better. Every word must be in it somewhere.
fn rank(query: &str, label: &str) -> Option<u8> {
    let (query, label) = (query.trim().to_lowercase(), label.to_lowercase());
    if !query.split_whitespace().all(|word| label.contains(word)) {
        return None;
    }
    let begins_word = || {
        let mut words = label.split(|c: char| !c.is_alphanumeric());
        words.any(|word| !query.is_empty() && word.starts_with(&query))
    };
    Some(match () {
        () if label.starts_with(&query) => 0,
        () if begins_word() => 1,
        () if label.contains(&query) => 2,
        () => 3,
    })
}

/// The best `max`, in their own order where they fit alike.
pub fn best<T>(query: &str, all: impl Iterator<Item = Choice<T>>, max: usize) -> Vec<Choice<T>> {
    let ranked = all.filter_map(|choice| Some((rank(query, &choice.label)?, choice)));
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let best = ranked.into_iter().take(max);
    best.map(|(_, choice)| choice).collect()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_closest_entry_comes_first_and_every_word_counts() {
        let labels = [
            "Redo",
            "Contract redlines returned",
            "Undo",
            "Contract signed",
        ];
        let found = |query: &str| -> Vec<String> {
            let all = labels.map(|label| Choice {
                value: (),
                label: label.to_owned(),
                detail: String::new(),
                class: "",
            });
            let best = best(query, all.into_iter(), 3);
            best.into_iter().map(|choice| choice.label).collect()
        };
        assert_eq!(found("red"), ["Redo", "Contract redlines returned"]);
        assert_eq!(found("SIGNED con"), ["Contract signed"]);
        assert_eq!(found("do"), ["Redo", "Undo"]);
        assert_eq!(found("").len(), 3);
        assert_eq!(found("nowhere"), Vec::<String>::new());
    }
}
