//! A control on a page of its own, for tests in a browser.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

/// What was mounted; it leaves the page with this value.
pub struct Mounted(HtmlElement);

/// Puts a view on the page and waits until it is drawn.
pub async fn mounted<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Mounted {
    let parent: HtmlElement = document()
        .create_element("div")
        .expect("an element")
        .unchecked_into();
    let body = document().body().expect("a page has a body");
    body.append_child(&parent).expect("in the page");
    mount_to(parent.clone(), view).forget();
    tick().await;
    Mounted(parent)
}

impl Mounted {
    /// The first element of a selector, as what it is known to be.
    pub fn find<T: JsCast>(&self, selector: &str) -> T {
        let found: Option<Element> = self.0.query_selector(selector).expect("a selector");
        found
            .expect("it is on the page")
            .dyn_into()
            .expect("it is of this kind")
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// Waits for an effect and for what it wakes in turn.
pub async fn settled() {
    tick().await;
    tick().await;
}

/// Fires an event at an element and waits until it has been acted on.
pub async fn fire(element: &Element, name: &str) {
    let event = Event::new(name).expect("an event");
    element.dispatch_event(&event).expect("dispatched");
    tick().await;
}

/// Waits until the browser has drawn, and its observers have heard of it.
pub async fn drawn() {
    for _ in 0..2 {
        let frame = js_sys::Promise::new(&mut |done, _| {
            request_animation_frame(move || {
                let _ = done.call0(&wasm_bindgen::JsValue::NULL);
            });
        });
        let _ = wasm_bindgen_futures::JsFuture::from(frame).await;
    }
}
