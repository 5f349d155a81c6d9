//! Between the inner machine, the browser and the signals. What happens in the world comes in here, and what the
//! machine asks for is done here.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::{Command, TextField};
use sync::{Input, Output};

use super::inner::{Effects, Inner, Listener};
use super::keeper::Keeper;
use super::notice::{Notice, What};
use super::presence::{self, OwnPresence};
use super::saving::{Saving, saving};
use super::text::{RemoteText, rebase, text_of};
use super::{OpenPlan, Phase, rows};
use crate::api::{self, Access, ApiError};
use crate::clock::now_ms;
use crate::known_plans;
use crate::paths;
use crate::random;
use crate::socket::{ABNORMAL, Socket, SocketEvent};
use crate::storage::{Key, NewUpdate, Origin, Storage, Store as DeviceStore};

/// Compaction pays from so many records on.
const RECORDS_MAX: usize = 64;

impl OpenPlan {
    /// Reads the device's store, then connects.
    pub(super) fn start(self) {
        spawn_local(async move { self.read_device().await });
        self.listen_to_browser();
        on_cleanup(move || {
            let _ = self.inner.try_update_value(|inner| {
                inner.socket = None;
                inner.wake.take().inspect(TimeoutHandle::clear);
            });
        });
    }

    async fn read_device(self) {
        let Some(room) = self
            .inner
            .try_with_value(|inner| inner.room.name(&inner.plan))
        else {
            return;
        };
        let (store, denied) = DeviceStore::open(&room).await;
        let loaded = match store.load().await {
            Ok(loaded) => loaded,
            Err(error) => {
                self.tell(What::NotKept(error));
                Default::default()
            }
        };
        if let Some(error) = denied {
            self.tell(What::NotKept(error));
        }
        let read: Vec<Key> = loaded.updates.iter().map(|(key, _)| *key).collect();
        let outbox: Vec<Key> = loaded.outbox.iter().map(|waiting| waiting.key).collect();
        let merged = self.inner.try_update_value(|inner| {
            let results = loaded
                .updates
                .iter()
                .map(|(_, bytes)| inner.doc.merge(bytes));
            let unreadable = results.filter(Result::is_err).count();
            let whole = (unreadable == 0 && read.len() > RECORDS_MAX).then(|| inner.doc.encode());
            (unreadable, whole)
        });
        let Some((unreadable, whole)) = merged else {
            return;
        };
        if unreadable > 0 {
            self.tell(What::UnreadableRecords(unreadable));
        }
        if let Some(whole) = whole {
            // A failure leaves the records as they were; the next opening tries again.
            let _ = store.compact(&read, &whole).await;
        }
        self.device_was_read(store, outbox, !read.is_empty());
    }

    fn device_was_read(self, store: DeviceStore, outbox: Vec<Key>, has_content: bool) {
        let side = self
            .access
            .read_untracked()
            .as_ref()
            .map(|access| access.side);
        let has_key = self.inner.try_update_value(|inner| {
            let client = inner.doc.client_id();
            let unsaved = outbox.len();
            inner.set_writer(side);
            inner.has_content = has_content;
            inner.keeper = Some(Keeper::new(store, outbox, move || self.device_wrote()));
            let has_key = inner.secret.is_some();
            if has_key {
                let session = sync::Session::new(now_ms(), random::bits(), client, unsaved);
                inner.session = Some(session);
            }
            has_key
        });
        let Some(has_key) = has_key else { return };
        self.refresh();
        let phase = match (has_content, has_key) {
            (true, _) => Phase::Ready,
            (false, true) => Phase::Waiting,
            (false, false) => Phase::NoKey,
        };
        self.phase.set(phase);
        self.tell_presence(|_| {});
        self.step(Input::Tick);
        self.ask_access();
    }

    fn device_wrote(self) {
        let failure = self
            .inner
            .try_with_value(|inner| inner.keeper.as_ref().and_then(Keeper::failure));
        if let Some(Some(error)) = failure {
            self.tell(What::NotKept(error));
        }
        self.refresh_saving();
    }

