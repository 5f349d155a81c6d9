//! Short messages at the foot of the page. They are read out politely and go by themselves.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, IconButton};

/// How long a message stays. Long enough to read two lines and reach its button.
const STAYS: Duration = Duration::from_secs(8);

/// A message.
#[derive(Clone)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// What can be done about it.
    pub action: Option<ToastAction>,
}

/// A button in a message.
#[derive(Clone)]
pub struct ToastAction {
    /// What it says.
    pub label: String,
    /// Asked for, not done. Not a `Callback`: that would end with the row it came from, which may be gone by then.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

/// The messages of the page, in context. One shows at a time: a stack of them covers the field one types in.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Option<(u32, Toast)>>,
    /// It answers the reader, who waits for it.
    is_answer: StoredValue<bool>,
    /// The last of those that wait for room.
    waits: StoredValue<Option<Toast>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Gives all components below a place for their messages.
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(None),
            is_answer: StoredValue::new(false),
            waits: StoredValue::new(None),
            next: StoredValue::new(0),
        };
        provide_context(toasts);
        toasts
    }

    /// Those of this page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Shows a message.
    pub fn say(self, text: impl Into<String>) {
        self.show(Toast {
            text: text.into(),
            action: None,
        });
    }

    /// Shows a message, perhaps with a button, in place of the one that shows.
    pub fn show(self, toast: Toast) {
        self.put(toast);
        self.is_answer.set_value(true);
    }

    fn put(self, toast: Toast) {
        self.is_answer.set_value(false);
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.shown.set(Some((id, toast)));
        set_timeout(move || self.close(id), STAYS);
    }

    /// Shows a message that nobody waits for: an answer to the reader is not pushed aside by what somebody else does.
    pub fn show_in_turn(self, toast: Toast) {
        if self.is_answer.get_value() && self.shown.with_untracked(Option::is_some) {
            self.waits.set_value(Some(toast));
        } else {
            self.put(toast);
        }
    }

    fn close(self, id: u32) {
        // The page may be gone by the time a message would go.
        let closed = self.shown.try_maybe_update(|shown| {
            let is_it = shown.take_if(|(shown, _)| *shown == id).is_some();
            (is_it, is_it)
        });
        let waits = || self.waits.try_update_value(Option::take).flatten();
        if let Some(toast) = closed.filter(|closed| *closed).and_then(|_| waits()) {
            self.put(toast);
        }
    }
}

/// Where the messages stand. It is always in the page: a live region that appears with its text is not read.
#[component]
pub fn ToastsView(
    /// Those to show.
    toasts: Toasts,
    /// Name of the button that closes a message.
    #[prop(into)]
    close_label: Signal<String>,
) -> impl IntoView {
    let toast = move |(id, toast): (u32, Toast)| {
        let action = toast.action.map(|action| {
            let press = move |_| {
                toasts.close(id);
                (action.run)();
            };
            view! { <button type="button" class="text-button" on:click=press>{action.label}</button> }
        });
        view! {
            <div class="toast">
                <span class="toast__text" dir="auto">{toast.text}</span>
                {action}
                <IconButton label=close_label shows=Icon::Close on_press=move |()| toasts.close(id) />
            </div>
        }
    };
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|(id, _)| *id children=toast />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::HtmlButtonElement;

    use super::*;
    use crate::ui::testing::{fire, mounted, settled};

    #[wasm_bindgen_test]
    async fn a_messages_button_works_after_what_it_came_from_is_gone() {
        let (toasts, pressed) = (Toasts::provide(), RwSignal::new(false));
        let page = mounted(move || {
            view! { <ToastsView toasts=toasts close_label=Signal::stored("Close".to_owned()) /> }
        })
        .await;
        let row = Owner::new();
        row.with(|| {
            let run = Arc::new(move || pressed.set(true));
            let (text, label) = ("Archived".to_owned(), "Undo".to_owned());
            toasts.show(Toast {
                text,
                action: Some(ToastAction { label, run }),
            });
        });
        row.cleanup();
        leptos::task::tick().await;
        fire(&page.find::<HtmlButtonElement>(".text-button"), "click").await;
        assert!(pressed.get_untracked());
    }

    #[wasm_bindgen_test]
    async fn one_message_shows_and_what_others_did_waits_for_its_turn() {
        let toasts = Toasts::provide();
        let page = mounted(move || {
            view! { <ToastsView toasts=toasts close_label=Signal::stored("Close".to_owned()) /> }
        })
        .await;
        let said = || page.find::<web_sys::HtmlElement>(".toasts").inner_text();
        let news = |text: &str| Toast {
            text: text.to_owned(),
            action: None,
        };
        toasts.say("Copied");
        toasts.show_in_turn(news("Sara archived Contract"));
        toasts.show_in_turn(news("Sara changed 2 things"));
        settled().await;
        assert_eq!(said().trim(), "Copied");
        toasts.say("Moved");
        settled().await;
        assert_eq!(said().trim(), "Moved");
        fire(&page.find::<HtmlButtonElement>(".toast button"), "click").await;
        settled().await;
        assert_eq!(said().trim(), "Sara changed 2 things");
    }
}
