//! The tables of the SQLite store, and the history of their format (`user_version`).

/// "CoPl": tells our file from any other SQLite database.
pub const APPLICATION_ID: i64 = 0x436f_506c;
/// 1: the first.
pub const VERSION: i64 = 1;

/// Everything that format 1 holds.
pub const CREATE: &str = "
CREATE TABLE plans (
    id         TEXT PRIMARY KEY,
    label      TEXT NOT NULL,
    created_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- Secrets as SHA-256 only.
CREATE TABLE links (
    id         TEXT PRIMARY KEY,
    plan       TEXT NOT NULL REFERENCES plans(id),
    secret     BLOB NOT NULL,
    role       TEXT NOT NULL,
    side       TEXT NOT NULL,
    label      TEXT NOT NULL,
    person     TEXT,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER,
    revoked_ms INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX links_by_secret ON links(plan, secret);

-- Received bytes, numbered by the room's single owner. Entries up to a snapshot's `through` are history.
CREATE TABLE log (
    room  TEXT NOT NULL,
    seq   INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    link  TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (room, seq)
) WITHOUT ROWID;

CREATE TABLE snapshots (
    room    TEXT PRIMARY KEY,
    through INTEGER NOT NULL,
    at_ms   INTEGER NOT NULL,
    bytes   BLOB NOT NULL
) WITHOUT ROWID;

-- Which link first wrote with a client id.
CREATE TABLE clients (
    room   TEXT NOT NULL,
    client INTEGER NOT NULL,
    link   TEXT NOT NULL,
    PRIMARY KEY (room, client)
) WITHOUT ROWID;
";
