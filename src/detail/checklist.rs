//! The small steps of a milestone: add, tick, rename, take off.

use leptos::{ev, html, prelude::*};
use plan::id::{ItemId, MilestoneId};
use plan::model::ChecklistItem;
use plan::{Command, Place};

use crate::i18n::*;
use crate::milestones::Row;
use crate::ui::{Icon, IconButton, LineField};

/// Longest item in UTF-16 units, as the field counts them.
const LENGTH_MAX: u32 = 500;

/// The items, and a field that adds one.
#[component]
pub fn Checklist(
    /// The milestone.
    row: Row,
    /// Its items, archived ones too.
    items: Memo<Vec<ChecklistItem>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = NodeRef::<html::Input>::new();
    let shown = Memo::new(move |_| items.with(|items| shown(items)));
    let ids = Memo::new(move |_| -> Vec<ItemId> {
        shown.with(|items| items.iter().map(|item| item.id).collect())
    });
    let done_of = move || {
        let (done, total) = shown.with(|items| progress(items));
        (total > 0).then(|| t_string!(i18n, detail.checklist_done, done = done, total = total))
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            if let Some(field) = field.get_untracked()
                && add(row, &field.value())
            {
                field.set_value("");
            }
        }
    };
    // The button that was pressed goes with its item.
    let removed = Callback::new(move |()| {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    });
    view! {
        <section class="detail__part">
            <h3>{t!(i18n, detail.checklist)} " " <small>{done_of}</small></h3>
            <ul class="checklist">
                <For each=move || ids.get() key=|id| *id let:id>
                    <Item row=row id=id items=shown on_removed=removed />
                </For>
            </ul>
            <Show when=move || row.may_edit.get()>
                <input
                    class="picker__input"
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    enterkeyhint="done"
                    maxlength=LENGTH_MAX.to_string()
                    node_ref=field
                    aria-label=move || t_string!(i18n, detail.item_add)
                    placeholder=move || t_string!(i18n, detail.item_add)
                    on:keydown=key
                />
            </Show>
        </section>
    }
}

#[component]
fn Item(
    row: Row,
    id: ItemId,
    items: Memo<Vec<ChecklistItem>>,
    on_removed: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let item = Memo::new(move |_| {
        let item = |items: &Vec<ChecklistItem>| items.iter().find(|item| item.id == id).cloned();
        items.with(item)
    });
    let text = Signal::derive(move || item.get().map(|item| item.text).unwrap_or_default());
    let done = move || item.get().is_some_and(|item| item.done);
    let milestone = row.id;
    let tick = move |event: ev::Event| {
        let done = event_target_checked(&event);
        row.plan.run(Command::SetChecklistDone {
            milestone,
            item: id,
            done,
        });
    };
    let rename = Callback::new(move |text: String| {
        row.plan.run(renamed(milestone, id, text));
    });
    let remove = Callback::new(move |()| {
        on_removed.run(());
        row.plan.run(renamed(milestone, id, String::new()));
    });
    let read =
        move || view! { <span class="checklist__text" dir="auto">{move || text.get()}</span> };
    view! {
        <li class="checklist__item" class:is-done=done>
            <input
                type="checkbox"
                class="checklist__tick"
                aria-label=move || text.get()
                prop:checked=done
                disabled=move || !row.may_edit.get()
                on:change=tick
            />
            <Show when=move || row.may_edit.get() fallback=read>
                <LineField
                    label=Signal::derive(move || t_string!(i18n, detail.item_label, text = text.get()))
                    value=text
                    on_commit=rename
                    length_max=LENGTH_MAX
                />
                <IconButton
                    label=Signal::derive(move || t_string!(i18n, detail.item_remove, text = text.get()))
                    shows=Icon::Close
                    on_press=remove
                />
            </Show>
        </li>
    }
}

fn add(row: Row, text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && row.plan.run(Command::AddChecklistItem {
            milestone: row.id,
            id: ItemId::from_bits(crate::random::bits()),
            text: text.to_owned(),
            place: Place::Last,
        })
}

/// An item without words is no item: it goes, and undo brings it back.
fn renamed(milestone: MilestoneId, item: ItemId, text: String) -> Command {
    if text.trim().is_empty() {
        Command::ArchiveChecklistItem { milestone, item }
    } else {
        Command::SetChecklistText {
            milestone,
            item,
            text,
        }
    }
}

fn shown(items: &[ChecklistItem]) -> Vec<ChecklistItem> {
    let shown = items.iter().filter(|item| !item.archived);
    shown.cloned().collect()
}

/// Done, and all.
fn progress(items: &[ChecklistItem]) -> (usize, usize) {
    let done = items.iter().filter(|item| item.done).count();
    (done, items.len())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn item(bits: u64, done: bool, archived: bool) -> ChecklistItem {
        ChecklistItem {
            id: ItemId::from_bits(bits),
            text: "x".to_owned(),
            done,
            archived,
        }
    }

    #[wasm_bindgen_test]
    fn what_was_taken_off_neither_shows_nor_counts() {
        let items = [
            item(1, true, false),
            item(2, false, false),
            item(3, true, true),
        ];
        assert_eq!(progress(&shown(&items)), (1, 2));
    }

    #[wasm_bindgen_test]
    fn an_item_renamed_to_nothing_is_taken_off() {
        let (milestone, item) = (MilestoneId::from_bits(1), ItemId::from_bits(2));
        let off = Command::ArchiveChecklistItem { milestone, item };
        assert_eq!(renamed(milestone, item, "  ".to_owned()), off);
        let text = "Ask legal".to_owned();
        let expected = Command::SetChecklistText {
            milestone,
            item,
            text: text.clone(),
        };
        assert_eq!(renamed(milestone, item, text), expected);
    }
}
