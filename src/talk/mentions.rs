//! Mentions in a comment: `@` and the whole name of a person. The document keeps who is meant; the text says where.

use plan::id::PersonId;

/// A part of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Words(String),
    /// `@` and a name.
    Mention(PersonId, String),
}

/// What is typed behind an `@` just before the caret (a byte offset): where the `@` stands, and the part of a name.
/// An `@` within a word is none: an e-mail address.
pub fn query_at(text: &str, caret: usize) -> Option<(usize, &str)> {
    const LENGTH_MAX: usize = 40;
    let before = text.get(..caret)?;
    let at = before.rfind('@')?;
    let query = &before[at + 1..];
    let follows_word = before[..at].chars().next_back();
    let follows_word = follows_word.is_some_and(char::is_alphanumeric);
    let is_name = !query.starts_with(char::is_whitespace) && !query.contains('\n');
    (is_name && !follows_word && query.chars().count() <= LENGTH_MAX).then_some((at, query))
}

/// Cuts a comment at its mentions. Of two names that both fit, the longer one is meant ("Jo" and "Jo de Wit").
pub fn pieces(text: &str, people: &[(PersonId, String)]) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut words = 0;
    let mut from = 0;
    while let Some(at) = text[from..].find('@').map(|at| from + at) {
        from = at + 1;
        let named = people
            .iter()
            .filter(|(_, name)| begins(&text[from..], name));
        let Some((person, name)) = named.max_by_key(|(_, name)| name.len()) else {
            continue;
        };
        if words < at {
            found.push(Piece::Words(text[words..at].to_owned()));
        }
        found.push(Piece::Mention(*person, format!("@{name}")));
        from += name.len();
        words = from;
    }
    if words < text.len() {
        found.push(Piece::Words(text[words..].to_owned()));
    }
    found
}

/// Who of these people is mentioned.
pub fn who_is_in(text: &str, people: &[(PersonId, String)]) -> Vec<PersonId> {
    let mention = |piece| match piece {
        Piece::Mention(person, _) => Some(person),
        Piece::Words(_) => None,
    };
    let mut all: Vec<_> = pieces(text, people)
        .into_iter()
        .filter_map(mention)
        .collect();
    all.sort();
    all.dedup();
    all
}

/// The text begins with the whole name.
fn begins(text: &str, name: &str) -> bool {
    let rest = text.strip_prefix(name).filter(|_| !name.is_empty());
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn people() -> Vec<(PersonId, String)> {
        let person = |bits, name: &str| (PersonId::from_bits(bits), name.to_owned());
        vec![person(1, "Jo"), person(2, "Jo de Wit"), person(3, "Łuk Öz")]
    }

    #[wasm_bindgen_test]
    fn the_longest_whole_name_is_meant() {
        let ids = |text| who_is_in(text, &people());
        let [jo, wit, luk] = [1, 2, 3].map(PersonId::from_bits);
        let mut all = vec![jo, wit, luk];
        all.sort();
        assert_eq!(ids("@Jo de Wit, ask @Łuk Öz and @Jo!"), all);
        assert_eq!(ids("@Jo de Wit"), [wit]);
        assert_eq!(ids("@Joe, mail a@b.c @ @@ @"), []);
        assert_eq!(
            pieces("a @Jo!", &people()),
            [
                Piece::Words("a ".to_owned()),
                Piece::Mention(jo, "@Jo".to_owned()),
                Piece::Words("!".to_owned()),
            ]
        );
    }

    #[wasm_bindgen_test]
    fn a_name_is_asked_for_behind_an_at_and_not_in_an_address() {
        assert_eq!(query_at("Hi @jo d", 8), Some((3, "jo d")));
        assert_eq!(query_at("@", 1), Some((0, "")));
        assert_eq!(query_at("Hi @jo d", 5), Some((3, "j")));
        for (text, caret) in [
            ("sara@host", 9),
            ("@ jo", 4),
            ("none", 4),
            ("@é", 2),
            ("@a\nb", 4),
        ] {
            assert_eq!(query_at(text, caret), None, "{text}");
        }
    }
}
