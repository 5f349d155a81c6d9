//! The side's document, open: what this side noticed, and the way to change it.

use leptos::prelude::*;
use plan::id::{MilestoneId, SignalId};
use plan::model::{DeclineCause, Declined, Side, SideDocument, Signal as Note};
use plan::side_doc::SideKind;
use plan::{Refused, SideCommand};

use crate::open_plan::OpenPlan;
use crate::open_room::OpenRoom;
use crate::parts::Today;
use crate::paths::Room;
use crate::random;

/// What a reader has written and not kept yet.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What was noticed.
    pub text: RwSignal<String>,
    /// About which milestone.
    pub about: RwSignal<Option<MilestoneId>>,
}

impl Draft {
    /// With what stands in a note.
    pub fn of(text: String, about: Option<MilestoneId>) -> Self {
        Self {
            text: RwSignal::new(text),
            about: RwSignal::new(about),
        }
    }

    /// What is to be kept; `None` where nothing is written.
    pub fn written(self) -> Option<(String, Option<MilestoneId>)> {
        let text = self.text.get_untracked().trim().to_owned();
        (!text.is_empty()).then(|| (text, self.about.get_untracked()))
    }

    fn clear(self) {
        self.text.set(String::new());
        self.about.set(None);
    }
}

/// What the other side said instead of planning, while it is being recorded.
#[derive(Clone, Copy)]
pub struct Recording {
    /// Somebody records it.
    pub is_open: RwSignal<bool>,
    /// Why they would rather not.
    pub cause: RwSignal<DeclineCause>,
    /// In their words.
    pub reason: RwSignal<String>,
    /// Go on, or leave it.
    pub decision: RwSignal<String>,
}

impl Recording {
    fn new() -> Self {
        Self {
            is_open: RwSignal::new(false),
            cause: RwSignal::new(DeclineCause::NoTimelineYet),
            reason: RwSignal::new(String::new()),
            decision: RwSignal::new(String::new()),
        }
    }

    /// Begins with what was recorded before.
    pub fn begin_with(self, before: &Declined) {
        self.cause.set(before.cause);
        self.reason.set(before.reason.clone());
        self.decision.set(before.decision.clone());
    }
}

/// The handle, in context of the panels.
#[derive(Clone, Copy)]
pub struct OwnSide {
    room: OpenRoom<SideKind>,
    today: Today,
    /// The note that is being written: it outlives the panel.
    pub draft: Draft,
    /// The same for what the other side said instead of planning.
    pub recording: Recording,
}

impl OwnSide {
    /// Opens the document of the reader's side, as soon as it is known which one that is. A viewer's link does not open
    /// one, partners have none, and in a plan that no relay knows nobody has a side.
    pub fn provide(plan: OpenPlan) -> Self {
        let (access, may_edit) = (plan.access(), plan.may_edit());
        let which = move || {
            let side = access.read().as_ref()?.side;
            (side != Side::Partner && may_edit.get()).then_some(Room::Side(side))
        };
        let own = Self {
            room: OpenRoom::new(plan, which),
            today: Today::expect(),
            draft: Draft::of(String::new(), None),
            recording: Recording::new(),
        };
        provide_context(own);
        own
    }

    /// Whose it is, once it is read and may be written. Reactive.
    pub fn side(self) -> Option<Side> {
        let access = self.room.plan().access();
        let is_open = self.room.is_open().get();
        access
            .read()
            .as_ref()
            .filter(|_| is_open)
            .map(|one| one.side)
    }

    /// What the document holds.
    pub fn document(self) -> ReadSignal<SideDocument> {
        self.room.value()
    }

    /// The plan that it belongs to.
    pub fn plan(self) -> OpenPlan {
        self.room.plan()
    }

    /// Keeps the draft as a note of today.
    ///
    /// # Errors
    /// The rule against it; the draft stays.
    pub fn note(self) -> Result<(), Refused> {
        let Some((text, milestone)) = self.draft.written() else {
            return Ok(());
        };
        let note = Note {
            id: SignalId::from_bits(random::bits()),
            text,
            on: self.today.get_untracked(),
            milestone,
            archived: false,
        };
        self.run(&SideCommand::AddSignal(note))?;
        self.draft.clear();
        Ok(())
    }

    /// Records what they said, with the day on which that was first done.
    ///
    /// # Errors
    /// The rule against it; what is written stays.
    pub fn record(self) -> Result<(), Refused> {
        let before = self.document().with_untracked(|own| own.declined.clone());
        let on = before.map_or_else(|| self.today.get_untracked(), |before| before.on);
        let text = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let declined = Declined {
            cause: self.recording.cause.get_untracked(),
            reason: text(self.recording.reason),
            on,
            decision: text(self.recording.decision),
        };
        self.run(&SideCommand::SetDeclined(Some(declined)))?;
        self.recording.is_open.set(false);
        Ok(())
    }

    /// Takes back what was recorded. Its words stay in the form, for who records it anew.
    ///
    /// # Errors
    /// The rule against it.
    pub fn take_back(self) -> Result<(), Refused> {
        let before = self.document().with_untracked(|own| own.declined.clone());
        self.run(&SideCommand::SetDeclined(None))?;
        if let Some(before) = before {
            self.recording.begin_with(&before);
        }
        Ok(())
    }

    /// Carries out a command: document, device, relay, screen.
    ///
    /// # Errors
    /// The rule against it; nothing is written then.
    pub fn run(self, command: &SideCommand) -> Result<(), Refused> {
        self.room.run(command)
    }
}
