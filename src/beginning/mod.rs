//! What to ask before and while a plan begins: is there interest on both sides, is this the right moment, whose plan is
//! it. One line at a time in the plan itself, in the browser in which the plan was made, until it is answered or put away.
//!
//! The page itself knows only whether there is a question. Questions, words and view are code that comes later.

mod line;
mod step;

use leptos::prelude::*;

use self::line::beginning_line;
use crate::later::resting_view;
use crate::open_plan::OpenPlan;
use crate::paths::PlanId;
use crate::preferences;

const PREFIX: &str = "coplan.beginning.";
/// What stands for the first question.
const FIRST: &str = "interest";

/// The question that the plan is at, in context of its page; empty where there is none.
#[derive(Clone, Copy)]
pub struct Beginning {
    plan: OpenPlan,
    at: RwSignal<String>,
}

impl Beginning {
    /// Gives all components below the question at which this browser left the plan.
    pub fn provide(plan: OpenPlan) -> Self {
        let at = preferences::get(&key(&plan.id())).unwrap_or_default();
        let beginning = Self {
            plan,
            at: RwSignal::new(at),
        };
        provide_context(beginning);
        beginning
    }

    /// That of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// From the first question on.
    pub fn begin(self) {
        self.go_to(FIRST);
    }

    /// Goes on to a step, which the browser keeps; an empty one ends it.
    fn go_to(self, step: &str) {
        let id = self.plan.id();
        if step.is_empty() {
            forget(&id);
        } else {
            let _ = preferences::keep(&key(&id), step);
        }
        self.at.set(step.to_owned());
    }

    /// Gone from the page until it is opened again.
    fn hide(self) {
        self.at.set(String::new());
    }

    /// The step, reactive.
    fn at(self) -> String {
        self.at.get()
    }

    /// There is something to ask, and somebody who may begin.
    fn is_on(self) -> bool {
        self.at.with(|at| !at.is_empty()) && self.plan.may_edit().get()
    }
}

/// A plan was made in this browser: its page begins with the questions.
pub fn begin(plan: &PlanId) {
    let _ = preferences::keep(&key(plan), FIRST);
}

/// Lets go of where a plan is.
pub fn forget(plan: &PlanId) {
    preferences::forget(&key(plan));
}

/// The place of the line. It has its height before its words are here, so that nothing moves under one's hands.
#[component]
pub fn BeginningPlace() -> impl IntoView {
    let beginning = Beginning::expect();
    let is_on = Memo::new(move |_| beginning.is_on());
    move || {
        is_on.get().then(|| {
            view! { <div class="beginning">{resting_view(|| false, || Box::pin(beginning_line()))}</div> }
        })
    }
}

fn key(plan: &PlanId) -> String {
    format!("{PREFIX}{plan}")
}
