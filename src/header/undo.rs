//! Undo and redo of the reader's own steps, by button and by key.

use leptos::{ev, prelude::*};

use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::ui::{Icon, IconButton};

/// Two buttons, and Ctrl/Cmd-Z with its usual companions where no text is being typed.
#[component]
pub fn UndoRedo() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let can = plan.can_undo_redo();
    let listener = window_event_listener(ev::keydown, move |event| match step(&event) {
        Some(Step::Undo) => plan.undo(),
        Some(Step::Redo) => plan.redo(),
        None => {}
    });
    on_cleanup(move || listener.remove());
    view! {
        <span class="bar__group">
            <IconButton
                label=Signal::derive(move || t_string!(i18n, header.undo).to_owned())
                shows=Icon::Undo
                on_press=Callback::new(move |()| plan.undo())
                disabled=Signal::derive(move || !can.get().0)
            />
            <IconButton
                label=Signal::derive(move || t_string!(i18n, header.redo).to_owned())
                shows=Icon::Redo
                on_press=Callback::new(move |()| plan.redo())
                disabled=Signal::derive(move || !can.get().1)
            />
        </span>
    }
}

enum Step {
    Undo,
    Redo,
}

/// Inside a text the browser's own undo works, letter by letter, and its result arrives as typing: until the text was
/// written anew with what others typed (`ui::TextField`), which the browser's undo does not survive.
const BY_THE_BROWSER: &str = "textarea:not([data-rewritten]), input:not([type=date])";

fn step(event: &ev::KeyboardEvent) -> Option<Step> {
    let types_text = crate::ui::focused()
        .is_some_and(|element| element.matches(BY_THE_BROWSER).unwrap_or(false));
    if types_text || event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
        return None;
    }
    let step = match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Step::Undo,
        ("z", true) | ("y", false) => Step::Redo,
        _ => return None,
    };
    event.prevent_default();
    Some(step)
}
