//! The goal, the reason, the go-live and the decision date of notes.

use super::{
    Draft, Tied,
    sentences::{Section, Sentence},
    vocabulary::STEPS,
};
use crate::{
    dates::{self, Context, Dated},
    text::{Token, squeezed},
};

/// Words before a goal, surest first.
const GOAL: &[&str] = &[
    "goal is to",
    "goal is",
    "goal :",
    "objective is to",
    "objective is",
    "objective :",
    "aim is to",
    "doel is om",
    "doel is",
    "doel :",
    "outcome :",
    "success means",
    "trying to",
    "looking to",
    "want to",
    "wants to",
    "hope to",
    "hoping to",
    "willen",
    "wil",
];
/// Words before a reason, surest first.
const WHY: &[&str] = &[
    "why now :",
    "driver :",
    "driven by",
    "because",
    "since",
    "the reason is",
    "otherwise",
    "omdat",
    "aanleiding :",
    "anders",
    "want",
];
/// Things that end, which are reasons by themselves.
const EVENTS: &[&str] = &[
    "fiscal year",
    "financial year",
    "boekjaar",
    "contract ends",
    "contract expires",
    "licence expires",
    "license expires",
    "loopt af",
    "verloopt",
    "audit",
    "end of support",
    "renewal",
    "peak season",
    "hoogseizoen",
    "year end",
    "jaareinde",
    "new regulation",
];
const DECIDE: &[&str] = &[
    "decide",
    "decides",
    "decision",
    "besluit",
    "beslissen",
    "beslist",
    "beslissing",
    "beslismoment",
];

pub(super) fn find(notes: &str, sentences: &[Sentence], context: &Context, draft: &mut Draft) {
    draft.goal = marked(notes, sentences, GOAL);
    draft.why_now = why(notes, sentences);
    draft.go_live = go_live(notes, sentences, context);
    let decides = |s: &&Sentence| s.has(DECIDE) && !ends_in_question(s);
    draft.decision = sentences.iter().filter(decides).find_map(|s| {
        let at = s.tokens.iter().position(|t| t.is_one_of(DECIDE))?;
        Some(tied(date_near(&s.tokens, at, context)?, s))
    });
}

fn tied<T>(value: T, sentence: &Sentence) -> Tied<T> {
    Tied {
        value,
        sentences: vec![sentence.span.clone()],
    }
}

pub(super) fn ends_in_question(sentence: &Sentence) -> bool {
    sentence.tokens.last().is_some_and(|t| t.is("?"))
}

/// What follows the surest of some words, to the end of the sentence.
fn marked(notes: &str, sentences: &[Sentence], words: &[&str]) -> Option<Tied<String>> {
    for phrase in words {
        for sentence in sentences
            .iter()
            .filter(|s| !ends_in_question(s) && s.section != Section::People)
        {
            let Some(at) = sentence.phrase(phrase) else {
                continue;
            };
            let from = sentence.tokens[at..].get(phrase.split(' ').count());
            let Some(from) = from else {
                continue;
            };
            let text = squeezed(
                notes[from.span.start..sentence.span.end].trim_end_matches(['.', ';', '!']),
            );
            if text.split(' ').count() >= 3 {
                return Some(tied(capitalised(&text), sentence));
            }
        }
    }
    None
}

fn why(notes: &str, sentences: &[Sentence]) -> Option<Tied<String>> {
    let event = sentences
        .iter()
        .find(|s| !ends_in_question(s) && EVENTS.iter().any(|event| s.phrase(event).is_some()));
    marked(notes, sentences, &WHY[..3])
        .or_else(|| {
            event.map(|s| {
                tied(
                    capitalised(&squeezed(
                        notes[s.span.clone()].trim_end_matches(['.', ';']),
                    )),
                    s,
                )
            })
        })
        .or_else(|| marked(notes, sentences, &WHY[3..]))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The date nearest after a word, else nearest before it.
pub(super) fn date_near(tokens: &[Token], at: usize, context: &Context) -> Option<Dated> {
    let dates = dates_in(tokens, context);
    let after = dates.iter().find(|(from, ..)| *from >= at);
    after
        .or_else(|| dates.iter().rfind(|(from, ..)| *from < at))
        .map(|(_, _, dated)| *dated)
}

/// Dates with the tokens they take. A month alone counts behind a word that asks for a date.
pub(super) fn dates_in(tokens: &[Token], context: &Context) -> Vec<(usize, usize, Dated)> {
    const ASK: &[&str] = &[
        "by",
        "before",
        "in",
        "on",
        "until",
        "end",
        "voor",
        "vóór",
        "op",
        "eind",
        "per",
        "uiterlijk",
        "tegen",
        "begin",
        "mid",
        "starts",
        "from",
    ];
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let glued = at > 0
            && tokens[at - 1].touches(&tokens[at])
            && !tokens[at - 1].is_one_of(&["(", ",", ":", "-", "–", "~"]);
        let asked = at > 0 && tokens[at - 1].is_one_of(ASK);
        match dates::prefix(&tokens[at..], context, asked) {
            Some((used, dated)) if used > 0 && !glued => {
                found.push((at, used, dated));
                at += used;
            }
            _ => at += 1,
        }
    }
    found
}

fn go_live(notes: &str, sentences: &[Sentence], context: &Context) -> Option<Tied<Dated>> {
    let phrases = STEPS
        .iter()
        .find(|s| s.title == "Go-live")
        .map_or(&[][..], |s| s.phrases);
    let live = [
        "live by",
        "live before",
        "live on",
        "live in",
        "live op",
        "live per",
        "be live",
        "up and running",
        "live zijn",
        "in use by",
    ];
    let by_phrase = sentences.iter().find_map(|s| {
        let at = phrases
            .iter()
            .chain(&live)
            .find_map(|phrase| s.phrase(phrase))?;
        Some(tied(date_near(&s.tokens, at, context)?, s))
    });
    by_phrase
        .or_else(|| {
            // The third discovery question asks for just this.
            let in_timeline = sentences
                .iter()
                .filter(|s| s.section == Section::Timeline && !s.has(DECIDE));
            in_timeline
                .filter_map(|s| Some(tied(dates_in(&s.tokens, context).first()?.2, s)))
                .next()
        })
        .filter(|_| !notes.is_empty())
}
