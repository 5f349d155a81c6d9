//! Small choices of this browser, kept by gloo-storage. Where the browser denies storage nothing is kept, and what was
//! chosen holds until the page is closed.

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use serde::{Serialize, de::DeserializeOwned};

/// Whether this page may use `localStorage` and `sessionStorage` at all: gloo-storage panics where it may not
/// (third-party frames, blocked site data).
pub fn allowed() -> bool {
    web_sys::window().is_some_and(|window| {
        matches!(window.local_storage(), Ok(Some(_)))
            && matches!(window.session_storage(), Ok(Some(_)))
    })
}

/// What was kept under a key. `None` where nothing is, or something that is no such value.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    allowed().then(|| LocalStorage::get(key).ok())?
}

/// Keeps a value. `false` where the browser denies or is full.
pub fn keep<T: Serialize>(key: &str, value: T) -> bool {
    allowed() && LocalStorage::set(key, value).is_ok()
}

/// Lets go of a value.
pub fn forget(key: &str) {
    if allowed() {
        LocalStorage::delete(key);
    }
}

/// What was kept for this tab alone; empty where nothing was.
pub fn of_tab(key: &str) -> String {
    let kept = allowed().then(|| SessionStorage::get(key).ok()).flatten();
    kept.unwrap_or_default()
}

/// Keeps a text for as long as this tab is open, over a reload; an empty one is let go.
pub fn keep_for_tab(key: &str, text: &str) {
    if !allowed() {
        return;
    }
    if text.is_empty() {
        SessionStorage::delete(key);
    } else {
        let _ = SessionStorage::set(key, text);
    }
}
