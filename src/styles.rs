//! The style sheet of what comes later. A release has it apart (`xtask/src/styles.rs`): the browser fetches it when it
//! has nothing else to do, and it counts from the moment when the first part that needs it is asked for.

use js_sys::Promise;
use leptos::prelude::document;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

const LINK: &str = "later-styles";
const COUNTS: &str = "stylesheet";
const WAITS: &str = "prefetch";

/// Asks for it, at once. The answer comes when it counts, or does not come; without a cut it is there already.
pub fn ask() -> impl Future<Output = bool> {
    let link = document()
        .get_element_by_id(LINK)
        .and_then(|link| link.dyn_into::<HtmlElement>().ok())
        .filter(|link| link.get_attribute("rel").as_deref() == Some(WAITS));
    let promise = link.as_ref().map(|link| {
        Promise::new(&mut |come, lost| {
            link.set_onload(Some(&come));
            link.set_onerror(Some(&lost));
            let _ = link.set_attribute("rel", COUNTS);
        })
    });
    async move {
        let (Some(promise), Some(link)) = (promise, link) else {
            return true;
        };
        let has_come = JsFuture::from(promise).await.is_ok();
        if !has_come {
            // So that the next part that needs it asks again.
            let _ = link.set_attribute("rel", WAITS);
        }
        has_come
    }
}
