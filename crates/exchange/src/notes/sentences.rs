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
    /// Who says it, where the line opens with a name and a colon.
    pub speaker: Option<Vec<Token>>,
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

/// Cuts at line ends and at full stops that end a sentence. Lines that were broken at a margin go together.
pub(super) fn split(notes: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut section = Section::None;
    // The heading has said all on its own line, or lines stand under it already.
    let mut filled = false;
    let lines = super::lines::lines(notes);
    let terse = super::lines::are_terse(notes, &lines);
    for (place, (line, gap)) in lines.into_iter().enumerate() {
        let trimmed = &notes[line.clone()];
        if let Some((heading, rest)) = heading(trimmed) {
            section = heading;
            filled = false;
            if let Some(rest) = rest {
                let mark = Mark {
                    section,
                    ..Mark::default()
                };
                cut(notes, line.start + rest..line.end, &mark, &mut sentences);
                section = Section::None;
            }
            continue;
        }
        let (skip, marked, ticked) = bullet(trimmed);
        let bullet = marked || (terse && place > 0);
        if filled && gap && !bullet {
            section = Section::None;
        }
        filled = true;
        let mut start = line.start + skip;
        let mut speaker = None;
        if let Some(spoken) = super::lines::speaker(&notes[start..line.end]).filter(|_| !marked) {
            speaker = Some(tokens_at(notes, start..start + spoken));
            start += spoken;
        }
        let mark = Mark {
            bullet,
            ticked,
            section,
            speaker,
        };
        cut(notes, start..line.end, &mark, &mut sentences);
    }
    sentences
}

/// What is known of a line.
#[derive(Debug, Clone, Default)]
struct Mark {
    bullet: bool,
    ticked: bool,
    section: Section,
    speaker: Option<Vec<Token>>,
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
    let titled = colon.is_some_and(|at| plain[at + 1..].trim_matches(['*', '_', ' ']).is_empty());
    let by_word = titled.then(|| section_by_word(&label)).flatten();
    let marked = line.starts_with('#').then_some(Section::Other).or(by_word);
    let section = named.map(|(_, section)| *section).or(marked)?;
    // A heading is a line of its own, or a label with a colon; "plan" in a sentence is neither.
    let rest = colon
        .map(|colon| skipped + colon + 1)
        .filter(|rest| !line[*rest..].trim_matches(['*', '_', ' ']).is_empty());
    Some((section, rest))
}

/// "What we agreed:" on a line of its own.
#[rustfmt::skip] // many words a line
fn section_by_word(label: &str) -> Option<Section> {
    let words: Vec<&str> = label.split(' ').collect();
    let says = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let steps = [
        "agreed", "steps", "timeline", "actions", "afgesproken", "overeengekomen", "afspraken", "acties", "plan", "planning",
        "todo", "stappen", "vervolg",
    ];
    if says(&steps) {
        Some(Section::Steps)
    } else if says(&["attendees", "people", "aanwezig", "deelnemers", "betrokkenen"]) {
        Some(Section::People)
    } else {
        (words.len() <= 4).then_some(Section::Other)
    }
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

/// The tokens of a part of the notes; their spans count from the start of the notes.
fn tokens_at(notes: &str, span: Range<usize>) -> Vec<Token> {
    let moved = |token: Token| Token {
        span: token.span.start + span.start..token.span.end + span.start,
        ..token
    };
    tokens(&notes[span.clone()])
        .into_iter()
        .map(moved)
        .collect()
}

fn cut(notes: &str, span: Range<usize>, mark: &Mark, to: &mut Vec<Sentence>) {
    let all = tokens_at(notes, span);
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
                    bullet: mark.bullet,
                    ticked: mark.ticked,
                    section: mark.section,
                    speaker: mark.speaker.clone(),
                });
            }
            first = at + 1;
        }
    }
}
