//! The other tabs of this browser that have the same room open.
//!
//! Each tab has its own document, session and socket: closing one leaves nothing to hand over. What goes between
//! them is edits, after they are on the disk: who hears of one need not write it, and cannot outlive it.
//! A tab holds a lock under its own name; who waits for that lock knows when the tab has ended.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use sync::{Input, close};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, MessageEvent};

use super::OpenPlan;
use super::keeper::Keeper;
use crate::clock::steady_ms;
use crate::locks::{self, Held};
use crate::random;

/// The line to the other tabs. Dropping it ends it.
pub struct Tabs {
    channel: BroadcastChannel,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

/// What another tab says.
enum Word {
    /// It has opened the room; its lock has this name.
    Opened(String),
    /// It has put these edits on the disk, or the relay has taken some: the outbox has changed.
    Kept(Vec<Vec<u8>>),
    /// The relay has refused what all tabs show: it lies aside, and everybody begins again.
    SetAside,
}

impl Tabs {
    fn open(room: &str, mut hear: impl FnMut(Word) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("coplan:{room}")).ok()?;
        let on_message = Closure::new(move |event: MessageEvent| {
            if let Some(word) = read(&event.data()) {
                hear(word);
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            _on_message: on_message,
        })
    }

    /// Tells the others what is on the disk now.
    pub fn kept(&self, updates: &[Vec<u8>]) {
        let bytes = updates
            .iter()
            .map(|bytes| Uint8Array::from(bytes.as_slice()));
        self.say(&bytes.collect::<Array>());
    }

    /// Tells the others that what they show was refused.
    pub fn set_aside(&self) {
        self.say(&JsValue::TRUE);
    }

    fn say(&self, word: &JsValue) {
        // Fails only on a closed channel, which nobody listens to.
        let _ = self.channel.post_message(word);
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

fn read(word: &JsValue) -> Option<Word> {
    if let Some(lock) = word.as_string() {
        return Some(Word::Opened(lock));
    }
    if word.as_bool() == Some(true) {
        return Some(Word::SetAside);
    }
    let updates = word.dyn_ref::<Array>()?.iter();
    let updates = updates.map(|bytes| bytes.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()));
    updates.collect::<Result<_, _>>().ok().map(Word::Kept)
}

fn lock_prefix(room: &str) -> String {
    format!("coplan-tab:{room}:")
}

/// What a tab hears of the others.
pub enum Heard {
    /// These edits are on the disk, or the outbox has changed.
    Kept(Vec<Vec<u8>>),
    /// What all tabs show was refused and lies aside.
    SetAside,
    /// A tab has ended.
    Ended,
}

/// Meets the other tabs that have this room open, and lets them notice when this one ends: as long as it keeps what
/// `holds` is given.
pub fn meet(
    room: &str,
    hear: impl Fn(Heard) + Clone + 'static,
    holds: impl FnOnce(Option<Held>) + 'static,
) -> Option<Rc<Tabs>> {
    let listener = hear.clone();
    let tabs = Tabs::open(room, move |word| match word {
        Word::Opened(lock) => wait_for_end_of(lock, listener.clone()),
        Word::Kept(updates) => listener(Heard::Kept(updates)),
        Word::SetAside => listener(Heard::SetAside),
    });
    let tabs = Rc::new(tabs?);
    let (telling, prefix) = (tabs.clone(), lock_prefix(room));
    spawn_local(async move {
        let others = locks::held().await;
        let own = format!("{prefix}{:x}", random::bits());
        let held = locks::hold(&own).await;
        telling.say(&JsValue::from_str(&own));
        holds(held);
        for lock in others.into_iter().filter(|lock| lock.starts_with(&prefix)) {
            wait_for_end_of(lock, hear.clone());
        }
    });
    Some(tabs)
}

fn wait_for_end_of(lock: String, hear: impl Fn(Heard) + 'static) {
    spawn_local(async move {
        let ended: Option<Held> = locks::hold(&lock).await;
        if ended.is_some() {
            hear(Heard::Ended);
        }
    });
}

impl OpenPlan {
    /// Listens to the other tabs, and lets them notice when this one ends.
    pub(super) fn meet_tabs(self) {
        let room = self.inner.with_value(|inner| inner.room.name(&inner.plan));
        let hear = move |heard| match heard {
            Heard::Kept(updates) => self.heard_from_tab(&updates),
            Heard::SetAside => {
                spawn_local(async move { self.set_aside(close::MALFORMED, true).await });
            }
            Heard::Ended => spawn_local(async move { self.take_over().await }),
        };
        let holds = move |held| {
            let _ = self.inner.try_update_value(|inner| inner.here = held);
        };
        let tabs = meet(&room, hear, holds);
        let _ = self.inner.try_update_value(|inner| inner.tabs = tabs);
    }

    /// Another tab's edits; they are on the disk already. The relay gets them from that tab.
    fn heard_from_tab(self, updates: &[Vec<u8>]) {
        self.take_in(updates);
        spawn_local(async move { self.count_elsewhere().await });
    }

    fn take_in(self, updates: &[Vec<u8>]) {
        let merged = self.inner.try_update_value(|inner| {
            let merged = updates
                .iter()
                .filter_map(|bytes| inner.doc.merge(bytes).ok());
            let merged: Vec<_> = merged.filter(|merged| merged.changed).collect();
            inner.has_content |= !merged.is_empty();
            merged
        });
        let Some(merged) = merged.filter(|merged| !merged.is_empty()) else {
            return;
        };
        self.refresh();
        for one in merged {
            self.tell_listener(&one.texts);
        }
        self.refresh_saving();
    }

    /// How many edits of other tabs wait for the relay: they stand on this page too, so "Saved" must wait for them.
    pub(super) async fn count_elsewhere(self) {
        let Some(Some(keeper)) = self.inner.try_with_value(|inner| inner.keeper.clone()) else {
            return;
        };
        let elsewhere = keeper.waiting_elsewhere().await;
        let _ = self
            .inner
            .try_update_value(|inner| inner.elsewhere = elsewhere);
        self.refresh_saving();
    }

    /// A tab has ended. What it wrote and could not send any more becomes this tab's to send.
    async fn take_over(self) {
        let keeper: Option<Option<Keeper>> =
            self.inner.try_with_value(|inner| inner.keeper.clone());
        let Some(Some(keeper)) = keeper else { return };
        let Some((updates, is_left)) = keeper.left_by_others().await else {
            return;
        };
        self.take_in(&updates);
        if is_left {
            let effects = self.inner.try_update_value(|inner| {
                // Whatever of it the relay has already, it takes as nothing new.
                let whole = inner.doc.encode();
                inner.step(steady_ms(), Input::Edited(&whole))
            });
            if let Some(effects) = effects {
                self.perform(effects);
            }
        }
        self.count_elsewhere().await;
    }
}
