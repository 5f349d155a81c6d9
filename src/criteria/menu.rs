//! The handle of a criterion: move, archive.

use leptos::prelude::*;
use plan::id::CriterionId;

use super::moves::Criteria;
use crate::i18n::*;
use crate::language::I18n;
use crate::milestones::menu_item as item;
use crate::ui::{Icon, MenuButton, MenuItem, icon};

/// A button with the menu.
#[component]
pub fn Handle(
    /// The criterion.
    id: CriterionId,
    /// All of them.
    all: Criteria,
) -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::derive(move || t_string!(i18n, milestones.actions, title = all.name(id)));
    let items = Callback::new(move |()| items(i18n, id, all));
    view! { <MenuButton label=label class="criterion__grip" items=items>{icon(Icon::Grip)}</MenuButton> }
}

fn items(i18n: I18n, id: CriterionId, all: Criteria) -> Vec<MenuItem> {
    let (is_first, is_last) = (all.is_at_end(id, true), all.is_at_end(id, false));
    let up = move || all.move_by(id, -1);
    let down = move || all.move_by(id, 1);
    let first = move || all.move_to_end(id, true);
    let last = move || all.move_to_end(id, false);
    vec![
        item(t_string!(i18n, milestones.move_up), Icon::Up, up).at("Alt ↑", is_first),
        item(t_string!(i18n, milestones.move_down), Icon::Down, down).at("Alt ↓", is_last),
        item(t_string!(i18n, milestones.move_first), Icon::Top, first).at("", is_first),
        item(t_string!(i18n, milestones.move_last), Icon::Bottom, last).at("", is_last),
        item(
            t_string!(i18n, milestones.archive),
            Icon::Archive,
            move || {
                all.archive(id);
            },
        ),
    ]
}
