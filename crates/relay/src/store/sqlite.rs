//! The embedded store: one SQLite file in WAL mode with `synchronous=FULL`, so that a commit is on disk.
//!
//! It never repairs, truncates or recreates a file that exists: a damaged one stops the start.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use super::{
    Entry, Store, StoreError, StoredRoom, Write,
    data_file::{check, connect, create, damaged, fault},
};
use crate::access::{Link, SecretHash};

/// A store in one file.
pub struct SqliteStore {
    file: PathBuf,
    writer: Mutex<Connection>,
    /// Links: asked on every connect, must not wait behind a large room.
    reader: Mutex<Connection>,
    loader: Mutex<Connection>,
}

impl SqliteStore {
    /// Opens the file, or makes it when there is none.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and [`StoreError::Newer`] name the file; it is left as it is.
    pub fn open_or_create(file: &Path) -> Result<Self, StoreError> {
        if !file.exists() {
            create(file)?;
        }
        Self::open(file)
    }

    /// Opens a file that must exist.
    ///
    /// # Errors
    /// As [`SqliteStore::open_or_create`].
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        let length = fs::metadata(file)
            .map_err(|error| StoreError::Failed(format!("{}: {error}", file.display())))?
            .len();
        if length == 0 {
            return Err(damaged(file, "it is empty"));
        }
        let writer = connect(file)?;
        check(file, &writer, length)?;
        Ok(Self {
            writer: Mutex::new(writer),
            reader: Mutex::new(connect(file)?),
            loader: Mutex::new(connect(file)?),
            file: file.to_owned(),
        })
    }

    /// `PRAGMA synchronous` of the connection that commits: 2 is FULL (P1).
    pub fn synchronous(&self) -> i64 {
        lock(&self.writer)
            .pragma_query_value(None, "synchronous", |row| row.get(0))
            .unwrap_or(-1)
    }

    fn fault(&self, error: &rusqlite::Error) -> StoreError {
        fault(&self.file, error)
    }

    fn write<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let mut connection = lock(&self.writer);
        let run = || {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        run().map_err(|error| self.fault(&error))
    }
}

impl Store for SqliteStore {
    fn create_plan(
        &self,
        plan: &str,
        label: &str,
        now_ms: u64,
        links: &[(Link, SecretHash)],
    ) -> Result<(), StoreError> {
        self.write(|db| {
            db.execute(
                "INSERT INTO plans VALUES (?, ?, ?)",
                params![plan, label, now_ms as i64],
            )?;
            links
                .iter()
                .try_for_each(|(link, secret)| insert_link(db, link, secret))
        })
    }

    fn find_link(&self, plan: &str, secret: &SecretHash) -> Result<Option<Link>, StoreError> {
        lock(&self.reader)
            .prepare_cached(
                "SELECT * FROM links WHERE plan = ? AND secret = ? AND revoked_ms IS NULL",
            )
            .and_then(|mut query| {
                query
                    .query_row(params![plan, secret.0], read_link)
                    .optional()
            })
            .map_err(|error| self.fault(&error))
    }

    fn links(&self, plan: &str) -> Result<Vec<Link>, StoreError> {
        lock(&self.reader)
            .prepare_cached(
                "SELECT * FROM links WHERE plan = ? AND revoked_ms IS NULL ORDER BY created_ms, id",
            )
            .and_then(|mut query| query.query_map([plan], read_link)?.collect())
            .map_err(|error| self.fault(&error))
    }

    fn add_link(&self, link: &Link, secret: &SecretHash) -> Result<bool, StoreError> {
        self.write(|db| {
            let known = db
                .query_row("SELECT 1 FROM plans WHERE id = ?", [&link.plan], |_| Ok(()))
                .optional()?;
            if known.is_some() {
                insert_link(db, link, secret)?;
            }
            Ok(known.is_some())
        })
    }

    fn revoke_link(&self, plan: &str, link: &str, now_ms: u64) -> Result<bool, StoreError> {
        self.write(|db| {
            let changed = db.execute(
                "UPDATE links SET revoked_ms = ? WHERE plan = ? AND id = ? AND revoked_ms IS NULL",
                params![now_ms as i64, plan, link],
            )?;
            Ok(changed > 0)
        })
    }

