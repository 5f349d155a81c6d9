//! A field that finds something by part of its name (a combobox with its list always shown).

use leptos::{ev, html, prelude::*};

use super::fresh_id;

/// Something that can be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<T> {
    /// What is picked.
    pub value: T,
    /// What it says.
    pub label: String,
    /// More about it, in a quieter voice; may be empty.
    pub detail: String,
    /// Class of the entry, for its colour; may be empty.
    pub class: &'static str,
}

/// Finds by typing, picks by Enter or press.
#[component]
pub fn Picker<T>(
    /// Accessible name, also the placeholder.
    #[prop(into)]
    label: Signal<String>,
    /// What to offer for what is typed.
    #[prop(into)]
    choices: Callback<String, Vec<Choice<T>>>,
    /// What to say when there is nothing to offer.
    #[prop(into)]
    nothing: Signal<String>,
    /// Asked for, not done.
    #[prop(into)]
    on_pick: Callback<T>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let query = RwSignal::new(String::new());
    let finder = Finder {
        query,
        active: RwSignal::new(0),
        offered: Memo::new(move |_| choices.run(query.get())),
        list: StoredValue::new(fresh_id("list")),
        input: NodeRef::new(),
        on_pick,
    };
    let options = move || {
        let offered = finder.offered.get().into_iter().enumerate();
        offered
            .map(|(index, choice)| option(finder, index, choice))
            .collect_view()
    };
    view! {
        <div class="picker">
            <input
                class="picker__input"
                type="text"
                data-focus=""
                node_ref=finder.input
                role="combobox"
                dir="auto"
                autocomplete="off"
                aria-label=move || label.get()
                aria-autocomplete="list"
                aria-expanded="true"
                aria-controls=finder.list.get_value()
                aria-activedescendant=move || finder.option_id(finder.active.get())
                placeholder=move || label.get()
                prop:value=move || query.get()
                on:input=move |event| finder.typed(event_target_value(&event))
                on:keydown=move |event| finder.key(&event)
            />
            <ul
                class="picker__list"
                role="listbox"
                id=finder.list.get_value()
                aria-label=move || label.get()
            >
                {options}
            </ul>
            <Show when=move || finder.offered.with(Vec::is_empty)>
                <p class="picker__nothing">{move || nothing.get()}</p>
            </Show>
        </div>
    }
}

fn option<T>(finder: Finder<T>, index: usize, choice: Choice<T>) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let is_active = move || finder.active.get() == index;
    view! {
        <li
            class=format!("picker__option {}", choice.class)
            class:is-active=is_active
            id=finder.option_id(index)
            role="option"
            aria-selected=move || is_active().to_string()
            on:pointerdown=|event| event.prevent_default()
            on:click=move |_| finder.pick(index)
        >
            <span class="picker__label" dir="auto">{choice.label}</span>
            <small class="picker__detail">{choice.detail}</small>
        </li>
    }
}

/// What is typed, what is offered for it, and which of that Enter would pick.
struct Finder<T: Send + Sync + 'static> {
    query: RwSignal<String>,
    active: RwSignal<usize>,
    offered: Memo<Vec<Choice<T>>>,
    list: StoredValue<String>,
    input: NodeRef<html::Input>,
    on_pick: Callback<T>,
}

impl<T: Send + Sync + 'static> Clone for Finder<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Finder<T> {}

impl<T> Finder<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    fn option_id(self, index: usize) -> String {
        format!("{}-{index}", self.list.get_value())
    }

    fn typed(self, text: String) {
        self.active.set(0);
        self.query.set(text);
    }

    fn key(self, event: &ev::KeyboardEvent) {
        let count = self.offered.with_untracked(Vec::len);
        if event.is_composing() || count == 0 {
            return;
        }
        let active = self.active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.activate((active + 1) % count),
            "ArrowUp" => self.activate((active + count - 1) % count),
            "Enter" => self.pick(active),
            _ => return,
        }
        event.prevent_default();
    }

    fn activate(self, index: usize) {
        self.active.set(index);
        if let Some(option) = document().get_element_by_id(&self.option_id(index)) {
            option.scroll_into_view_with_scroll_into_view_options(&super::nearest());
        }
    }

    fn pick(self, index: usize) {
        let offered = self.offered.get_untracked();
        let Some(choice) = offered.into_iter().nth(index) else {
            return;
        };
        self.typed(String::new());
        self.on_pick.run(choice.value);
        if let Some(input) = self.input.try_get_untracked().flatten() {
            let _ = input.focus();
        }
    }
}
