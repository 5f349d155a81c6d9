//! Outlines: an item above deeper items is a heading, and its section ends with them.

use super::{
    layout::section_of,
    lines::Line,
    sentences::{Section, bullet},
    words::is_activity,
};
use crate::text::{Kind, Token, tokens};

/// Items with items below them, from the outermost to the one that holds the line.
#[derive(Debug, Default)]
pub(super) struct Outline(Vec<Level>);

#[derive(Debug)]
struct Level {
    indent: usize,
    section: Section,
    /// The item itself, where it may be somebody who does what stands below it.
    head: std::ops::Range<usize>,
}

/// What a line is in its outline.
pub(super) enum Within {
    /// No outline goes on here.
    Nothing,
    /// A heading of items below it.
    Heading,
    /// An item below a heading.
    Item(Section),
}

/// How far a line stands from the margin.
fn indent(notes: &str, start: usize) -> usize {
    let line = notes[..start].rfind('\n').map_or(0, |end| end + 1);
    notes[line..start]
        .chars()
        .map(|c| if c == '\t' { 4 } else { 1 })
        .sum()
}

impl Outline {
    /// What the line at a place is.
    pub fn hear(&mut self, notes: &str, lines: &[Line], place: usize) -> Within {
        let (line, _) = &lines[place];
        let here = indent(notes, line.start);
        self.0.retain(|level| level.indent < here);
        let (skip, marked, ticked) = bullet(&notes[line.clone()]);
        let under = self.0.last().map(|level| level.section);
        let parent = marked
            && !ticked
            && lines.get(place + 1).is_some_and(|(next, _)| {
                bullet(&notes[next.clone()]).1 && indent(notes, next.start) > here
            });
        if !parent {
            return under.map_or(Within::Nothing, Within::Item);
        }
        let head = line.start + skip..line.end;
        let label = &notes[head.clone()];
        let found = section_of(label);
        let section = match found {
            Some(section) => section,
            None => under
                .filter(|s| *s != Section::None)
                .unwrap_or(Section::Other),
        };
        self.0.push(Level {
            indent: here,
            section,
            head,
        });
        if found.is_some() || is_label(&tokens(label)) {
            Within::Heading
        } else {
            Within::Item(under.unwrap_or(Section::None))
        }
    }

    /// The innermost heading, where it is a name and no more.
    pub fn head(&self, notes: &str) -> Option<std::ops::Range<usize>> {
        let head = self.0.last()?.head.clone();
        let words = tokens(&notes[head.clone()]);
        let name = |t: &Token| {
            t.kind == Kind::Word
                && notes[head.clone()][t.span.clone()].starts_with(char::is_uppercase)
        };
        (words.len() <= 2 && words.iter().all(name)).then_some(head)
    }
}

/// It names what stands below, and says nothing to do: short, and not an activity with something behind it.
fn is_label(words: &[Token]) -> bool {
    let last = words.iter().rev().find(|t| t.kind == Kind::Word);
    let numbered = words.iter().skip(2).any(|t| t.kind == Kind::Number);
    words.len() <= 6 && !numbered && !last.is_some_and(is_activity)
}