    fn listen_to_browser(self) {
        let online = window_event_listener(leptos::ev::online, move |_| self.step(Input::Online));
        let offline =
            window_event_listener(leptos::ev::offline, move |_| self.step(Input::Offline));
        // A laptop that wakes has lost its socket without a close event: look at once.
        let visible = window_event_listener(leptos::ev::visibilitychange, move |_| {
            self.step(Input::Tick)
        });
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            let kept = self.inner.try_with_value(Inner::kept);
            if kept.is_some_and(|kept| self.saving.get_untracked().would_lose(kept)) {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            online.remove();
            offline.remove();
            visible.remove();
            leaving.remove();
        });
    }

    /// What the link may do; an answer is remembered for the next opening without a network.
    pub(super) fn ask_access(self) {
        let asked = self.inner.try_with_value(|inner| {
            let secret = inner.secret.clone()?;
            Some((inner.plan.clone(), secret))
        });
        let Some(Some((plan, secret))) = asked else {
            return;
        };
        spawn_local(async move {
            match api::access(&plan, &secret).await {
                Ok(access) => {
                    known_plans::update(&plan, |known| {
                        if known.secret == secret {
                            known.access = Some(access.clone());
                        }
                    });
                    self.learned_access(access);
                }
                Err(ApiError::Denied) => self.denied(),
                // The socket's own state tells that the relay is away.
                Err(_) => {}
            }
        });
    }

    fn learned_access(self, access: Access) {
        let side = Some(access.side);
        if self.access.try_set(Some(access)).is_some() {
            return; // the page is gone
        }
        let _ = self.inner.try_update_value(|inner| inner.set_writer(side));
        self.tell_presence(|own| own.side = side);
    }

    fn denied(self) {
        if self.phase.try_get_untracked() == Some(Phase::Waiting) {
            self.phase.set(Phase::Denied);
        }
    }

    /// The name goes into the document with the next command.
    pub(super) fn refresh_session(self) {
        let _ = self
            .inner
            .try_update_value(|inner| inner.set_writer(inner.own.side));
    }

    /// Feeds the session and does what it asks.
    pub(super) fn step(self, input: Input<'_>) {
        let effects = self
            .inner
            .try_update_value(|inner| inner.step(now_ms(), input));
        if let Some(effects) = effects {
            self.perform(effects);
        }
    }

    fn perform(self, effects: Effects) {
        let mut connect_failed = false;
        for output in effects.outputs {
            match output {
                Output::Connect => connect_failed = !self.connect(),
                Output::Send(message) => self.with_socket(|socket| socket.send(&message)),
                Output::Close { code } => {
                    let socket = self.inner.try_update_value(|inner| inner.socket.take());
                    if let Some(Some(socket)) = socket {
                        socket.close(code);
                    }
                }
                Output::PresenceChanged => self.refresh_present(),
                Output::RemoteChanged | Output::SavingChanged => {}
            }
        }
        if effects.changed {
            self.refresh();
            self.tell_listener(&effects.texts);
        }
        self.refresh_saving();
        self.set_wake();
        if connect_failed {
            self.step(Input::Closed { code: ABNORMAL });
        }
    }

    fn with_socket(self, act: impl FnOnce(&Socket)) {
        self.inner
            .try_with_value(|inner| inner.socket.as_ref().map(act));
    }

    fn connect(self) -> bool {
        let connected = self.inner.try_update_value(|inner| {
            let secret = inner.secret.as_ref()?;
            let address = paths::socket(&paths::origin(), &inner.plan, inner.room);
            inner.connection += 1;
            let connection = inner.connection;
            let on_event = move |event| self.heard(connection, &event);
            inner.socket = Socket::open(&address, secret, on_event).ok();
            inner.socket.as_ref().map(|_| ())
        });
        connected.flatten().is_some()
    }

    fn heard(self, connection: u32, event: &SocketEvent) {
        let is_current = self
            .inner
            .try_with_value(|inner| inner.connection == connection && inner.socket.is_some());
        if is_current != Some(true) {
            return;
        }
        match event {
            SocketEvent::Opened => self.step(Input::Opened),
            SocketEvent::Received(bytes) => self.step(Input::Received(bytes)),
            SocketEvent::Closed(code) => {
                let _ = self.inner.try_update_value(|inner| inner.socket = None);
                self.step(Input::Closed { code: *code });
            }
        }
    }

    fn set_wake(self) {
        let _ = self.inner.try_update_value(|inner| {
            inner.wake.take().inspect(TimeoutHandle::clear);
            let at_ms = inner
                .session
                .as_ref()
                .and_then(sync::Session::next_wake_ms)?;
            let wait = Duration::from_millis(at_ms.saturating_sub(now_ms()));
            inner.wake = set_timeout_with_handle(move || self.step(Input::Tick), wait).ok();
            Some(())
        });
    }

    pub(super) fn carry_out(self, command: &Command, typing: Option<TextField>) -> bool {
        if !self.may_edit().get_untracked() {
            self.tell(What::ReadOnly);
            return false;
        }
        let undo = self.apply(command);
        let Some(undo) = undo else { return false };
        let _ = self
            .inner
            .try_update_value(|inner| inner.history.record(undo, typing, now_ms()));
        self.refresh_history();
        true
    }

    /// Document, device, relay, screen. Gives the inverse; tells why where it is refused.
    fn apply(self, command: &Command) -> Option<Command> {
        let applied = self
            .inner
            .try_update_value(|inner| inner.doc.apply(command))?;
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
                    // Counted before it is queued, or the keeper would take its mark for acknowledged.
                    let unsaved = inner.session.as_ref().map_or(0, sync::Session::unsaved);
                    keeper.unsaved(unsaved + 1);
                    keeper.keep([NewUpdate {
                        bytes: applied.update.clone(),
                        origin: Origin::Here,
                    }]);
                }
                inner.step(now_ms(), Input::Edited(&applied.update))
            });
            self.refresh();
            if let Some(effects) = effects {
                self.perform(effects);
            }
        }
        Some(applied.undo)
    }

    pub(super) fn take_back(self) {
        let step = self
            .inner
            .try_update_value(|inner| inner.history.pop_undo());
        if let Some(Some(step)) = step
            && let Some(inverse) = self.apply(&step)
        {
            let _ = self
                .inner
                .try_update_value(|inner| inner.history.undone(inverse));
        }
        self.refresh_history();
    }

    pub(super) fn bring_back(self) {
        let step = self
            .inner
            .try_update_value(|inner| inner.history.pop_redo());
        if let Some(Some(step)) = step
            && let Some(inverse) = self.apply(&step)
        {
            let _ = self
                .inner
                .try_update_value(|inner| inner.history.redone(inverse));
        }
        self.refresh_history();
    }

    pub(super) fn type_in(
        self,
        field: TextField,
        old_shown: &str,
        new: &str,
        caret: Option<u32>,
    ) -> bool {
        let Some(mine) = plan::text::splice_between(old_shown, new, caret) else {
            return true;
        };
        let splices = self.inner.try_with_value(|inner| {
            let present = text_of(inner.doc.plan(), field).unwrap_or_default();
            match plan::text::splice_between(old_shown, present, None) {
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
            self.refresh();
            self.catch_up(field);
        }
    }

    /// The composed field gets what waited, without a delta: the listener leaves the caret where it is.
    fn catch_up(self, field: TextField) {
        self.with_listener(field, |text, listener| {
            let delta = Vec::new();
            listener(RemoteText { text, delta });
        });
    }

    fn tell_listener(self, texts: &[plan::TextChange]) {
        for change in texts {
            let waits = self.inner.try_with_value(|inner| {
                let composing = inner.composing.as_ref();
                composing.is_some_and(|(field, _)| *field == change.field)
            });
            if waits == Some(true) {
                continue;
            }
            self.with_listener(change.field, |text, listener| {
                let delta = change.delta.clone();
                listener(RemoteText { text, delta });
            });
        }
    }

    fn with_listener(self, field: TextField, act: impl FnOnce(String, &Listener)) {
        // The listener may call back, so it leaves the machine while it runs.
        let taken = self.inner.try_update_value(|inner| {
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

    pub(super) fn tell_presence(self, change: impl FnOnce(&mut OwnPresence)) {
        let state = self.inner.try_update_value(|inner| {
            change(&mut inner.own);
            inner.own.to_json()
        });
        if state.is_some() {
            self.step(Input::Presence(state));
        }
    }

    /// Puts the document on the screen: keyed lists are patched as fields, because patching a whole store with
    /// keyed fields panics in reactive_stores 0.4.4.
    fn refresh(self) {
        let state = self.inner.try_update_value(|inner| {
            let mut plan = std::borrow::Cow::Borrowed(inner.doc.plan());
            if let Some((field, shown)) = &inner.composing {
                super::text::show_instead(plan.to_mut(), *field, shown);
            }
            rows::state_of(&plan)
        });
        let Some(new) = state else { return };
        crate::state::patch(self.state, new);
        self.update_list();
    }

    /// The home page lists the plan under its present title.
    fn update_list(self) {
        let _ = self.inner.try_update_value(|inner| {
            let title = inner.doc.plan().title.clone();
            if !inner.has_content || inner.title_in_list.as_ref() == Some(&title) {
                return;
            }
            known_plans::update(&inner.plan, |known| {
                known.title.clone_from(&title);
                known.opened_ms = now_ms();
            });
            inner.title_in_list = Some(title);
        });
    }

    fn refresh_saving(self) {
        let now = self.inner.try_update_value(|inner| {
            let session = inner.session.as_ref()?.saving();
            // Compared with the relay: an empty plan is the plan then, not a plan that is still to come.
            inner.has_content |= session == sync::Saving::Saved;
            Some((saving(&session, inner.kept()), inner.has_content))
        });
        let Some(Some((now, has_content))) = now else {
            return;
        };
        if self.saving.try_get_untracked() != Some(now) {
            self.saving.try_set(now);
        }
        let Some(phase) = self.phase.try_get_untracked() else {
            return;
        };
        if has_content && matches!(phase, Phase::Waiting | Phase::Denied) {
            self.phase.set(Phase::Ready);
            self.update_list();
        } else if !has_content && matches!(now, Saving::Refused { .. }) {
            self.denied();
        }
    }

    fn refresh_present(self) {
        let present = self.inner.try_with_value(|inner| {
            let others = inner
                .session
                .as_ref()
                .map(sync::Session::present)
                .unwrap_or_default();
            let others = others
                .iter()
                .map(|one| presence::read(one.client, &one.state));
            others.collect::<Vec<_>>()
        });
        if let Some(present) = present
            && self.present.try_with_untracked(|old| *old != present) == Some(true)
        {
            self.present.set(present);
        }
    }

    fn refresh_history(self) {
        let has = self.inner.try_with_value(|inner| inner.history.has());
        if let Some(has) = has
            && self.history.try_get_untracked() != Some(has)
        {
            self.history.try_set(has);
        }
    }

    /// Tells the reader once: the same message does not pile up.
    fn tell(self, what: What) {
        let is_new = self
            .notices
            .try_with_untracked(|all| all.iter().all(|one| one.what != what));
        if is_new != Some(true) {
            return;
        }
        let id = self.inner.try_update_value(|inner| {
            inner.notices += 1;
            inner.notices
        });
        let Some(id) = id else { return };
        self.notices.update(|all| all.push(Notice { id, what }));
    }
}
