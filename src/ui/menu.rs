//! A menu of actions or of one choice, by pointer, arrows and first letters.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::PopoverButton;

/// An entry of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// What it says.
    pub label: String,
    /// What stands before it.
    pub picture: ViewFn,
    /// The key that does the same, shown beside it; may be empty.
    pub hint: &'static str,
    /// `Some` in a menu where one entry is chosen.
    pub checked: Option<bool>,
    /// Shown, not pressed.
    pub disabled: bool,
    /// Asked for, not done.
    pub run: Callback<()>,
}

impl MenuItem {
    /// The same entry with the key that does the same; not to be pressed where it would do nothing.
    pub fn at(self, hint: &'static str, disabled: bool) -> Self {
        Self {
            hint,
            disabled,
            ..self
        }
    }
}

/// A button that opens a menu.
#[component]
pub fn MenuButton(
    /// Accessible name of button and menu.
    #[prop(into)]
    label: Signal<String>,
    /// Class of the button.
    #[prop(into, default = String::new())]
    class: String,
    /// The entries, asked for each time it opens.
    #[prop(into)]
    items: Callback<(), Vec<MenuItem>>,
    /// Opened from elsewhere too, for example by a key on the row.
    #[prop(default = RwSignal::new(false))]
    open: RwSignal<bool>,
    /// What the button shows.
    children: Children,
) -> impl IntoView {
    let panel = move || view! { <MenuList items=items.run(()) open=open /> };
    view! {
        <PopoverButton open=open label=label class=class role="menu" panel=ViewFn::from(panel)>
            {children()}
        </PopoverButton>
    }
}

#[component]
fn MenuList(items: Vec<MenuItem>, open: RwSignal<bool>) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let key = move |event: ev::KeyboardEvent| {
        let Some(list) = list.get_untracked() else {
            return;
        };
        let entries = entries(&list);
        let here = entries.iter().position(has_focus);
        if let Some(next) = next_entry(&event.key(), here, &labels(&entries)) {
            event.prevent_default();
            let _ = entries[next].focus();
        }
    };
    view! {
        <div class="menu" role="presentation" node_ref=list on:keydown=key>
            {items.into_iter().map(|item| entry(item, open)).collect_view()}
        </div>
    }
}

fn entry(item: MenuItem, open: RwSignal<bool>) -> impl IntoView {
    let MenuItem {
        label,
        picture,
        hint,
        checked,
        disabled,
        run,
    } = item;
    let press = move |_| {
        if !disabled {
            open.set(false);
            run.run(());
        }
    };
    view! {
        <button
            type="button"
            class="menu__item"
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            tabindex="-1"
            data-focus=checked.unwrap_or(false).then_some("")
            aria-checked=checked.map(|checked| checked.to_string())
            aria-disabled=disabled.then_some("true")
            on:click=press
        >
            <span class="menu__picture" aria-hidden="true">{picture.run()}</span>
            <span class="menu__label">{label}</span>
            <kbd class="menu__hint" aria-hidden="true">{hint}</kbd>
        </button>
    }
}

fn entries(list: &HtmlElement) -> Vec<HtmlElement> {
    let children = list.children();
    (0..children.length())
        .filter_map(|index| children.item(index)?.dyn_into().ok())
        .collect()
}

fn labels(entries: &[HtmlElement]) -> Vec<String> {
    entries
        .iter()
        .map(|entry| entry.text_content().unwrap_or_default())
        .collect()
}

fn has_focus(element: &HtmlElement) -> bool {
    super::focused().is_some_and(|focused| focused.is_same_node(Some(element)))
}

/// The browser's own: Rust's tables of letters are a part of every first load that uses them.
fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Where a key leads: arrows in a circle, Home, End, and a letter to the next entry that begins with it.
fn next_entry(key: &str, here: Option<usize>, labels: &[String]) -> Option<usize> {
    let count = labels.len();
    if count == 0 {
        return None;
    }
    match key {
        "ArrowDown" => Some(here.map_or(0, |here| (here + 1) % count)),
        "ArrowUp" => Some(here.map_or(count - 1, |here| (here + count - 1) % count)),
        "Home" => Some(0),
        "End" => Some(count - 1),
        letter if letter.chars().count() == 1 && letter != " " => {
            let letter = lower_case(letter);
            let first = here.map_or(0, |here| here + 1);
            (first..first + count)
                .map(|index| index % count)
                .find(|&index| lower_case(&labels[index]).starts_with(&letter))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn keys_lead_round_the_menu_and_letters_to_their_entries() {
        let labels = ["Not started", "In progress", "Not needed"].map(str::to_owned);
        for (key, here, expected) in [
            ("ArrowDown", None, Some(0)),
            ("ArrowDown", Some(2), Some(0)),
            ("ArrowUp", Some(0), Some(2)),
            ("End", Some(0), Some(2)),
            ("n", Some(0), Some(2)),
            ("n", Some(2), Some(0)),
            ("N", None, Some(0)),
            ("x", Some(0), None),
            ("Tab", Some(0), None),
        ] {
            assert_eq!(
                next_entry(key, here, &labels),
                expected,
                "{key} from {here:?}"
            );
        }
    }
}
