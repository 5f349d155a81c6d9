//! The line at the foot of the table that becomes milestones.

use leptos::{ev, html, prelude::*};
use plan::id::MilestoneId;
use plan::{Command, Place};
use wasm_bindgen::JsCast;

use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::ui::{Icon, icon};

/// Longest title in characters; what is longer belongs in "done when" or the notes.
const TITLE_LENGTH_MAX: usize = 500;

/// Enter adds a milestone and keeps the line for the next one; a pasted list adds them all.
#[component]
pub fn AddLine() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let element = NodeRef::<html::Input>::new();
    let add = move |text: &str| {
        if let Some(command) = add_command(text, crate::random::bits) {
            plan.run(command);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let Some(element) = element.get_untracked() else {
            return;
        };
        match event.key().as_str() {
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                add(&element.value());
                element.set_value("");
                let options = crate::ui::nearest();
                request_animation_frame(move || {
                    element.scroll_into_view_with_scroll_into_view_options(&options);
                });
            }
            "Escape" => element.set_value(""),
            "ArrowUp" => focus_last_title(),
            _ => {}
        }
    };
    let paste = move |event: ev::ClipboardEvent| {
        let text = event
            .clipboard_data()
            .and_then(|data| data.get_data("text").ok())
            .unwrap_or_default();
        if text.trim().contains('\n') {
            event.prevent_default();
            add(&text);
        }
    };
    view! {
        <div class="add">
            <span class="add__icon" aria-hidden="true">{icon(Icon::Plus)}</span>
            <input
                class="add__input"
                type="text"
                dir="auto"
                autocomplete="off"
                enterkeyhint="done"
                data-add-milestone=""
                node_ref=element
                aria-label=move || t_string!(i18n, milestones.add)
                placeholder=move || t_string!(i18n, milestones.add)
                on:keydown=key
                on:paste=paste
            />
            <small class="add__hint">{t!(i18n, milestones.add_hint)}</small>
        </div>
    }
}

/// One milestone a line, in one step. Marks of lists and empty lines go.
fn add_command(text: &str, mut bits: impl FnMut() -> u64) -> Option<Command> {
    let add = |title: String| Command::AddMilestone {
        id: MilestoneId::from_bits(bits()),
        place: Place::Last,
        title,
    };
    let mut commands: Vec<Command> = text.lines().filter_map(title_of).map(add).collect();
    match commands.len() {
        0 => None,
        1 => commands.pop(),
        _ => Some(Command::Batch(commands)),
    }
}

/// The title in a line such as "- Contract signed" or "3. Contract signed".
fn title_of(line: &str) -> Option<String> {
    let line = line.trim();
    let bare = line.trim_start_matches(['-', '*', '•', '–']).trim_start();
    let unnumbered = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = unnumbered.len() < bare.len() && unnumbered.starts_with(['.', ')']);
    let title = if is_numbered {
        unnumbered[1..].trim_start()
    } else {
        bare
    };
    let title: String = title.chars().take(TITLE_LENGTH_MAX).collect();
    (!title.is_empty()).then_some(title)
}

/// Puts the caret into the title of a row that has just been added, once it is on the page.
pub fn focus_title(id: MilestoneId) {
    focus_soon(format!("[data-milestone='{id}'] .row__title .field__input"));
}

/// Puts the focus on a row's handle, or on the line that adds where there is no row.
pub fn focus_handle(id: Option<MilestoneId>) {
    focus_soon(match id {
        Some(id) => format!("[data-milestone='{id}'] .row__grip"),
        None => "[data-add-milestone]".to_owned(),
    });
}

/// After what was asked for has been drawn.
fn focus_soon(selector: String) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            focus(document().query_selector(&selector).ok().flatten());
        });
    });
}

fn focus_last_title() {
    if let Ok(rows) =
        document().query_selector_all(".row .row__title .row__words > .field .field__input")
    {
        let last = rows
            .length()
            .checked_sub(1)
            .and_then(|last| rows.item(last));
        focus(last.and_then(|node| node.dyn_into().ok()));
    }
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn titles(text: &str) -> Vec<String> {
        text.lines().filter_map(title_of).collect()
    }

    #[wasm_bindgen_test]
    fn a_pasted_list_loses_its_marks_and_empty_lines() {
        let text = "- Demo\n\n2. Trial\n  • 30 day review\n3) Signature\n2025 budget";
        assert_eq!(
            titles(text),
            ["Demo", "Trial", "30 day review", "Signature", "2025 budget"]
        );
    }

    #[wasm_bindgen_test]
    fn several_lines_are_one_step_and_none_is_nothing() {
        assert_eq!(add_command(" \n", || 1), None);
        assert!(matches!(
            add_command("a", || 1),
            Some(Command::AddMilestone { .. })
        ));
        assert!(matches!(add_command("a\nb", || 1), Some(Command::Batch(two)) if two.len() == 2));
    }
}
