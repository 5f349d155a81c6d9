//! The talk on the screen: the comments of the room, how many each milestone has, and what is half written.

use std::collections::HashMap;

use leptos::prelude::*;
use plan::id::MilestoneId;
use plan::model::{Comment, Talk};
use plan::talk_doc::TalkKind;

use super::Talks;
use crate::open_plan::OpenPlan;
use crate::open_room::OpenRoom;
use crate::paths::Room;

/// The handle, for the context of the panels.
#[derive(Clone, Copy)]
pub struct TalkRoom {
    pub(super) room: OpenRoom<TalkKind>,
    drafts: StoredValue<HashMap<MilestoneId, String>>,
}

impl TalkRoom {
    /// A room that is not open yet. Nothing of it is read before the reader is known to be allowed to: a viewer's link
    /// does not open it, and a plan that no relay knows has nobody to talk to.
    pub fn provide(plan: OpenPlan) -> Self {
        let (access, may_edit) = (plan.access(), plan.may_edit());
        let which = move || (access.read().is_some() && may_edit.get()).then_some(Room::Talk);
        let room = Self {
            room: OpenRoom::new(plan, which),
            drafts: StoredValue::new(HashMap::new()),
        };
        let (talks, talk) = (Talks::expect(), room.room.value());
        Effect::new(move || talks.set(talk.with(counts)));
        provide_context(room);
        room
    }

    /// Whether it is read and may be written.
    pub fn is_open(self) -> Signal<bool> {
        self.room.is_open()
    }

    /// Whether everything that the relay had is here: what comes from now on is news.
    pub fn is_synced(self) -> Signal<bool> {
        self.room.is_synced()
    }

    /// The whole talk document.
    pub fn talk(self) -> ReadSignal<Talk> {
        self.room.value()
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
        self.those(|one| one.milestone == Some(milestone))
    }

    /// All that are not withdrawn, in context of what announces them. Reactive.
    pub fn all(self) -> Vec<Comment> {
        self.those(|_| true)
    }

    fn those(self, are_wanted: impl Fn(&Comment) -> bool) -> Vec<Comment> {
        let is_shown = |one: &&Comment| !one.archived && are_wanted(one);
        let talk = self.room.value().read();
        talk.comments.iter().filter(is_shown).cloned().collect()
    }
}

fn counts(talk: &Talk) -> HashMap<MilestoneId, u32> {
    let mut counts = HashMap::new();
    let shown = talk.comments.iter().filter(|one| !one.archived);
    for milestone in shown.filter_map(|one| one.milestone) {
        *counts.entry(milestone).or_default() += 1;
    }
    counts
}
