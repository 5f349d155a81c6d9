//! Seeing what somebody else looks at, for the call: one click on their disc, and this page goes where theirs goes.
//!
//! Nobody is watched unknowingly: who follows says so in their presence, the other page shows it, and only then does it
//! say where it looks. The page itself knows whom it follows; everything else is code that comes later.

mod looks;
mod place;
mod show;

use leptos::prelude::*;
use plan::model::Side;

use crate::i18n::*;
use crate::later::{later, resting_view};
use crate::open_plan::{OpenPlan, Present};
use crate::parts::{initials, side_class};

later! { panels;
    fn follow_place() { place::Place() }
}

/// Whom somebody follows: a browser, whichever of its tabs is in front, with the links of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom {
    /// See [`Present::browser`].
    pub browser: String,
    /// The side of their link.
    pub side: Option<Side>,
    /// As it was when the following began.
    pub name: String,
}

impl Whom {
    /// `None` for a program that does not say which browser it is: it does not say where it looks either.
    pub fn of(present: &Present) -> Option<Self> {
        Some(Self {
            browser: present.browser.clone()?,
            side: present.side,
            name: present.name.clone(),
        })
    }

    /// Whether this is them.
    pub fn is(&self, present: &Present) -> bool {
        present.browser.as_deref() == Some(&self.browser) && present.side == self.side
    }
}

/// Whom this page follows, in context of the plan page.
#[derive(Clone, Copy)]
pub struct Following {
    plan: OpenPlan,
    whom: RwSignal<Option<Whom>>,
}

impl Following {
    /// Gives all components below a way to follow.
    pub fn provide(plan: OpenPlan) -> Self {
        let following = Self {
            plan,
            whom: RwSignal::new(None),
        };
        provide_context(following);
        following
    }

    /// That of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Whom, reactive.
    pub fn whom(self) -> Option<Whom> {
        self.whom.get()
    }

    /// Nobody is followed now. Untracked.
    pub fn goes_own_way(self) -> bool {
        self.whom.try_with_untracked(Option::is_none) == Some(true)
    }

    /// Goes where they go, until [`Following::stop`].
    pub fn start(self, whom: Whom) {
        self.whom.set(Some(whom));
    }

    /// From now on the page stays where the reader goes.
    pub fn stop(self) {
        if !self.goes_own_way() {
            self.whom.set(None);
        }
    }

    /// Those who follow this page, reactive.
    pub fn followers(self) -> Vec<Present> {
        let mine = self.plan.browser();
        let mut present = self.plan.present().get();
        present.retain(|one| one.follows.is_some() && one.follows == mine);
        present
    }
}

/// What following shows and does, once somebody follows.
#[component]
pub fn FollowPlace() -> impl IntoView {
    let following = Following::expect();
    let is_wanted = move || following.whom().is_some() || !following.followers().is_empty();
    resting_view(is_wanted, || Box::pin(follow_place()))
}

/// The disc of somebody who is here; pressed, this page goes where they look.
#[component]
pub fn FollowDisc(
    /// Who.
    whom: Whom,
) -> impl IntoView {
    let i18n = use_i18n();
    let following = Following::expect();
    let letters = initials(&whom.name);
    let class = format!("avatar presence__one {}", side_class(whom.side));
    let whom = StoredValue::new(whom);
    let is_followed = Memo::new(move |_| {
        let followed = following.whom();
        followed.is_some_and(|followed| {
            whom.with_value(|one| (&one.browser, one.side) == (&followed.browser, followed.side))
        })
    });
    let name = move || match whom.with_value(|one| one.name.clone()) {
        name if name.is_empty() => t_string!(i18n, header.nobody).to_owned(),
        name => name,
    };
    let label = move || t_string!(i18n, follow.start, name = name());
    let press = move |_| {
        if is_followed.get_untracked() {
            following.stop();
        } else {
            following.start(whom.get_value());
        }
    };
    view! {
        <button
            type="button"
            class=class
            aria-label=label
            title=label
            aria-pressed=move || is_followed.get().to_string()
            on:click=press
        >
            <span aria-hidden="true">{letters}</span>
        </button>
    }
}
