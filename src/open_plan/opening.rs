//! Opening: the device's store is read first, then the relay is asked.

use std::time::Duration;

use leptos::prelude::*;
use sync::Input;
use wasm_bindgen_futures::spawn_local;

use super::inner::Inner;
use super::keeper::Keeper;
use super::notice::What;
use super::{OpenPlan, Phase};
use crate::api::{self, Access, ApiError};
use crate::clock::steady_ms;
use crate::known_plans;
use crate::paths;
use crate::random;
use crate::storage::{Key, Loaded, Storage, Store as DeviceStore};

/// Compaction pays from so many records on.
const RECORDS_MAX: usize = 64;

impl OpenPlan {
    /// Reads the device's store, then connects.
    pub(super) fn start(self) {
        // Before the store is read: what another tab writes meanwhile is heard or read, or both.
        self.meet_tabs();
        spawn_local(async move { self.read_device().await });
        self.listen_to_browser();
        on_cleanup(move || {
            let _ = self.inner.try_update_value(|inner| {
                inner.socket = None;
                inner.tabs = None;
                inner.here = None;
                inner.wake.take().inspect(TimeoutHandle::clear);
                inner.compares.take().inspect(TimeoutHandle::clear);
            });
        });
    }

    pub(super) async fn read_device(self) {
        let Some(room) = self
            .inner
            .try_with_value(|inner| inner.room.name(&inner.plan))
        else {
            return;
        };
        let (store, denied) = DeviceStore::open(&room).await;
        let mut loaded = match store.load().await {
            Ok(loaded) => loaded,
            Err(error) => {
                self.tell(What::NotKept(error));
                Loaded::default()
            }
        };
        if let Some(error) = denied {
            self.tell(What::NotKept(error));
        }
        self.recall_key(&store).await;
        let aside = store.aside().await.ok().flatten();
        if let Some(aside) = &aside {
            self.without_strays(&store, aside, &mut loaded.updates)
                .await;
        }
        let outbox: Vec<Key> = loaded.outbox.iter().map(|waiting| waiting.key).collect();
        let Some(compaction) = self.take_in_records(&loaded.updates) else {
            return;
        };
        // Where a replica was set aside, nothing here does not mean an empty plan.
        let has_content = (!loaded.updates.is_empty()).then_some(true);
        let has_content = has_content.or(aside.is_some().then_some(false));
        self.device_was_read(store, outbox, has_content);
        if aside.is_some() {
            self.look_aside().await;
        }
        spawn_local(async move { self.keep_key().await });
        if let Some(whole) = compaction {
            let read = loaded.updates.iter().map(|(key, _)| *key).collect();
            let _ = self.inner.try_with_value(|inner| {
                let keeper = inner.keeper.as_ref();
                let lock = format!("coplan-compact:{room}");
                keeper.inspect(|keeper| keeper.compact(lock, read, whole));
            });
        }
    }

    /// Puts the records into the document, and tells about those that cannot be read. Gives the whole that may stand
    /// in their place, where that pays. `None` when the page is gone.
    fn take_in_records(self, records: &[(Key, Vec<u8>)]) -> Option<Option<Vec<u8>>> {
        let (unreadable, compaction) = self.inner.try_update_value(|inner| {
            let results = records.iter().map(|(_, bytes)| inner.doc.merge(bytes));
            let unreadable = results.filter(Result::is_err).count();
            // Whatever cannot be read, or waits for a record that was lost, stays as it was received.
            let is_sound = unreadable == 0 && !inner.doc.waits();
            let pays = is_sound && records.len() > RECORDS_MAX;
            (unreadable, pays.then(|| inner.doc.encode()))
        })?;
        if self.inner.try_with_value(|inner| inner.doc.waits())? {
            self.tell(What::MissingRecords);
        }
        if unreadable > 0 {
            self.tell(What::UnreadableRecords(unreadable));
        }
        Some(compaction)
    }

    /// The key comes back from the disk when the browser has forgotten its list of plans.
    async fn recall_key(self, store: &DeviceStore) {
        let known = self
            .inner
            .try_with_value(|inner| (inner.plan.clone(), inner.secret.is_some()));
        let Some((plan, false)) = known else { return };
        if let Some(secret) = store.facts().await.unwrap_or_default().secret {
            // Where it cannot be listed, it is on the disk all the same.
            let _ = known_plans::learn(&plan, &secret);
            let _ = self
                .inner
                .try_update_value(|inner| inner.secret = Some(secret));
        }
    }

