//! What a sentence is as a whole: what it asks for or says was agreed, and whether a step can stand in it.

use super::{
    facts::ends_in_question,
    line::{is_equal, is_field, is_header, is_internal, is_title},
    sentences::{Section, Sentence},
    when::Clock,
    words::{LEFT_OUT, phrase},
};

/// What a sentence comes down to, where it says more than that.
pub(super) fn core_of(sentence: &Sentence, clock: &Clock) -> Option<Sentence> {
    request(sentence, clock)
        .or_else(|| request_to(sentence, clock))
        .or_else(|| agreed(sentence))
}

/// "Can you pull the ticket export by next Wednesday?": what it asks for, where a day stands in it.
fn request(sentence: &Sentence, clock: &Clock) -> Option<Sentence> {
    let tokens = &sentence.tokens;
    let at = (0..tokens.len().saturating_sub(3).min(4)).find(|at| {
        let asks = [
            "can", "could", "will", "would", "kun", "kunt", "kan", "wil", "zou", "kunnen", "willen",
        ];
        tokens[*at].is_one_of(&asks)
            && tokens[at + 1].is_one_of(&["you", "je", "jij", "u", "jullie"])
    })?;
    let rest = &tokens[at + 2..tokens.len().saturating_sub(1).max(at + 2)];
    let due = clock.read(rest).due.is_some();
    (ends_in_question(sentence) && due).then(|| Sentence {
        tokens: rest.to_vec(),
        ..sentence.clone()
    })
}

/// "Could Zofia get the comments back by 19 June?": she will.
fn request_to(sentence: &Sentence, clock: &Clock) -> Option<Sentence> {
    let [asks, name, rest @ ..] = sentence.tokens.as_slice() else {
        return None;
    };
    let words = ["could", "can", "will", "would", "kan", "wil"];
    let other = [
        "i", "we", "it", "that", "this", "the", "they", "there", "ik", "wij", "het", "dat", "dit",
        "ze", "er", "de", "you", "je", "u", "jullie", "jij",
    ];
    let due = clock.read(rest).due.is_some();
    let fits = asks.is_one_of(&words) && !name.is_one_of(&other) && rest.len() > 3;
    (fits && due && ends_in_question(sentence)).then(|| {
        let mut will = asks.clone();
        will.lower = if asks.is_one_of(&["kan", "wil"]) {
            "zal"
        } else {
            "will"
        }
        .to_owned();
        let mut tokens = vec![name.clone(), will];
        tokens.extend_from_slice(&rest[..rest.len() - 1]);
        Sentence {
            tokens,
            ..sentence.clone()
        }
    })
}

/// "It was agreed that …": what was agreed.
fn agreed(sentence: &Sentence) -> Option<Sentence> {
    let tokens = &sentence.tokens;
    let at = tokens
        .windows(2)
        .take(14)
        .position(|w| w[0].is("agreed") && w[1].is("that"))?;
    let rest = &tokens[at + 2..];
    (rest.len() > 3).then(|| Sentence {
        tokens: rest.to_vec(),
        ..sentence.clone()
    })
}

/// What a sentence is as a whole can rule out that a step stands in it.
pub(super) fn holds_none(notes: &str, sentence: &Sentence, at: usize, clock: &Clock) -> bool {
    let header = sentence.section == Section::None && is_header(sentence, at);
    let announces = sentence.tokens.last().is_some_and(|t| t.is(":"));
    let aim = sentence
        .tokens
        .iter()
        .take(4)
        .any(|t| t.is_one_of(&["purpose", "aim", "ambition", "doel", "ambitie", "goal"]))
        && sentence.section != Section::Steps;
    let left_out = aim || LEFT_OUT.iter().any(|words| phrase(&sentence.tokens, words));
    matches!(sentence.section, Section::People | Section::Out)
        || ends_in_question(sentence)
        || header
        || announces
        || left_out
        || is_internal(sentence)
        || is_title(notes, sentence, at, clock)
        || is_field(sentence)
        || is_equal(sentence)
}
