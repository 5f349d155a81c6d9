//! The clipboard, as far as the browser lets a page at it.

use leptos::prelude::window;

/// Puts a text on the clipboard; `false` where the browser does not let the page.
pub async fn copy_text(text: &str) -> bool {
    // Absent outside secure contexts, where touching it would throw.
    let navigator = window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| clipboard.is_undefined()) {
        return false;
    }
    let written = navigator.clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(written).await.is_ok()
}
