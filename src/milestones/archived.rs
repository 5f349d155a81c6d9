//! What was archived, with the way back.

use leptos::prelude::*;
use plan::Command;
use plan::id::MilestoneId;

use super::focus_handle;
use crate::i18n::*;
use crate::later::{later, resting_view};
use crate::open_plan::OpenPlan;
use crate::parts::ArchivedLine;
use crate::state::{MilestoneStateStoreFields, PlanStateStoreFields};

later! { panels;
    fn archived_list() { Archived() }
}

/// The place of what is archived, which is shown once the page rests.
#[component]
pub fn ArchivedList() -> impl IntoView {
    resting_view(|| false, || Box::pin(archived_list()))
}

/// A folded list below the table; absent while nothing is archived.
#[component]
fn Archived() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let archived = plan.state().archived();
    let count = Memo::new(move |_| archived.read().len());
    let line = move |id: MilestoneId| {
        let title =
            Signal::derive(move || archived.at_key(id).title().try_get().unwrap_or_default());
        let restore = Callback::new(move |()| {
            // The button goes: the row that it brought back gets the focus.
            if plan.run(Command::RestoreMilestones(vec![id])) {
                focus_handle(Some(id));
            }
        });
        view! { <ArchivedLine name=title may_restore=plan.may_edit() on_restore=restore /> }
    };
    view! {
        <Show when=move || count.get().gt(&0)>
            <details class="archived">
                <summary>{t!(i18n, milestones.archived_list, count = move || count.get())}</summary>
                <ul class="archived__list">
                    <For each=move || archived.into_iter() key=|row| row.key() let:row>
                        {line(row.key())}
                    </For>
                </ul>
            </details>
        </Show>
    }
}
