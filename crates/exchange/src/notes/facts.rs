//! The goal, the reason, the go-live and the decision date of notes.

use super::{
    Draft, Tied,
    sentences::{Section, Sentence},
    when::Clock,
};
use crate::{
    dates::{Dated, Day, How},
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

pub(super) fn find(notes: &str, sentences: &[Sentence], clock: &Clock, draft: &mut Draft) {
    draft.goal = marked(notes, sentences, GOAL);
    draft.why_now = why(notes, sentences);
    draft.go_live = go_live(sentences, clock).map(|tied| ahead(tied, clock));
    let decides = |s: &&Sentence| s.has(DECIDE) && !ends_in_question(s);
    draft.decision = sentences.iter().filter(decides).find_map(|s| {
        let at = s.tokens.iter().position(|t| t.is_one_of(DECIDE))?;
        Some(tied(date_near(&s.tokens, at, clock)?, s))
    });
}

/// Verbs of steps and of manners, not of goals: "they want to sign", "I want to check".
#[rustfmt::skip] // many words a line
const NO_GOAL: &[&str] = &[
    "sign", "look", "see", "talk", "meet", "move", "go", "start", "know", "be", "check", "review", "discuss", "wait", "buy",
    "think", "try", "do", "keep", "put", "say", "ask", "tekenen", "weten", "zien", "praten", "starten", "spreken", "kijken",
    "uiterlijk", "graag", "live", "bellen", "make", "thank", "schedule", "book", "confirm", "involve", "include",
];

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
            let weak = ["want to", "wants to", "willen", "wil"].contains(phrase);
            let modest = |t: &Token| t.is_one_of(NO_GOAL);
            if weak
                && (from.is_some_and(modest)
                    || sentence.tokens.last().is_some_and(modest)
                    || at > 12)
            {
                continue;
            }
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
pub(super) fn date_near(tokens: &[Token], at: usize, clock: &Clock) -> Option<Dated> {
    let dates = clock.dates(tokens);
    let after = dates.iter().find(|(from, ..)| *from >= at);
    after
        .or_else(|| dates.iter().rfind(|(from, ..)| *from < at))
        .map(|(_, _, dated)| *dated)
}

/// Phrases that say when it lives, surest first.
#[rustfmt::skip] // many phrases a line
const LIVE: &[&str] = &[
    "go live", "golive", "going live", "livegang", "live gaan", "gaan live", "gaat live", "live zijn", "be live",
    "live by", "live before", "live on", "live in", "live op", "live per", "live from", "live vanaf", "live eind",
    "live end", "live voor", "live uiterlijk", "live date", "ingebruikname", "in gebruik", "in use", "in productie",
    "in production", "into production", "up and running", "be running", "running by", "moet draaien", "over zijn", "everything running", "operationeel", "operational", "cutover",
    "cut over", "launch date", "launch by", "rollout complete", "uitgerold", "rolled out", "live", "launch", "start using",
    "target date", "deadline", "streefdatum", "einddatum", "open to", "switch over", "overstap", "overgaan",
];

/// So many of them leave no doubt.
const LIVE_STRONG: usize = 43;

/// Nobody plans to have gone live: a day without a year is one to come.
fn ahead(tied: Tied<Dated>, clock: &Clock) -> Tied<Dated> {
    let Day::On(day) = tied.value.day else {
        return tied;
    };
    let guessed = tied.value.how == How::YearAssumed && day < clock.context.today;
    let next = day.checked_add_months(chrono::Months::new(12));
    let day = next.filter(|_| guessed).unwrap_or(day);
    let value = Dated {
        day: Day::On(day),
        ..tied.value
    };
    Tied { value, ..tied }
}

/// The date beside the surest phrase; of several beside the same, the last one said.
fn go_live(sentences: &[Sentence], clock: &Clock) -> Option<Tied<Dated>> {
    let asked = |s: &&Sentence| !ends_in_question(s) && s.section != Section::People;
    let exact = || {
        let mut strong = sentences
            .iter()
            .filter(asked)
            .filter(|s| !s.has(DECIDE))
            .filter_map(|s| {
                let at = LIVE[..LIVE_STRONG]
                    .iter()
                    .find_map(|phrase| s.phrase(phrase))?;
                let dated = date_near(&s.tokens, at, clock)?;
                matches!(dated.how, How::Exact | How::YearAssumed).then(|| tied(dated, s))
            });
        strong.next_back()
    };
    let surest = exact().or_else(|| {
        LIVE.iter().enumerate().find_map(|(rank, phrase)| {
            let mut said = sentences.iter().filter(asked).filter_map(|s| {
                let at = s.phrase(phrase)?;
                let decides = rank > 30 && s.has(DECIDE);
                let dated = date_near(&s.tokens, at, clock).filter(|_| !decides)?;
                Some(tied(dated, s))
            });
            said.next_back()
        })
    });
    surest.or_else(|| {
        // The third discovery question asks for just this.
        let in_timeline = sentences
            .iter()
            .filter(|s| s.section == Section::Timeline && !s.has(DECIDE));
        in_timeline
            .filter_map(|s| Some(tied(clock.dates(&s.tokens).first()?.2, s)))
            .next()
    })
}
