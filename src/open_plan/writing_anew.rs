//! The device's store failed under an open page: deleted by the browser, by the reader in another tab, or closed for a
//! newer build. The page still has everything, so everything is written once more.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::OpenPlan;
use super::keeper::Keeper;
use super::notice::What;
use crate::clock::steady_ms;
use crate::storage::{Key, Storage, StorageError, Store as DeviceStore};

/// A store that fails again so soon is broken: then it is told, and the next edit tries once more.
const AGAIN_AFTER_MS: u64 = 5_000;

impl OpenPlan {
    /// A write has failed.
    pub(super) fn not_kept(self, error: StorageError) {
        let heals = self.inner.try_update_value(|inner| {
            let now_ms = steady_ms();
            let is_soon = |at_ms| now_ms < at_ms + AGAIN_AFTER_MS;
            let has_edits = inner.keeper.as_ref().is_some_and(Keeper::has_unwritten);
            let heals = matches!(error, StorageError::Failed(_))
                && has_edits
                && !inner.written_anew_ms.is_some_and(is_soon);
            if heals {
                inner.written_anew_ms = Some(now_ms);
            }
            heals
        });
        if heals == Some(true) {
            spawn_local(async move { self.write_anew(error).await });
        } else {
            self.tell(What::NotKept(error));
        }
    }

    async fn write_anew(self, error: StorageError) {
        let room = self
            .inner
            .try_with_value(|inner| inner.room.name(&inner.plan));
        let Some(room) = room else { return };
        let (store, _) = DeviceStore::open(&room).await;
        let loaded = store.load().await;
        let (true, Ok(loaded)) = (store.is_on_device(), loaded) else {
            self.tell(What::NotKept(error));
            return;
        };
        let outbox: Vec<Key> = loaded.outbox.iter().map(|waiting| waiting.key).collect();
        let _ = self.inner.try_update_value(|inner| {
            let on_change = move || self.device_wrote();
            let keeper = Keeper::among(inner.tabs.clone(), store, outbox, on_change);
            keeper.keep_edit(inner.doc.encode());
            if let Some(session) = &inner.session {
                keeper.unsaved(session.unsaved());
            }
            inner.keeper = Some(keeper);
        });
        self.keep_key().await;
    }
}
