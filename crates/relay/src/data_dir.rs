//! The data folder: one file of data and a lock that keeps a second relay out.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// The data file.
const DATA_FILE: &str = "coplan.db";
/// Held while a relay serves. The operating system lets go of it when the process dies, however it dies.
const LOCK_FILE: &str = "serve.lock";

/// Why a data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    /// Another relay serves it.
    #[error(
        "{0} is served by another relay: stop that one first, or choose another folder with --data"
    )]
    Locked(PathBuf),
    /// It cannot be made or written.
    #[error("{path}: {source}")]
    Unusable {
        /// What was tried.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file is gone, its write-ahead log is not: starting empty would bury it.
    #[error("{0} is missing, but its write-ahead log is there: restore the file from a backup")]
    Missing(PathBuf),
}

/// A folder of data, held by this relay.
#[derive(Debug)]
pub struct DataDir {
    folder: PathBuf,
    _lock: File,
}

impl DataDir {
    /// Makes the folder where it is missing, and holds it until dropped.
    ///
    /// # Errors
    /// See [`DataDirError`]; nothing in the folder is changed then.
    pub fn hold(folder: &Path) -> Result<Self, DataDirError> {
        make(folder)?;
        let path = folder.join(LOCK_FILE);
        let unusable = |source| DataDirError::Unusable {
            path: path.clone(),
            source,
        };
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self {
                folder: folder.to_owned(),
                _lock: file,
            }),
            Err(TryLockError::WouldBlock) => Err(DataDirError::Locked(folder.to_owned())),
            Err(TryLockError::Error(source)) => Err(unusable(source)),
        }
    }

    /// The data file.
    ///
    /// # Errors
    /// [`DataDirError::Missing`].
    pub fn file(&self) -> Result<PathBuf, DataDirError> {
        data_file(&self.folder)
    }
}

/// Makes a folder readable by its owner alone.
///
/// # Errors
/// [`DataDirError::Unusable`].
pub fn make(folder: &Path) -> Result<(), DataDirError> {
    if folder.is_dir() {
        return Ok(());
    }
    let made = fs::create_dir_all(folder).and_then(|()| {
        #[cfg(unix)]
        fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
        Ok(())
    });
    made.map_err(|source| DataDirError::Unusable {
        path: folder.to_owned(),
        source,
    })
}

/// The data file of a folder, without holding it: for commands that work beside a running relay.
///
/// # Errors
/// [`DataDirError::Missing`].
pub fn data_file(folder: &Path) -> Result<PathBuf, DataDirError> {
    let file = folder.join(DATA_FILE);
    let log = folder.join(format!("{DATA_FILE}-wal"));
    if !file.exists() && log.exists() {
        return Err(DataDirError::Missing(file));
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_once_until_let_go() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().join("data");
        let held = DataDir::hold(&data).expect("a free folder");
        assert!(matches!(DataDir::hold(&data), Err(DataDirError::Locked(_))));
        drop(held);
        assert!(DataDir::hold(&data).is_ok());
    }

    #[test]
    fn a_write_ahead_log_without_its_file_is_not_buried() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("coplan.db-wal"), b"x").expect("writable");
        assert!(matches!(
            data_file(folder.path()),
            Err(DataDirError::Missing(_))
        ));
    }
}
