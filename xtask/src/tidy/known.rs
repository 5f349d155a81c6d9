//! What is larger than the rules allow and was let in: each may shrink, none may grow. Take a line out once its
//! file or function fits; add none.

use std::path::Path;

/// (file, function or nothing for the file itself, lines)
const KNOWN: &[(&str, &str, usize)] = &[
    ("src/milestones/row_menu.rs", "items", 63),
    ("src/ui/date_field.rs", "DateField", 93),
    ("src/ui/picker.rs", "Picker", 108),
    ("src/ui/text_field.rs", "TextField", 124),
];

/// Whether this one is known and no larger than when it was let in.
pub fn allows(file: &Path, function: &str, lines: usize) -> bool {
    KNOWN
        .iter()
        .any(|(known, name, most)| Path::new(known) == file && *name == function && lines <= *most)
}
