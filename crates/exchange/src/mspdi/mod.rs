//! MS Project XML (MSPDI): written in the order the schema asks for, read leniently with a report per task.

mod people;
mod read;
mod task;
mod tree;
mod write;
mod xml;

pub use read::read;
pub use write::write;

/// The namespace of every element.
pub(crate) const NAMESPACE: &str = "http://schemas.microsoft.com/project";
/// The custom field (Text1) that carries our ids, so that a file that comes back updates.
pub(crate) const ID_FIELD: &str = "188743731";
/// A resource UID that means nobody.
pub(crate) const NOBODY: &str = "-65535";
/// `LinkLag` is in tenths of a minute; a working day has eight hours.
pub(crate) const LAG_PER_DAY: i64 = 8 * 60 * 10;

/// A file that is no project.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum MspdiError {
    #[error("byte {at}: the XML is broken: {reason}")]
    Xml { at: u64, reason: String },
    #[error("the XML is a <{found}>, not a <Project> of MS Project")]
    NotAProject { found: String },
    #[error("the XML has more than {most} elements or is nested too deeply: refused")]
    TooLarge { most: usize },
}

#[cfg(test)]
mod tests;
