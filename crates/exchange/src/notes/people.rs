//! Names in notes: "Maria Lopez (CFO)", "our CFO Maria Lopez", "Maria is their CFO", "Jan to send the offer".

use std::ops::Range;

use plan::model::Side;

use super::{
    PersonFound, Tied,
    sentences::{Section, Sentence},
};
use crate::{
    people::{deal_role, is_role, side_of_role},
    text::{Kind, Token, folded, squeezed},
};

/// Small words inside a name: "Jan de Vries".
#[rustfmt::skip] // many words a line
const PARTICLES: &[&str] = &[
    "de", "van", "der", "den", "ten", "ter", "von", "la", "le", "di", "el", "bin",
];

/// Capitalised at the start of a sentence, or always, and no person's name.
#[rustfmt::skip] // many words a line
const NO_NAMES: &[&str] = &[
    "we", "they", "the", "i", "he", "she", "it", "our", "their", "this", "that", "there", "next", "then",
    "after", "before", "once", "and", "but", "so", "if", "when", "goal", "budget", "contract", "demo", "call",
    "meeting", "notes", "action", "actions", "today", "tomorrow", "everyone", "all", "both", "team", "also",
    "first", "final", "go", "live", "pilot", "trial", "poc", "uat", "msa", "nda", "dpa", "sow", "crm", "erp",
    "sso", "soc", "gdpr", "q1", "q2", "q3", "q4", "q", "need", "needs", "wants", "want", "send", "please",
    "ask", "spoke", "great", "good", "thanks", "hi", "hello", "dear", "wij", "ze", "zij", "het", "een", "de",
    "dit", "dat", "er", "hun", "onze", "ons", "na", "voor", "als", "dan", "eerst", "daarna", "doel",
    "offerte", "gesprek", "overleg", "afspraak", "actie", "vandaag", "morgen", "iedereen", "ook", "jullie",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "who",
    "what", "why", "how", "where", "timeline", "attendees", "owner", "excel", "salesforce", "sap", "azure",
    "microsoft", "google", "aws", "slack", "teams", "europe", "us", "uk", "eu", "proposal", "kickoff", "kick",
    "user", "data", "review", "board", "steps", "training", "references", "reference", "not", "no", "yes",
    "on", "in", "at", "by", "for", "to", "with", "from", "current", "currently", "pricing", "quote",
    "migration", "integration", "onboarding", "implementation", "rollout", "launch", "production",
    "signature", "security", "questionnaire", "redlines", "prospect", "client", "customer", "vendor",
    "seller", "buyer", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "januari", "februari",
    "maart", "mei", "juni", "juli", "augustus", "oktober", "livegang", "contractreview",
];

/// What follows a subject: "Maria will", "Jan to", "Piet stuurt".
#[rustfmt::skip] // many words a line
pub(super) const AFTER_SUBJECT: &[&str] = &[
    "will", "to", "sends", "needs", "must", "has", "should", "shall", "is", "wants", "said", "asked", "owns",
    "does", "schedules", "prepares", "delivers", "signs", "reviews", "approves", "moet", "gaat", "zal",
    "stuurt", "regelt", "wil", "levert", "plant", "maakt", "tekent", "zorgt", "doet", "bereidt", "leads",
    "runs", "joins", "confirmed", "decides", "beslist", "heeft", "vraagt", "organiseert", "shares", "gives",
    "sets",
];

fn is_capitalised(notes: &str, token: &Token) -> bool {
    token.kind == Kind::Word && notes[token.span.clone()].starts_with(char::is_uppercase)
}

fn may_be_name(notes: &str, token: &Token) -> bool {
    let text = &notes[token.span.clone()];
    let shouted = text.len() > 1 && text.chars().all(char::is_uppercase);
    is_capitalised(notes, token) && !shouted && !token.is_one_of(NO_NAMES) && !is_role(&token.lower)
}

/// How many tokens a name takes from `at`.
fn name_at(notes: &str, tokens: &[Token], at: usize) -> Option<usize> {
    if !may_be_name(notes, tokens.get(at)?) {
        return None;
    }
    let mut end = at + 1;
    let mut look = end;
    while look < tokens.len() && look - at < 5 {
        let token = &tokens[look];
        let joined = token.is("-") && tokens[look - 1].touches(token);
        if may_be_name(notes, token) {
            end = look + 1;
        } else if !(token.is_one_of(PARTICLES) || joined) {
            break;
        }
        look += 1;
    }
    Some(end - at)
}

