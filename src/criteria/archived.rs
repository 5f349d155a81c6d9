//! Criteria that were archived, with the way back.

use leptos::prelude::*;
use plan::Command;
use plan::id::CriterionId;

use super::moves::{focus_handle, name_of};
use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::parts::ArchivedLine;
use crate::state::{CriterionStateStoreFields, PlanStateStoreFields};

/// A folded list; absent while nothing is archived.
#[component]
pub fn ArchivedCriteria() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let archived = plan.state().archived_criteria();
    let count = Memo::new(move |_| archived.read().len());
    let line = move |id: CriterionId| {
        let name = Signal::derive(move || {
            let text = archived.at_key(id).text().try_get();
            name_of(i18n, text.unwrap_or_default())
        });
        let restore = Callback::new(move |()| {
            // The button goes: the criterion that it brought back gets the focus.
            if plan.run(Command::RestoreCriterion(id)) {
                focus_handle(Some(id));
            }
        });
        view! { <ArchivedLine name=name may_restore=plan.may_edit() on_restore=restore /> }
    };
    view! {
        <Show when=move || count.get().gt(&0)>
            <details class="archived">
                <summary>{t!(i18n, criteria.archived_list, count = move || count.get())}</summary>
                <ul class="archived__list">
                    <For each=move || archived.into_iter() key=|row| row.key() let:row>
                        {line(row.key())}
                    </For>
                </ul>
            </details>
        </Show>
    }
}
