//! A Markdown table, as in a wiki or a pull request.

use super::Sheet;
use crate::limits::COLUMNS_MAX;

/// The first table of a text, if it has one: a line of dashes and bars under a line with bars.
pub(super) fn table(text: &str) -> Option<Sheet> {
    let lines: Vec<&str> = text.lines().collect();
    let ruler = (1..lines.len()).find(|at| is_ruler(lines[*at]) && lines[*at - 1].contains('|'))?;
    let mut sheet = Sheet::default();
    for (at, line) in lines.iter().enumerate().skip(ruler - 1) {
        if at == ruler {
            continue;
        }
        if !line.contains('|') {
            break;
        }
        if !sheet.push(u32::try_from(at + 1).unwrap_or(u32::MAX), cells(line)) {
            break;
        }
    }
    Some(sheet)
}

fn is_ruler(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && line.contains('-')
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(char) = chars.next() {
        let cell = cells.last_mut().expect("one cell is there from the start");
        match char {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => {
                cell.extend(chars.next());
            }
            '|' => cells.push(String::new()),
            _ => cell.push(char),
        }
    }
    if line.ends_with('|') && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.truncate(COLUMNS_MAX);
    cells
        .iter()
        .map(|cell| plain(&cell.replace("<br>", "\n").replace("<br/>", "\n")))
        .collect()
}

/// Without emphasis around the whole cell.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    for mark in ["**", "__", "`"] {
        if let Some(inside) = cell.strip_prefix(mark).and_then(|c| c.strip_suffix(mark))
            && !inside.is_empty()
        {
            return inside.trim().to_owned();
        }
    }
    cell.to_owned()
}
