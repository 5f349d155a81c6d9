//! Lines of notes: broken ones joined, and who speaks in a transcript or a chat.

use std::ops::Range;

use super::{layout::is_stamp, names::is_first_name};
use crate::text::{Kind, Token, tokens};

/// A line at least this long may have been broken at a margin, in characters.
const BROKEN_FROM: usize = 50;
/// No margin is wider.
const MARGIN_MAX: usize = 100;

/// A line: its place in bytes of the notes, without white space around it, and whether an empty line stands before it.
pub(super) type Line = (Range<usize>, bool);

/// The lines that are not empty, broken ones joined.
pub(super) fn lines(notes: &str) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    let mut start = 0;
    let mut gap = true;
    let mut last_length = 0;
    for line in notes.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            gap = true;
            continue;
        }
        let mail = notes
            .lines()
            .any(|line| line.trim() == ">" || line.starts_with(">>"));
        let from = at + (line.len() - line.trim_start().len());
        let here = from..from + trimmed.len();
        match joined.last_mut() {
            Some((last, _))
                if !gap
                    && (goes_on(&notes[last.clone()], last_length, line)
                        || mail && quoted_on(&notes[last.clone()], last_length, line)) =>
            {
                last.end = here.end;
            }
            _ => joined.push((here, gap)),
        }
        last_length = line.trim_end().chars().count();
        gap = false;
    }
    joined
}

/// "Kenji | label workshop | 20 May", or with wide gaps.
fn is_row(line: &str) -> bool {
    line.matches('|').count() > 1 || line.trim_end().matches("   ").count() > 1
}

/// "Final proposal: Ruben, 15 May".
fn has_label(line: &str) -> bool {
    let colon = line.find(": ").filter(|at| *at < 60);
    colon.is_some_and(|at| {
        line.starts_with(char::is_uppercase) && line[..at].split(' ').count() <= 7
    })
}

/// The same for a mail that is quoted: both lines open with ">", and the tail of the mark says nothing.
fn quoted_on(before: &str, length: usize, line: &str) -> bool {
    let mark = |c: char| c == '>' || c == ' ';
    let quoted = before.starts_with('>') && line.trim_start().starts_with('>');
    let plain = before.trim_start_matches(mark);
    let rest = line.trim_start().trim_start_matches(mark);
    quoted && !rest.trim().is_empty() && !plain.is_empty() && goes_on(plain, length, rest)
}

/// The line goes on where the one before it was broken.
fn goes_on(before: &str, length: usize, line: &str) -> bool {
    let trimmed = line.trim_start();
    let first = trimmed.chars().next();
    let new = trimmed.starts_with(['-', '*', '•', '–', '#', '>', '[', '☐', '☑', '→', '"'])
        || speaker(trimmed).is_some()
        || is_stamp(trimmed.trim_end())
        || is_stamp(before)
        || is_row(trimmed)
        || is_row(before)
        || (has_label(trimmed) && has_label(before))
        || first.is_some_and(|c| c.is_ascii_digit())
            && trimmed
                .split(' ')
                .next()
                .is_some_and(|w| w.ends_with(['.', ')', ':']));
    let broken = (BROKEN_FROM..=MARGIN_MAX).contains(&length);
    let ended = before.ends_with([':', '!', '?', ';']);
    let small = first.is_some_and(char::is_lowercase);
    let open = !before.ends_with('.') && before.chars().filter(|c| c.is_whitespace()).count() > 5;
    let prose = before.chars().next().is_some_and(char::is_uppercase);
    !new && !ended
        && ((broken && (small || (prose && open) || (prose && length > 60)))
            || (small && line.starts_with("  ")))
}

/// "Hannah:", "[00:12] Yusuf (Teralight):", "10:32 sam:": how many bytes it takes.
pub(super) fn speaker(line: &str) -> Option<usize> {
    let head = line.get(..line.char_indices().nth(60).map_or(line.len(), |(at, _)| at))?;
    let all = tokens(head);
    let mut at = all.iter().take_while(|t| t.kind != Kind::Word).count();
    // "[18/08/2026, 19:47] Manoj:", and not "10/3 Pilot:".
    let clock = all[..at].iter().any(|t| t.is(":"));
    let stamp = all[..at].iter().all(|t| {
        t.kind == Kind::Number
            || t.is_one_of(&["[", "]", ":", ".", "(", ")", "-", "–"])
            || (clock && t.is_one_of(&["/", ","]))
    });
    let name = all.get(at)?;
    let capital = head[name.span.clone()].starts_with(char::is_uppercase);
    let wide = head[name.span.end..].starts_with("  ") || head[name.span.end..].starts_with('\t');
    if !stamp || !(is_first_name(&name.lower, capital) || (at > 2 && capital) || (at == 0 && wide))
    {
        return None;
    }
    at += 1;
    // "tessa  9:12  just off the phone": a channel without colons.
    if let Some([hour, colon, minute]) = all.get(at..at + 3)
        && at == 1
        && colon.is(":")
        && hour.touches(colon)
        && colon.touches(minute)
        && minute.kind == Kind::Number
        && head[name.span.end..hour.span.start].chars().count() > 1
    {
        return Some(minute.span.end);
    }
    let mut words = 1;
    let mut inside = false;
    while let Some(token) = all.get(at) {
        match token.lower.as_str() {
            ":" if !inside => return Some(token.span.end),
            "(" | "[" => inside = true,
            ")" | "]" => inside = false,
            _ if inside => {}
            _ if token.kind == Kind::Word && words < 3 => words += 1,
            "&" => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

/// Where somebody took a breath in spoken words without stops, in bytes of the notes.
pub(super) fn breaths(tokens: &[Token]) -> Vec<usize> {
    let stops = tokens
        .iter()
        .filter(|t| t.is_one_of(&[".", ",", ";", "?", "!", ":", "|"]))
        .count();
    if tokens.len() < 40 || stops * 30 > tokens.len() {
        return Vec::new();
    }
    let filler = |t: &Token| t.is_one_of(&["um", "uh", "er", "erm", "uhm", "ehm", "eh"]);
    let opens = |w: &[Token]| {
        let then = w[0].is_one_of(&["and", "en", "but", "maar", "so", "dus"])
            && w[1].is_one_of(&[
                "then", "dan", "when", "als", "they", "we", "i", "he", "she", "ze", "hij",
            ]);
        then || w[0].is("because") || (w[0].is("so") && w[1].is_one_of(&["the", "what"]))
    };
    let pairs = tokens.windows(2);
    let behind = pairs
        .clone()
        .filter(|w| filler(&w[0]) && !filler(&w[1]))
        .map(|w| w[1].span.start);
    behind
        .chain(pairs.filter(|w| opens(w)).map(|w| w[0].span.start))
        .collect()
}

/// Nearly all lines are short and none is prose: each of them is an item of a list.
pub(super) fn are_terse(notes: &str, lines: &[Line]) -> bool {
    let short = |(line, _): &&Line| notes[line.clone()].chars().count() <= 60;
    let few = lines.iter().filter(short).count();
    let said = lines
        .iter()
        .filter(|(line, _)| speaker(&notes[line.clone()]).is_some())
        .count();
    lines.len() >= 4 && few * 10 >= lines.len() * 8 && said * 3 < lines.len()
}
