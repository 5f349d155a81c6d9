//! The open plan: the one way from the document to the screen and back.
//!
//! Down: document -> [`PlanState`] (rows, patched field by field) -> components. Up: component -> [`Command`] ->
//! one transaction -> the device's store, the relay, the screen. Nothing else touches the document.

mod acting;
mod aside;
mod connecting;
mod editing;
mod embedded;
mod history;
mod inner;
pub mod keeper;
mod notice;
mod observer;
mod opening;
mod presence;
mod rows;
mod saving;
mod showing;
mod start;
pub mod tabs;
mod telling;
#[cfg(test)]
mod tests;
mod text;
mod typing;
mod writing_anew;

use leptos::prelude::*;
use plan::model::Plan;
use plan::{Command, TextField};
use reactive_stores::Store;

pub use self::aside::{Edit, Field, SetAside, Value};
use self::editing::Act;
use self::inner::Inner;
pub use self::notice::{Notice, Way, What};
pub use self::observer::Observer;
pub use self::presence::{CellRef, Column, Looks, Present};
pub use self::saving::{Beside, Kept, Saving};
pub use self::start::{CreateError, Start, create};
pub use self::text::RemoteText;
use crate::api::Access;
use crate::paths::{PlanId, Room, Secret};
use crate::state::PlanState;

/// How far the opening of a plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The device's store is being read.
    Opening,
    /// Nothing of it is on this device, and the relay has not answered yet.
    Waiting,
    /// It is on the screen.
    Ready,
    /// This browser knows no key for it.
    NoKey,
    /// The relay does not accept the key, and nothing of the plan is on this device.
    Denied,
}

/// The handle of the open plan, for the context of the plan page. It ends with the page that opened it.
#[derive(Clone, Copy)]
pub struct OpenPlan {
    inner: StoredValue<Inner, LocalStorage>,
    state: Store<PlanState>,
    phase: RwSignal<Phase>,
    saving: RwSignal<Saving>,
    present: RwSignal<Vec<Present>>,
    access: RwSignal<Option<Access>>,
    notices: RwSignal<Vec<Notice>>,
    aside: RwSignal<Option<u32>>,
    history: RwSignal<(bool, bool)>,
    changes: RwSignal<u32>,
}

impl OpenPlan {
    /// Opens a room of a plan. A key in the address is stored, and then taken out of the address bar; without one,
    /// the key counts that this tab or this browser knows. Call it in a component: it closes with that component's owner.
    pub fn open(plan: PlanId, room: Room) -> Self {
        let in_address = crate::paths::secret_in_address_bar();
        if let Some(secret) = &in_address {
            // Where the browser denies it, the key stays in the address.
            let _ = crate::known_plans::learn(&plan, secret);
        }
        let secret = in_address.or_else(|| crate::known_plans::secret(&plan));
        Self::open_with(plan, room, secret)
    }

    /// Opens a room with this key, or what the device has of it without one.
    fn open_with(plan: PlanId, room: Room, secret: Option<Secret>) -> Self {
        let access = secret
            .as_ref()
            .and_then(|secret| crate::known_plans::access(&plan, secret));
        let open_plan = Self {
            inner: StoredValue::new_local(Inner::new(plan, room, secret)),
            state: Store::new(PlanState::default()),
            phase: RwSignal::new(Phase::Opening),
            saving: RwSignal::new(Saving::Opening),
            present: RwSignal::new(Vec::new()),
            access: RwSignal::new(access),
            notices: RwSignal::new(Vec::new()),
            aside: RwSignal::new(None),
            history: RwSignal::new((false, false)),
            changes: RwSignal::new(0),
        };
        open_plan.start();
        open_plan
    }

    /// What the screen reads. Only this module writes it.
    pub fn state(&self) -> Store<PlanState> {
        self.state
    }

    /// The plan as it is now, for a handler that needs more than its row. Not reactive.
    pub fn plan(&self) -> Plan {
        let plan = self.inner.try_with_value(|inner| inner.doc.plan().clone());
        plan.unwrap_or_default()
    }

    /// The same without a copy, for who takes a part of it.
    pub fn with_plan<T>(&self, read: impl FnOnce(&Plan) -> T) -> T {
        let mut read = Some(read);
        let mut once = |plan: &Plan| read.take().map(|read| read(plan));
        let found = self.inner.try_with_value(|inner| once(inner.doc.plan()));
        let found = found.flatten().or_else(|| once(&Plan::default()));
        found.expect("one of the two has read")
    }

    /// Wakes with every change of the document: for what is computed from the plan as a whole.
    pub fn changes(&self) -> Signal<u32> {
        self.changes.into()
    }

