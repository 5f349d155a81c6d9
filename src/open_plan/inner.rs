//! What an open plan owns: document, session, socket, keeper. No signal is touched in here.

use std::rc::Rc;

use leptos::prelude::TimeoutHandle;
use plan::model::{Session as Writer, Side};
use plan::{Merged, TextChange, TextField};
use sync::{Input, Output, Replica, Session};

use super::editing::{Act, Editing};
use super::history::History;
use super::keeper::Keeper;
use super::observer::Observer;
use super::presence::OwnPresence;
use super::saving::{Beside, Kept};
use super::tabs::Tabs;
use super::text::RemoteText;
use crate::document::Document;
use crate::known_plans;
use crate::locks::Held;
use crate::paths::{PlanId, Room, Secret};
use crate::socket::Socket;

/// Hears what others change in the focused field.
pub(super) type Listener = Box<dyn Fn(RemoteText)>;

/// See the module.
pub(super) struct Inner {
    pub(super) plan: PlanId,
    pub(super) room: Room,
    pub(super) secret: Option<Secret>,
    pub(super) doc: Document,
    /// From the moment when the device's store was read.
    pub(super) session: Option<Session>,
    pub(super) keeper: Option<Keeper>,
    pub(super) tabs: Option<Rc<Tabs>>,
    /// Lets the other tabs notice when this one ends.
    pub(super) here: Option<Held>,
    /// Edits of other tabs that the relay does not have.
    pub(super) elsewhere: usize,
    /// What the plan's other rooms say about their saving.
    pub(super) beside: Vec<(Room, Beside)>,
    pub(super) socket: Option<Socket>,
    /// An attempt to reach the relay has come to an end, good or bad.
    pub(super) met_relay: bool,
    /// Counts sockets: what comes from an older one is not fed in.
    pub(super) connection: u32,
    pub(super) wake: Option<TimeoutHandle>,
    pub(super) history: History,
    /// How documents are changed; `None` until that code is here.
    pub(super) editing: Option<Editing>,
    pub(super) fetches_editing: bool,
    /// What the reader did before it was.
    pub(super) acts: Vec<Act>,
    pub(super) own: OwnPresence,
    /// Something of the plan is here: read from the device, or compared with the relay.
    pub(super) has_content: bool,
    pub(super) watch: Option<(TextField, Listener)>,
    /// The field that is being composed, with the text it shows meanwhile.
    pub(super) composing: Option<(TextField, String)>,
    pub(super) notices: u32,
    /// Follows what goes into the document.
    pub(super) observer: Option<Rc<dyn Observer>>,
    pub(super) title_in_list: Option<String>,
    /// This page has set a replica aside before.
    pub(super) was_set_aside: bool,
    /// What lies aside is in the plan again, as soon as the disk has it.
    pub(super) lets_go_of_aside: bool,
    /// A comparison with what lies aside is due.
    pub(super) compares: Option<TimeoutHandle>,
    /// When everything was last written anew.
    pub(super) written_anew_ms: Option<u64>,
}

/// What a step of the session asks of the outside.
#[derive(Default)]
pub(super) struct Effects {
    pub(super) outputs: Vec<Output>,
    /// The document has changed.
    pub(super) changed: bool,
    /// Which texts others have changed.
    pub(super) texts: Vec<TextChange>,
}

impl Inner {
    pub(super) fn new(plan: PlanId, room: Room, secret: Option<Secret>) -> Self {
        let identity = crate::identity::load();
        let own = OwnPresence {
            name: identity.name,
            color: identity.color,
            browser: crate::identity::browser(),
            ..OwnPresence::default()
        };
        Self {
            plan,
            room,
            secret,
            doc: Document::new(),
            session: None,
            keeper: None,
            tabs: None,
            here: None,
            elsewhere: 0,
            beside: Vec::new(),
            socket: None,
            met_relay: false,
            connection: 0,
            wake: None,
            history: History::default(),
            editing: Editing::at_once(),
            fetches_editing: false,
            acts: Vec::new(),
            own,
            has_content: false,
            watch: None,
            composing: None,
            notices: 0,
            observer: None,
            title_in_list: None,
            was_set_aside: false,
            lets_go_of_aside: false,
            compares: None,
            written_anew_ms: None,
        }
    }

