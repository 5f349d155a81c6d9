//! What the reader does: commands, typing, undo. All of it is in the piece of [`super::editing`], and reached through
//! [`super::editing::Editing`] alone: a call from elsewhere would put it, and every rule of the plan, into the first load.

use leptos::prelude::*;
use plan::text::splice_between;
use plan::undo::TakeBack;
use plan::{Command, TextField};
use sync::Input;

use super::OpenPlan;
use super::notice::{Way, What};
use super::text::{rebase, text_of};
use crate::clock::steady_ms;

impl OpenPlan {
    pub(super) fn carry_out(self, command: &Command, typing: Option<TextField>) -> bool {
        if !self.may_edit().get_untracked() {
            self.tell(What::ReadOnly);
            return false;
        }
        let back = self.apply(command, typing);
        let Some(back) = back else { return false };
        let _ = self
            .inner
            .try_update_value(|inner| inner.history.record(back, typing, steady_ms()));
        self.refresh_history();
        true
    }

    /// Document, device, relay, screen. Gives what takes it back; tells why where it is refused.
    fn apply(self, command: &Command, typing: Option<TextField>) -> Option<TakeBack> {
        let shown = typing.is_none().then(|| self.watched_text()).flatten();
        let applied = self.inner.try_update_value(|inner| {
            if let Some(observer) = &inner.observer {
                observer.before_own(inner.doc.plan(), command);
            }
            inner.doc.apply(command)
        })?;
        let applied = match applied {
            Ok(applied) => applied,
            Err(refused) => {
                self.tell(What::Refused(refused));
                return None;
            }
        };
        if !applied.update.is_empty() {
            let effects = self.inner.try_update_value(|inner| {
                if let Some(keeper) = &inner.keeper {
                    keeper.keep_edit(applied.update.clone());
                }
                inner.step(steady_ms(), Input::Edited(&applied.update))
            });
            self.refresh();
            if let Some((field, before)) = shown {
                self.tell_own_change(field, &before);
            }
            if let Some(effects) = effects {
                self.perform(effects);
            }
        }
        if typing.is_some() {
            // A key press pays for no comparison: what others type stays anyway.
            return Some(TakeBack::of_words(applied.undo));
        }
        self.inner
            .try_with_value(|inner| inner.doc.take_back(applied.undo))
    }

    pub(super) fn take_back(self) {
        let step = self
            .inner
            .try_update_value(|inner| inner.history.pop_undo());
        if let Some(Some(step)) = step
            && let Some(back) = self.go_back(&step, Way::Undo)
        {
            let _ = self
                .inner
                .try_update_value(|inner| inner.history.undone(back));
        }
        self.refresh_history();
    }

    pub(super) fn bring_back(self) {
        let step = self
            .inner
            .try_update_value(|inner| inner.history.pop_redo());
        if let Some(Some(step)) = step
            && let Some(back) = self.go_back(&step, Way::Redo)
        {
            let _ = self
                .inner
                .try_update_value(|inner| inner.history.redone(back));
        }
        self.refresh_history();
    }

    /// Takes a step back, and says what that wrote over: what others have changed there since.
    fn go_back(self, step: &TakeBack, way: Way) -> Option<TakeBack> {
        // Asked before: afterwards it is gone.
        let touched = self
            .inner
            .try_with_value(|inner| inner.doc.changed_since(step));
        let back = self.apply(&step.undo, None)?;
        if let Some(touched) = touched.filter(|touched| !touched.is_empty()) {
            self.tell(What::WroteOver { way, touched });
        }
        Some(back)
    }

    pub(super) fn type_in(
        self,
        field: TextField,
        old_shown: &str,
        new: &str,
        caret: Option<u32>,
    ) -> bool {
        let Some(mine) = splice_between(old_shown, new, caret) else {
            return true;
        };
        let splices = self.inner.try_with_value(|inner| {
            let present = text_of(inner.doc.plan(), field).unwrap_or_default();
            match splice_between(old_shown, present, None) {
                Some(theirs) => rebase(&mine, &theirs),
                None => vec![mine],
            }
        });
        let edits = splices.unwrap_or_default().into_iter();
        let mut edits: Vec<Command> = edits
            .map(|splice| Command::EditText { field, splice })
            .collect();
        let command = match edits.len() {
            1 => edits.remove(0),
            _ => Command::Batch(edits),
        };
        self.carry_out(&command, Some(field))
    }
}
