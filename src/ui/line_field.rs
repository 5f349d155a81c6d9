//! A short value in place, told when it is complete: at Enter and when the field is left.

use leptos::{ev, prelude::*};

/// A one-line value. Unlike [`super::TextField`] it goes out whole, so two people cannot type in it at once.
#[component]
pub fn LineField(
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The value as it stands.
    #[prop(into)]
    value: Signal<String>,
    /// Asked for, not done. Trimmed, and different from the value.
    #[prop(into)]
    on_commit: Callback<String>,
    /// Shown while empty.
    #[prop(into, default = Signal::stored(String::new()))]
    placeholder: Signal<String>,
    /// Longest value in UTF-16 units.
    #[prop(default = 200)]
    length_max: u32,
) -> impl IntoView {
    let typed = RwSignal::new(value.get_untracked());
    // What comes from elsewhere is shown at once, except over what is being typed.
    Effect::new(move |before: Option<String>| {
        let value = value.get();
        let untouched = before.is_none_or(|before| typed.with_untracked(|typed| *typed == before));
        if untouched {
            typed.set(value.clone());
        }
        value
    });
    // The focus stays either way: nobody who goes by keys is to look for their place again.
    let key = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" => commit(typed, value, on_commit),
            "Escape" if typed.get_untracked() != value.get_untracked() => {
                typed.set(value.get_untracked());
            }
            _ => return,
        }
        event.prevent_default();
    };
    // Empty fields are as wide as what they ask for.
    let measured = move || {
        typed.with(|typed| {
            if typed.is_empty() {
                placeholder.get()
            } else {
                typed.clone()
            }
        })
    };
    view! {
        <span class="line" data-text=measured>
            <input
                class="line__input"
                type="text"
                dir="auto"
                autocomplete="off"
                enterkeyhint="done"
                maxlength=length_max.to_string()
                aria-label=move || label.get()
                placeholder=move || placeholder.get()
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=key
                on:blur=move |_| commit(typed, value, on_commit)
            />
        </span>
    }
}

/// A field that is taken from the page loses the focus as well, after all that it knew has gone: then nothing goes out.
fn commit(typed: RwSignal<String>, value: Signal<String>, on_commit: Callback<String>) {
    let (Some(typed), Some(value)) = (typed.try_get_untracked(), value.try_get_untracked()) else {
        return;
    };
    let line = typed.trim();
    if line != value {
        on_commit.try_run(line.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::HtmlInputElement;

    use super::*;
    use crate::ui::testing::{Mounted, fire, mounted, settled};

    async fn page(
        value: RwSignal<String>,
        told: RwSignal<Vec<String>>,
    ) -> (Mounted, HtmlInputElement) {
        let commit = Callback::new(move |line: String| told.update(|told| told.push(line)));
        let page = mounted(move || {
            view! { <LineField label=Signal::stored("Name".to_owned()) value=value on_commit=commit /> }
        })
        .await;
        let input = page.find("input");
        (page, input)
    }

    #[wasm_bindgen_test]
    async fn a_value_goes_out_once_it_is_complete_and_only_if_it_differs() {
        let (value, told) = (
            RwSignal::new("Northwind".to_owned()),
            RwSignal::new(Vec::new()),
        );
        let (_page, input) = page(value, told).await;
        input.set_value("Northwind Ltd ");
        fire(&input, "input").await;
        assert_eq!(
            told.get_untracked(),
            Vec::<String>::new(),
            "not while typing"
        );
        fire(&input, "blur").await;
        value.set("Northwind Ltd".to_owned());
        fire(&input, "blur").await;
        assert_eq!(told.get_untracked(), ["Northwind Ltd"]);
    }

    #[wasm_bindgen_test]
    async fn what_comes_from_elsewhere_is_shown_except_over_what_is_typed() {
        let (value, told) = (RwSignal::new("a".to_owned()), RwSignal::new(Vec::new()));
        let (_page, input) = page(value, told).await;
        value.set("b".to_owned());
        settled().await;
        assert_eq!(input.value(), "b");
        input.set_value("mine");
        fire(&input, "input").await;
        value.set("c".to_owned());
        settled().await;
        assert_eq!(input.value(), "mine");
    }
}
