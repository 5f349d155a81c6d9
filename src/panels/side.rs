//! A panel at the side of the page, which stays in use under it. Where there is no room beside it, it covers the page.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::Panels;
use crate::i18n::*;
use crate::ui::{self, Icon, IconButton};

/// Stands on the body while a panel is beside the page, which then leaves it room.
const BESIDE: &str = "has-side";

/// Takes the focus when it opens; Escape closes it, and the focus goes back to where it was.
#[component]
pub fn Side(
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What stands at its head.
    #[prop(into)]
    title: Signal<String>,
    /// Where the focus goes when what had it before is gone.
    #[prop(into)]
    fallback: Callback<()>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let panels = Panels::expect();
    let element = NodeRef::<html::Div>::new();
    let before = ui::focused().and_then(|focused| focused.dyn_into::<HtmlElement>().ok());
    let before = StoredValue::new_local(before);
    Effect::new(move || {
        if let Some(panel) = element.get() {
            request_animation_frame(move || {
                let _ = panel.focus();
            });
        }
    });
    // A class rather than `body:has(.side)`: with that, every key typed in the table would style all rows anew.
    if let Some(body) = document().body() {
        let classes = body.class_list();
        // Refused only for a name with spaces.
        let _ = classes.add_1(BESIDE);
        let classes = StoredValue::new_local(classes);
        on_cleanup(move || {
            let _ = classes.with_value(|classes| classes.remove_1(BESIDE));
        });
    }
    let close = move || {
        give_back(before.get_value(), fallback);
        panels.close();
    };
    // A field that is left by Escape leaves the focus nowhere: the next Escape still closes the panel.
    let listener = window_event_listener(ev::keydown, move |event| {
        let has_focus = ui::focused().is_none_or(|focused| is_within(element, &focused));
        if event.key() == "Escape" && !event.is_composing() && has_focus {
            event.prevent_default();
            close();
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <div
            class="side"
            role="dialog"
            tabindex="-1"
            node_ref=element
            aria-label=move || label.get()
        >
            <div class="side__head">
                <h2 class="side__title" dir="auto">{move || title.get()}</h2>
                <IconButton
                    label=Signal::derive(move || t_string!(i18n, panels.close).to_owned())
                    shows=Icon::Close
                    on_press=Callback::new(move |()| close())
                />
            </div>
            <div class="side__body">{children()}</div>
        </div>
    }
}

/// A popover that was opened from within closes by itself and not both.
fn is_within(panel: NodeRef<html::Div>, focused: &web_sys::Element) -> bool {
    let in_popover = focused.closest("[popover]").ok().flatten().is_some();
    let panel = panel.get_untracked();
    !in_popover && panel.is_some_and(|panel| panel.contains(Some(focused)))
}

fn give_back(before: Option<HtmlElement>, fallback: Callback<()>) {
    match before.filter(|element| element.is_connected()) {
        Some(element) => drop(element.focus()),
        None => fallback.run(()),
    }
}
