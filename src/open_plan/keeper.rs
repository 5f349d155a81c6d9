//! Writes updates to the device's store, in order, several in one transaction, and says what is kept.
//!
//! It outlives the page that opened the plan: what was queued is still written after the reader went elsewhere.

mod aside;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::saving::Kept;
use super::tabs::Tabs;
use crate::locks;
use crate::paths::Secret;
use crate::storage::{Fact, Key, NewUpdate, Origin, Storage, StorageError, Store};

/// The time of the last sync is written no more often than this.
const SYNCED_EVERY_MS: u64 = 60_000;

/// The writer of one open room.
#[derive(Clone)]
pub struct Keeper(Rc<Shared>);

struct Shared {
    store: Store,
    work: RefCell<Work>,
    /// Called when what is kept has changed.
    on_change: Box<dyn Fn()>,
    tabs: Option<Rc<Tabs>>,
    synced_ms: Cell<u64>,
}

#[derive(Default)]
struct Work {
    queue: Vec<NewUpdate>,
    /// Edits of this browser that are being written at this moment.
    in_flight: usize,
    is_running: bool,
    /// Keys of the outbox, the oldest first.
    outbox: VecDeque<Key>,
    /// How many edits the relay does not have.
    unsaved: usize,
    failure: Option<StorageError>,
}

impl Keeper {
    /// A keeper with no other tabs.
    #[cfg(test)]
    pub fn new(store: Store, outbox: Vec<Key>, on_change: impl Fn() + 'static) -> Self {
        Self::among(None, store, outbox, on_change)
    }

    /// `outbox`: what was waiting when the store was read, the oldest first. The other tabs hear what it has written.
    pub fn among(
        tabs: Option<Rc<Tabs>>,
        store: Store,
        outbox: Vec<Key>,
        on_change: impl Fn() + 'static,
    ) -> Self {
        let work = Work {
            unsaved: outbox.len(),
            outbox: outbox.into(),
            ..Work::default()
        };
        Self(Rc::new(Shared {
            store,
            work: RefCell::new(work),
            on_change: Box::new(on_change),
            tabs,
            synced_ms: Cell::new(0),
        }))
    }

    /// An edit of this reader: written as soon as the ones before are on disk, and marked as waiting for the relay.
    pub fn keep_edit(&self, bytes: Vec<u8>) {
        {
            let mut work = self.0.work.borrow_mut();
            work.unsaved += 1;
            let origin = Origin::Here;
            work.queue.push(NewUpdate { bytes, origin });
        }
        self.wake();
    }

    /// What the relay brought.
    pub fn keep_foreign(&self, updates: impl IntoIterator<Item = Vec<u8>>) {
        let origin = Origin::Relay;
        let updates = updates.into_iter().map(|bytes| NewUpdate { bytes, origin });
        self.0.work.borrow_mut().queue.extend(updates);
        self.wake();
    }

    /// The relay lacks only the last `unsaved` edits: all older ones leave the outbox.
    pub fn unsaved(&self, unsaved: usize) {
        let before = std::mem::replace(&mut self.0.work.borrow_mut().unsaved, unsaved);
        if before != unsaved {
            self.wake();
        }
    }

    /// Puts the whole state in the place of the records it was made from. A failure leaves them as they were, and
    /// the next opening tries again.
    /// `lock`: one tab at a time does it; who does not get it leaves it to the other.
    pub fn compact(&self, lock: String, read: Vec<Key>, whole: Vec<u8>) {
        let shared = Rc::clone(&self.0);
        spawn_local(async move {
            if let Some(_held) = locks::take_if_free(&lock).await {
                let _ = shared.store.compact(&read, &whole).await;
            }
        });
    }

    /// Everything is on the relay at this moment: the storage page tells.
    pub fn synced(&self, now_ms: u64) {
        // A clock that was set back counts as well.
        if now_ms.abs_diff(self.0.synced_ms.get()) < SYNCED_EVERY_MS {
            return;
        }
        self.0.synced_ms.set(now_ms);
        let shared = Rc::clone(&self.0);
        spawn_local(async move {
            // Told for information only.
            let _ = shared.store.remember(Fact::Synced(now_ms)).await;
        });
    }

    /// How many edits the relay does not have.
    pub fn waiting(&self) -> usize {
        self.0.work.borrow().unsaved
    }

    /// Where the edits are that the relay does not have.
    pub fn kept(&self) -> Kept {
        let work = self.0.work.borrow();
        if !self.0.store.is_on_device() || work.failure.is_some() {
            Kept::InTabOnly
        } else if work.unwritten() > 0 {
            Kept::Writing
        } else {
            Kept::OnDevice
        }
    }

    /// Edits of this reader are not on the disk yet.
    pub fn has_unwritten(&self) -> bool {
        self.0.work.borrow().unwritten() > 0
    }