    fn load(&self, room: &str) -> Result<StoredRoom, StoreError> {
        let mut loader = lock(&self.loader);
        let mut load = || {
            // One read transaction: a compaction between the two queries would lose what it moved.
            let db = loader.transaction()?;
            let (through, snapshot) = db
                .prepare_cached("SELECT through, bytes FROM snapshots WHERE room = ?")?
                .query_row([room], |row| Ok((row.get(0)?, Some(row.get(1)?))))
                .optional()?
                .unwrap_or((0_i64, None));
            let mut query = db.prepare_cached(
                "SELECT bytes, seq FROM log WHERE room = ? AND seq > ? ORDER BY seq",
            )?;
            let mut rows = query.query(params![room, through])?;
            let mut stored = StoredRoom {
                snapshot,
                updates: Vec::new(),
                last: through as u64,
            };
            while let Some(row) = rows.next()? {
                stored.updates.push(row.get(0)?);
                stored.last = row.get::<_, i64>(1)? as u64;
            }
            Ok(stored)
        };
        load().map_err(|error| self.fault(&error))
    }

    fn client_link(&self, room: &str, client: u64) -> Result<Option<String>, StoreError> {
        lock(&self.reader)
            .prepare_cached("SELECT link FROM clients WHERE room = ? AND client = ?")
            .and_then(|mut query| {
                query
                    .query_row(params![room, client as i64], |row| row.get(0))
                    .optional()
            })
            .map_err(|error| self.fault(&error))
    }

    fn commit(&self, writes: &[Write]) -> Result<(), StoreError> {
        let mut conflict = None;
        let done = self.write(|db| {
            writes.iter().try_for_each(|write| match write {
                Write::Append(entry) => {
                    append(db, entry).inspect_err(|_| conflict = Some(entry.seq))
                }
                Write::Snapshot {
                    room,
                    through,
                    at_ms,
                    bytes,
                } => db
                    .prepare_cached("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)")?
                    .execute(params![room, *through as i64, *at_ms as i64, &bytes[..]])
                    .map(drop),
            })
        });
        match (done, conflict) {
            (Err(StoreError::Failed(detail)), Some(seq)) if detail.contains("UNIQUE") => {
                Err(StoreError::Conflict(seq))
            }
            (done, _) => done,
        }
    }

    fn close(&self) {
        // Moves the log into the file, so that a plain copy of it is a backup. Failing costs nothing.
        let checkpoint =
            lock(&self.writer).query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        if let Err(error) = checkpoint {
            tracing::warn!(%error, "checkpoint at the end failed; the next start reads the write-ahead log");
        }
    }
}

fn append(db: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO log VALUES (?, ?, ?, ?, ?)")?
        .execute(params![
            entry.room,
            entry.seq as i64,
            entry.at_ms as i64,
            entry.link,
            &entry.bytes[..]
        ])?;
    for client in &entry.clients {
        db.prepare_cached("INSERT OR IGNORE INTO clients VALUES (?, ?, ?)")?
            .execute(params![entry.room, *client as i64, entry.link])?;
    }
    Ok(())
}

fn insert_link(db: &Connection, link: &Link, secret: &SecretHash) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        params![
            link.id,
            link.plan,
            secret.0,
            link.role.as_str(),
            link.side.as_str(),
            link.label,
            link.person,
            link.created_ms as i64,
            link.expires_ms.map(|at| at as i64)
        ],
    )
    .map(drop)
}

fn read_link(row: &Row<'_>) -> rusqlite::Result<Link> {
    let parse = |column: &str| rusqlite::Error::InvalidColumnName(column.to_owned());
    Ok(Link {
        id: row.get("id")?,
        plan: row.get("plan")?,
        role: row
            .get::<_, String>("role")?
            .parse()
            .map_err(|_| parse("role"))?,
        side: row
            .get::<_, String>("side")?
            .parse()
            .map_err(|_| parse("side"))?,
        label: row.get("label")?,
        person: row.get("person")?,
        created_ms: row.get::<_, i64>("created_ms")? as u64,
        expires_ms: row.get::<_, Option<i64>>("expires_ms")?.map(|at| at as u64),
    })
}

/// A panic under the lock leaves a connection whose transaction was rolled back: usable.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}
