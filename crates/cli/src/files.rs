//! Reading and writing: `-`, plans of any format, and files that appear whole or not at all.

use std::{
    fs,
    io::{Read, Write},
    path::Path,
};

use chrono::NaiveDate;
use exchange::{
    dates::Order,
    document,
    limits::FILE_BYTES_MAX,
    out::Language,
    read::read,
    table::{Imported, Options},
};
use plan::{PlanDoc, model::Plan};

use crate::{Failed, Surroundings, args};

/// A seed for fresh ids.
pub(crate) fn seed() -> Result<u64, Failed> {
    getrandom::u64().map_err(|error| Failed(format!("no randomness: {error}")))
}

/// The bytes of a file or of standard input, at most one more than is read of any format.
pub(crate) fn bytes(path: &Path, around: &mut Surroundings<'_>) -> Result<Vec<u8>, Failed> {
    let most = FILE_BYTES_MAX as u64 + 1;
    let mut bytes = Vec::new();
    let read = if is_stream(path) {
        around.input.take(most).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|error| Failed(format!("{}: {error}", shown(path))))?;
    Ok(bytes)
}

fn is_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// How messages name a file.
pub(crate) fn shown(path: &Path) -> String {
    if is_stream(path) {
        "standard input".into()
    } else {
        path.display().to_string()
    }
}

/// The name of a file without its ending; empty for a stream.
pub(crate) fn stem(path: &Path) -> String {
    if is_stream(path) {
        return String::new();
    }
    path.file_stem()
        .map_or(String::new(), |stem| stem.to_string_lossy().into_owned())
}

/// A plan from a file of any format, with what became of it.
pub(crate) fn imported(
    path: &Path,
    bytes: &[u8],
    options: &Options<'_>,
) -> Result<Imported, Failed> {
    if document::is_document(bytes) {
        return Ok(Imported {
            plan: opened(path, bytes)?.read(),
            ..Imported::default()
        });
    }
    read(bytes, options).map_err(|error| Failed(format!("{}: {error}", shown(path))))
}

/// A plan from a file, for commands that only look at it. What was assumed is told on standard error.
pub(crate) fn plan(
    path: &Path,
    common: &args::Common,
    around: &mut Surroundings<'_>,
) -> Result<Plan, Failed> {
    let bytes = bytes(path, around)?;
    let options = Options::new(common.today.unwrap_or(around.today), seed()?);
    let imported = imported(path, &bytes, &options)?;
    for question in &imported.report.questions {
        let _ = writeln!(around.errors, "{}: {question}", shown(path));
    }
    Ok(imported.plan)
}

/// A plan from a file of any format, and what a person should know of how it was read, a line each.
///
/// # Errors
/// Names the file, and what is wrong where.
pub fn plan_of_file(path: &Path, today: NaiveDate) -> Result<(Plan, Vec<String>), Failed> {
    let bytes = fs::read(path).map_err(|error| Failed(format!("{}: {error}", path.display())))?;
    let imported = imported(path, &bytes, &Options::new(today, seed()?))?;
    let report = &imported.report;
    let rows = report.rows.iter().filter(|row| !row.remarks.is_empty());
    let lines = (report.remarks.iter().map(ToString::to_string))
        .chain(rows.map(ToString::to_string))
        .chain(report.questions.iter().map(ToString::to_string));
    let lines = lines.collect();
    Ok((imported.plan, lines))
}

/// A document file.
pub(crate) fn opened(path: &Path, bytes: &[u8]) -> Result<PlanDoc, Failed> {
    // 53 bits: JavaScript holds them exactly.
    document::open(bytes, seed()? >> 11)
        .map_err(|error| Failed(format!("{}: {error}", shown(path))))
}

impl From<args::Order> for Order {
    fn from(order: args::Order) -> Self {
        match order {
            args::Order::DayFirst => Self::DayFirst,
            args::Order::MonthFirst => Self::MonthFirst,
        }
    }
}

impl From<args::Language> for Language {
    fn from(language: args::Language) -> Self {
        match language {
            args::Language::En => Self::En,
            args::Language::Nl => Self::Nl,
        }
    }
}

/// Writes the result of a command.
pub(crate) fn put(
    content: &[u8],
    common: &args::Common,
    around: &mut Surroundings<'_>,
) -> Result<(), Failed> {
    match common.output.as_deref().filter(|path| !is_stream(path)) {
        Some(path) => {
            whole(path, content).map_err(|error| Failed(format!("{}: {error}", shown(path))))
        }
        None => {
            let done = around
                .output
                .write_all(content)
                .and_then(|()| around.output.flush());
            done.map_err(|error| Failed(format!("standard output: {error}")))
        }
    }
}

/// Beside the target first, then renamed: who reads it meanwhile sees the old file or the new one.
fn whole(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    // A temporary file is the owner's only; a result has the rights of any new file.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file()
            .set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    file.persist(path)?;
    Ok(())
}
