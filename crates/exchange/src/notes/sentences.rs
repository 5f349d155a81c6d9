//! Notes cut into sentences, each with what kind of line it is and under which heading it stands.

use std::ops::Range;

use crate::text::{Token, folded, tokens};

/// What the lines under a heading are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Section {
    #[default]
    None,
    /// "Next steps", "Actions", "Vervolgstappen".
    Steps,
    /// "Attendees", "People", "Aanwezig".
    People,
    /// "Timeline".
    Timeline,
    /// "Notes", "Background": nothing special.
    Other,
}

/// A sentence.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// Its place in the notes, without a bullet and white space.
    pub span: Range<usize>,
    /// Its tokens; their spans count from the start of the notes.
    pub tokens: Vec<Token>,
    /// It stands behind a bullet or a number.
    pub bullet: bool,
    /// A ticked box.
    pub ticked: bool,
    /// The heading above it.
    pub section: Section,
}

impl Sentence {
    /// One of these words stands in it.
    pub fn has(&self, words: &[&str]) -> bool {
        self.tokens.iter().any(|token| token.is_one_of(words))
    }

    /// The words in this order, next to each other; where the first stands.
    pub fn phrase(&self, words: &str) -> Option<usize> {
        let words: Vec<&str> = words.split(' ').collect();
        self.tokens
            .windows(words.len())
            .position(|window| window.iter().zip(&words).all(|(t, w)| t.lower == *w))
    }
}

/// Cuts at line ends and at full stops that end a sentence.
pub(super) fn split(notes: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut section = Section::None;
    let mut start = 0;
    for line in notes.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        let line_start = at + (line.len() - line.trim_start().len());
        if let Some((heading, rest)) = heading(trimmed) {
            section = heading;
            if let Some(rest) = rest {
                cut(
                    notes,
                    line_start + rest..line_start + trimmed.len(),
                    (false, false),
                    section,
                    &mut sentences,
                );
            }
            continue;
        }
        let (skip, bullet, ticked) = bullet(trimmed);
        let span = line_start + skip..line_start + trimmed.len();
        cut(notes, span, (bullet, ticked), section, &mut sentences);
    }
    sentences
}

#[rustfmt::skip] // many words a line
const STEPS: &[&str] = &[
    "next steps", "next step", "actions", "action items", "todo", "to do", "steps", "agreed", "agreed steps", "follow up",
    "follow ups", "vervolgstappen", "acties", "actiepunten", "afspraken", "stappen", "process", "plan", "milestones", "mijlpalen",
];
#[rustfmt::skip] // many words a line
const PEOPLE: &[&str] = &[
    "attendees", "people", "present", "participants", "stakeholders", "who", "aanwezig", "aanwezigen", "deelnemers",
    "betrokkenen", "mensen", "on the call", "contacts",
];
const TIMELINE: &[&str] = &["timeline", "timing", "planning", "tijdlijn"];
#[rustfmt::skip] // many words a line
const OTHER: &[&str] = &[
    "notes", "background", "context", "summary", "samenvatting", "achtergrond", "discussion", "pain", "risks",
];

/// "Next steps:", "## Attendees", "Aanwezig: Jan, Piet": the section, and where the rest of the line begins.
fn heading(line: &str) -> Option<(Section, Option<usize>)> {
    let plain = line.trim_start_matches(['#', '*', '_', ' ']);
    let skipped = line.len() - plain.len();
    let colon = plain.find(':');
    let label = folded(&plain[..colon.unwrap_or(plain.len())]);
    let sections = [
        (STEPS, Section::Steps),
        (PEOPLE, Section::People),
        (TIMELINE, Section::Timeline),
        (OTHER, Section::Other),
    ];
    let named = sections
        .iter()
        .find(|(words, _)| words.contains(&label.as_str()));
    let marked = line.starts_with('#').then_some(Section::Other);
    let section = named.map(|(_, section)| *section).or(marked)?;
    // A heading is a line of its own, or a label with a colon; "plan" in a sentence is neither.
    let rest = colon
        .map(|colon| skipped + colon + 1)
        .filter(|rest| !line[*rest..].trim_matches(['*', '_', ' ']).is_empty());
    Some((section, rest))
}

/// How many bytes a bullet takes, whether there is one, and whether it is a ticked box.
fn bullet(line: &str) -> (usize, bool, bool) {
    let mut rest = line;
    let mut found = false;
    for mark in ["- ", "* ", "• ", "– ", "-> ", "→ ", "> "] {
        if let Some(after) = rest.strip_prefix(mark) {
            rest = after.trim_start();
            found = true;
            break;
        }
    }
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=2).contains(&digits)
        && let Some(after) = rest[digits..]
            .strip_prefix(['.', ')'])
            .filter(|after| after.starts_with(' '))
    {
        rest = after.trim_start();
        found = true;
    }
    let mut ticked = false;
    for (mark, done) in [
        ("[ ]", false),
        ("[x]", true),
        ("[X]", true),
        ("☐", false),
        ("☑", true),
    ] {
        if let Some(after) = rest.strip_prefix(mark) {
            rest = after.trim_start();
            found = true;
            ticked = done;
        }
    }
    (line.len() - rest.len(), found, ticked)
}

/// Abbreviations whose full stop ends no sentence.
const SHORT: &[&str] = &[
    "mr", "mrs", "ms", "dr", "dhr", "mevr", "approx", "ca", "e", "g", "i", "etc", "vs", "incl",
    "nr", "no", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt",
    "nov", "dec", "mrt", "bijv", "evt", "a", "s", "o",
];

fn cut(
    notes: &str,
    span: Range<usize>,
    mark: (bool, bool),
    section: Section,
    to: &mut Vec<Sentence>,
) {
    let text = &notes[span.clone()];
    let all: Vec<Token> = tokens(text)
        .into_iter()
        .map(|token| Token {
            span: token.span.start + span.start..token.span.end + span.start,
            ..token
        })
        .collect();
    let mut first = 0;
    for at in 0..all.len() {
        let ends = all[at].is_one_of(&[".", "!", "?", ";"]) && {
            let next = all.get(at + 1);
            let spaced = next.is_none_or(|next| !all[at].touches(next));
            let short = all[at].is(".")
                && at > first
                && all[at - 1].is_one_of(SHORT)
                && all[at - 1].touches(&all[at]);
            spaced && !short
        };
        if ends || at + 1 == all.len() {
            let part = &all[first..=at];
            if let (Some(start), Some(end)) = (part.first(), part.last()) {
                to.push(Sentence {
                    span: start.span.start..end.span.end,
                    tokens: part.to_vec(),
                    bullet: mark.0,
                    ticked: mark.1,
                    section,
                });
            }
            first = at + 1;
        }
    }
}
