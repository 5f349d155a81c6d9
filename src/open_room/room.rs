//! The handle: the one way from the room's document to the screen and back. It closes with the page.

use leptos::prelude::*;
use plan::SmallKind;
use plan::model::Session as Writer;
use sync::{Input, Session};

use super::document::SmallDocument;
use super::syncing::RECORDS_MAX;
use crate::clock::steady_ms;
use crate::locks::Held;
use crate::open_plan::keeper::Keeper;
use crate::open_plan::tabs::Tabs;
use crate::open_plan::{Beside, OpenPlan};
use crate::paths::{PlanId, Room, Secret};
use crate::random;
use crate::socket::Socket;
use crate::storage::{Key, Storage, Store as DeviceStore};

/// A room that opens once the reader may open it.
pub struct OpenRoom<K: SmallKind> {
    pub(super) inner: StoredValue<Inner<K>, LocalStorage>,
    pub(super) plan: OpenPlan,
    value: RwSignal<K::Value>,
    is_open: RwSignal<bool>,
    is_synced: RwSignal<bool>,
}

// Derived, these would ask the same of the kind of document.
impl<K: SmallKind> Clone for OpenRoom<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: SmallKind> Copy for OpenRoom<K> {}

/// What the room owns.
pub(super) struct Inner<K: SmallKind> {
    pub(super) id: PlanId,
    /// Which room; `None` before it opens.
    pub(super) room: Option<Room>,
    pub(super) secret: Option<Secret>,
    pub(super) doc: SmallDocument<K>,
    pub(super) session: Option<Session>,
    pub(super) keeper: Option<Keeper>,
    pub(super) tabs: Option<std::rc::Rc<Tabs>>,
    pub(super) here: Option<Held>,
    pub(super) elsewhere: usize,
    pub(super) socket: Option<Socket>,
    pub(super) connection: u32,
    pub(super) wake: Option<TimeoutHandle>,
    pub(super) writer: Option<Writer>,
}

impl<K: SmallKind> Inner<K> {
    fn new(plan: OpenPlan) -> Self {
        Self {
            id: plan.id(),
            room: None,
            secret: plan.secret(),
            doc: SmallDocument::new(),
            session: None,
            keeper: None,
            tabs: None,
            here: None,
            elsewhere: 0,
            socket: None,
            connection: 0,
            wake: None,
            writer: None,
        }
    }

    /// Of the room on the relay, and of its store on this device.
    pub(super) fn name(&self) -> Option<String> {
        self.room.map(|room| room.name(&self.id))
    }

    fn beside(&self) -> Beside {
        let keeper = self.keeper.as_ref();
        Beside {
            changes: keeper.map_or(0, Keeper::waiting) + self.elsewhere,
            kept: keeper.map(Keeper::kept).unwrap_or_default(),
            refused: match self.session.as_ref().map(Session::saving) {
                Some(sync::Saving::Refused { code, .. }) => Some(code),
                _ => None,
            },
        }
    }
}

impl<K: SmallKind> OpenRoom<K> {
    /// A room that is not open yet: nothing of it is read or asked for before `which` says which one the reader may
    /// open, and where no relay knows the plan it stays so. Call it in a component: it closes with that component's
    /// owner.
    pub fn new(plan: OpenPlan, which: impl Fn() -> Option<Room> + Send + Sync + 'static) -> Self {
        let room = Self {
            inner: StoredValue::new_local(Inner::new(plan)),
            plan,
            value: RwSignal::new(K::Value::default()),
            is_open: RwSignal::new(false),
            is_synced: RwSignal::new(false),
        };
        room.open_for_who_may(Memo::new(move |_| which()));
        room.listen_to_browser();
        on_cleanup(move || {
            let _ = room.inner.try_update_value(|inner| {
                inner.socket = None;
                inner.tabs = None;
                inner.here = None;
                inner.wake.take().inspect(TimeoutHandle::clear);
            });
        });
        room
    }

    fn open_for_who_may(self, which: Memo<Option<Room>>) {
        let has_key = self.inner.with_value(|inner| inner.secret.is_some());
        Effect::new(move |was_open: Option<bool>| {
            let opens = which.get().filter(|_| has_key);
            if let Some(room) = opens.filter(|_| was_open != Some(true)) {
                self.inner.update_value(|inner| inner.room = Some(room));
                self.start();
            }
            opens.is_some() || was_open == Some(true)
        });
    }

    /// Whether it is read and may be written.
    pub fn is_open(self) -> Signal<bool> {
        self.is_open.into()
    }

    /// Whether everything that the relay had is here: what comes from now on is news.
    pub fn is_synced(self) -> Signal<bool> {
        self.is_synced.into()
    }

    /// What the document holds; nothing before the room is open.
    pub fn value(self) -> ReadSignal<K::Value> {
        self.value.read_only()
    }

    /// The plan that it belongs to.
    pub fn plan(self) -> OpenPlan {
        self.plan
    }

    /// The id of the plan, and the one under which this page writes. `None` once the page is gone.
    pub fn ids(self) -> Option<(PlanId, u64)> {
        let ids = |inner: &Inner<K>| (inner.id.clone(), inner.doc.client_id());
        self.inner.try_with_value(ids)
    }

    fn start(self) {
        self.meet_tabs();
        leptos::task::spawn_local(async move { self.read_device().await });
    }

    async fn read_device(self) {
        let Some(Some(name)) = self.inner.try_with_value(Inner::name) else {
            return;
        };
        // Where the browser denies a store, the plan's page has said so already.
        let (store, _) = DeviceStore::open(&name).await;
        let loaded = store.load().await.unwrap_or_default();
        let outbox: Vec<Key> = loaded.outbox.iter().map(|waiting| waiting.key).collect();
        let opened = self.inner.try_update_value(|inner| {
            let results = loaded.updates.iter();
            let results = results.map(|(_, bytes)| inner.doc.merge(bytes));
            let is_sound = results.filter(Result::is_err).count() == 0 && !inner.doc.waits();
            let unsaved = outbox.len();
            let tabs = inner.tabs.clone();
            let keeper = Keeper::among(tabs, store, outbox, move || self.device_wrote());
            if is_sound && loaded.updates.len() > RECORDS_MAX {
                let read = loaded.updates.iter().map(|(key, _)| *key).collect();
                keeper.compact(format!("coplan-compact:{name}"), read, inner.doc.encode());
            }
            inner.keeper = Some(keeper);
            let client = inner.doc.client_id();
            let session = Session::new(steady_ms(), random::bits(), client, unsaved);
            inner.session = Some(session);
        });
        if opened.is_some() {
            self.refresh();
            let _ = self.is_open.try_set(true);
            self.step(Input::Tick);
        }
    }

    /// Puts the document on the screen.
    pub(super) fn refresh(self) {
        let value = self.inner.try_with_value(|inner| inner.doc.value().clone());
        if let Some(value) = value {
            let _ = self.value.try_set(value);
        }
    }

    /// Its saving counts in what the page says.
    pub(super) fn refresh_saving(self) {
        let saving = self.inner.try_with_value(|inner| {
            let session = inner.session.as_ref().map(Session::saving);
            let is_synced = session == Some(sync::Saving::Saved);
            Some((inner.room?, inner.beside(), is_synced))
        });
        if let Some(Some((room, beside, is_synced))) = saving {
            self.plan.set_beside(room, beside);
            if is_synced && self.is_synced.try_get_untracked() == Some(false) {
                self.is_synced.set(true);
            }
        }
    }
}
