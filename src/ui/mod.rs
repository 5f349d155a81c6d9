//! The controls of the page. They know nothing of plans: text, dates and choices come in, intentions go out.

mod button;
mod clipboard;
mod date_field;
mod floating;
mod icon;
mod line_field;
mod menu;
mod picker;
mod popover;
#[cfg(test)]
pub mod testing;
mod text_field;
mod toast;

use std::sync::atomic::{AtomicU32, Ordering};

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub use button::IconButton;
pub use clipboard::copy_text;
pub use date_field::DateField;
pub use floating::Floating;
pub use icon::{Icon, icon};
pub use line_field::LineField;
pub use menu::{MenuButton, MenuItem};
pub use picker::{Choice, Picker};
pub use popover::{PopoverButton, focus_arrived};
pub use text_field::{Lines, TextEdit, TextField};
pub use toast::{Toast, ToastAction, Toasts, ToastsView};

/// An element id that no other element of the page has, for labels and lists.
pub fn fresh_id(kind: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{kind}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The element that has the focus, if any but the page itself.
pub fn focused() -> Option<web_sys::Element> {
    let document = leptos::prelude::document();
    let body = document.body();
    document
        .active_element()
        .filter(|element| body.as_deref() != Some(element))
}

/// Gives an element the focus, where there is one and it can have it.
pub fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// The first element of the page that a selector finds.
pub fn find(selector: &str) -> Option<web_sys::Element> {
    let document = leptos::prelude::document();
    document.query_selector(selector).ok().flatten()
}

/// Scroll no further than it takes to see it.
pub fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}
