//! A text edited in place: a real `<textarea>` that is as high as its text.
//!
//! The text may change under the person who types: the caret then stays where it was in the words,
//! and while an input method composes, the change waits.

use leptos::{ev, html, prelude::*};
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

/// Marks a field that has been written by the program over what somebody typed.
const REWRITTEN: &str = "data-rewritten";

/// What a person did to a text, told while they type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The text as it was shown before.
    pub shown: String,
    /// The text as it is now.
    pub text: String,
    /// Where the caret is now, in UTF-16 units.
    pub caret: Option<u32>,
}

/// Whether a text may have several lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lines {
    /// Line breaks become spaces; Enter is left to `on_key`.
    #[default]
    One,
    /// Enter breaks the line.
    Many,
}

/// A text in place. What is typed goes out through `on_edit` and comes back through `value`.
#[component]
pub fn TextField(
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The text as it stands.
    #[prop(into)]
    value: Signal<String>,
    /// Told at every input. `false`: it was refused, and the field shows the value again.
    #[prop(into)]
    on_edit: Callback<TextEdit, bool>,
    /// Where both ends of the selection go when the value changes under them.
    #[prop(into)]
    carry_caret: Callback<(u32, u32), (u32, u32)>,
    /// `true` when an input method begins to compose, `false` after what it composed went out.
    #[prop(into)]
    on_compose: Callback<bool>,
    /// Shown while empty.
    #[prop(into, default = Signal::stored(String::new()))]
    placeholder: Signal<String>,
    /// One line or many.
    #[prop(optional)]
    lines: Lines,
    /// Keys before the field acts on them; `prevent_default` keeps it from acting.
    #[prop(into, optional)]
    on_key: Option<Callback<KeyboardEvent>>,
    /// `true` when the field gets the focus, `false` when it loses it.
    #[prop(into, optional)]
    on_focus: Option<Callback<bool>>,
) -> impl IntoView {
    let editor = Editor {
        element: NodeRef::new(),
        value,
        shown: RwSignal::new(value.get_untracked()),
        composing: RwSignal::new(false),
        lines,
    };
    // Reaches outside the reactive world: the element's text and caret are the browser's.
    Effect::new(move || editor.show_value(carry_caret));
    let focus = move |has_focus| {
        if let Some(on_focus) = on_focus {
            // A field that is taken from the page loses the focus as well, after all that it knew has gone.
            on_focus.try_run(has_focus);
        }
    };
    view! {
        <div class="field" class:is-many=lines == Lines::Many data-text=move || editor.measured(placeholder)>
            <textarea
                class="field__input"
                node_ref=editor.element
                rows="1"
                dir="auto"
                autocomplete="off"
                enterkeyhint=if lines == Lines::One { "done" } else { "enter" }
                aria-label=move || label.get()
                placeholder=move || placeholder.get()
                on:input=move |_| editor.typed(on_edit)
                on:keydown=move |event| key(&event, lines, on_key)
                on:compositionstart=move |_| editor.composes(on_compose)
                on:compositionend=move |_| editor.composed(on_edit, on_compose)
                on:focus=move |_| focus(true)
                on:blur=move |_| focus(false)
            ></textarea>
        </div>
    }
}

/// What the field shows, beside what stands in the plan.
#[derive(Clone, Copy)]
struct Editor {
    element: NodeRef<html::Textarea>,
    value: Signal<String>,
    shown: RwSignal<String>,
    composing: RwSignal<bool>,
    lines: Lines,
}

impl Editor {
    /// Shows what came from elsewhere; while an input method composes, it waits.
    fn show_value(self, carry_caret: Callback<(u32, u32), (u32, u32)>) {
        let text = self.value.get();
        if self.composing.get() {
            return;
        }
        if let Some(element) = self.element.get() {
            show(&element, &text, carry_caret);
        }
        if self.shown.with_untracked(|shown| *shown != text) {
            self.shown.set(text);
        }
    }

    fn typed(self, on_edit: Callback<TextEdit, bool>) {
        if !self.composing.get_untracked() {
            self.tell(on_edit);
        }
    }

    fn composes(self, on_compose: Callback<bool>) {
        self.composing.set(true);
        on_compose.run(true);
    }

    /// First what was composed goes out, against the text it was typed into; then what waited is shown.
    fn composed(self, on_edit: Callback<TextEdit, bool>, on_compose: Callback<bool>) {
        self.tell(on_edit);
        on_compose.run(false);
        self.composing.set(false);
    }

    fn tell(self, on_edit: Callback<TextEdit, bool>) {
        let Some(element) = self.element.get_untracked() else {
            return;
        };
        let text = one_line(&element, self.lines);
        let shown = self.shown.get_untracked();
        if shown == text {
            return;
        }
        self.shown.set(text.clone());
        let caret = element.selection_end().ok().flatten();
        if !on_edit.run(TextEdit { shown, text, caret }) {
            let stands = self.value.get_untracked();
            element.set_value(&stands);
            self.shown.set(stands);
        }
    }

    /// What gives the field its height: an empty one is as high as what it asks for.
    fn measured(self, placeholder: Signal<String>) -> String {
        let shown = self.shown.get();
        if shown.is_empty() {
            placeholder.get()
        } else {
            shown
        }
    }
}

/// Puts a text into the field, keeping the caret at its place in the words.
fn show(element: &HtmlTextAreaElement, text: &str, carry_caret: Callback<(u32, u32), (u32, u32)>) {
    if element.value() == text {
        return; // Writing an equal value would still move the caret to the end.
    }
    let has_focus = super::focused().is_some_and(|focused| focused.is_same_node(Some(element)));
    let selection = element
        .selection_start()
        .ok()
        .flatten()
        .zip(element.selection_end().ok().flatten());
    if has_focus || !element.value().is_empty() {
        // Writing forgets what the browser could take back here: from now on the plan's own undo does.
        let _ = element.set_attribute(REWRITTEN, "");
    }
    element.set_value(text);
    if let Some(selection) = selection.filter(|_| has_focus) {
        let (start, end) = carry_caret.run(selection);
        // Refused only by inputs without a selection, which a textarea is not.
        let _ = element.set_selection_range(start, end);
    }
}

/// The field's text, with pasted line breaks made spaces where the text has one line.
fn one_line(element: &HtmlTextAreaElement, lines: Lines) -> String {
    let text = element.value();
    if lines == Lines::Many || !text.contains(['\n', '\r']) {
        return text;
    }
    let caret = element.selection_end().ok().flatten();
    let text = text.replace(['\n', '\r'], " ");
    element.set_value(&text);
    if let Some(caret) = caret {
        let _ = element.set_selection_range(caret, caret);
    }
    text
}

fn key(event: &ev::KeyboardEvent, lines: Lines, on_key: Option<Callback<KeyboardEvent>>) {
    if event.is_composing() {
        return;
    }
    if let Some(on_key) = on_key {
        on_key.run(event.clone());
    }
    if event.default_prevented() {
        return;
    }
    match event.key().as_str() {
        "Enter" if lines == Lines::One => event.prevent_default(),
        "Escape" => {
            event.prevent_default();
            if let Some(element) = super::focused() {
                let element: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(element);
                let _ = element.blur();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
