//! A change of dates that asks first: who asks and what, in signals. What follows from it the engine says.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use plan::Command;
use plan::id::MilestoneId;
use plan::model::{Due, MilestoneKind, Plan};
use plan::slip::{Ask, Proposal};
use web_sys::HtmlElement;

use crate::open_plan::OpenPlan;

/// How far a change has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is being dragged, or moved by keys: shown, not asked yet.
    Thinking,
    /// It was made: keep, shift or cancel. Where nothing follows from it, it is simply done.
    Made,
    /// The form is open, for whoever says it in words.
    Form,
}

/// A change of dates that somebody makes.
#[derive(Debug, Clone, PartialEq)]
pub struct Asking {
    /// Of which milestone; `None` is the plan's go-live date.
    pub milestone: Option<MilestoneId>,
    /// What changes.
    pub asks: Vec<Ask>,
    /// How far it has come.
    pub stage: Stage,
}

/// The one change that may be going on, in context.
#[derive(Clone, Copy)]
pub struct Slips {
    plan: OpenPlan,
    asking: RwSignal<Option<Asking>>,
    proposal: RwSignal<Option<Arc<Proposal>>>,
    left: RwSignal<Option<Asking>>,
    words: RwSignal<Option<(MilestoneId, String)>>,
    backwards: RwSignal<bool>,
    /// Beside which the panel stands, and where the focus goes back to.
    origin: StoredValue<Option<HtmlElement>, LocalStorage>,
}

impl Slips {
    /// Gives all components below their way to ask.
    pub fn provide(plan: OpenPlan) -> Self {
        let slips = Self {
            plan,
            asking: RwSignal::new(None),
            proposal: RwSignal::new(None),
            left: RwSignal::new(None),
            words: RwSignal::new(None),
            backwards: RwSignal::new(false),
            origin: StoredValue::new_local(None),
        };
        provide_context(slips);
        slips
    }

    /// That of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The change, reactive.
    pub fn asking(self) -> RwSignal<Option<Asking>> {
        self.asking
    }

    /// What follows from the change, once the engine has said so. Only the panel writes it.
    pub fn proposal(self) -> RwSignal<Option<Arc<Proposal>>> {
        self.proposal
    }

    /// A change that was made and never answered: the reader went on. Only the panel takes it.
    pub fn left(self) -> RwSignal<Option<Asking>> {
        self.left
    }

    /// Whether the panel that plans backwards is open.
    pub fn backwards(self) -> RwSignal<bool> {
        self.backwards
    }

    /// Somebody changes a date or plans backwards, reactive: the engine is wanted.
    pub fn is_asking(self) -> bool {
        let has_words = self.words.with(Option::is_some);
        has_words || self.asking.with(Option::is_some) || self.backwards.get()
    }

    /// Where the panel stands.
    pub fn origin(self) -> Option<HtmlElement> {
        self.origin.get_value()
    }

    /// A due date is said in words: a character was typed where it stands. What comes before the field has come, or
    /// after it was left, goes on with what is there. Gives whether it is taken: what a date can have begins no words.
    pub fn say(self, milestone: MilestoneId, character: &str, in_date: bool) -> bool {
        let now = self.words.get_untracked();
        let text = now.filter(|(id, _)| *id == milestone);
        if text.is_none() && in_date {
            return false;
        }
        self.remember_origin();
        let text = text.map(|(_, text)| text).unwrap_or_default();
        self.words.set(Some((milestone, text + character)));
        true
    }

    /// Of which milestone a date is said in words, and which.
    pub fn words(self) -> RwSignal<Option<(MilestoneId, String)>> {
        self.words
    }

    /// Somebody begins or goes on; the panel stands beside the element that has the focus.
    pub fn ask(self, asking: Asking) {
        self.remember_origin();
        let now = self.asking.get_untracked();
        if now.as_ref() == Some(&asking) {
            return;
        }
        if now.is_some_and(|now| now.milestone != asking.milestone) {
            self.leave();
        }
        self.asking.set(Some(asking));
    }

    /// Somebody goes elsewhere: a date that they have set is not lost for what may follow from it.
    pub fn leave(self) {
        let made = |now: &Asking| now.stage == Stage::Made;
        if let Some(now) = self.asking.get_untracked().filter(made) {
            self.left.set(Some(now));
        }
        self.cancel();
    }

    /// Somebody thinks better of it. Nothing was written.
    pub fn cancel(self) {
        if self.asking.with_untracked(Option::is_some) {
            self.asking.set(None);
        }
        if self.proposal.with_untracked(Option::is_some) {
            self.proposal.set(None);
        }
    }

    /// Opens the panel that plans backwards.
    pub fn plan_backwards(self) {
        self.leave();
        self.remember_origin();
        self.backwards.set(true);
    }

    /// Another due date of a milestone: written at once, unless something may follow from it.
    pub fn set_due(self, milestone: MilestoneId, due: Option<Due>) {
        let asks_first = due.filter(|due| {
            self.plan
                .with_plan(|plan| may_follow(plan, milestone, due.date))
        });
        match asks_first {
            Some(due) => self.ask(Asking {
                milestone: Some(milestone),
                asks: vec![Ask::Due {
                    milestone,
                    date: due.date,
                }],
                stage: Stage::Made,
            }),
            None => {
                self.plan.run(Command::SetDue { milestone, due });
            }
        }
    }

    /// Another go-live date: its milestone goes with it.
    pub fn set_go_live(self, date: Option<NaiveDate>) {
        match date {
            Some(date) => self.ask(Asking {
                milestone: None,
                asks: vec![Ask::GoLive { date }],
                stage: Stage::Made,
            }),
            None => {
                self.plan.run(Command::SetGoLive(None));
            }
        }
    }

    /// Opens the form: "legal takes ten days longer".
    pub fn form(self, milestone: MilestoneId) {
        self.ask(Asking {
            milestone: Some(milestone),
            asks: vec![Ask::Longer { milestone, days: 1 }],
            stage: Stage::Form,
        });
    }

    fn remember_origin(self) {
        use wasm_bindgen::JsCast;
        // A menu is gone by the time the panel closes, its button is not.
        let outlasting = |focused: web_sys::Element| match focused.closest("[role=menu]") {
            Ok(Some(menu)) => menu.previous_element_sibling(),
            _ => Some(focused),
        };
        let focused = crate::ui::focused().and_then(outlasting);
        let focused = focused.and_then(|element| element.dyn_into().ok());
        if focused.is_some() {
            self.origin.set_value(focused);
        }
    }
}

/// Something may wait for it, or the go-live with it. The engine says what really follows.
fn may_follow(plan: &Plan, milestone: MilestoneId, due: NaiveDate) -> bool {
    let is_predecessor = plan
        .dependencies
        .iter()
        .any(|one| one.predecessor == milestone);
    let stored = plan.milestone(milestone);
    let said_yes = plan.agreements.iter().any(|one| one.milestone == milestone);
    is_predecessor
        || said_yes
        || stored.is_some_and(|one| one.kind == MilestoneKind::GoLive)
        || plan.go_live.is_some_and(|go_live| due > go_live)
}
