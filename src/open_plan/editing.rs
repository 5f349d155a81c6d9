//! The code that changes documents comes in a piece of its own, right after the first picture. What the reader does
//! before it is here waits in order and is then done as if it had been done now: nothing that was typed is lost.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::{Applied, Command, Refused, TextField};

use super::OpenPlan;
use super::notice::What;
use crate::document::Document;
use crate::later::NotLoaded;

/// A piece that did not come is asked for again after this.
const AGAIN: Duration = Duration::from_secs(4);

/// What the piece brings.
#[derive(Clone, Copy)]
pub struct Editing {
    /// [`Document::apply`].
    pub(super) apply: fn(&mut Document, &Command) -> Result<Applied, Refused>,
}

impl Editing {
    /// Without a cut there is nothing to wait for.
    pub(super) fn at_once() -> Option<Self> {
        #[cfg(not(feature = "split"))]
        return Some(whole());
        #[cfg(feature = "split")]
        return None;
    }
}

/// Something that the reader did.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Run(Command),
    Type {
        field: TextField,
        old_shown: String,
        new: String,
        caret: Option<u32>,
    },
    Undo,
    Redo,
}

fn whole() -> Editing {
    Editing {
        apply: Document::apply,
    }
}

// What the cut makes of a function is a foreign one, which only the linker's own checks can see through.
#[cfg(feature = "split")]
#[allow(unsafe_code)]
#[leptos::wasm_split::wasm_split(editing, wasm_split_path = leptos::wasm_split, fallible)]
fn load() -> Result<Editing, NotLoaded> {
    Ok(whole())
}

#[cfg(not(feature = "split"))]
#[allow(clippy::unused_async)]
async fn load() -> Result<Editing, NotLoaded> {
    Ok(whole())
}

impl OpenPlan {
    /// Puts an act into the queue while the code for it is still to come. `false`: do it now.
    pub(super) fn waits_for_editing(self, act: impl FnOnce() -> Act) -> bool {
        let waits = self.inner.try_update_value(|inner| {
            let waits = inner.editing.is_none();
            if waits {
                inner.acts.push(act());
            }
            waits
        });
        let waits = waits.unwrap_or_default();
        if waits {
            self.fetch_editing();
        }
        waits
    }

    /// Fetches the code for acts, unless it is here or on its way.
    pub(super) fn fetch_editing(self) {
        let begins = self.inner.try_update_value(|inner| {
            let begins = inner.editing.is_none() && !inner.fetches_editing;
            inner.fetches_editing |= begins;
            begins
        });
        if begins == Some(true) {
            spawn_local(async move { self.editing_came(load().await) });
        }
    }

    /// The answer to [`OpenPlan::fetch_editing`]: what waited is done, or goes on waiting and the reader is told.
    pub(super) fn editing_came(self, came: Result<Editing, NotLoaded>) {
        let acts = self.inner.try_update_value(|inner| {
            inner.fetches_editing = false;
            inner.editing = came.ok();
            match inner.editing {
                Some(_) => std::mem::take(&mut inner.acts),
                None => Vec::new(),
            }
        });
        let Some(acts) = acts else { return };
        if came.is_err() {
            self.tell(What::NoEditing);
            set_timeout(move || self.fetch_editing(), AGAIN);
            return;
        }
        self.forget_notice(&What::NoEditing);
        for act in acts {
            match act {
                Act::Run(command) => drop(self.carry_out(&command, None)),
                Act::Type {
                    field,
                    old_shown,
                    new,
                    caret,
                } => drop(self.type_in(field, &old_shown, &new, caret)),
                Act::Undo => self.take_back(),
                Act::Redo => self.bring_back(),
            }
        }
    }

    /// Waits until acts are done at once. `false` where their code does not come.
    pub(super) async fn has_editing(self) -> bool {
        let is_here = || self.inner.try_with_value(|inner| inner.editing.is_some());
        if is_here() == Some(false) {
            self.editing_came(load().await);
        }
        is_here() == Some(true)
    }
}
