//! The room's session meets the browser: the same machine as the plan's, over a socket of its own.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::SmallKind;
use sync::{Input, Output};

use super::OpenRoom;
use super::room::Inner;
use crate::clock::steady_ms;
use crate::open_plan::Saving;
use crate::open_plan::tabs::{self, Heard};
use crate::paths;
use crate::socket::{ABNORMAL, Socket, SocketEvent};

/// Compaction pays from so many records on.
pub(super) const RECORDS_MAX: usize = 64;

impl<K: SmallKind> OpenRoom<K> {
    /// Feeds the session and does what it asks.
    pub(super) fn step(self, input: Input<'_>) {
        let stepped = self.inner.try_update_value(|inner| {
            let session = inner.session.as_mut()?;
            let outputs = session.step(steady_ms(), input, &mut inner.doc);
            let taken_in = inner.doc.taken_in();
            let changed = !taken_in.is_empty();
            if let Some(keeper) = &inner.keeper {
                if !taken_in.is_empty() {
                    keeper.keep_foreign(taken_in);
                }
                keeper.unsaved(session.unsaved());
            }
            Some((outputs, changed))
        });
        let Some(Some((outputs, changed))) = stepped else {
            return;
        };
        let mut connect_failed = false;
        for output in outputs {
            match output {
                Output::Connect => connect_failed = !self.connect(),
                Output::Send(message) => {
                    let _ = self.inner.try_with_value(|inner| {
                        inner.socket.as_ref().map(|socket| socket.send(&message))
                    });
                }
                Output::Close { code } => {
                    let socket = self.inner.try_update_value(|inner| inner.socket.take());
                    if let Some(Some(socket)) = socket {
                        socket.close(code);
                    }
                }
                Output::PresenceChanged | Output::RemoteChanged | Output::SavingChanged => {}
            }
        }
        if changed {
            self.refresh();
        }
        self.refresh_saving();
        self.set_wake();
        if connect_failed {
            self.step(Input::Closed { code: ABNORMAL });
        }
    }

    fn connect(self) -> bool {
        let connected = self.inner.try_update_value(|inner| {
            let secret = inner.secret.as_ref()?;
            let address = paths::socket(&paths::origin(), &inner.id, inner.room?);
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
            let wait = Duration::from_millis(at_ms.saturating_sub(steady_ms()));
            inner.wake = set_timeout_with_handle(move || self.step(Input::Tick), wait).ok();
            Some(())
        });
    }

    /// The browser's hints, and the plan's own room: where that one has met the relay, this one need not wait longer.
    pub(super) fn listen_to_browser(self) {
        let listeners = [
            window_event_listener_untyped("online", move |_| self.step(Input::Online)),
            window_event_listener_untyped("offline", move |_| self.step(Input::Offline)),
            window_event_listener_untyped("visibilitychange", move |_| self.step(Input::Tick)),
        ];
        let saving = self.plan.saving();
        let meets_relay =
            Memo::new(move |_| matches!(saving.get(), Saving::Saved | Saving::Saving { .. }));
        Effect::new(move |_| {
            if meets_relay.get() {
                self.step(Input::Online);
            }
        });
        on_cleanup(move || {
            listeners.into_iter().for_each(WindowListenerHandle::remove);
        });
    }

    pub(super) fn device_wrote(self) {
        if self.inner.try_with_value(|inner| inner.elsewhere > 0) == Some(true) {
            spawn_local(async move { self.count_elsewhere().await });
        }
        self.refresh_saving();
    }

    pub(super) fn meet_tabs(self) {
        let Some(name) = self.inner.with_value(Inner::name) else {
            return;
        };
        let hear = move |heard| match heard {
            Heard::Kept(updates) => {
                self.take_in(&updates);
                spawn_local(async move { self.count_elsewhere().await });
            }
            Heard::Ended => spawn_local(async move { self.take_over().await }),
            // What the relay refuses of it stays where it is.
            Heard::SetAside => {}
        };
        let holds = move |held| {
            let _ = self.inner.try_update_value(|inner| inner.here = held);
        };
        let tabs = tabs::meet(&name, hear, holds);
        let _ = self.inner.try_update_value(|inner| inner.tabs = tabs);
    }

    fn take_in(self, updates: &[Vec<u8>]) {
        let _ = self.inner.try_update_value(|inner| {
            for update in updates {
                // Another tab of this app made it.
                let _ = inner.doc.merge(update);
            }
        });
        self.refresh();
    }

    async fn count_elsewhere(self) {
        let keeper = self.inner.try_with_value(|inner| inner.keeper.clone());
        let Some(Some(keeper)) = keeper else { return };
        let elsewhere = keeper.waiting_elsewhere().await;
        let _ = self
            .inner
            .try_update_value(|inner| inner.elsewhere = elsewhere);
        self.refresh_saving();
    }

    /// A tab has ended. What it wrote and could not send any more becomes this tab's to send.
    async fn take_over(self) {
        let keeper = self.inner.try_with_value(|inner| inner.keeper.clone());
        let Some(Some(keeper)) = keeper else { return };
        let Some((updates, is_left)) = keeper.left_by_others().await else {
            return;
        };
        self.take_in(&updates);
        let whole = self.inner.try_with_value(|inner| inner.doc.encode());
        if let Some(whole) = whole.filter(|_| is_left) {
            self.step(Input::Edited(&whole));
        }
        self.count_elsewhere().await;
    }
}
