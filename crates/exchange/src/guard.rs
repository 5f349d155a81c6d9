//! Formula injection: a cell that starts with one of a few characters is run as a formula by spreadsheets that open
//! a text file. Such a cell gets a quote in front, which every spreadsheet shows or hides and none runs.

/// A spreadsheet might run this as a formula.
pub(crate) fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A quote in front where it is needed. One more where the text itself starts with quotes before a formula, so that
/// reading takes back exactly one.
pub(crate) fn guarded(text: &str) -> std::borrow::Cow<'_, str> {
    if looks_like_a_formula(text.trim_start_matches('\'')) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}
