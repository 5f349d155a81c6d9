//! The code that changes documents comes in a piece of its own, right after the first picture. What the reader does
//! before it is here waits in order and is then done as if it had been done now: nothing that was typed is lost.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::{Command, TextField};

use super::OpenPlan;
use super::notice::What;
use crate::later::NotLoaded;

/// A piece that did not come is asked for again after this.
const AGAIN: Duration = Duration::from_secs(4);

/// What the piece brings: the ways into `acting.rs`. Whatever else calls that module is in the first load with all of it.
#[derive(Clone, Copy)]
pub struct Editing {
    pub(super) carry_out: fn(OpenPlan, &Command, Option<TextField>) -> bool,
    pub(super) type_in: fn(OpenPlan, TextField, &str, &str, Option<u32>) -> bool,
    pub(super) take_back: fn(OpenPlan),
    pub(super) bring_back: fn(OpenPlan),
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
#[derive(Debug)]
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
        carry_out: OpenPlan::carry_out,
        type_in: OpenPlan::type_in,
        take_back: OpenPlan::take_back,
        bring_back: OpenPlan::bring_back,
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
    /// Does an act, or puts it into the queue while the code for it is still to come. Gives whether it stands: what
    /// waits does, and so does what comes after the page has gone.
    pub(super) fn act(self, act: Act) -> bool {
        let mut act = Some(act);
        let editing = self.inner.try_update_value(|inner| {
            if inner.editing.is_none() {
                inner.acts.extend(act.take());
            }
            inner.editing
        });
        match (editing.flatten(), act) {
            (Some(editing), Some(act)) => self.act_now(editing, act),
            _ => {
                self.fetch_editing();
                true
            }
        }
    }

    fn act_now(self, editing: Editing, act: Act) -> bool {
        match act {
            Act::Run(command) => (editing.carry_out)(self, &command, None),
            Act::Type {
                field,
                old_shown,
                new,
                caret,
            } => (editing.type_in)(self, field, &old_shown, &new, caret),
            Act::Undo => {
                (editing.take_back)(self);
                true
            }
            Act::Redo => {
                (editing.bring_back)(self);
                true
            }
        }
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
        let Ok(editing) = came else {
            self.tell(What::NoEditing);
            set_timeout(move || self.fetch_editing(), AGAIN);
            return;
        };
        self.forget_notice(&What::NoEditing);
        for act in acts {
            self.act_now(editing, act);
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
