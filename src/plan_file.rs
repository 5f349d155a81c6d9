//! A plan as a file: one line that says what it is, then the whole document as a Yjs update.
//!
//! `coplan 1 <plan id>` and a line feed. No key is in it: a file may be sent by mail. Who opens it merges it into
//! what their browser has of the same plan, so that files can be passed to and fro.

use crate::paths::PlanId;

const MAGIC: &str = "coplan 1 ";
/// The end of a file's name.
pub const EXTENSION: &str = ".coplan";
/// Longest first line in bytes.
const LINE_LENGTH_MAX: usize = 128;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFile {
    /// Which plan it is.
    pub plan: PlanId,
    /// A Yjs update, v1. Not checked: the document refuses what it cannot read.
    pub update: Vec<u8>,
}

/// The file is no plan, or one of a later form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a plan's file")]
pub struct NotAPlan;

impl PlanFile {
    /// The bytes of the file.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = format!("{MAGIC}{}\n", self.plan).into_bytes();
        bytes.extend(&self.update);
        bytes
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`NotAPlan`] when its first line is another.
    pub fn read(bytes: &[u8]) -> Result<Self, NotAPlan> {
        let start = &bytes[..bytes.len().min(LINE_LENGTH_MAX)];
        let end = start
            .iter()
            .position(|byte| *byte == b'\n')
            .ok_or(NotAPlan)?;
        let line = std::str::from_utf8(&bytes[..end]).map_err(|_| NotAPlan)?;
        let plan = line.strip_prefix(MAGIC).and_then(|plan| plan.parse().ok());
        Ok(Self {
            plan: plan.ok_or(NotAPlan)?,
            update: bytes[end + 1..].to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_file_reads_as_it_was_written() {
        let file = PlanFile {
            plan: "7mfk2v9q4t1b8xz0".parse().expect("a plan id"),
            update: vec![0, 10, 255],
        };
        let bytes = file.write();
        assert!(bytes.starts_with(b"coplan 1 7mfk2v9q4t1b8xz0\n"));
        assert_eq!(PlanFile::read(&bytes), Ok(file));
    }

    #[wasm_bindgen_test]
    fn what_is_no_plan_is_refused() {
        for bytes in [
            &b""[..],
            b"coplan 1 a b\nx",
            b"coplan 2 abc\nx",
            b"coplan 1 abc",
            b"PK\x03\x04",
            &[0xff; 300],
        ] {
            assert_eq!(PlanFile::read(bytes), Err(NotAPlan), "{bytes:?}");
        }
    }
}
