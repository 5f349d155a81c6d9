//! The SQLite file itself: made whole, checked before use, never repaired.

use std::{fs, io, path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{
    StoreError,
    schema::{APPLICATION_ID, CREATE, VERSION},
};

/// How long another process (`coplan link`) may hold the file before a write fails.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Files up to this size are checked page by page at the start; larger ones would make it slow (P14).
const CHECKED_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Statements kept compiled by each connection.
const STATEMENTS_CACHED: usize = 32;

/// A connection with everything set.
pub fn connect(file: &Path) -> Result<Connection, StoreError> {
    let open = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(file, flags)?;
        db.busy_timeout(BUSY_TIMEOUT)?;
        db.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update(None, "foreign_keys", true)?;
        Ok(db)
    };
    open().map_err(|error| fault(file, &error))
}

/// Whether it is whole, and ours.
pub fn check(file: &Path, db: &Connection, length: u64) -> Result<(), StoreError> {
    let number = |pragma: &str| {
        db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0))
            .map_err(|error| fault(file, &error))
    };
    if number("application_id")? != APPLICATION_ID {
        return Err(damaged(file, "it is not a data file of coplan"));
    }
    let found = number("user_version")?;
    if found > VERSION {
        return Err(StoreError::Newer {
            file: file.to_owned(),
            found,
            known: VERSION,
        });
    }
    if length <= CHECKED_BYTES_MAX {
        let verdict = db
            .query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))
            .map_err(|error| fault(file, &error))?;
        if verdict != "ok" {
            return Err(damaged(file, &verdict));
        }
    }
    Ok(())
}

/// Makes the whole file under another name first: a file that exists under its own name is complete, so
/// that an empty or cut one is known to be damaged and never taken for new.
pub fn create(file: &Path) -> Result<(), StoreError> {
    let io_fault = |error: io::Error| StoreError::Failed(format!("{}: {error}", file.display()));
    let draft = file.with_extension(format!("new-{}", std::process::id()));
    let build = || {
        let db = Connection::open(&draft)?;
        db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        db.execute_batch("BEGIN IMMEDIATE")?;
        db.execute_batch(CREATE)?;
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
        db.pragma_update(None, "user_version", VERSION)?;
        db.execute_batch("COMMIT")
    };
    build().map_err(|error| fault(&draft, &error))?;
    // A hard link refuses to replace: another process may have made the file meanwhile.
    let linked = match fs::hard_link(&draft, file) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(io_fault(error)),
        _ => Ok(()),
    };
    fs::remove_file(&draft).map_err(io_fault)?;
    linked?;
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(io_fault)
}

/// The error for a file that cannot be read.
pub fn damaged(file: &Path, detail: &str) -> StoreError {
    StoreError::Damaged {
        file: file.to_owned(),
        detail: detail.to_owned(),
    }
}

/// Our error for SQLite's.
pub fn fault(file: &Path, error: &rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            damaged(file, &error.to_string())
        }
        Some(ErrorCode::DiskFull) => StoreError::Full,
        _ => StoreError::Failed(error.to_string()),
    }
}
