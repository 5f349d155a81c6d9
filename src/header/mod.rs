//! The bar at the top: where the reader is, how safe their work is, who else is here.

mod presence;
mod saving;
mod undo;

use leptos::prelude::*;

pub use self::saving::SavingState;
use self::{presence::Presence, undo::UndoRedo};
use crate::exchange::FilesButton;
use crate::i18n::*;
use crate::open_plan::{OpenPlan, Phase};
use crate::paths;
use crate::share::ShareButton;

/// The bar of the plan page.
#[component]
pub fn Header() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let is_ready = move || plan.phase().get() == Phase::Ready;
    let reads_only = move || is_ready() && !plan.may_edit().get();
    view! {
        <header class="bar">
            <a href=paths::HOME class="brand" aria-label=move || t_string!(i18n, app.home)>
                "Coplan"
            </a>
            <SavingState />
            <Show when=reads_only>
                <span class="bar__note">{t!(i18n, header.read_only)}</span>
            </Show>
            <span class="bar__space"></span>
            <Show when=move || plan.may_edit().get()>
                <UndoRedo />
            </Show>
            <Presence />
            <Show when=is_ready>
                <FilesButton />
                <ShareButton />
            </Show>
        </header>
    }
}
