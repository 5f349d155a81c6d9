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
    let active = RwSignal::new(0_usize);
    let offered = Memo::new(move |_| choices.run(query.get()));
    let list = StoredValue::new(fresh_id("list"));
    let input = NodeRef::<html::Input>::new();
    let option_id = move |index: usize| format!("{}-{index}", list.get_value());

    let pick = move |index: usize| {
        let picked =
            offered.with_untracked(|offered| offered.get(index).map(|choice| choice.value.clone()));
        if let Some(value) = picked {
            query.set(String::new());
            active.set(0);
            on_pick.run(value);
            if let Some(input) = input.try_get_untracked().flatten() {
                let _ = input.focus();
            }
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let count = offered.with_untracked(Vec::len);
        if event.is_composing() || count == 0 {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => active.update(|active| *active = (*active + 1) % count),
            "ArrowUp" => active.update(|active| *active = (*active + count - 1) % count),
            "Enter" => pick(active.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let typed = move |event| {
        active.set(0);
        query.set(event_target_value(&event));
    };
    let options = move || {
        let option = |(index, choice): (usize, Choice<T>)| {
            let is_active = move || active.get() == index;
            view! {
                <li
                    class=format!("picker__option {}", choice.class)
                    class:is-active=is_active
                    id=option_id(index)
                    role="option"
                    aria-selected=move || is_active().to_string()
                    on:pointerdown=|event| event.prevent_default()
                    on:click=move |_| pick(index)
                >
                    <span class="picker__label" dir="auto">{choice.label}</span>
                    <small class="picker__detail">{choice.detail}</small>
                </li>
            }
        };
        offered
            .get()
            .into_iter()
            .enumerate()
            .map(option)
            .collect_view()
    };

    view! {
        <div class="picker">
            <input
                class="picker__input"
                type="text"
                data-focus=""
                node_ref=input
                role="combobox"
                dir="auto"
                autocomplete="off"
                aria-label=move || label.get()
                aria-autocomplete="list"
                aria-expanded="true"
                aria-controls=list.get_value()
                aria-activedescendant=move || option_id(active.get())
                placeholder=move || label.get()
                prop:value=move || query.get()
                on:input=typed
                on:keydown=key
            />
            <ul class="picker__list" role="listbox" id=list.get_value() aria-label=move || label.get()>
                {options}
            </ul>
            <Show when=move || offered.with(Vec::is_empty)>
                <p class="picker__nothing">{move || nothing.get()}</p>
            </Show>
        </div>
    }
}
