//! A cell cut into the names it holds.

/// A part of a cell. What stands in quotes is a name as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub text: String,
    pub literal: bool,
}

/// Cuts a cell at `+ & ; , / |`, "and", "en" and line ends, outside of quotes and parentheses.
pub(crate) fn pieces(cell: &str) -> impl Iterator<Item = Piece> {
    let mut pieces = vec![String::new()];
    let (mut quoted, mut depth) = (false, 0_u32);
    for char in cell.chars() {
        match char {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if !quoted && depth == 0 && matches!(char, '+' | '&' | ';' | ',' | '/' | '|' | '\n') {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(char);
        }
    }
    pieces
        .into_iter()
        .flat_map(|piece| at_and(&piece))
        .filter(|piece| !piece.text.is_empty())
}

/// "Sarah and Tom" is two people; a quoted name is one.
pub(super) fn at_and(piece: &str) -> Vec<Piece> {
    let piece = piece.trim();
    if let Some(inside) = piece.strip_prefix('"').and_then(|p| p.strip_suffix('"')) {
        let text = inside.replace("\"\"", "\"");
        return vec![Piece {
            text,
            literal: true,
        }];
    }
    let mut parts = vec![String::new()];
    for word in piece.split_whitespace() {
        if matches!(word.to_lowercase().as_str(), "and" | "en") {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            if !part.is_empty() {
                part.push(' ');
            }
            part.push_str(word);
        }
    }
    let plain = |text| Piece {
        text,
        literal: false,
    };
    parts.into_iter().map(plain).collect()
}