/// Role words in a row from `at`: "head of IT", "CFO".
fn role_at(tokens: &[Token], at: usize) -> usize {
    let count = tokens[at.min(tokens.len())..]
        .iter()
        .take(5)
        .take_while(|t| t.kind == Kind::Word && is_role(&t.lower))
        .count();
    // "the" and "of" alone are no role.
    let real = tokens[at.min(tokens.len())..]
        .iter()
        .take(count)
        .any(|t| !t.is_one_of(&["of", "the", "our", "your"]));
    if real { count } else { 0 }
}

fn span(tokens: &[Token], at: usize, count: usize) -> Range<usize> {
    tokens[at].span.start..tokens[at + count - 1].span.end
}

/// Everybody whom the notes name, each once, with the sentences that do.
pub(super) fn find(notes: &str, sentences: &[Sentence]) -> Vec<Tied<PersonFound>> {
    let mut people: Vec<Tied<PersonFound>> = Vec::new();
    for sentence in sentences {
        let tokens = &sentence.tokens;
        let mut at = 0;
        while at < tokens.len() {
            let Some(count) = name_at(notes, tokens, at) else {
                at += 1;
                continue;
            };
            let name = squeezed(&notes[span(tokens, at, count)]);
            let title = title_of(notes, tokens, at, count);
            let subject = (at == 0 || tokens[at - 1].is("@"))
                && tokens
                    .get(at + count)
                    .is_some_and(|t| t.is_one_of(AFTER_SUBJECT) || t.is(":"));
            let mentioned = at > 0 && tokens[at - 1].is("@");
            let listed = sentence.section == Section::People
                && (at == 0 || tokens[at - 1].kind == Kind::Mark);
            let known = people.iter().position(|p| same(&p.value.name, &name));
            if known.is_some() || title.is_some() || subject || listed || mentioned {
                add(&mut people, known, name, title, sentence.span.clone());
            }
            at += count;
        }
    }
    people
}

/// "Maria" is Maria Lopez if she was named before.
fn same(known: &str, name: &str) -> bool {
    known == name || known.split(' ').next() == Some(name) || name.split(' ').next() == Some(known)
}

fn add(
    people: &mut Vec<Tied<PersonFound>>,
    known: Option<usize>,
    name: String,
    title: Option<String>,
    sentence: Range<usize>,
) {
    let at = known.unwrap_or_else(|| {
        people.push(Tied {
            value: PersonFound {
                name: name.clone(),
                placeholder: false,
                side: Side::Buyer,
                title: String::new(),
                role: None,
            },
            sentences: Vec::new(),
        });
        people.len() - 1
    });
    let person = &mut people[at];
    if name.len() > person.value.name.len() {
        person.value.name = name;
    }
    if let Some(title) = title.filter(|_| person.value.title.is_empty()) {
        let plain = folded(&title);
        person.value.role = deal_role(&plain);
        person.value.side = side_of_role(&plain).unwrap_or(Side::Buyer);
        person.value.title = title;
    }
    if person.sentences.last() != Some(&sentence) {
        person.sentences.push(sentence);
    }
}

/// The title beside a name, before or after it.
fn title_of(notes: &str, tokens: &[Token], at: usize, count: usize) -> Option<String> {
    let text = |from: usize, count: usize| squeezed(&notes[span(tokens, from, count)]);
    let after = at + count;
    let article = |at: usize| {
        usize::from(tokens.get(at).is_some_and(|t| {
            t.is_one_of(&["the", "our", "their", "de", "hun", "onze", "ons", "a"])
        }))
    };
    match tokens.get(after).map(|t| t.lower.as_str()) {
        Some("(") => {
            let role = role_at(tokens, after + 1);
            if role > 0 {
                return Some(text(after + 1, role));
            }
        }
        Some("," | "-" | "–" | "is" | "from" | "van") => {
            let from = after + 1 + article(after + 1);
            let role = role_at(tokens, from);
            if role > 0 {
                return Some(text(from, role));
            }
        }
        _ => {}
    }
    // "our CFO Maria Lopez".
    let mut from = at;
    while from > 0
        && tokens[from - 1].kind == Kind::Word
        && is_role(&tokens[from - 1].lower)
        && at - from < 4
    {
        from -= 1;
    }
    while from < at && tokens[from].is_one_of(&["of", "the", "our", "your"]) {
        from += 1;
    }
    (from < at).then(|| text(from, at - from))
}

/// The place in `people` of somebody named in these tokens; the first one.
pub(super) fn named_in(people: &[Tied<PersonFound>], tokens: &[Token]) -> Option<(usize, usize)> {
    for (at, token) in tokens.iter().enumerate() {
        for (place, person) in people.iter().enumerate() {
            let first = person
                .value
                .name
                .split([' ', '-'])
                .next()
                .unwrap_or("")
                .to_lowercase();
            if !first.is_empty() && token.lower == first && !person.value.placeholder {
                return Some((at, place));
            }
        }
    }
    None
}
