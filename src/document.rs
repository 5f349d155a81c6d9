//! A plan's document as this browser holds it: every foreign byte passes the gate of `crates/sync` before it gets
//! there, whether it comes from the relay, from the device's store, from another tab or out of a file.

use std::borrow::Cow;

use plan::model::{Plan, Session};
use plan::undo::{TakeBack, Touched};
use plan::{Applied, Command, Merged, PlanDoc, Reach, Refused};
use sync::{Gate, Malformed};

use crate::random;

/// See the module.
pub struct Document {
    plan: PlanDoc,
    gate: Gate,
}

impl Document {
    /// An empty document with a fresh client id: two writers with one id diverge silently.
    pub fn new() -> Self {
        Self {
            plan: PlanDoc::new(random::client_id()),
            gate: Gate::default(),
        }
    }

    /// Of all these updates that can be read.
    pub fn of<'a>(updates: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut document = Self::new();
        for update in updates {
            // An unreadable record is told about where the plan is opened.
            let _ = document.merge(update);
        }
        document
    }

    /// The plan as it is.
    pub fn plan(&self) -> &Plan {
        self.plan.plan()
    }

    /// See [`PlanDoc::take_reach`].
    pub fn take_reach(&mut self) -> Reach {
        self.plan.take_reach()
    }

    /// The id under which this session writes.
    pub fn client_id(&self) -> u64 {
        self.plan.client_id()
    }

    /// See [`PlanDoc::set_session`].
    pub fn set_session(&mut self, session: Session) {
        self.plan.set_session(session);
    }

    /// See [`PlanDoc::apply`].
    ///
    /// # Errors
    /// A refused command names the rule and has written nothing.
    pub fn apply(&mut self, command: &Command) -> Result<Applied, Refused> {
        let applied = self.plan.apply(command)?;
        if !applied.update.is_empty() {
            let made = self.gate.made(&applied.update);
            made.expect("what the document has encoded is an update");
        }
        Ok(applied)
    }

    /// See [`PlanDoc::would_refuse`].
    ///
    /// # Errors
    /// The rule that stands against it.
    pub fn would_refuse(&self, command: &Command) -> Result<(), Refused> {
        self.plan.would_refuse(command)
    }

    /// See [`PlanDoc::take_back`].
    pub fn take_back(&self, undo: Command) -> TakeBack {
        self.plan.take_back(undo)
    }

    /// See [`PlanDoc::changed_since`]; nothing where the step itself would be refused.
    pub fn changed_since(&self, step: &TakeBack) -> Vec<Touched> {
        self.plan.changed_since(step).unwrap_or_default()
    }

    /// Takes in an update that came from elsewhere. What stands on something that is not here waits.
    ///
    /// # Errors
    /// Bytes that are no update, or would hurt.
    pub fn merge(&mut self, update: &[u8]) -> Result<Merged, Malformed> {
        let mut all = Merged::default();
        for part in self.gate.admit(update)? {
            let part: Cow<'_, [u8]> = part;
            let merged = self.plan.merge(&part);
            let merged = merged.map_err(|_| Malformed("update"))?;
            all.changed |= merged.changed;
            all.texts.extend(merged.texts);
        }
        Ok(all)
    }

    /// Something waits for an update that was never seen.
    pub fn waits(&self) -> bool {
        self.gate.waits()
    }

    /// Whether all of this update is in the plan, and nothing of it waits.
    pub fn has_let_in(&self, update: &[u8]) -> bool {
        self.gate.has_let_in(update)
    }

    /// Nothing was ever written.
    pub fn is_empty(&self) -> bool {
        self.state_vector() == Self::new().state_vector() && !self.waits()
    }

    /// What this document knows, encoded v1.
    pub fn state_vector(&self) -> Vec<u8> {
        self.plan.state_vector()
    }

    /// See [`PlanDoc::writers_since`].
    pub fn writers_since(&self, state_vector: &[u8]) -> Vec<u64> {
        self.plan.writers_since(state_vector)
    }

    /// What the holder of that state vector lacks, what waits and the whole delete set included.
    ///
    /// # Errors
    /// Bytes that are no state vector.
    pub fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Malformed> {
        let difference = self.plan.diff(state_vector);
        let difference = difference.map_err(|_| Malformed("state vector"))?;
        Ok(self.gate.joined_to(difference))
    }

    /// The whole state as one update, what waits included.
    pub fn encode(&self) -> Vec<u8> {
        self.gate.joined_to(self.plan.encode())
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn named(document: &mut Document, name: &str) -> Vec<u8> {
        let command = Command::SetKindName(name.to_owned());
        document.apply(&command).expect("allowed").update
    }

    #[wasm_bindgen_test]
    fn a_lost_record_makes_others_wait_and_none_of_them_is_lost() {
        let mut writer = Document::new();
        let names = ["One", "Two", "Three"];
        let updates: Vec<_> = names.iter().map(|name| named(&mut writer, name)).collect();
        let mut reader = Document::of([&updates[0][..], &updates[2]]);
        assert!(reader.waits() && !reader.has_let_in(&updates[2]));
        assert_eq!(reader.plan().kind_name, "One");
        let mut file = Document::of([&reader.encode()[..]]);
        assert!(file.waits(), "what waits goes along");
        for document in [&mut reader, &mut file] {
            document.merge(&updates[1]).expect("the lost one");
            assert_eq!(document.plan().kind_name, "Three");
            assert!(!document.waits() && document.has_let_in(&updates[2]));
        }
        assert!(Document::new().is_empty() && !reader.is_empty());
    }

    #[wasm_bindgen_test]
    fn bytes_that_would_end_the_tab_are_refused() {
        // One list within the other, two million deep: decoding it would overflow the stack.
        let mut hostile = vec![1, 1, 1, 0, 8, 1, 1, b't', 1];
        hostile.extend([117, 1].repeat(2_000_000));
        hostile.extend([126, 0]);
        assert!(Document::new().merge(&hostile).is_err());
    }
}
