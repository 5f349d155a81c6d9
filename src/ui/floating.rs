//! A panel that stays until it is answered, beside the control it came from. The page under it stays in use.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::popover::{focus_first, keep_in_place};

/// Opens when it is mounted; whoever takes it away closes it.
#[component]
pub fn Floating(
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What it belongs to; without one it stands at the foot of the window.
    origin: Option<HtmlElement>,
    /// Escape was pressed in it.
    #[prop(into)]
    on_escape: Callback<()>,
    /// Class of the panel.
    class: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let origin = StoredValue::new_local(origin.filter(|origin| origin.is_connected()));
    Effect::new(move || {
        let Some(panel) = element.get() else { return };
        if panel.show_popover().is_err() {
            return;
        }
        focus_first(&panel);
        if let Some(origin) = origin.get_value() {
            keep_in_place(panel.into(), origin.into(), || true);
        }
    });
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && is_of(&event, element) {
            event.prevent_default();
            event.stop_propagation();
            on_escape.run(());
        }
    };
    let back = origin.get_value();
    let back = StoredValue::new_local(back);
    on_cleanup(move || {
        let Some(Some(back)) = back.try_get_value() else {
            return;
        };
        request_animation_frame(move || {
            if super::focused().is_none() {
                let _ = back.focus();
            }
        });
    });
    view! {
        <div
            class=format!("popover floating {class}")
            class:is-adrift=move || origin.with_value(Option::is_none)
            popover="manual"
            role="dialog"
            tabindex="-1"
            node_ref=element
            aria-label=move || label.get()
            on:keydown=key
        >
            {children()}
        </div>
    }
}

/// A panel opened from within closes by itself and not both.
fn is_of(event: &ev::KeyboardEvent, panel: NodeRef<html::Div>) -> bool {
    let within = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|target| target.closest("[popover]").ok().flatten());
    let panel = panel.get_untracked();
    within.is_some_and(|within| panel.is_some_and(|panel| panel.is_same_node(Some(&within))))
}
