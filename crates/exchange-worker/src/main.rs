//! The worker's program: hears `[id, question, bytes]` and says `[id, ok, json or error, bytes]`. Its first word is
//! `ready`; what comes before it would be lost.

#[cfg(target_arch = "wasm32")]
fn main() {
    use js_sys::{Array, Uint8Array};
    use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let own = scope.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let question = message.get(1).as_string().unwrap_or_default();
        let bytes = message.get(2).dyn_into::<Uint8Array>();
        let bytes = bytes.map(|bytes| bytes.to_vec()).unwrap_or_default();
        let (ok, text, file) = match exchange_worker::answer(&question, &bytes) {
            Ok(answer) => (true, answer.json, answer.bytes),
            Err(error) => (false, error, Vec::new()),
        };
        let file = Uint8Array::from(file.as_slice());
        let answer = Array::of4(&message.get(0), &ok.into(), &text.into(), &file);
        // The page may be gone.
        let _ = own.post_message(&answer);
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    let _ = scope.post_message(&JsValue::from_str("ready"));
}

/// Elsewhere it is a library only.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