    /// The key goes beside the document, and leaves the address bar when it is on the disk. Nobody waits for it.
    pub(super) async fn keep_key(self) {
        let known = self.inner.try_with_value(|inner| {
            let of_browser = known_plans::get(&inner.plan).map(|known| known.secret);
            (inner.keeper.clone(), inner.secret.clone(), of_browser)
        });
        let Some((Some(keeper), Some(of_tab), of_browser)) = known else {
            return;
        };
        let is_listed = of_browser.is_some();
        let is_on_disk = keeper
            .remember_key(of_browser.unwrap_or_else(|| of_tab.clone()))
            .await;
        let is_in_address = paths::secret_in_address_bar().as_ref() == Some(&of_tab);
        if is_in_address && (is_on_disk || is_listed) {
            paths::hide_secret();
        }
    }

    /// `has_content`: something was read. `None` when nothing was, and nothing was set aside either.
    fn device_was_read(self, store: DeviceStore, outbox: Vec<Key>, has_content: Option<bool>) {
        let side = self
            .access
            .try_with_untracked(|access| access.as_ref().map(|access| access.side));
        let opened = self.inner.try_update_value(|inner| {
            let client = inner.doc.client_id();
            let unsaved = outbox.len();
            inner.set_writer(side.flatten());
            // A plan that was open here before and left nothing is an empty plan.
            let is_empty_plan = || store.is_on_device() && inner.was_open_here();
            inner.has_content |= has_content.unwrap_or_else(is_empty_plan);
            let tabs = inner.tabs.clone();
            let on_change = move || self.device_wrote();
            inner.keeper = Some(Keeper::among(tabs, store, outbox, on_change));
            let has_key = inner.secret.is_some();
            if has_key {
                let session = sync::Session::new(steady_ms(), random::bits(), client, unsaved);
                inner.session = Some(session);
            }
            (inner.has_content, has_key)
        });
        let Some((has_content, has_key)) = opened else {
            return;
        };
        self.refresh();
        let phase = match (has_content, has_key) {
            (true, _) => Phase::Ready,
            (false, true) => Phase::Waiting,
            (false, false) => Phase::NoKey,
        };
        self.phase.set(phase);
        // After the picture: it needs nothing of this.
        request_animation_frame(move || set_timeout(move || self.fetch_editing(), Duration::ZERO));
        self.tell_presence(|_| {});
        self.step(Input::Tick);
        self.ask_access();
    }

    pub(super) fn device_wrote(self) {
        let failure = self
            .inner
            .try_with_value(|inner| inner.keeper.as_ref().and_then(Keeper::failure));
        if let Some(Some(error)) = failure {
            self.not_kept(error);
        }
        if self.inner.try_with_value(|inner| inner.elsewhere > 0) == Some(true) {
            spawn_local(async move { self.count_elsewhere().await });
        }
        self.let_go_when_kept();
        self.refresh_saving();
    }

    pub(super) fn listen_to_browser(self) {
        let online = window_event_listener(leptos::ev::online, move |_| self.step(Input::Online));
        let offline =
            window_event_listener(leptos::ev::offline, move |_| self.step(Input::Offline));
        // A laptop that wakes has lost its socket without a close event: look at once.
        let visible = window_event_listener(leptos::ev::visibilitychange, move |_| {
            self.step(Input::Tick);
        });
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            let kept = self.inner.try_with_value(Inner::kept);
            let waits = self.inner.try_with_value(|inner| !inner.acts.is_empty());
            if waits == Some(true)
                || kept.is_some_and(|kept| self.saving.get_untracked().would_lose(kept))
            {
                event.prevent_default();
            }
        });
        // Another link of this plan, pasted into this tab: the router sees the same page, so start it anew.
        let link = window_event_listener(leptos::ev::hashchange, move |_| {
            if crate::paths::secret_in_address_bar().is_some() {
                let _ = window().location().reload();
            }
        });
        on_cleanup(move || {
            link.remove();
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

    pub(super) fn learned_access(self, access: Access) {
        let side = Some(access.side);
        if self.access.try_set(Some(access)).is_some() {
            return; // the page is gone
        }
        let _ = self.inner.try_update_value(|inner| inner.set_writer(side));
        self.tell_presence(|own| own.side = side);
    }

    pub(super) fn denied(self) {
        if self.phase.try_get_untracked() == Some(Phase::Waiting) {
            self.phase.set(Phase::Denied);
        }
    }
}