    /// Why the last write failed; `None` since one has succeeded again.
    pub fn failure(&self) -> Option<StorageError> {
        self.0.work.borrow().failure.clone()
    }

    /// Keeps the plan's key beside its document. Whether the disk has it now.
    pub async fn remember_key(&self, secret: Secret) -> bool {
        let store = &self.0.store;
        let is_there = store.facts().await.unwrap_or_default().secret.as_ref() == Some(&secret);
        let is_kept = is_there || store.remember(Fact::Secret(Some(secret))).await.is_ok();
        is_kept && store.is_on_device()
    }

    /// How many edits of other tabs wait in the outbox.
    pub async fn waiting_elsewhere(&self) -> usize {
        let all = self.0.store.waiting().await.unwrap_or_default();
        all.saturating_sub(self.0.work.borrow().outbox.len())
    }

    /// Everything on the disk, after another tab has ended, and whether some of it waits for the relay with nobody
    /// left to send it. From now on that is this keeper's to acknowledge. `None` when the store cannot be read.
    pub async fn left_by_others(&self) -> Option<(Vec<Vec<u8>>, bool)> {
        let loaded = self.0.store.load().await.ok()?;
        let mut work = self.0.work.borrow_mut();
        let marks = loaded.outbox.iter().map(|waiting| waiting.key);
        let left: Vec<Key> = marks.filter(|key| !work.outbox.contains(key)).collect();
        let is_left = !left.is_empty();
        // Counted as the one edit that will carry them all.
        work.unsaved += usize::from(is_left);
        left.into_iter()
            .rev()
            .for_each(|key| work.outbox.push_front(key));
        let updates = loaded.updates.into_iter().map(|(_, bytes)| bytes);
        Some((updates.collect(), is_left))
    }

    fn tell_tabs(&self, updates: &[Vec<u8>]) {
        if let Some(tabs) = &self.0.tabs {
            tabs.kept(updates);
        }
    }

    fn wake(&self) {
        let starts = {
            let mut work = self.0.work.borrow_mut();
            !std::mem::replace(&mut work.is_running, true)
        };
        if starts {
            let keeper = self.clone();
            spawn_local(async move { keeper.run().await });
        }
    }

    async fn run(&self) {
        loop {
            let (batch, acknowledged) = self.0.work.borrow_mut().next();
            if batch.is_empty() && acknowledged.is_empty() {
                self.0.work.borrow_mut().is_running = false;
                return;
            }
            if !self.write(batch).await {
                // What failed is queued again; the next edit tries once more.
                self.0.work.borrow_mut().is_running = false;
                return;
            }
            if acknowledged.is_empty() {
                continue;
            }
            if self.0.store.acknowledged(&acknowledged).await.is_ok() {
                self.tell_tabs(&[]);
                // A count of the outbox that was taken meanwhile is taken again.
                (self.0.on_change)();
            } else {
                // They stay marked, which is the safe side: after a reload they are compared again.
                let mut work = self.0.work.borrow_mut();
                acknowledged
                    .into_iter()
                    .rev()
                    .for_each(|key| work.outbox.push_front(key));
                work.is_running = false;
                return;
            }
        }
    }

    async fn write(&self, batch: Vec<NewUpdate>) -> bool {
        if batch.is_empty() {
            return true;
        }
        let written = self.0.store.append(&batch).await;
        let is_written = written.is_ok();
        if is_written {
            let made_here = batch.iter().filter(|update| update.origin == Origin::Here);
            let made_here: Vec<_> = made_here.map(|update| update.bytes.clone()).collect();
            if !made_here.is_empty() {
                self.tell_tabs(&made_here);
            }
        }
        {
            let mut work = self.0.work.borrow_mut();
            work.in_flight = 0;
            match written {
                Ok(keys) => {
                    work.outbox.extend(keys);
                    work.failure = None;
                }
                Err(error) => {
                    let later = std::mem::replace(&mut work.queue, batch);
                    work.queue.extend(later);
                    work.failure = Some(error);
                }
            }
        }
        (self.0.on_change)();
        is_written
    }
}

impl Work {
    /// Edits of this browser that are not on disk yet.
    fn unwritten(&self) -> usize {
        self.in_flight + count_here(&self.queue)
    }

    /// What to append, and which marks to take from the outbox.
    fn next(&mut self) -> (Vec<NewUpdate>, Vec<Key>) {
        let marks = self.outbox.len() + self.unwritten();
        let surplus = marks.saturating_sub(self.unsaved).min(self.outbox.len());
        let acknowledged = self.outbox.drain(..surplus).collect();
        let batch = std::mem::take(&mut self.queue);
        self.in_flight = count_here(&batch);
        (batch, acknowledged)
    }
}

fn count_here(updates: &[NewUpdate]) -> usize {
    let here = |update: &&NewUpdate| update.origin == Origin::Here;
    updates.iter().filter(here).count()
}