    /// Everything of the old document goes; the plan, its key and the reader stay.
    pub(super) fn begin_again(&mut self) {
        let (own, tabs, here) = (
            std::mem::take(&mut self.own),
            self.tabs.take(),
            self.here.take(),
        );
        self.wake.take().inspect(TimeoutHandle::clear);
        let fresh = Self::new(self.plan.clone(), self.room, self.secret.clone());
        let old = std::mem::replace(self, fresh);
        // What still comes from the old socket is not fed in.
        self.connection = old.connection + 1;
        self.notices = old.notices;
        self.observer = old.observer;
        self.beside = old.beside;
        self.was_set_aside = old.was_set_aside;
        self.editing = old.editing;
        self.fetches_editing = old.fetches_editing;
        self.acts = old.acts;
        (self.own, self.tabs, self.here) = (own, tabs, here);
    }

    /// Who writes here, for the document's list of sessions.
    pub(super) fn set_writer(&mut self, side: Option<Side>) {
        self.own.side = side;
        self.doc.set_session(Writer {
            person: None,
            side,
            name: self.own.name.clone(),
        });
    }

    /// One step of the session. Foreign updates go to the keeper on the way.
    pub(super) fn step(&mut self, now_ms: u64, input: Input<'_>) -> Effects {
        let Some(session) = &mut self.session else {
            return Effects::default();
        };
        let mut replica = Incoming {
            doc: &mut self.doc,
            observer: self.observer.as_deref(),
            taken_in: Vec::new(),
            merged: Merged::default(),
        };
        let outputs = session.step(now_ms, input, &mut replica);
        let Incoming {
            taken_in, merged, ..
        } = replica;
        if let Some(keeper) = &self.keeper {
            if !taken_in.is_empty() {
                keeper.keep_foreign(taken_in);
            }
            keeper.unsaved(session.unsaved());
        }
        Effects {
            outputs,
            changed: merged.changed,
            texts: merged.texts,
        }
    }

    /// This browser has shown the plan before, if only as an empty one.
    pub(super) fn was_open_here(&self) -> bool {
        known_plans::was_opened(&self.plan)
    }

    /// What is known of the relay. Without a key nothing can be sent: that is as good as offline.
    pub(super) fn saving(&self) -> sync::Saving {
        let changes = self.keeper.as_ref().map_or(0, Keeper::waiting);
        let offline = sync::Saving::Offline { changes };
        let own = self.session.as_ref().map_or(offline, Session::saving);
        let own = super::saving::with_others(own, self.elsewhere);
        super::saving::with_beside(own, self.beside())
    }

    /// Where the edits are that the relay lacks.
    pub(super) fn kept(&self) -> Kept {
        let own = self.keeper.as_ref().map_or(Kept::OnDevice, Keeper::kept);
        own.max(self.beside().kept)
    }

    fn beside(&self) -> Beside {
        let rooms = self.beside.iter().map(|(_, beside)| *beside);
        rooms.fold(Beside::default(), Beside::and)
    }
}

/// The document as the session sees it. It remembers what it took in.
struct Incoming<'a> {
    doc: &'a mut Document,
    observer: Option<&'a dyn Observer>,
    taken_in: Vec<Vec<u8>>,
    merged: Merged,
}

impl Replica for Incoming<'_> {
    fn state_vector(&self) -> Vec<u8> {
        self.doc.state_vector()
    }

    fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, sync::Malformed> {
        self.doc.diff(state_vector)
    }

    fn apply(&mut self, update: &[u8]) -> Result<(), sync::Malformed> {
        self.observer
            .inspect(|observer| observer.before_foreign(self.doc));
        let merged = self.doc.merge(update);
        let changed = merged.as_ref().is_ok_and(|merged| merged.changed);
        self.observer
            .inspect(|observer| observer.after_foreign(self.doc, changed));
        let merged = merged?;
        // Kept even when nothing is to be seen of it: an update may wait for another one.
        self.taken_in.push(update.to_owned());
        self.merged.changed |= merged.changed;
        self.merged.texts.extend(merged.texts);
        Ok(())
    }
}
