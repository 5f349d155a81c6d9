//! Who says what: comments that are added and changed, and who wrote them.

use leptos::prelude::*;
use plan::id::{CommentId, MilestoneId, PersonId};
use plan::model::{Comment, Side};
use plan::{Refused, TalkCommand};

use super::room::TalkRoom;
use crate::clock::now_ms;
use crate::paths::PlanId;
use crate::preferences;
use crate::random;
use crate::state::PlanStateStoreFields;

/// So many comments of this browser's reader are remembered as theirs.
const OWN_MAX: usize = 1_000;

/// Who wrote a comment, as far as the documents say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// May be empty.
    pub name: String,
    /// Whose person, or the side of the link.
    pub side: Option<Side>,
}

impl TalkRoom {
    /// Who wrote it: the person, or what the session said of itself. Reactive.
    pub fn author(self, comment: &Comment) -> Author {
        let person = comment.author.and_then(|id| {
            let found = self.room.plan().with_plan(|plan| plan.person(id).cloned());
            found.filter(|person| !person.name.is_empty())
        });
        if let Some(person) = person {
            return Author {
                name: person.name,
                side: Some(person.side),
            };
        }
        let session = comment.created_by.and_then(|client| {
            let talk = self.room.value().read();
            talk.sessions.get(&client).cloned()
        });
        session.map_or_else(
            || Author {
                name: String::new(),
                side: None,
            },
            |session| Author {
                name: session.name,
                side: session.side,
            },
        )
    }

    /// Written in this browser: only such a comment is offered to its reader to change. Any editor's program can do
    /// more, so this keeps people from mistakes and proves nothing.
    pub fn is_own(self, comment: &Comment) -> bool {
        self.room.ids().is_some_and(|(plan, client)| {
            comment.created_by == Some(client) || own(&plan).contains(&comment.id)
        })
    }

    /// Wakes with the plan: names come from there.
    pub fn plan_changes(self) -> Signal<u32> {
        self.room.plan().changes()
    }

    /// The title of a milestone. Not reactive.
    pub fn title_of(self, id: MilestoneId) -> Option<String> {
        self.room
            .plan()
            .with_plan(|plan| plan.milestone(id).map(|one| one.title.clone()))
    }

    /// Everybody who can be mentioned. Not reactive.
    pub fn names(self) -> Vec<(PersonId, String)> {
        let people = self.room.plan().state().people();
        let people = people.read_untracked();
        let names = people.iter().map(|one| (one.id, one.name.clone()));
        names.collect()
    }

    /// Whose person somebody is. Not reactive.
    pub fn side_of(self, person: PersonId) -> Option<Side> {
        self.room
            .plan()
            .with_plan(|plan| plan.person(person).map(|person| person.side))
    }

    /// Adds a comment to a milestone.
    ///
    /// # Errors
    /// The rule against it; nothing is written then.
    pub fn say(
        self,
        milestone: MilestoneId,
        text: String,
        mentions: Vec<PersonId>,
    ) -> Result<(), Refused> {
        let id = CommentId::from_bits(random::bits());
        let comment = Comment {
            id,
            milestone: Some(milestone),
            author: self.room.reader(),
            text,
            mentions,
            at: (now_ms() / 1_000).cast_signed(),
            archived: false,
            created_by: None,
        };
        self.run(&TalkCommand::AddComment(comment))?;
        if let Some((plan, _)) = self.room.ids() {
            remember(&plan, id);
        }
        Ok(())
    }

    /// Carries out a command: document, device, relay, screen.
    ///
    /// # Errors
    /// The rule against it; nothing is written then.
    pub fn run(self, command: &TalkCommand) -> Result<(), Refused> {
        self.room.run(command)
    }
}

fn own_key(plan: &PlanId) -> String {
    format!("coplan.comments.{plan}")
}

fn own(plan: &PlanId) -> Vec<CommentId> {
    preferences::get(&own_key(plan)).unwrap_or_default()
}

fn remember(plan: &PlanId, comment: CommentId) {
    let mut all = own(plan);
    let surplus = (all.len() + 1).saturating_sub(OWN_MAX);
    all.drain(..surplus);
    all.push(comment);
    preferences::keep(&own_key(plan), &all);
}

/// Lets go of which comments of a plan were written here.
pub fn forget_own(plan: &PlanId) {
    preferences::forget(&own_key(plan));
}
