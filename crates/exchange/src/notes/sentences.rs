//! Notes cut into sentences, each with what kind of line it is and under which heading it stands.

use std::ops::Range;

use super::{
    layout::{self, bare_heading, heading, is_stamp},
    outline::{Outline, Within},
    words::{is_activity, is_thing},
};
use crate::text::{Kind, Token, tokens};

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
    let mut sentences = Vec::new();
    let mut section = Section::None;
    // The heading has said all on its own line, or lines stand under it already.
    let mut filled = false;
    // The line before stands behind a bullet.
    let mut listed = false;
    let mut outline = Outline::default();
    let lines = super::lines::lines(notes);
    let terse = super::lines::are_terse(notes, &lines);
    // Who spoke last, where a chat has the name on a line of its own.
    let mut heard: Option<Vec<Token>> = None;
    let text = |(place, gap): &super::lines::Line| (&notes[place.clone()], *gap);
    for (place, (line, gap)) in lines.iter().cloned().enumerate() {
        let trimmed = &notes[line.clone()];
        let next = lines.get(place + 1).map(text);
        if is_stamp(trimmed) {
            heard = Some(tokens_at(notes, line));
            continue;
        }
        let within = outline.hear(notes, &lines, place);
        if let Within::Heading = within {
            continue;
        }
        if let Some((heading, rest)) = heading(trimmed).or_else(|| bare_heading(trimmed, gap, next))
        {
            section = heading;
            filled = false;
            if let Some(rest) = rest {
                let (mark, rest) = (Mark::under(section), line.start + rest..line.end);
                cut(notes, rest, &mark, &mut sentences);
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
        let section = match within {
            Within::Item(section) => section,
            _ => section,
        };
        let (mut start, mut speaker) = (line.start + skip, heard.clone());
        if let Some(head) = outline.head(notes) {
            speaker = Some(tokens_at(notes, head));
        }
        start += layout::marker(&notes[start..line.end]);
        if let Some(spoken) = super::lines::speaker(&notes[start..line.end]).filter(|_| !marked) {
            speaker = Some(tokens_at(notes, start..start + spoken));
            start += spoken;
            heard = None;
        }
        let cells = layout::cells(notes, start..line.end);
        let bullet = bullet || !cells.is_empty();
        #[rustfmt::skip] // as short as it reads
        let mark = Mark { bullet, ticked, boxed: is_boxed(trimmed), section, speaker, cells };
        cut(notes, start..line.end, &mark, &mut sentences);
    }
    sentences
}

/// What is known of a line.
#[derive(Debug, Clone, Default)]
struct Mark {
    bullet: bool,
    ticked: bool,
    boxed: bool,
    section: Section,
    speaker: Option<Vec<Token>>,
    cells: Vec<usize>,
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

/// A face or a sign: what stands behind it is said anew.
fn is_picture(text: &str) -> bool {
    text.chars()
        .any(|c| ('\u{1f300}'..='\u{1faff}').contains(&c))
}

/// "Trial. Hall A only, two weeks": a word of plans before the first stop heads what follows.
fn titled(tokens: &[Token]) -> Option<usize> {
    let stop = tokens.iter().take(3).position(|t| t.is("."))?;
    let heads = stop > 0 && tokens[..stop].iter().any(|t| is_activity(t) || is_thing(t));
    (heads && tokens.len() > stop + 3).then_some(stop)
}

/// "v", "cf": a word without a vowel is short for another.
fn is_cut(token: &Token) -> bool {
    let short = token.lower.len() <= 3;
    token.kind == Kind::Word && short && !token.lower.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// "[ ] firewall rule".
fn is_boxed(line: &str) -> bool {
    let rest = line.trim_start_matches(['-', '*', '•', ' ']);
    ["[ ]", "[x]", "[X]", "☐", "☑"]
        .iter()
        .any(|mark| rest.starts_with(mark))
}

/// Abbreviations whose full stop ends no sentence.
const SHORT: &[&str] = &[
    "prof", "avv", "adv", "ir", "drs", "st", "inc", "ltd", "mr", "mrs", "ms", "dr", "dhr", "mevr",
    "mw", "approx", "ca", "e", "g", "i", "etc", "vs", "incl", "nr", "no", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec", "mrt", "bijv", "evt",
    "a", "s", "o",
];

/// The tokens of a part of the notes; their spans count from the start of the notes.
fn tokens_at(notes: &str, span: Range<usize>) -> Vec<Token> {
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

fn cut(notes: &str, span: Range<usize>, mark: &Mark, to: &mut Vec<Sentence>) {
    let mut all = tokens_at(notes, span);
    let breaths = super::lines::breaths(&all);
    let filler = |t: &Token| t.is_one_of(&["um", "uh", "er", "erm", "uhm", "ehm", "eh"]);
    if all.iter().any(filler) {
        let mut after = false;
        all.retain(|t| {
            let gone = filler(t) || (after && t.is(","));
            after = gone;
            !gone
        });
    }
    let row = !mark.cells.is_empty();
    if let Some(stop) = titled(&all) {
        ":".clone_into(&mut all[stop].lower);
    }
    let mut first = 0;
    for at in 0..all.len() {
        let ends = !row && all[at].is_one_of(&[".", "!", "?", ";"]) && {
            let next = all.get(at + 1);
            let spaced = next.is_none_or(|next| !all[at].touches(next));
            let short = all[at].is(".")
                && at > first
                && all[at - 1].is_one_of(SHORT)
                && all[at - 1].touches(&all[at]);
            // "Astrid v. keen", "CAD integr. → dropped".
            let goes_on = all[at].is(".")
                && at > first
                && next.is_some_and(|next| {
                    let small = notes[next.span.clone()].starts_with(char::is_lowercase);
                    (small && is_cut(&all[at - 1])) || next.is("→")
                });
            spaced && !short && !goes_on
        } || is_picture(&all[at].lower) && { !row && at + 1 < all.len() && at > first }
            || all
                .get(at + 1)
                .is_some_and(|next| breaths.contains(&next.span.start));
        if ends || at + 1 == all.len() {
            let part = &all[first..=at];
            if let (Some(start), Some(end)) = (part.first(), part.last()) {
                to.push(Sentence {
                    span: start.span.start..end.span.end,
                    tokens: part.to_vec(),
                    bullet: mark.bullet,
                    ticked: mark.ticked,
                    boxed: mark.boxed,
                    section: mark.section,
                    speaker: mark.speaker.clone(),
                    cells: mark.cells.clone(),
                });
            }
            first = at + 1;
        }
    }
}
