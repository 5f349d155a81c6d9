//! Notes cut into sentences, each with what kind of line it is and under which heading it stands.

use std::ops::Range;

use super::{
    layout::{self, bare_heading, heading, is_stamp},
    outline::{Outline, Within},
    stops::cut,
};
use crate::text::{Token, tokens};

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
    /// "Parking lot", "Out of scope": what is not to be done.
    Out,
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
    /// A box, ticked or not: something to be done by the look of it.
    pub boxed: bool,
    /// The heading above it.
    pub section: Section,
    /// Who says it, where the line opens with a name and a colon.
    pub speaker: Option<Vec<Token>>,
    /// Where cells of a row begin, in bytes of the notes.
    pub cells: Vec<usize>,
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
    let lines = super::lines::lines(notes);
    let mut sentences = Vec::new();
    cut_lines(notes, &lines, &mut sentences);
    sentences
}

fn cut_lines(notes: &str, lines: &[super::lines::Line], sentences: &mut Vec<Sentence>) {
    let mut section = Section::None;
    // The heading has said all on its own line, or lines stand under it already.
    let mut filled = false;
    // The line before stands behind a bullet.
    let mut listed = false;
    let mut outline = Outline::default();
    let terse = super::lines::are_terse(notes, lines);
    // Who spoke last, where a chat has the name on a line of its own.
    let mut heard: Option<Vec<Token>> = None;
    let text = |(place, gap): &super::lines::Line| (&notes[place.clone()], *gap);
    for (place, (line, gap)) in lines.iter().cloned().enumerate() {
        let trimmed = &notes[line.clone()];
        if is_stamp(trimmed) {
            heard = Some(tokens_at(notes, line));
            continue;
        }
        let within = match outline.hear(notes, lines, place) {
            Within::Heading => continue,
            Within::Item(section) => Some(section),
            Within::Nothing => None,
        };
        let next = || lines.get(place + 1).map(text);
        let above = heading(trimmed).or_else(|| bare_heading(trimmed, gap, next()));
        if let Some((heading, rest)) = above {
            (section, filled) = (heading, false);
            if let Some(rest) = rest {
                let rest = line.start + rest..line.end;
                cut(notes, rest, &Mark::under(section), sentences);
                section = Section::None;
            }
            continue;
        }
        let (skip, marked, ticked) = bullet(trimmed);
        let bullet = marked || (terse && place > 0);
        if filled && gap && (!bullet || (listed && !marked)) {
            section = Section::None;
        }
        (filled, listed) = (true, marked);
        let section = within.unwrap_or(section);
        let head = outline.head(notes).map(|head| tokens_at(notes, head));
        let (start, said) = spoken(notes, line.start + skip..line.end, marked);
        heard = heard.filter(|_| said.is_none());
        let speaker = said.or(head).or_else(|| heard.clone());
        let cells = layout::cells(notes, start..line.end);
        #[rustfmt::skip] // as short as it reads
        let mark = Mark { bullet: bullet || !cells.is_empty(), ticked, boxed: is_boxed(trimmed), section, speaker, cells };
        cut(notes, start..line.end, &mark, sentences);
    }
}

/// Where a line begins behind its marker and whoever speaks in it.
fn spoken(notes: &str, line: Range<usize>, marked: bool) -> (usize, Option<Vec<Token>>) {
    let start = line.start + layout::marker(&notes[line.clone()]);
    let name = super::lines::speaker(&notes[start..line.end]).filter(|_| !marked);
    let said = name.map(|name| tokens_at(notes, start..start + name));
    (start + name.unwrap_or(0), said)
}

/// What is known of a line.
#[derive(Debug, Clone, Default)]
pub(super) struct Mark {
    pub bullet: bool,
    pub ticked: bool,
    pub boxed: bool,
    pub section: Section,
    pub speaker: Option<Vec<Token>>,
    pub cells: Vec<usize>,
}

impl Mark {
    fn under(section: Section) -> Self {
        Self {
            section,
            ..Self::default()
        }
    }
}

/// How many bytes a bullet takes, whether there is one, and whether it is a ticked box.
pub(super) fn bullet(line: &str) -> (usize, bool, bool) {
    let mut rest = line;
    let mut found = false;
    for mark in ["- ", "* ", "• ", "– ", "-> ", "→ ", "> "] {
        if let Some(after) = rest.strip_prefix(mark) {
            rest = after.trim_start();
            found = true;
            break;
        }
    }
    let digits = layout::number(rest);
    if (1..=5).contains(&digits)
        && let Some(after) = rest[digits..]
            .strip_prefix(['.', ')', ':'])
            .or_else(|| {
                let spaced = rest[digits..].starts_with("  ") || rest[..digits].contains('.');
                spaced.then_some(&rest[digits..])
            })
            .filter(|after| after.starts_with([' ', '\t']))
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

/// "[ ] firewall rule".
fn is_boxed(line: &str) -> bool {
    let rest = line.trim_start_matches(['-', '*', '•', ' ']);
    ["[ ]", "[x]", "[X]", "☐", "☑"]
        .iter()
        .any(|mark| rest.starts_with(mark))
}

/// The tokens of a part of the notes; their spans count from the start of the notes.
pub(super) fn tokens_at(notes: &str, span: Range<usize>) -> Vec<Token> {
    let moved = |token: Token| Token {
        span: token.span.start + span.start..token.span.end + span.start,
        ..token
    };
    // The mark of a quoted mail on a joined line.
    let quote = |token: &Token| {
        token.is(">")
            && notes[..token.span.start]
                .trim_end_matches(['>', ' '])
                .ends_with('\n')
    };
    let found = tokens(&notes[span.clone()]).into_iter().map(moved);
    found.filter(|token| !quote(token)).collect()
}
