//! A key pressed before the code is here that knows what it does: kept until then, so that the first thing that somebody
//! does on a page is not lost.

use leptos::{ev, prelude::*};
use web_sys::KeyboardEvent;

use super::keys::opens_commands;
use crate::ui;

/// The first key that may be a shortcut, in context of the plan page.
#[derive(Clone, Copy)]
pub struct Early {
    is_pressed: RwSignal<bool>,
    key: StoredValue<Option<KeyboardEvent>, LocalStorage>,
    listener: StoredValue<Option<WindowListenerHandle>, LocalStorage>,
}

impl Early {
    /// Listens from now on.
    pub fn provide() -> Self {
        let early = Self {
            is_pressed: RwSignal::new(false),
            key: StoredValue::new_local(None),
            listener: StoredValue::new_local(None),
        };
        let listener = window_event_listener(ev::keydown, move |event| early.keep(event));
        early.listener.set_value(Some(listener));
        on_cleanup(move || drop(early.take()));
        provide_context(early);
        early
    }

    /// Whether somebody waits for the code, reactive.
    pub fn is_pressed(self) -> bool {
        self.is_pressed.get()
    }

    /// The key that waits. Nothing is kept after that.
    pub fn take(self) -> Option<KeyboardEvent> {
        let listener = self.listener.try_update_value(Option::take).flatten();
        if let Some(listener) = listener {
            listener.remove();
        }
        self.key.try_update_value(Option::take).flatten()
    }

    /// A letter that goes into a field is no shortcut: without Ctrl, Cmd or Alt nothing may have the focus.
    fn keep(self, event: KeyboardEvent) {
        let commands = opens_commands(&event);
        let row = event.alt_key() && event.key() == "Enter";
        let letter = event.key().chars().count() == 1 && ui::focused().is_none();
        let is_first = self.key.with_value(Option::is_none);
        if event.is_composing() || !is_first || !(commands || row || letter) {
            return;
        }
        if commands || row {
            event.prevent_default();
        }
        self.key.set_value(Some(event));
        self.is_pressed.set(true);
    }
}
