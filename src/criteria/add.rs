//! The line that becomes a criterion.

use leptos::{ev, prelude::*};
use plan::id::CriterionId;
use plan::{Command, Place};

use crate::i18n::*;
use crate::milestones::unmarked;
use crate::open_plan::OpenPlan;
use crate::preferences;
use crate::ui::{Icon, icon};

/// Enter adds a criterion and keeps the line for the next one; a pasted list adds them all.
#[component]
pub fn AddCriterion(
    /// There is none yet: the line asks the question itself.
    is_first: Memo<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    // What was not entered yet outlives a reload.
    let kept = format!("coplan.criterion.{}", plan.id());
    let text = RwSignal::new(preferences::of_tab(&kept));
    Effect::new(move || preferences::keep_for_tab(&kept, &text.read()));
    // What the plan refuses stays in the field.
    let enter = move || {
        let command = text.with_untracked(|text| add_command(text, crate::random::bits));
        if command.is_some_and(|command| plan.run(command)) {
            text.set(String::new());
        }
    };
    let key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.is_composing() => {
            event.prevent_default();
            enter();
        }
        "Escape" => text.set(String::new()),
        _ => {}
    };
    let paste = move |event: ev::ClipboardEvent| {
        let pasted = event
            .clipboard_data()
            .and_then(|data| data.get_data("text").ok())
            .unwrap_or_default();
        if pasted.trim().contains('\n') {
            event.prevent_default();
            text.set(pasted);
            enter();
        }
    };
    let asks = move || match is_first.get() {
        true => t_string!(i18n, criteria.add_first),
        false => t_string!(i18n, criteria.add),
    };
    view! {
        <div class="criteria__add">
            <span class="add__icon" aria-hidden="true">{icon(Icon::Plus)}</span>
            <input
                class="add__input"
                type="text"
                dir="auto"
                autocomplete="off"
                enterkeyhint="done"
                data-add-criterion=""
                aria-label=move || t_string!(i18n, criteria.add)
                placeholder=asks
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=key
                on:paste=paste
            />
            <small class="add__hint">{t!(i18n, criteria.add_hint)}</small>
        </div>
    }
}

/// One criterion a line, in one step. Marks of lists and empty lines go.
fn add_command(text: &str, mut bits: impl FnMut() -> u64) -> Option<Command> {
    let lines = text.lines().map(unmarked).filter(|line| !line.is_empty());
    let mut commands: Vec<Command> = lines
        .map(|line| Command::AddCriterion {
            id: CriterionId::from_bits(bits()),
            text: line.to_owned(),
            place: Place::Last,
        })
        .collect();
    match commands.len() {
        0 => None,
        1 => commands.pop(),
        _ => Some(Command::Batch(commands)),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn several_lines_are_one_step_in_their_order_and_none_is_nothing() {
        assert_eq!(add_command(" \n", || 1), None);
        let add = |bits, text: &str| Command::AddCriterion {
            id: CriterionId::from_bits(bits),
            text: text.to_owned(),
            place: Place::Last,
        };
        assert_eq!(add_command("- Quick", || 1), Some(add(1, "Quick")));
        let mut bits = 1..;
        let both = add_command("1. Quick\n\n• Right", || bits.next().unwrap_or(0));
        let expected = vec![add(1, "Quick"), add(2, "Right")];
        assert_eq!(both, Some(Command::Batch(expected)));
    }
}
