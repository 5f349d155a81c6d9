//! Where a sentence names a step that plans of this kind have, and what stands nearest to it.

use super::vocabulary::{Known, STEPS};
use crate::{
    table::duration,
    text::{Kind, Token, tokens},
};

/// A step's words in a sentence.
pub(super) struct Mention {
    pub at: usize,
    pub used: usize,
    pub known: &'static Known,
    /// Only a department and a duration stand there.
    pub department: bool,
}

/// The step of our vocabulary that a text names first.
pub(super) fn first_known(text: &str) -> Option<&'static str> {
    mentions_in(&tokens(text)).first().map(|m| m.known.title)
}

/// A title names a step of our vocabulary and nothing behind it.
pub(super) fn names(title: &str, known: &Known) -> bool {
    let tokens = tokens(title);
    let found = mentions_in(&tokens);
    found
        .last()
        .is_some_and(|m| m.known.title == known.title && m.at + m.used == tokens.len())
}

/// The steps some tokens name, longest phrases first, none inside another.
pub(super) fn mentions_in(tokens: &[Token]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut best: Option<Mention> = None;
        for known in STEPS {
            for phrase in known.phrases {
                let used = spelled(tokens, at, phrase);
                if used > best.as_ref().map_or(0, |b| b.used) {
                    best = Some(Mention {
                        at,
                        used,
                        known,
                        department: false,
                    });
                }
            }
        }
        let best = best.or_else(|| department(tokens, at));
        match best {
            Some(mention) => {
                at += mention.used;
                found.push(mention);
            }
            None => at += 1,
        }
    }
    // "security" beside "security review" adds nothing.
    let named: Vec<&str> = found
        .iter()
        .filter(|m| !m.department)
        .map(|m| m.known.title)
        .collect();
    found.retain(|m| !m.department || !named.contains(&m.known.title));
    found
}

/// How many tokens a phrase takes here; hyphens between its words do not matter.
pub(super) fn spelled(tokens: &[Token], at: usize, phrase: &str) -> usize {
    let mut here = at;
    for (place, word) in phrase.split(' ').enumerate() {
        if place > 0 && tokens.get(here).is_some_and(|t| t.is_one_of(&["-", "–"])) {
            here += 1;
        }
        match tokens.get(here) {
            Some(token) if token.lower == word || token.lower.strip_suffix('s') == Some(word) => {
                here += 1;
            }
            _ => return 0,
        }
    }
    here - at
}

/// "Legal usually takes two weeks", "security heeft 10 dagen nodig": a department, a verb of taking, a duration.
pub(super) fn department(tokens: &[Token], at: usize) -> Option<Mention> {
    const TAKES: &[&str] = &[
        "takes", "take", "needs", "need", "duurt", "kost", "heeft", "hebben", "requires", "has",
        "wants",
    ];
    // "it" is a word; "IT" is told apart by what follows only, which is not enough.
    if tokens[at].is("it")
        && !tokens
            .get(at + 1)?
            .is_one_of(&["security", "team", "department"])
    {
        return None;
    }
    for known in STEPS {
        for phrase in known.departments {
            let used = spelled(tokens, at, phrase);
            if used == 0 {
                continue;
            }
            let rest = &tokens[at + used..];
            if starts(rest) {
                return Some(Mention {
                    at,
                    used,
                    known,
                    department: true,
                });
            }
            let takes = rest.iter().take(5).position(|t| t.is_one_of(TAKES))?;
            let soon = durations(&rest[takes..])
                .first()
                .is_some_and(|(from, ..)| *from <= 5);
            if soon {
                return Some(Mention {
                    at,
                    used,
                    known,
                    department: true,
                });
            }
        }
    }
    None
}

/// "… before procurement starts", "… once legal is done".
pub(super) fn starts(rest: &[Token]) -> bool {
    let verb = [
        "starts", "start", "begins", "begin", "begint", "finishes", "approves", "signs",
    ];
    let done = ["done", "complete", "ready", "finished", "klaar", "akkoord"];
    match rest {
        [next, ..] if next.is_one_of(&verb) => true,
        [is, next, ..] if is.is_one_of(&["is", "can", "kan", "has"]) => {
            next.is_one_of(&done) || next.is_one_of(&verb)
        }
        _ => false,
    }
}

/// Durations with the tokens they take. "In two weeks" is a date, and "two weeks ago" is over.
pub(super) fn durations(tokens: &[Token]) -> Vec<(usize, usize, u32)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let is_date = before.is_some_and(|t| {
            t.is_one_of(&[
                "in", "over", "within", "binnen", "every", "elke", "per", "past", "last", "next",
            ])
        });
        let here = duration(&tokens[at..]).or_else(|| hyphenated(&tokens[at..]));
        match here {
            // "a week" needs "takes"; "two weeks" does not.
            Some((used, days))
                if !is_date
                    && days > 0
                    && !tokens
                        .get(at + used)
                        .is_some_and(|t| t.is_one_of(&["ago", "geleden", "later"])) =>
            {
                found.push((at, used, days));
                at += used;
            }
            _ => at += 1,
        }
    }
    found
}

/// "10-day", "3-week"; "two to three weeks" and "2-3 weeks" take the longer.
pub(super) fn hyphenated(tokens: &[Token]) -> Option<(usize, u32)> {
    let until = tokens
        .get(1)?
        .is_one_of(&["-", "–", "to", "tot", "or", "of", "à"]);
    if !until {
        return None;
    }
    let (used, days) = duration(&tokens[2..]).or_else(|| {
        let number = tokens[0].number()?;
        match tokens.get(2)?.lower.as_str() {
            "day" | "days" | "daagse" => Some((0, number)),
            "week" | "weeks" | "weekse" => Some((0, number.checked_mul(5)?)),
            _ => None,
        }
    })?;
    (tokens[0].kind == Kind::Number || used > 0).then_some((2 + used.max(1), days))
}
