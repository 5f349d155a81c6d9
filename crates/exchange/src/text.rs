//! Words, numbers and marks of a text with their places. The date reader, quick add and the notes share it.

use std::ops::Range;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of letters.
    Word,
    /// A run of ASCII digits.
    Number,
    /// One other character that is not white space.
    Mark,
}

/// A piece of a text.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// What it is made of.
    pub kind: Kind,
    /// Its text in lower case.
    pub lower: String,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

impl Token {
    /// It is this word or mark.
    pub fn is(&self, text: &str) -> bool {
        self.kind != Kind::Number && self.lower == text
    }

    /// It is one of these words or marks.
    pub fn is_one_of(&self, texts: &[&str]) -> bool {
        self.kind != Kind::Number && texts.contains(&self.lower.as_str())
    }

    /// Its value; `None` for a word and for a number that no date or duration has.
    pub fn number(&self) -> Option<u32> {
        (self.kind == Kind::Number && self.lower.len() <= 6)
            .then(|| self.lower.parse().ok())
            .flatten()
    }

    /// Nothing stands between it and the next one.
    pub fn touches(&self, next: &Token) -> bool {
        self.span.end == next.span.start
    }
}

/// Cuts a text into tokens.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    for (at, char) in text.char_indices() {
        if char.is_whitespace() {
            continue;
        }
        let kind = if char.is_ascii_digit() {
            Kind::Number
        } else if char.is_alphabetic() {
            Kind::Word
        } else {
            Kind::Mark
        };
        let end = at + char.len_utf8();
        match found.last_mut() {
            Some(last) if last.kind == kind && kind != Kind::Mark && last.span.end == at => {
                last.lower.extend(char.to_lowercase());
                last.span.end = end;
            }
            _ => found.push(Token {
                kind,
                lower: char.to_lowercase().collect(),
                span: at..end,
            }),
        }
    }
    found
}

/// Lower case, one space between words, nothing else: two titles that differ only in dress are the same.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in tokens(text).iter().filter(|token| token.kind != Kind::Mark) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&token.lower);
    }
    out
}

/// White space of any kind becomes one space; none at the ends.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_marks_part() {
        let found: Vec<_> = tokens("Wk3-4 näherbij, 10d")
            .iter()
            .map(|t| t.lower.clone())
            .collect();
        assert_eq!(
            found,
            ["wk", "3", "-", "4", "näherbij", ",", "10", "d"].map(String::from)
        );
    }

    #[test]
    fn folding_forgets_dress() {
        assert_eq!(
            folded("  IT security-review: Complete "),
            "it security review complete"
        );
    }
}
