//! What is larger than the rules allow and was let in: each may shrink, none may grow. Take a line out once its
//! file or function fits; add none.

use std::path::Path;

/// (file, function or nothing for the file itself, lines)
const KNOWN: &[(&str, &str, usize)] = &[
    ("src/milestones/row_menu.rs", "items", 63),
    ("src/ui/date_field.rs", "DateField", 93),
    ("src/ui/picker.rs", "Picker", 108),
    ("src/ui/text_field.rs", "TextField", 124),
    ("crates/cli/src/check.rs", "check", 73),
    ("crates/cli/src/timetable.rs", "shown", 87),
    ("crates/exchange/src/changes/milestone.rs", "fields", 59),
    ("crates/exchange/src/json.rs", "mend", 77),
    ("crates/exchange/src/mspdi/read.rs", "read", 66),
    ("crates/exchange/src/mspdi/task.rs", "task", 58),
    ("crates/exchange/src/mspdi/task.rs", "fill", 58),
    ("crates/exchange/src/mspdi/tree.rs", "parse", 54),
    ("crates/exchange/src/mspdi/write.rs", "step", 74),
    ("crates/exchange/src/notes/owner.rs", "subject", 53),
    ("crates/exchange/src/notes/sentences.rs", "heading", 69),
    ("crates/exchange/src/notes/whole.rs", "plan", 95),
    ("crates/exchange/src/out/calendar.rs", "event", 55),
    ("crates/exchange/src/out/markdown.rs", "markdown", 64),
    ("crates/exchange/src/out/rows.rs", "value", 53),
    ("crates/exchange/src/out/timeline.rs", "timeline", 70),
    ("crates/exchange/src/quick_add/mod.rs", "add", 68),
    ("crates/exchange/src/quick_add/parser.rs", "", 348),
    ("crates/exchange/src/report/words.rs", "fmt", 94),
    ("crates/exchange/src/table/fields.rs", "synonyms", 84),
    ("crates/exchange/src/table/import.rs", "import_into", 51),
    ("crates/exchange/src/table/import.rs", "context", 55),
    ("crates/exchange/src/table/importer.rs", "", 319),
    ("crates/exchange/src/table/importer.rs", "row", 64),
    ("crates/exchange/src/table/importer.rs", "dependencies", 56),
    ("crates/exchange/src/table/rows/mod.rs", "owners", 61),
];

/// Whether this one is known and no larger than when it was let in.
pub fn allows(file: &Path, function: &str, lines: usize) -> bool {
    KNOWN
        .iter()
        .any(|(known, name, most)| Path::new(known) == file && *name == function && lines <= *most)
}
