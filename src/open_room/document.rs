//! A small document as this browser holds it: like [`crate::document::Document`], foreign bytes pass the gate of
//! `crates/sync` first.

use plan::model::Session;
use plan::{Refused, SmallDoc, SmallKind};
use sync::{Gate, Malformed, Replica};

use crate::random;

/// See the module.
pub struct SmallDocument<K: SmallKind> {
    doc: SmallDoc<K>,
    gate: Gate,
    /// What the session has brought since [`SmallDocument::taken_in`] was last asked.
    taken_in: Vec<Vec<u8>>,
}

impl<K: SmallKind> SmallDocument<K> {
    /// An empty document with a fresh client id.
    pub fn new() -> Self {
        Self {
            doc: SmallDoc::new(random::client_id()),
            gate: Gate::default(),
            taken_in: Vec::new(),
        }
    }

    /// What it holds.
    pub fn value(&self) -> &K::Value {
        self.doc.value()
    }

    /// The id under which this session writes.
    pub fn client_id(&self) -> u64 {
        self.doc.client_id()
    }

    /// Who writes here; goes into the document with the next command.
    pub fn set_session(&mut self, session: Session) {
        self.doc.set_session(session);
    }

    /// Carries out a command and gives its update, which is empty where nothing changed.
    ///
    /// # Errors
    /// A refused command names the rule and has written nothing.
    pub fn apply(&mut self, command: &K::Command) -> Result<Vec<u8>, Refused> {
        let update = self.doc.apply(command)?.update;
        if !update.is_empty() {
            let made = self.gate.made(&update);
            made.expect("what the document has encoded is an update");
        }
        Ok(update)
    }

    /// Takes in an update of the device's store or of another tab. What stands on something that is not here waits.
    ///
    /// # Errors
    /// Bytes that are no update, or would hurt.
    pub fn merge(&mut self, update: &[u8]) -> Result<(), Malformed> {
        for part in self.gate.admit(update)? {
            let merged = self.doc.merge(&part);
            merged.map_err(|_| Malformed("update"))?;
        }
        Ok(())
    }

    /// Something waits for an update that was never seen.
    pub fn waits(&self) -> bool {
        self.gate.waits()
    }

    /// The whole state as one update, what waits included.
    pub fn encode(&self) -> Vec<u8> {
        self.gate.joined_to(self.doc.encode())
    }

    /// What the relay has brought since this was last asked: the device is to keep it.
    pub fn taken_in(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.taken_in)
    }
}

impl<K: SmallKind> Replica for SmallDocument<K> {
    fn state_vector(&self) -> Vec<u8> {
        self.doc.state_vector()
    }

    fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Malformed> {
        let difference = self.doc.diff(state_vector);
        let difference = difference.map_err(|_| Malformed("state vector"))?;
        Ok(self.gate.joined_to(difference))
    }

    fn apply(&mut self, update: &[u8]) -> Result<(), Malformed> {
        self.merge(update)?;
        self.taken_in.push(update.to_owned());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plan::TalkCommand;
    use plan::id::CommentId;
    use plan::model::Comment;
    use plan::talk_doc::TalkKind;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn what_the_relay_brings_is_to_be_kept_and_hostile_bytes_are_refused() {
        let (mut writer, mut reader) = (
            SmallDocument::<TalkKind>::new(),
            SmallDocument::<TalkKind>::new(),
        );
        let comment = Comment {
            id: CommentId::from_bits(1),
            milestone: None,
            author: None,
            text: "Hello".to_owned(),
            mentions: Vec::new(),
            at: 1,
            archived: false,
            created_by: None,
        };
        let command = TalkCommand::AddComment(comment);
        let update = writer.apply(&command).expect("allowed");
        Replica::apply(&mut reader, &update).expect("an update");
        assert_eq!(reader.value().comments[0].text, "Hello");
        assert_eq!(reader.taken_in(), [update]);
        assert!(reader.taken_in().is_empty(), "once");

        let mut hostile = vec![1, 1, 1, 0, 8, 1, 1, b't', 1];
        hostile.extend([117, 1].repeat(2_000_000));
        hostile.extend([126, 0]);
        assert!(Replica::apply(&mut reader, &hostile).is_err());
    }
}
