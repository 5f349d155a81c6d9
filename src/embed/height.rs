//! The height of the embedded plan, told to the host whenever it is another one.

use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::ResizeObserver;

use super::{Host, Message};

/// Watches an element, and tells its height while it is on the page.
#[derive(Clone, Copy)]
pub struct TellsHeight(NodeRef<html::Div>);

impl TellsHeight {
    /// Call it in a component; the watch ends with that component. Without a host there is nobody to tell.
    pub fn provide() -> Self {
        let element = NodeRef::new();
        Effect::new(move || {
            if let (Some(element), Some(host)) = (element.get(), Host::find()) {
                watch(&element, host);
            }
        });
        Self(element)
    }

    /// For `node_ref`.
    pub fn node(self) -> NodeRef<html::Div> {
        self.0
    }
}

fn watch(element: &web_sys::HtmlDivElement, host: Host) {
    let told = StoredValue::new(None::<u32>);
    let measured = element.clone();
    let on_resize = Closure::<dyn Fn()>::new(move || {
        let height = measured.get_bounding_client_rect().height().ceil() as u32;
        if told.try_get_value().flatten() != Some(height) {
            told.try_set_value(Some(height));
            host.tell(Message::Height(height));
        }
    });
    // An observer reports once at the beginning, then with each change.
    let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(element);
    let watching = StoredValue::new_local((observer, on_resize));
    on_cleanup(move || {
        watching.with_value(|(observer, _)| observer.disconnect());
    });
}
