//! The session meets the browser: what happens on the socket goes in, what the session asks for is done.

use std::time::Duration;

use leptos::prelude::*;
use sync::{Input, Output};

use super::OpenPlan;
use super::inner::Effects;
use crate::clock::steady_ms;
use crate::paths;
use crate::socket::{ABNORMAL, Socket, SocketEvent};

impl OpenPlan {
    /// Feeds the session and does what it asks.
    pub(super) fn step(self, input: Input<'_>) {
        let effects = self
            .inner
            .try_update_value(|inner| inner.step(steady_ms(), input));
        if let Some(effects) = effects {
            self.perform(effects);
        }
    }

    pub(super) fn perform(self, effects: Effects) {
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
            self.aside_may_be_in_soon();
        }
        self.refresh_saving();
        self.set_wake();
        if connect_failed {
            let _ = self.inner.try_update_value(|inner| inner.met_relay = true);
            self.step(Input::Closed { code: ABNORMAL });
        }
    }

    pub(super) fn with_socket(self, act: impl FnOnce(&Socket)) {
        self.inner
            .try_with_value(|inner| inner.socket.as_ref().map(act));
    }

    pub(super) fn connect(self) -> bool {
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

    pub(super) fn heard(self, connection: u32, event: &SocketEvent) {
        let is_current = self
            .inner
            .try_with_value(|inner| inner.connection == connection && inner.socket.is_some());
        if is_current != Some(true) {
            return;
        }
        let _ = self.inner.try_update_value(|inner| inner.met_relay = true);
        match event {
            SocketEvent::Opened => self.step(Input::Opened),
            SocketEvent::Received(bytes) => self.step(Input::Received(bytes)),
            SocketEvent::Closed(code) => {
                let _ = self.inner.try_update_value(|inner| inner.socket = None);
                self.step(Input::Closed { code: *code });
                self.was_refused(*code);
            }
        }
    }

    pub(super) fn set_wake(self) {
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
}
