//! Who changes the document, and how a command becomes an edit that is kept and sent.

use leptos::prelude::*;
use plan::id::PersonId;
use plan::model::{Session as Writer, Side};
use plan::{Refused, SmallKind};
use sync::Input;

use super::OpenRoom;
use crate::identity;

impl<K: SmallKind> OpenRoom<K> {
    /// Carries out a command: document, device, relay, screen.
    ///
    /// # Errors
    /// The rule against it; nothing is written then.
    pub fn run(self, command: &K::Command) -> Result<(), Refused> {
        let writer = Writer {
            person: self.reader(),
            side: self.own_side(),
            name: identity::load().name,
        };
        let applied = self.inner.try_update_value(|inner| {
            if inner.writer.as_ref() != Some(&writer) {
                inner.doc.set_session(writer.clone());
                inner.writer = Some(writer);
            }
            inner.doc.apply(command)
        });
        let Some(update) = applied.transpose()? else {
            return Ok(()); // the page is gone
        };
        if !update.is_empty() {
            let _ = self.inner.try_with_value(|inner| {
                inner
                    .keeper
                    .as_ref()
                    .inspect(|keeper| keeper.keep_edit(update.clone()));
            });
            self.refresh();
            self.step(Input::Edited(&update));
        }
        Ok(())
    }

    /// The side of the link in use.
    pub fn own_side(self) -> Option<Side> {
        let access = self.plan.access().try_get_untracked().flatten();
        access.map(|access| access.side)
    }

    /// The reader among the people of their side, by the name they gave themselves; `None` where two have it.
    pub fn reader(self) -> Option<PersonId> {
        let name = identity::load().name.to_lowercase();
        let side = self.own_side();
        self.plan.with_plan(|plan| {
            let is_reader = |one: &&plan::model::Person| {
                Some(one.side) == side
                    && !one.archived
                    && identity::clean_name(&one.name).to_lowercase() == name
            };
            let mut found = plan.people.iter().filter(is_reader);
            let one = found.next().filter(|_| !name.is_empty())?;
            found.next().is_none().then_some(one.id)
        })
    }
}
