//! Whether a criterion is met: a shape, a colour and a word.

use leptos::prelude::*;
use plan::Command;
use plan::id::CriterionId;

use super::moves::Criteria;
use crate::i18n::*;
use crate::language::I18n;
use crate::state::{CriterionStateStoreFields, PlanStateStoreFields};
use crate::ui::{MenuButton, MenuItem};

/// In the order of the menu.
const STATES: [Option<bool>; 3] = [None, Some(true), Some(false)];

/// The state, with a menu of all three for who may change it.
#[component]
pub fn Met(
    /// The criterion.
    id: CriterionId,
    /// All of them.
    all: Criteria,
) -> impl IntoView {
    let i18n = use_i18n();
    let criteria = all.plan.state().criteria();
    let met = Memo::new(move |_| criteria.at_key(id).met().try_get().flatten());
    let face = move || {
        let met = met.get();
        view! {
            <span class="status">
                <span class=glyph(met) aria-hidden="true"></span>
                <span class="status__word">{words(i18n, met)}</span>
            </span>
        }
    };
    let label = Signal::derive(move || {
        let met = words(i18n, met.get());
        t_string!(i18n, criteria.met_label, title = all.name(id), met = met)
    });
    let items = Callback::new(move |()| {
        let item = |state| item(i18n, id, all, state, met.get_untracked() == state);
        STATES.map(item).into()
    });
    let read = move || view! { <span class="criterion__state">{face}</span> };
    view! {
        <Show when=move || all.plan.may_edit().get() fallback=read>
            <MenuButton label=label class="cell-button" items=items>{face}</MenuButton>
        </Show>
    }
}

fn item(i18n: I18n, id: CriterionId, all: Criteria, met: Option<bool>, is_now: bool) -> MenuItem {
    MenuItem {
        label: words(i18n, met),
        picture: ViewFn::from(move || view! { <span class=glyph(met)></span> }),
        hint: "",
        checked: Some(is_now),
        disabled: false,
        run: Callback::new(move |()| {
            if !is_now {
                let criterion = id;
                all.plan.run(Command::SetCriterionMet { criterion, met });
            }
        }),
    }
}

fn words(i18n: I18n, met: Option<bool>) -> String {
    match met {
        None => t_string!(i18n, criteria.open),
        Some(true) => t_string!(i18n, criteria.met),
        Some(false) => t_string!(i18n, criteria.not_met),
    }
    .to_owned()
}

fn glyph(met: Option<bool>) -> &'static str {
    match met {
        None => "glyph",
        Some(true) => "glyph is-done",
        Some(false) => "glyph is-blocked",
    }
}
