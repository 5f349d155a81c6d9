//! A track as a plan of its own: only its milestones, at its own address, with the way back.

use leptos::prelude::*;
use plan::Command;
use plan::id::{MilestoneId, TrackId};
use plan::model::TrackKind;

use super::Within;
use crate::i18n::*;
use crate::navigation::Address;
use crate::open_plan::OpenPlan;
use crate::paths;
use crate::state::{PlanStateStoreFields, TrackState};

/// The track that the page is about, in context of the plan page.
#[derive(Clone, Copy)]
pub struct Scope {
    plan: OpenPlan,
    within: Memo<Within>,
    track: Memo<Option<TrackState>>,
    leave: Callback<()>,
}

impl Scope {
    /// Gives all components below what the address asks for.
    pub fn provide(plan: OpenPlan, within: Memo<Within>) -> Self {
        let tracks = plan.state().tracks();
        let track = Memo::new(move |_| match within.get() {
            Within::Track(Some(id)) => tracks.read().iter().find(|track| track.id == id).cloned(),
            _ => None,
        });
        let (address, whole) = (Address::expect(), paths::plan(&plan.id()));
        let scope = Self {
            plan,
            within,
            track,
            leave: Callback::new(move |()| address.go(&whole)),
        };
        provide_context(scope);
        scope
    }

    /// That of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The track, reactive; `None` is the whole plan, also where the address names a track that is not there.
    pub fn track(self) -> Option<TrackId> {
        self.track
            .with(|track| track.as_ref().map(|track| track.id))
    }

    /// Whether a milestone is of the part that the page is about.
    pub fn holds(self, milestone: MilestoneId) -> bool {
        self.track().is_none_or(|track| {
            self.plan.with_plan(|plan| {
                let milestone = plan.milestone(milestone);
                milestone.is_some_and(|one| one.phase == Some(track) || one.function == Some(track))
            })
        })
    }

    /// Back to the whole plan.
    pub fn leave(self) {
        self.leave.run(());
    }

    /// The address names a track that the plan does not have.
    fn is_lost(self) -> bool {
        matches!(self.within.get(), Within::Track(_)) && self.track.with(Option::is_none)
    }

    /// What puts a new milestone into the track.
    pub fn joining(self, milestone: MilestoneId) -> Option<Command> {
        let track = self.track.get_untracked()?;
        let (kind, track) = (track.kind, Some(track.id));
        Some(match kind {
            TrackKind::Phase => Command::SetPhase { milestone, track },
            TrackKind::Function => Command::SetFunction { milestone, track },
        })
    }
}

/// Which track the page is about, and the way back; nothing above the whole plan.
#[component]
pub fn ScopeHead() -> impl IntoView {
    let i18n = use_i18n();
    let scope = Scope::expect();
    let plan = StoredValue::new(paths::plan(&scope.plan.id()));
    let track = move || {
        let track = scope.track.get()?;
        let kind = super::pick::kind_words(i18n, track.kind);
        Some(view! {
            <nav class="scope" aria-label=move || t_string!(i18n, tracks.where_am_i)>
                <a href=plan.get_value() class="scope__back">{t!(i18n, tracks.whole)}</a>
                <p class="scope__name" aria-current="page"><small>{kind}</small> " " <strong dir="auto">{track.name}</strong></p>
            </nav>
        })
    };
    let lost = move || {
        scope.is_lost().then(|| {
            view! {
                <div class="scope is-lost" role="status">
                    <p>{t!(i18n, tracks.lost)}</p>
                    <a href=plan.get_value() class="scope__back">{t!(i18n, tracks.whole)}</a>
                </div>
            }
        })
    };
    view! { {track} {lost} }
}
