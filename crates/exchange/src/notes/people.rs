//! Names in notes: "Maria Lopez (CFO)", "our CFO Maria Lopez", "Maria is their CFO", "Jan to send the offer".

use std::ops::Range;

use plan::model::Side;

use super::{
    PersonFound, Tied,
    names::{CLOSINGS, HONORIFICS, NO_NAMES, PARTICLES, SAYING, is_first_name},
    sentences::{Section, Sentence},
};
use crate::{
    people::{deal_role, is_role, side_of_role},
    text::{Kind, Token, folded, squeezed},
};

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
        if let Some(speaker) = &sentence.speaker {
            look(notes, sentence, speaker, &mut people);
        }
        look(notes, sentence, &sentence.tokens, &mut people);
    }
    sign(notes, &mut people);
    people
}

/// The name under a mail is somebody of ours, where the mail says no more.
fn sign(notes: &str, people: &mut Vec<Tied<PersonFound>>) {
    let mut start = 0;
    let mut after_close = false;
    for line in notes.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let words = crate::text::tokens(line.get(..line.len().min(80)).unwrap_or(""));
        if after_close && !words.is_empty() {
            let first = &words[0];
            let capital = is_capitalised(line, first);
            if words.len() <= 4
                && capital
                && (is_first_name(&first.lower, true) || words.len() <= 2)
            {
                let from = at + first.span.start;
                let name = squeezed(line.trim().trim_end_matches(['.', ',']));
                let known = people.iter().position(|p| same(&p.value.name, &name));
                add(
                    people,
                    known,
                    name,
                    None,
                    Some(Side::Seller),
                    from..at + line.trim_end().len(),
                );
            }
            after_close = false;
        } else if !words.is_empty() {
            after_close = words.len() <= 5 && words[0].is_one_of(CLOSINGS);
        }
    }
}

/// Names among some tokens of a sentence.
fn look(notes: &str, sentence: &Sentence, tokens: &[Token], people: &mut Vec<Tied<PersonFound>>) {
    let mut at = 0;
    while at < tokens.len() {
        let lower = &tokens[at].lower;
        let small = !is_capitalised(notes, &tokens[at])
            && is_first_name(lower, false)
            && !tokens[at].is_one_of(NO_NAMES);
        let Some(count) = name_at(notes, tokens, at).or(small.then_some(1)) else {
            at += 1;
            continue;
        };
        let name = squeezed(&notes[span(tokens, at, count)]);
        let title = title_of(notes, tokens, at, count);
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let known = people.iter().position(|p| same(&p.value.name, &name));
        let common = is_first_name(lower, true) && !possessive_thing(tokens, at + count);
        let mentioned = before.is_some_and(|t| t.is("@") || t.is_one_of(HONORIFICS))
            || before.is_some_and(|t| t.is(".")) && at > 1 && tokens[at - 2].is_one_of(HONORIFICS);
        let label = tokens.get(at + count).is_some_and(|t| t.is(":"));
        let listed = sentence.section == Section::People
            && before.is_none_or(|t| t.kind == Kind::Mark || t.is_one_of(&["and", "en"]))
            && !label;
        let says =
            tokens.get(at + count).is_some_and(|t| t.is_one_of(SAYING)) && (at > 0 || count > 1);
        if known.is_some() || common || title.is_some() && !label || listed || mentioned || says {
            let side = side_beside(tokens, at, count);
            add(people, known, name, title, side, sentence.span.clone());
        }
        at += count;
    }
}

/// "Martin's Bakery" is no person.
fn possessive_thing(tokens: &[Token], after: usize) -> bool {
    let [quote, s, thing, ..] = &tokens[after.min(tokens.len())..] else {
        return false;
    };
    quote.is_one_of(&["'", "’"])
        && s.is("s")
        && thing.is_one_of(&["bakery", "foods", "shop", "stores"])
}

/// "our", "from our team" and "their" beside a name.
fn side_beside(tokens: &[Token], at: usize, count: usize) -> Option<Side> {
    let near = |from: usize, to: usize| &tokens[from.min(tokens.len())..to.min(tokens.len())];
    let before = near(at.saturating_sub(3), at);
    let after = near(at + count, at + count + 3);
    let stop = |t: &&Token| !t.is_one_of(&[",", ";", ".", "and", "en", ")"]);
    let before: Vec<&Token> = before.iter().rev().take_while(stop).collect();
    let after: Vec<&Token> = after.iter().take_while(stop).collect();
    let has = |words: &[&str]| {
        before.iter().take(3).any(|t| t.is_one_of(words))
            || after.iter().any(|t| t.is_one_of(words))
    };
    let from_us = after.windows(2).any(|w| {
        w[0].is_one_of(&["from", "of", "van"])
            && w[1].is_one_of(&["our", "us", "ours", "ons", "onze"])
    });
    let ours = before
        .iter()
        .take(3)
        .any(|t| t.is_one_of(&["our", "onze", "ons", "us"]));
    let aside = after.len() > 1
        && after[0].is("(")
        && after[1].is_one_of(&["us", "our", "wij", "ons", "onze"]);
    if from_us || ours || aside {
        Some(Side::Seller)
    } else if has(&[
        "their", "hun", "your", "jullie", "klant", "her", "zijn", "haar",
    ]) {
        Some(Side::Buyer)
    } else {
        None
    }
}

/// "Maria" is Maria Lopez if she was named before, and so is "Lopez".
fn same(known: &str, name: &str) -> bool {
    let (known, name) = (known.to_lowercase(), name.to_lowercase());
    let ends = |long: &str, short: &str| {
        long.split(' ').next() == Some(short)
            || long
                .strip_suffix(short)
                .is_some_and(|rest| rest.ends_with(' '))
    };
    known == name || ends(&known, &name) || ends(&name, &known)
}

fn add(
    people: &mut Vec<Tied<PersonFound>>,
    known: Option<usize>,
    name: String,
    title: Option<String>,
    side: Option<Side>,
    sentence: Range<usize>,
) {
    let at = known.unwrap_or_else(|| {
        people.push(Tied {
            value: PersonFound {
                name: name.clone(),
                placeholder: false,
                side: side.unwrap_or(Side::Buyer),
                title: String::new(),
                role: None,
            },
            sentences: Vec::new(),
        });
        people.len() - 1
    });
    let person = &mut people[at];
    if name.split(' ').count() > person.value.name.split(' ').count() {
        person.value.name = name;
    }
    if let Some(title) = title.filter(|_| person.value.title.is_empty()) {
        let plain = folded(&title);
        person.value.role = deal_role(&plain);
        person.value.side = side.or(side_of_role(&plain)).unwrap_or(person.value.side);
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

/// The place in `people` of somebody named in these tokens by first name or surname; the first one.
pub(super) fn named_in(people: &[Tied<PersonFound>], tokens: &[Token]) -> Option<(usize, usize)> {
    tokens.iter().enumerate().find_map(|(at, token)| {
        let named = |person: &Tied<PersonFound>| {
            let name = person.value.name.to_lowercase();
            let mut words = name.split([' ', '-']);
            let (first, last) = (words.next(), words.next_back());
            !person.value.placeholder
                && token.kind == Kind::Word
                && (first == Some(token.lower.as_str()) || last == Some(token.lower.as_str()))
        };
        Some((at, people.iter().position(named)?))
    })
}
