//! How people and sides look: a colour and a shape for each side, never the colour alone.

use leptos::prelude::*;
use plan::model::Side;

use crate::i18n::*;
use crate::language::I18n;

/// Class that gives an element its side's colour.
pub fn side_class(side: Option<Side>) -> &'static str {
    match side {
        Some(Side::Buyer) => "is-buyer",
        Some(Side::Seller) => "is-seller",
        Some(Side::Partner) => "is-partner",
        None => "is-no-side",
    }
}

/// The side in words.
pub fn side_name(i18n: I18n, side: Side) -> String {
    match side {
        Side::Buyer => t_string!(i18n, side.buyer),
        Side::Seller => t_string!(i18n, side.seller),
        Side::Partner => t_string!(i18n, side.partner),
    }
    .to_owned()
}

/// A person's name with the mark of their side, in the language of now: a table has hundreds of them.
#[component]
pub fn PersonChip(
    /// The name; for a placeholder the role.
    name: String,
    /// Whose person.
    side: Option<Side>,
    /// The name is still to come.
    #[prop(optional)]
    placeholder: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let side_words = side.map(|side| {
        let name = untrack(|| side_name(i18n, side));
        view! { <span class="visually-hidden">{name}" "</span> }
    });
    let words = if placeholder {
        tu_string!(i18n, owner.name_to_come, role = name)
    } else {
        name
    };
    view! {
        <span class=format!("person {}", side_class(side)) class:is-role=placeholder>
            <i class="person__mark" aria-hidden="true"></i>
            {side_words}
            <span class="person__name" dir="auto">{words}</span>
        </span>
    }
}

/// Two letters in a disc.
#[component]
pub fn Avatar(
    /// See [`initials`].
    letters: String,
    /// Whose person.
    side: Option<Side>,
    /// Read out instead of the letters.
    label: String,
) -> impl IntoView {
    view! {
        <span class=format!("avatar {}", side_class(side)) role="img" aria-label=label.clone() title=label>
            <span aria-hidden="true">{letters}</span>
        </span>
    }
}

/// First letters of the first and the last word, "?" for nobody.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    let letters: String = first.into_iter().chain(last).collect();
    // The browser's own capitals: Rust's tables of letters are 5 kB of a first load.
    let letters = String::from(js_sys::JsString::from(letters).to_upper_case());
    if letters.is_empty() {
        "?".to_owned()
    } else {
        letters
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn initials_are_of_the_first_and_last_word() {
        for (name, expected) in [
            ("Sarah Chen", "SC"),
            ("jo", "J"),
            ("", "?"),
            ("Jo de Wit", "JW"),
            ("łuk Öz", "ŁÖ"),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
