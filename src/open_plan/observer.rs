//! A place for who follows what goes into the document from where: the list of changes, and edits that lost.

use std::rc::Rc;

use leptos::prelude::*;
use plan::Command;
use plan::model::Plan;

use super::OpenPlan;
use crate::document::Document;

/// Hears of every change. It is called while the document is in use: it notes what it needs and acts later, when
/// [`OpenPlan::changes`] wakes.
pub trait Observer {
    /// An update of the relay is about to go in.
    fn before_foreign(&self, document: &Document);
    /// It went in; `changed`: something that can be read is different.
    fn after_foreign(&self, document: &Document, changed: bool);
    /// A command of this reader is about to be carried out.
    fn before_own(&self, plan: &Plan, command: &Command);
}

impl OpenPlan {
    /// See [`plan::PlanDoc::writers_since`]; without this session.
    pub fn writers_since(&self, state_vector: &[u8]) -> Vec<u64> {
        let writers = self.inner.try_with_value(|inner| {
            let own = inner.doc.client_id();
            let mut writers = inner.doc.writers_since(state_vector);
            writers.retain(|client| *client != own);
            writers
        });
        writers.unwrap_or_default()
    }

    /// What the document knows, encoded v1.
    pub fn state_vector(&self) -> Vec<u8> {
        let vector = self.inner.try_with_value(|inner| inner.doc.state_vector());
        vector.unwrap_or_default()
    }

    /// From now on, until the page is closed.
    pub fn observe(&self, observer: Rc<dyn Observer>) {
        let _ = self
            .inner
            .try_update_value(|inner| inner.observer = Some(observer));
    }
}
