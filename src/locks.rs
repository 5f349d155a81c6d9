//! Web Locks: what one tab may do at a time, and noticing that another tab has ended, however it ended.
//! (`web-sys` has them only behind an unstable flag, so the methods are called by their names.)

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A lock that is held until this is dropped or the tab ends.
#[derive(Debug)]
pub struct Held {
    release: Function,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Resolving a promise cannot fail.
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Waits for a lock. `None` where the browser has no locks.
pub async fn hold(name: &str) -> Option<Held> {
    request(name, false).await
}

/// Takes a lock if nobody has it. `None` also where the browser has no locks.
pub async fn take_if_free(name: &str) -> Option<Held> {
    request(name, true).await
}

/// Names of the locks that all tabs hold now.
pub async fn held() -> Vec<String> {
    let query = async || -> Result<js_sys::Array, JsValue> {
        let manager = manager().ok_or(JsValue::NULL)?;
        let query: Function = Reflect::get(&manager, &"query".into())?.dyn_into()?;
        let promise: Promise = query.call0(&manager)?.dyn_into()?;
        let state = JsFuture::from(promise).await?;
        Reflect::get(&state, &"held".into())?.dyn_into()
    };
    let held = query().await.unwrap_or_default();
    let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
    held.iter().filter_map(name).collect()
}

async fn request(name: &str, if_available: bool) -> Option<Held> {
    let manager = manager()?;
    let request: Function = Reflect::get(&manager, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &if_available.into()).ok()?;
    let granted = Promise::new(&mut |granted, refused| {
        // The lock lasts as long as the promise that this gives: `release` resolves it.
        let on_lock = Closure::once_into_js(move |lock: JsValue| {
            if lock.is_null() {
                let _ = granted.call1(&JsValue::UNDEFINED, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            let until_released = Promise::new(&mut |release, _| {
                let _ = granted.call1(&JsValue::UNDEFINED, &release);
            });
            until_released.into()
        });
        if let Err(error) = request.call3(&manager, &name.into(), &options, &on_lock) {
            let _ = refused.call1(&JsValue::UNDEFINED, &error);
        }
    });
    let release = JsFuture::from(granted).await.ok()?.dyn_into().ok()?;
    Some(Held { release })
}

fn manager() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    manager.is_object().then_some(manager)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    async fn one_holds_it_until_it_is_dropped() {
        let name = format!("test-{:x}", crate::random::bits());
        let first = take_if_free(&name).await;
        assert!(first.is_some());
        assert!(held().await.contains(&name));
        assert!(take_if_free(&name).await.is_none(), "somebody has it");
        drop(first);
        assert!(hold(&name).await.is_some());
    }
}
