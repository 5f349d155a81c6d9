//! How notes are laid out: headings, rows with cells, and marks before an item.

use std::ops::Range;

use super::{
    sentences::{Section, bullet},
    words::is_activity,
};
use crate::text::{Kind, folded, tokens};

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
#[rustfmt::skip] // many words a line
const OUT: &[&str] = &[
    "parking lot", "not included", "out of scope", "not in scope", "not now", "later", "ideas", "wish list", "wishlist", "buiten scope",
    "niet inbegrepen", "wensen", "ideeën", "competition", "concurrentie", "history", "historie", "internal", "intern", "parked",
    "what we did not promise", "what i did not promise", "not agreed", "niet afgesproken",
];
const TIMELINE: &[&str] = &["timeline", "timing", "planning", "tijdlijn"];
#[rustfmt::skip] // many words a line
const OTHER: &[&str] = &[
    "notes", "background", "context", "summary", "samenvatting", "achtergrond", "discussion", "pain", "risks",
];

/// "Next steps:", "## Attendees", "Aanwezig: Jan, Piet": the section, and where the rest of the line begins.
pub(super) fn heading(line: &str) -> Option<(Section, Option<usize>)> {
    let plain = line.trim_start_matches(['#', '*', '_', ' ']);
    let skipped = line.len() - plain.len();
    let colon = plain.find(':');
    let label = folded(&plain[..colon.unwrap_or(plain.len())]);
    let sections = [
        (STEPS, Section::Steps),
        (PEOPLE, Section::People),
        (TIMELINE, Section::Timeline),
        (OUT, Section::Out),
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

/// The section that an item above other items names.
pub(super) fn section_of(label: &str) -> Option<Section> {
    let label = label.trim_end_matches(':');
    let known = heading(&format!("{label}:")).map(|(section, _)| section);
    known.filter(|section| !matches!(section, Section::Other | Section::None))
}

/// "What we agreed:" on a line of its own.
#[rustfmt::skip] // many words a line
fn section_by_word(label: &str) -> Option<Section> {
    let words: Vec<&str> = label.split(' ').collect();
    let says = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let steps = [
        "agreed", "steps", "timeline", "actions", "afgesproken", "overeengekomen", "afspraken", "acties", "plan", "planning",
        "todo", "stappen", "vervolg", "process", "next", "milestones", "schedule", "actie", "volgende", "followups", "path",
    ];
    if OUT.contains(&label) {
        Some(Section::Out)
    } else if says(&steps) {
        Some(Section::Steps)
    } else if says(&["attendees", "people", "aanwezig", "deelnemers", "betrokkenen"]) {
        Some(Section::People)
    } else {
        (words.len() <= 4).then_some(Section::Other)
    }
}

/// A line of its own above a list, or above prose where it has a number: "What happens next", "2. Audit".
pub(super) fn bare_heading(
    line: &str,
    gap: bool,
    next: Option<(&str, bool)>,
) -> Option<(Section, Option<usize>)> {
    let (skip, marked, ticked) = bullet(line);
    let (next, apart) = next?;
    let words = tokens(&line[skip..]);
    let short = words.len() <= 5 && words.iter().all(|t| t.kind == Kind::Word);
    let listed = bullet(next).1;
    let above = match marked {
        true => {
            let other = listed && !apart && next.starts_with(['-', '*', '•', '–']);
            (!listed && !apart || nested(line, next) || other)
                && line.starts_with(|c: char| c.is_ascii_digit())
        }
        false => listed && gap && !line.ends_with(['.', '!', '?', ',']),
    };
    let says = words.len() < 2 || !words.last().is_some_and(is_activity) || marked;
    let section = section_by_word(&folded(&line[skip..])).unwrap_or(Section::Other);
    (short && above && says && !ticked).then_some((section, None))
}

/// "4." above "4.1".
fn nested(line: &str, next: &str) -> bool {
    let (above, below) = (number(line), number(next));
    above > 0 && below > above && next.starts_with(&line[..above]) && next[above..].starts_with('.')
}

/// How many bytes of digits open a line, with dots between ("4", "4.1").
pub(super) fn number(line: &str) -> usize {
    if is_lettered(line) {
        return 1;
    }
    let taken = line.len()
        - line
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
            .len();
    let trimmed = line[..taken].trim_end_matches('.');
    let parts = || trimmed.split('.');
    let fits = parts().all(|part| (1..=2).contains(&part.len())) && parts().count() <= 3;
    if fits { trimmed.len() } else { 0 }
}

/// "a. The notary …", "b) …".
fn is_lettered(line: &str) -> bool {
    let mut chars = line.chars();
    let letter = chars.next().is_some_and(|c| c.is_ascii_lowercase());
    letter && chars.next().is_some_and(|c| c == '.' || c == ')') && chars.next() == Some(' ')
}

/// "Action 3:", "Decision 3c:", "AP 2.1 -": how many bytes say nothing of what is to be done.
pub(super) fn marker(line: &str) -> usize {
    const MARKS: &[&str] = &[
        "action",
        "actie",
        "decision",
        "besluit",
        "ap",
        "ai",
        "item",
        "todo",
        "step",
        "stap",
        "punt",
        "actiepunt",
    ];
    let all = tokens(line.get(..line.len().min(24)).unwrap_or(""));
    let marked = all.first().is_some_and(|t| t.is_one_of(MARKS));
    let colon = all
        .iter()
        .take(7)
        .position(|t| t.is_one_of(&[":", "-", "–"]));
    let Some(colon) = colon.filter(|colon| marked && *colon > 0) else {
        return 0;
    };
    let number = all[1..colon].iter().any(|t| t.kind == Kind::Number);
    let short = all[1..colon].iter().all(|t| t.lower.len() <= 3);
    let end = all[colon].span.end;
    if short && (number || colon == 1 && all[colon].is(":")) {
        line.len() - line[end..].trim_start().len()
    } else {
        0
    }
}

/// Where cells begin in a row ("Kenji   Label workshop   20 May"), in bytes of the notes: two gaps at least.
pub(super) fn cells(notes: &str, line: Range<usize>) -> Vec<usize> {
    let text = &notes[line.clone()];
    let mut found = Vec::new();
    if text.matches('|').count() > 1 {
        let next = |(at, _)| line.start + at + 1;
        let inner = |at: &usize| notes[*at..line.end].contains(|c: char| c.is_alphanumeric());
        return text.match_indices('|').map(next).filter(inner).collect();
    }
    let mut white = String::new();
    let mut before = None;
    for (at, char) in text.char_indices() {
        if char.is_whitespace() {
            white.push(char);
            continue;
        }
        let wide = (white.len() > 1 || white == "\t") && !white.contains('\n');
        if wide && before.is_some_and(|c: char| !".!?:".contains(c)) {
            found.push(line.start + at);
        }
        white.clear();
        before = Some(char);
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// "nils  09:12", "Nils Berg [09:12]", "Nils 9:12 AM": who speaks, on a line of its own.
pub(super) fn is_stamp(line: &str) -> bool {
    if line.len() > 48 {
        return false;
    }
    let all = tokens(line);
    let Some(clock) = all.windows(3).position(|w| {
        let glued = w[0].touches(&w[1]) && w[1].touches(&w[2]);
        let digits =
            w[0].kind == Kind::Number && w[2].kind == Kind::Number && w[2].lower.len() == 2;
        glued && digits && w[1].is_one_of(&[":", "."])
    }) else {
        return false;
    };
    let names = all[..clock].iter().filter(|t| t.kind == Kind::Word).count();
    let marks = |t: &crate::text::Token| t.is_one_of(&["[", "(", "-", ",", "@", "·", "|", "."]);
    let plain = all[..clock]
        .iter()
        .all(|t| t.kind == Kind::Word || marks(t));
    let ends = all[clock + 3..]
        .iter()
        .all(|t| t.is_one_of(&["am", "pm", "]", ")", ":"]));
    (1..=3).contains(&names) && plain && ends
}
