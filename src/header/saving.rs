//! How safe the reader's work is, in words.

use leptos::prelude::*;

use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::{Kept, OpenPlan, Saving};
use crate::parts::Announcer;

/// Close codes of the relay that have words of their own.
const WRONG_KEY: u16 = 4401;
const READ_ONLY: u16 = 4403;
const TOO_LARGE: u16 = 4413;

/// Which colour and shape the mark has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Calm,
    Busy,
    Away,
    Stuck,
}

impl Mood {
    fn of(saving: Saving) -> Self {
        match saving {
            Saving::Saved => Self::Calm,
            Saving::Opening | Saving::Saving { .. } => Self::Busy,
            Saving::Offline { .. } | Saving::Reconnecting { .. } => Self::Away,
            Saving::Refused { .. } => Self::Stuck,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Calm => "saving",
            Self::Busy => "saving is-busy",
            Self::Away => "saving is-away",
            Self::Stuck => "saving is-stuck",
        }
    }
}

/// The state of saving. Every change shows; only losing and regaining the connection is read out.
#[component]
pub fn SavingState() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let announcer = Announcer::expect();
    let saving = plan.saving();
    let mood = Memo::new(move |_| Mood::of(saving.get()));
    // Not "saving, saved" at every key: a voice that never rests is turned off.
    Effect::new(
        move |was_lost: Option<bool>| match (mood.get(), was_lost.unwrap_or(false)) {
            (Mood::Calm, true) => {
                announcer.say(t_string!(i18n, saving.back).to_owned());
                false
            }
            (Mood::Away | Mood::Stuck, false) => {
                announcer.say(words(i18n, saving.get_untracked()));
                true
            }
            (_, was_lost) => was_lost,
        },
    );
    view! {
        <span class=move || mood.get().class()>
            <span class="saving__mark" aria-hidden="true"></span>
            <span class="saving__words">{move || words(i18n, saving.get())}</span>
            <Show when=move || matches!(mood.get(), Mood::Away | Mood::Stuck)>
                <button type="button" class="text-button" on:click=move |_| plan.retry()>
                    {t!(i18n, saving.retry)}
                </button>
            </Show>
        </span>
    }
}

fn words(i18n: I18n, saving: Saving) -> String {
    match saving {
        Saving::Opening => t_string!(i18n, saving.opening).to_owned(),
        Saving::Saved => t_string!(i18n, saving.saved).to_owned(),
        // "Kept on this device" is said of what is there, not of what is on its way.
        Saving::Saving { .. }
        | Saving::Offline {
            kept: Kept::Writing,
            changes: 1..,
        }
        | Saving::Reconnecting {
            kept: Kept::Writing,
            changes: 1..,
            ..
        } => t_string!(i18n, saving.saving).to_owned(),
        Saving::Offline { changes: 0, .. } => t_string!(i18n, saving.offline_none).to_owned(),
        Saving::Offline {
            changes,
            kept: Kept::InTabOnly,
        } => {
            t_string!(i18n, saving.offline_tab, count = changes)
        }
        Saving::Offline { changes, .. } => t_string!(i18n, saving.offline, count = changes),
        Saving::Reconnecting { changes: 0, .. } => {
            t_string!(i18n, saving.reconnecting_none).to_owned()
        }
        Saving::Reconnecting {
            changes,
            kept: Kept::InTabOnly,
            ..
        } => {
            t_string!(i18n, saving.offline_tab, count = changes)
        }
        Saving::Reconnecting { changes, .. } => {
            t_string!(i18n, saving.reconnecting, count = changes)
        }
        Saving::Refused {
            code: WRONG_KEY, ..
        } => t_string!(i18n, saving.denied).to_owned(),
        Saving::Refused {
            code: READ_ONLY, ..
        } => t_string!(i18n, saving.read_only).to_owned(),
        Saving::Refused {
            code: TOO_LARGE, ..
        } => t_string!(i18n, saving.too_large).to_owned(),
        Saving::Refused { .. } => t_string!(i18n, saving.refused).to_owned(),
    }
}
