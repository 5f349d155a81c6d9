//! The field in a real browser: what is typed, what comes from elsewhere, and what waits.

use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlTextAreaElement;

use super::*;
use crate::ui::testing::{Mounted, fire, mounted};

/// A field on the page, with what it told.
struct Page {
    element: HtmlTextAreaElement,
    value: RwSignal<String>,
    edits: RwSignal<Vec<TextEdit>>,
    accepts: RwSignal<bool>,
    _mounted: Mounted,
}

impl Page {
    async fn with(text: &str) -> Self {
        let (value, edits) = (RwSignal::new(text.to_owned()), RwSignal::new(Vec::new()));
        let accepts = RwSignal::new(true);
        let on_edit = Callback::new(move |edit: TextEdit| {
            edits.update(|edits: &mut Vec<TextEdit>| edits.push(edit));
            accepts.get_untracked()
        });
        // Whoever types elsewhere in these tests puts two letters in front.
        let carry_caret = Callback::new(|(start, end): (u32, u32)| (start + 2, end + 2));
        let mounted = mounted(move || {
            view! {
                <TextField
                    label=Signal::stored("Title".to_owned())
                    value=value
                    on_edit=on_edit
                    carry_caret=carry_caret
                    on_compose=Callback::new(|_| ())
                />
            }
        })
        .await;
        Self {
            element: mounted.find("textarea"),
            value,
            edits,
            accepts,
            _mounted: mounted,
        }
    }

    async fn type_text(&self, text: &str) {
        self.element.set_value(text);
        self.fire("input").await;
    }

    async fn fire(&self, name: &str) {
        fire(&self.element, name).await;
    }

    async fn arrives(&self, text: &str) {
        self.value.set(text.to_owned());
        tick().await;
    }

    fn caret(&self) -> Option<u32> {
        self.element
            .selection_start()
            .expect("a textarea has a selection")
    }
}

#[wasm_bindgen_test]
async fn what_is_typed_goes_out_with_what_stood_there() {
    let page = Page::with("ab").await;
    page.type_text("abc").await;
    let expected = TextEdit {
        shown: "ab".to_owned(),
        text: "abc".to_owned(),
        caret: Some(3),
    };
    assert_eq!(page.edits.get_untracked(), [expected]);
}

#[wasm_bindgen_test]
async fn a_change_from_elsewhere_keeps_the_caret_in_its_words() {
    let page = Page::with("plan").await;
    page.element.focus().expect("focus");
    page.element.set_selection_range(2, 2).expect("a caret");
    page.arrives("A plan").await;
    assert_eq!(page.element.value(), "A plan");
    assert_eq!(page.caret(), Some(4), "still between l and a");
}

#[wasm_bindgen_test]
async fn a_field_that_was_written_anew_leaves_undo_to_the_plan() {
    let page = Page::with("plan").await;
    let is_left = || page.element.has_attribute(REWRITTEN);
    page.type_text("plans").await;
    assert!(!is_left(), "what was typed the browser takes back");
    page.arrives("A plans").await;
    assert!(is_left());
}

#[wasm_bindgen_test]
async fn a_change_from_elsewhere_waits_while_an_input_method_composes() {
    let page = Page::with("plan").await;
    page.element.focus().expect("focus");
    page.fire("compositionstart").await;
    page.type_text("planに").await;
    page.arrives("A plan").await;
    assert_eq!(
        page.element.value(),
        "planに",
        "nothing moves under the composition"
    );
    assert_eq!(
        page.edits.get_untracked(),
        [],
        "half a composition is no edit"
    );
    page.fire("compositionend").await;
    let edits = page.edits.get_untracked();
    let told: Vec<(&str, &str)> = edits
        .iter()
        .map(|edit| (edit.shown.as_str(), edit.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [("plan", "planに")],
        "told against the text that it was composed into"
    );
    assert_eq!(page.element.value(), "A plan", "then what waited is shown");
}

#[wasm_bindgen_test]
async fn a_refused_edit_shows_the_value_again() {
    let page = Page::with("plan").await;
    page.accepts.set(false);
    page.type_text("plans").await;
    assert_eq!(page.element.value(), "plan");
}

#[wasm_bindgen_test]
async fn line_breaks_become_spaces_in_one_line() {
    let page = Page::with("").await;
    page.type_text("Contract\nsigned").await;
    assert_eq!(page.element.value(), "Contract signed");
    assert_eq!(page.edits.get_untracked()[0].text, "Contract signed");
}
