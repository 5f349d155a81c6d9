//! Days as they are spoken: "the second of June", "july fifteenth".

use crate::{
    dates::{self, Context, Dated},
    text::{Kind, Token},
};

#[rustfmt::skip] // many words a line
const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
];

/// The day that opens some tokens, and how many tokens it takes: "twenty first", "thirtieth".
fn ordinal(tokens: &[Token]) -> Option<(usize, u32)> {
    let first = tokens.first()?;
    let small = |token: &Token| {
        let place = ORDINALS.iter().position(|word| token.is(word))?;
        u32::try_from(place + 1).ok()
    };
    if let Some(tens) = [("twenty", 20), ("thirty", 30)]
        .iter()
        .find(|(word, _)| first.is(word))
    {
        let skip = 1 + usize::from(tokens.get(1)?.is("-"));
        let ones = small(tokens.get(skip)?).filter(|ones| *ones < 10)?;
        return Some((skip + 1, tens.1 + ones));
    }
    if first.is("thirtieth") {
        return Some((1, 30));
    }
    Some((1, small(first)?))
}

/// The date that opens some tokens.
pub(super) fn spoken(tokens: &[Token], context: &Context) -> Option<(usize, Dated)> {
    let skip = usize::from(tokens.first()?.is("the"));
    let is_month = |t: &&Token| {
        let text = [crate::text::tokens("5"), vec![(*t).clone()]].concat();
        t.kind == Kind::Word
            && dates::prefix(&text, context, true).is_some_and(|(used, _)| used == 2)
    };
    let said = |month: &Token, day: u32, used: usize| {
        let text = crate::text::tokens(&format!("{day} {}", month.lower));
        let (_, dated) = dates::prefix(&text, context, true)?;
        Some((used, dated))
    };
    if let Some((used, day)) = ordinal(&tokens[skip..]) {
        let of = usize::from(tokens.get(skip + used)?.is("of"));
        let month = tokens.get(skip + used + of).filter(is_month)?;
        return said(month, day, skip + used + of + 1);
    }
    let the = usize::from(tokens.get(1)?.is("the"));
    let (used, day) = ordinal(tokens.get(1 + the..)?)?;
    let month = tokens.first().filter(is_month)?;
    said(month, day, 1 + the + used)
}