    /// The whole document as one Yjs update, for the worker that writes files.
    pub fn document(&self) -> Vec<u8> {
        let update = self.inner.try_with_value(|inner| inner.doc.encode());
        update.unwrap_or_default()
    }

    /// The id in the address.
    pub fn id(&self) -> PlanId {
        self.inner.with_value(|inner| inner.plan.clone())
    }

    /// How far the opening has come.
    pub fn phase(&self) -> Signal<Phase> {
        self.phase.into()
    }

    /// How safe the reader's work is.
    pub fn saving(&self) -> Signal<Saving> {
        self.saving.into()
    }

    /// Who else is here.
    pub fn present(&self) -> Signal<Vec<Present>> {
        self.present.into()
    }

    /// What the link in use may do, once the relay said so here or earlier.
    pub fn access(&self) -> Signal<Option<Access>> {
        self.access.into()
    }

    /// Whether commands are taken: the plan is here, and the link is not known to be a viewer's.
    pub fn may_edit(&self) -> Signal<bool> {
        let (phase, access) = (self.phase, self.access);
        Signal::derive(move || {
            phase.get() == Phase::Ready && access.read().as_ref().is_none_or(Access::may_edit)
        })
    }

    /// Messages for the reader, the oldest first.
    pub fn notices(&self) -> Signal<Vec<Notice>> {
        self.notices.into()
    }

    /// Takes a message away.
    pub fn dismiss(&self, notice: u32) {
        self.notices
            .update(|notices| notices.retain(|one| one.id != notice));
    }

    /// Something that the relay has refused lies aside. The number grows when it is worth comparing again.
    pub fn lies_aside(&self) -> Signal<Option<u32>> {
        self.aside.into()
    }

    /// The edits that lie aside and wait to be put back, saved or discarded; `None` when nothing is left of them.
    pub async fn set_aside_edits(self) -> Option<SetAside> {
        self.compare_aside().await
    }

    /// Makes the refused edits once more.
    pub fn put_back(self) {
        leptos::task::spawn_local(async move { self.make_again().await });
    }

    /// Gives the refused document to the reader as a file.
    pub fn save_set_aside(self) {
        leptos::task::spawn_local(async move { self.hand_out_aside().await });
    }

    /// Lets go of the refused edits for ever.
    pub fn discard_set_aside(self) {
        leptos::task::spawn_local(async move { self.let_go_of_aside().await });
    }

    /// Carries out a command: document, device, relay, screen. A refused one becomes a notice, and the answer is
    /// `false`, so that a field can show again what stands in the plan. What comes before the code for it waits.
    pub fn run(&self, command: Command) -> bool {
        self.act(Act::Run(command))
    }

    /// The reader typed: `old_shown` stood in the field before, `new` stands there now, `caret` is where (UTF-16).
    /// What others typed meanwhile stays. While the field is being composed (IME), do not call this:
    /// call it once when composition ends, with the text from its start as `old_shown`.
    pub fn edit_text(
        &self,
        field: TextField,
        old_shown: &str,
        new: &str,
        caret: Option<u32>,
    ) -> bool {
        self.act(Act::Type {
            field,
            old_shown: old_shown.to_owned(),
            new: new.to_owned(),
            caret,
        })
    }

    /// From now on `listener` hears what others change in this field: set the text, shift the caret by the delta.
    /// One field at a time, the focused one; `unwatch_text` when it loses focus.
    pub fn watch_text(&self, field: TextField, listener: impl Fn(RemoteText) + 'static) {
        self.set_watch(field, Box::new(listener));
    }

    /// Ends [`OpenPlan::watch_text`].
    pub fn unwatch_text(&self, field: TextField) {
        self.end_watch(field);
    }

    /// A composition (IME) began in this field: until `None`, the field's text on the screen stays as it is.
    /// Order at the end of a composition: first `edit_text`, then `set_composing(None)`; what others typed arrives then.
    pub fn set_composing(&self, field: Option<TextField>) {
        self.compose(field);
    }

    /// Takes back the last step of this reader in this tab.
    pub fn undo(&self) {
        self.act(Act::Undo);
    }

    /// Brings back what was last taken back.
    pub fn redo(&self) {
        self.act(Act::Redo);
    }

    /// Whether there is something to take back, and something to bring back.
    pub fn can_undo_redo(&self) -> Signal<(bool, bool)> {
        self.history.into()
    }

    /// Connects now, also after a refusal.
    pub fn retry(&self) {
        self.step(sync::Input::Retry);
        self.ask_access();
    }
}