#[cfg(test)]
mod tests {
    use js_sys::Promise;
    use wasm_bindgen::JsValue;
    use wasm_bindgen_futures::JsFuture;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::storage::IndexedDb;

    /// Resolves with the next call of `on_change`.
    type Waiting = Rc<RefCell<Option<js_sys::Function>>>;

    async fn change(waiting: &Waiting) {
        let promise = Promise::new(&mut |resolve, _| {
            *waiting.borrow_mut() = Some(resolve);
        });
        JsFuture::from(promise).await.expect("resolved");
    }

    fn keeper(store: Store, outbox: Vec<Key>) -> (Keeper, Waiting) {
        let waiting = Waiting::default();
        let told = waiting.clone();
        let on_change = move || {
            if let Some(resolve) = told.borrow_mut().take() {
                resolve.call0(&JsValue::NULL).expect("a promise resolves");
            }
        };
        (Keeper::new(store, outbox, on_change), waiting)
    }

    fn fresh_room() -> String {
        format!("keeper-{:x}", crate::random::bits())
    }

    async fn on_device(room: &str) -> Store {
        Store::Device(IndexedDb::open(room).await.expect("opened"))
    }

    async fn outbox_length(room: &str) -> usize {
        on_device(room)
            .await
            .load()
            .await
            .expect("loaded")
            .outbox
            .len()
    }

    #[wasm_bindgen_test]
    async fn an_edit_is_kept_when_the_disk_has_it_and_not_before() {
        let room = fresh_room();
        let (keeper, waiting) = keeper(on_device(&room).await, Vec::new());
        keeper.keep_edit(b"a".to_vec());
        assert_eq!(keeper.kept(), Kept::Writing);
        change(&waiting).await;
        assert_eq!(keeper.kept(), Kept::OnDevice);
        assert_eq!(outbox_length(&room).await, 1, "the relay does not have it");
    }

    #[wasm_bindgen_test]
    async fn an_acknowledgement_that_overtakes_the_disk_still_empties_the_outbox() {
        let room = fresh_room();
        let (keeper, waiting) = keeper(on_device(&room).await, Vec::new());
        keeper.keep_edit(b"a".to_vec());
        keeper.keep_edit(b"b".to_vec());
        keeper.unsaved(1);
        change(&waiting).await;
        keeper.keep_foreign([b"c".to_vec()]);
        change(&waiting).await;
        assert_eq!(outbox_length(&room).await, 1, "one of two is acknowledged");
    }

    #[wasm_bindgen_test]
    async fn marks_of_an_earlier_visit_stay_until_the_relay_has_those_edits() {
        let room = fresh_room();
        let (first, waiting) = keeper(on_device(&room).await, Vec::new());
        first.keep_edit(b"a".to_vec());
        change(&waiting).await;
        let loaded = on_device(&room).await.load().await.expect("loaded");
        let marks = loaded.outbox.iter().map(|mark| mark.key).collect();

        let (again, waiting) = keeper(on_device(&room).await, marks);
        again.keep_edit(b"b".to_vec());
        change(&waiting).await;
        assert_eq!(outbox_length(&room).await, 2);
        again.unsaved(0);
        again.keep_foreign([b"c".to_vec()]);
        change(&waiting).await;
        assert_eq!(outbox_length(&room).await, 0);
    }

    #[wasm_bindgen_test]
    async fn a_failing_store_never_says_kept_and_what_failed_is_tried_again() {
        let room = fresh_room();
        let (keeper, waiting) = keeper(on_device(&room).await, Vec::new());
        IndexedDb::delete(&room).await.expect("deleted under us");
        keeper.keep_edit(b"a".to_vec());
        change(&waiting).await;
        assert_eq!(keeper.kept(), Kept::InTabOnly);
        assert!(keeper.failure().is_some());
        assert_eq!(keeper.0.work.borrow().unwritten(), 1, "still queued");
    }

    #[wasm_bindgen_test]
    async fn what_the_relay_brings_is_written_and_waits_for_nobody() {
        let room = fresh_room();
        let (keeper, waiting) = keeper(on_device(&room).await, Vec::new());
        keeper.keep_foreign([b"a".to_vec(), b"b".to_vec()]);
        assert_eq!(keeper.kept(), Kept::OnDevice, "no edit of ours is at stake");
        change(&waiting).await;
        let loaded = on_device(&room).await.load().await.expect("loaded");
        assert_eq!((loaded.updates.len(), loaded.outbox.len()), (2, 0));
    }

    #[wasm_bindgen_test]
    async fn memory_is_never_called_this_device() {
        let (keeper, waiting) = keeper(Store::Memory(Rc::default()), Vec::new());
        keeper.keep_edit(b"a".to_vec());
        change(&waiting).await;
        assert_eq!(keeper.kept(), Kept::InTabOnly);
    }
}
