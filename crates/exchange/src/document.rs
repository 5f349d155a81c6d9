//! The document itself as a file: two people swap such files by mail, merge them, and lose nothing.
//!
//! The file is a line that says what it is and the Yjs state as an update (v1), which any Yjs client can apply.

use plan::{PlanDoc, Refused, from_plan, model::Plan};

/// The first line of the file.
const MAGIC: &[u8] = b"coplan document 1\n";

/// A file that is no document, or is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum DocumentError {
    #[error("this is no document file; `coplan export --to coplan` makes one")]
    NotADocument,
    #[error("the document is damaged: {reason}")]
    Damaged { reason: String },
    #[error("the document does not take this: {refused}")]
    Refused { refused: Refused },
}

/// The bytes begin as a document file does.
pub fn is_document(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// A document as a file.
pub fn write(document: &PlanDoc) -> Vec<u8> {
    [MAGIC, &document.encode()].concat()
}

/// Opens a file as a document that writes under `client` (fresh and random, below 2^53).
///
/// # Errors
/// See [`DocumentError`].
pub fn open(bytes: &[u8], client: u64) -> Result<PlanDoc, DocumentError> {
    let mut document = PlanDoc::new(client);
    merge(&mut document, bytes)?;
    Ok(document)
}

/// Brings in what another file has.
///
/// # Errors
/// See [`DocumentError`].
pub fn merge(document: &mut PlanDoc, bytes: &[u8]) -> Result<(), DocumentError> {
    let update = bytes
        .strip_prefix(MAGIC)
        .ok_or(DocumentError::NotADocument)?;
    let merged = document.merge(update);
    merged
        .map(|_| ())
        .map_err(|malformed| DocumentError::Damaged {
            reason: malformed.to_string(),
        })
}

/// A new document that holds a plan.
///
/// # Errors
/// When the plan breaks a rule of documents, for example a limit.
pub fn from(plan: &Plan, client: u64) -> Result<PlanDoc, DocumentError> {
    let mut document = PlanDoc::new(client);
    match document.apply(&from_plan(plan)) {
        Ok(_) => Ok(document),
        Err(refused) => Err(DocumentError::Refused { refused }),
    }
}

#[cfg(test)]
mod tests {
    use plan::command::{Command, Place};

    use super::*;

    #[test]
    fn two_files_edited_apart_merge_to_the_same_plan_with_both_edits() {
        let plan = Plan {
            milestones: vec![crate::blank("Demo")],
            ..Plan::default()
        };
        let file = write(&from(&plan, 1).expect("a small plan"));
        let edited = |client: u64, title: &str| {
            let mut document = open(&file, client).expect("our own");
            let id = plan::id::MilestoneId::from_bits(client);
            let title = title.to_owned();
            document
                .apply(&Command::AddMilestone {
                    id,
                    place: Place::Last,
                    title,
                })
                .expect("allowed");
            write(&document)
        };
        let (one, other) = (edited(2, "Legal"), edited(3, "Sign"));
        let merged = |a: &[u8], b: &[u8]| {
            let mut document = open(a, 9).expect("our own");
            merge(&mut document, b).expect("our own");
            document.read()
        };
        let plan = merged(&one, &other);
        assert_eq!(plan, merged(&other, &one));
        assert_eq!(plan.milestones.len(), 3);
    }

    #[test]
    fn what_is_no_document_says_so() {
        assert!(matches!(
            open(b"hello", 1),
            Err(DocumentError::NotADocument)
        ));
        let damaged = [MAGIC, b"\x05\xff\xff"].concat();
        assert!(matches!(
            open(&damaged, 1),
            Err(DocumentError::Damaged { .. })
        ));
    }
}
