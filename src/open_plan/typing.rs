//! The focused text field: it hears what others change in it, and is left alone while it is being composed.

use leptos::prelude::*;
use plan::text::splice_between;
use plan::{Delta, TextChange, TextField};

use super::OpenPlan;
use super::inner::Listener;
use super::text::{RemoteText, text_of};

impl OpenPlan {
    pub(super) fn set_watch(self, field: TextField, listener: Listener) {
        let _ = self
            .inner
            .try_update_value(|inner| inner.watch = Some((field, listener)));
    }

    pub(super) fn end_watch(self, field: TextField) {
        let _ = self.inner.try_update_value(|inner| {
            inner.watch.take_if(|(watched, _)| *watched == field);
        });
    }

    pub(super) fn compose(self, field: Option<TextField>) {
        let held = self.inner.try_update_value(|inner| {
            let shown = field.map(|field| {
                let text = text_of(inner.doc.plan(), field).unwrap_or_default();
                (field, text.to_owned())
            });
            std::mem::replace(&mut inner.composing, shown)
        });
        if let Some(Some((field, _))) = held {
            self.refresh_all();
            self.catch_up(field);
        }
    }

    /// The composed field gets what waited, without a delta: the listener leaves the caret where it is.
    pub(super) fn catch_up(self, field: TextField) {
        self.with_listener(field, |text, listener| {
            let delta = Vec::new();
            listener(RemoteText { text, delta });
        });
    }

    /// What others have changed: known to undo, and to the field that shows it.
    pub(super) fn tell_listener(self, texts: &[TextChange]) {
        for change in texts {
            let _ = self
                .inner
                .try_update_value(|inner| inner.history.moved(change));
            self.with_listener(change.field, |text, listener| {
                let delta = change.delta.clone();
                listener(RemoteText { text, delta });
            });
        }
    }

    /// A field that is being composed hears nothing.
    pub(super) fn with_listener(self, field: TextField, act: impl FnOnce(String, &Listener)) {
        // The listener may call back, so it leaves the machine while it runs.
        let taken = self.inner.try_update_value(|inner| {
            if inner
                .composing
                .as_ref()
                .is_some_and(|(held, _)| *held == field)
            {
                return None;
            }
            let watch = inner.watch.take_if(|(watched, _)| *watched == field)?;
            let text = text_of(inner.doc.plan(), field)
                .unwrap_or_default()
                .to_owned();
            Some((watch, text))
        });
        let Some(Some(((field, listener), text))) = taken else {
            return;
        };
        act(text, &listener);
        let _ = self.inner.try_update_value(|inner| {
            inner.watch.get_or_insert((field, listener));
        });
    }

    /// The focused field and its text in the document.
    pub(super) fn watched_text(self) -> Option<(TextField, String)> {
        let watched = self.inner.try_with_value(|inner| {
            let (field, _) = inner.watch.as_ref()?;
            let text = text_of(inner.doc.plan(), *field)?;
            Some((*field, text.to_owned()))
        });
        watched.flatten()
    }

    /// An undo changed the focused field: to its listener that is as if somebody else had.
    pub(super) fn tell_own_change(self, field: TextField, before: &str) {
        self.with_listener(field, |text, listener| {
            if let Some(splice) = splice_between(before, &text, None) {
                let delta = vec![
                    Delta::Retain(splice.at),
                    Delta::Delete(splice.delete),
                    Delta::Insert(splice.insert),
                ];
                listener(RemoteText { text, delta });
            }
        });
    }
}
