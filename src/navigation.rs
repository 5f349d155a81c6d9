//! The address of the page: links and the history change it without loading the page anew. The app has four kinds of
//! pages, so that this takes the place of `leptos_router`, which was 5 % of the first load.

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement};

/// Where the reader is, in context of every page.
#[derive(Clone, Copy)]
pub struct Address {
    path: RwSignal<String>,
}

impl Address {
    /// Reads the address bar and follows it from now on: the history, and links of this page.
    pub fn provide() -> Self {
        let here = Self {
            path: RwSignal::new(present_path()),
        };
        provide_context(here);
        // They live as long as the page.
        let _ = window_event_listener(ev::popstate, move |_| here.read());
        let _ = window_event_listener(ev::click, move |event| here.follow(&event));
        here
    }

    /// The address that [`Address::provide`] follows.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The path without a slash at its end; the home page is the empty one. Reactive.
    pub fn path(self) -> Signal<String> {
        self.path.into()
    }

    /// Goes to another page of the app; the page before is one step back.
    pub fn go(self, address: &str) {
        let history = window().history();
        let pushed = history
            .and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(address)));
        match pushed {
            Ok(()) => {
                self.read();
                window().scroll_to_with_x_and_y(0.0, 0.0);
            }
            // A browser that allows no change of the history loads the page anew.
            Err(_) => drop(window().location().set_href(address)),
        }
    }

    fn read(self) {
        let path = present_path();
        if self.path.with_untracked(|old| *old != path) {
            self.path.set(path);
        }
    }

    /// A link that was pressed, unless the browser should open it: in another tab, on another site, as a file.
    fn follow(self, event: &ev::MouseEvent) {
        let with_keys =
            event.meta_key() || event.alt_key() || event.ctrl_key() || event.shift_key();
        if event.default_prevented() || event.button() != 0 || with_keys {
            return;
        }
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else {
            return;
        };
        let location = window().location();
        let is_ours = location
            .origin()
            .is_ok_and(|origin| origin == link.origin())
            && !link.has_attribute("download")
            && link.target().is_empty();
        // A place on this page is the browser's own.
        let is_here = !link.hash().is_empty()
            && location
                .pathname()
                .is_ok_and(|path| path == link.pathname());
        if is_ours && !is_here {
            event.prevent_default();
            self.go(&link.href());
        }
    }
}

fn present_path() -> String {
    let path = window().location().pathname().unwrap_or_default();
    path.trim_end_matches('/').to_owned()
}
