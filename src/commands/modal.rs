//! A dialog in the middle of the page, made by the browser: it keeps the focus, and Escape closes it.

use leptos::{ev, html, prelude::*};

use crate::panels::Panels;

/// Opens when it is mounted. The browser gives the focus back when it closes.
#[component]
pub fn Modal(
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Told after it has closed and the focus is back.
    #[prop(into)]
    on_closed: Callback<()>,
    /// Closes it from within.
    #[prop(into)]
    closes: Signal<bool>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let panels = Panels::expect();
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = element.get() {
            request_animation_frame(move || {
                let _ = dialog.show_modal();
            });
        }
    });
    Effect::new(move || {
        if closes.get()
            && let Some(dialog) = element.get_untracked()
        {
            dialog.close();
        }
    });
    let closed = move |_: ev::Event| {
        panels.close();
        on_closed.run(());
    };
    // A press beside its content is a press on the dialog itself.
    let press = move |event: ev::MouseEvent| {
        if let Some(dialog) = element.get_untracked()
            && event.target().as_ref() == Some(dialog.as_ref())
        {
            dialog.close();
        }
    };
    view! {
        <dialog class="modal" node_ref=element aria-label=move || label.get() on:close=closed on:click=press>
            <div class="modal__body">{children()}</div>
        </dialog>
    }
}
