//! What a reader takes before it refuses. Generous for plans, small for an attacker.

pub use plan::limits::{DURATION_DAYS_MAX, LINE_LENGTH_MAX, PROSE_LENGTH_MAX};

/// Largest file that is read at all, in bytes.
pub const FILE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Rows of one sheet with anything in them.
pub const ROWS_MAX: usize = 10_000;
/// Columns of one sheet.
pub const COLUMNS_MAX: usize = 200;
/// Sheets of one workbook.
pub const SHEETS_MAX: usize = 50;
/// A workbook may unpack to this many times its size …
pub const UNPACK_RATIO_MAX: u64 = 100;
/// … or to this many bytes, whichever is more …
pub const UNPACKED_BYTES_FREE: u64 = 4 * 1024 * 1024;
/// … but never to more than this.
pub const UNPACKED_BYTES_MAX: u64 = 128 * 1024 * 1024;
/// One cell, in characters; the rest is cut and the report says so.
pub const CELL_LENGTH_MAX: usize = 20_000;
/// Notes and quick-add lines, in bytes.
pub const NOTES_BYTES_MAX: usize = 256 * 1024;

/// Cuts a text to so many UTF-16 units, at a character. `true`: something was cut.
pub(crate) fn cut(text: &mut String, units_max: usize) -> bool {
    let mut units = 0;
    for (at, char) in text.char_indices() {
        units += char.len_utf16();
        if units > units_max {
            text.truncate(at);
            return true;
        }
    }
    false
}
