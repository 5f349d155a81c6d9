//! The open talk document: the one way from it to the comments on the screen and back. It closes with the page.

use std::collections::{BTreeMap, HashMap};

use leptos::prelude::*;
use plan::id::MilestoneId;
use plan::model::{Comment, Session as Writer};
use sync::{Input, Session};

use super::Talks;
use super::document::TalkDocument;
use crate::clock::steady_ms;
use crate::locks::Held;
use crate::open_plan::keeper::Keeper;
use crate::open_plan::tabs::Tabs;
use crate::open_plan::{Beside, OpenPlan};
use crate::paths::{PlanId, Room, Secret};
use crate::random;
use crate::socket::Socket;
use crate::storage::{Key, Storage, Store as DeviceStore};

/// The handle, for the context of the panels.
#[derive(Clone, Copy)]
pub struct TalkRoom {
    pub(super) inner: StoredValue<Inner, LocalStorage>,
    pub(super) plan: OpenPlan,
    talks: Talks,
    pub(super) comments: RwSignal<Vec<Comment>>,
    pub(super) sessions: RwSignal<BTreeMap<u64, Writer>>,
    is_open: RwSignal<bool>,
    is_synced: RwSignal<bool>,
    drafts: StoredValue<HashMap<MilestoneId, String>>,
}

/// What the room owns.
pub(super) struct Inner {
    pub(super) id: PlanId,
    pub(super) secret: Option<Secret>,
    pub(super) doc: TalkDocument,
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

impl TalkRoom {
    /// A room that is not open yet. Nothing of it is read before [`TalkRoom::open`].
    pub fn provide(plan: OpenPlan) -> Self {
        let inner = Inner {
            id: plan.id(),
            secret: plan.secret(),
            doc: TalkDocument::new(),
            session: None,
            keeper: None,
            tabs: None,
            here: None,
            elsewhere: 0,
            socket: None,
            connection: 0,
            wake: None,
            writer: None,
        };
        let room = Self {
            inner: StoredValue::new_local(inner),
            plan,
            talks: Talks::expect(),
            comments: RwSignal::new(Vec::new()),
            sessions: RwSignal::new(BTreeMap::new()),
            is_open: RwSignal::new(false),
            is_synced: RwSignal::new(false),
            drafts: StoredValue::new(HashMap::new()),
        };
        provide_context(room);
        room.open_for_who_may();
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

    /// A viewer's link does not open it, and a plan that no relay knows has nobody to talk to.
    fn open_for_who_may(self) {
        let access = self.plan.access();
        let may_edit = self.plan.may_edit();
        let may = Memo::new(move |_| access.read().is_some() && may_edit.get());
        let has_key = self.inner.with_value(|inner| inner.secret.is_some());
        Effect::new(move |was_open: Option<bool>| {
            let opens = has_key && may.get();
            if opens && was_open != Some(true) {
                self.start();
            }
            opens || was_open == Some(true)
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

    /// What was written on a milestone and not sent: it outlives the panel.
    pub fn draft(self, milestone: MilestoneId) -> String {
        self.drafts
            .with_value(|all| all.get(&milestone).cloned())
            .unwrap_or_default()
    }

    /// Keeps what is written until it is sent.
    pub fn keep_draft(self, milestone: MilestoneId, text: String) {
        self.drafts.update_value(|all| {
            all.insert(milestone, text);
        });
    }

    /// The comments on a milestone that are not withdrawn, the oldest first. Reactive.
    pub fn on_milestone(self, milestone: MilestoneId) -> Vec<Comment> {
        let is_shown = |one: &&Comment| one.milestone == Some(milestone) && !one.archived;
        self.comments
            .with(|all| all.iter().filter(is_shown).cloned().collect())
    }

    /// All that are not withdrawn, in context of what announces them. Reactive.
    pub fn all(self) -> Vec<Comment> {
        let is_shown = |one: &&Comment| !one.archived;
        self.comments
            .with(|all| all.iter().filter(is_shown).cloned().collect())
    }

    fn start(self) {
        self.meet_tabs();
        leptos::task::spawn_local(async move { self.read_device().await });
    }

    async fn read_device(self) {
        let name = self
            .inner
            .try_with_value(|inner| Room::Talk.name(&inner.id));
        let Some(name) = name else { return };
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
            if is_sound && loaded.updates.len() > super::syncing::RECORDS_MAX {
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
        let read = self.inner.try_with_value(|inner| {
            let talk = inner.doc.talk();
            (talk.comments.clone(), talk.sessions.clone())
        });
        let Some((comments, sessions)) = read else {
            return;
        };
        let mut counts = HashMap::new();
        for comment in comments.iter().filter(|one| !one.archived) {
            if let Some(milestone) = comment.milestone {
                *counts.entry(milestone).or_default() += 1;
            }
        }
        // Who before what: a comment on the screen has its author.
        let _ = self.sessions.try_set(sessions);
        let _ = self.comments.try_set(comments);
        self.talks.set(counts);
    }

    /// Its saving counts in what the page says.
    pub(super) fn refresh_saving(self) {
        let beside = self.inner.try_with_value(|inner| {
            let keeper = inner.keeper.as_ref();
            let saving = inner.session.as_ref().map(Session::saving);
            let is_synced = saving == Some(sync::Saving::Saved);
            let beside = Beside {
                changes: keeper.map_or(0, Keeper::waiting) + inner.elsewhere,
                kept: keeper.map(Keeper::kept).unwrap_or_default(),
                refused: match saving {
                    Some(sync::Saving::Refused { code, .. }) => Some(code),
                    _ => None,
                },
            };
            (beside, is_synced)
        });
        if let Some((beside, is_synced)) = beside {
            self.plan.set_beside(beside);
            if is_synced && self.is_synced.try_get_untracked() == Some(false) {
                self.is_synced.set(true);
            }
        }
    }
}
