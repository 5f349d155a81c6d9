//! A panel beside a control, in the browser's top layer: it is never clipped by the row it belongs to.
//!
//! The browser closes it at Escape and at a press outside (`popover="auto"`); the focus goes back to its control.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, ResizeObserver};

/// Space between control and panel, and between panel and window, in CSS pixels.
const GAP_PX: f64 = 4.0;
const MARGIN_PX: f64 = 8.0;

/// A button that opens a panel.
#[component]
pub fn PopoverButton(
    /// Whether the panel is open. Whoever sets it to `false` closes the panel.
    open: RwSignal<bool>,
    /// Accessible name of the panel, and of the button unless its content names it.
    #[prop(into)]
    label: Signal<String>,
    /// The button's name is what it shows and hides, not `label`.
    #[prop(default = false)]
    named_by_content: bool,
    /// Class of the button.
    #[prop(into, default = String::new())]
    class: String,
    /// What the panel is to a screen reader: `dialog` or `menu`.
    #[prop(default = "dialog")]
    role: &'static str,
    /// What the button shows.
    children: Children,
    /// What the panel holds; made when it opens.
    panel: ViewFn,
) -> impl IntoView {
    let anchor = NodeRef::<html::Button>::new();
    // The press that reaches an open panel's button closes the panel before it becomes a click.
    let was_open = StoredValue::new(false);
    let click = move |_| {
        if was_open.get_value() {
            was_open.set_value(false);
        } else if !open.get_untracked() {
            open.set(true);
        }
    };
    view! {
        <button
            type="button"
            class=class
            node_ref=anchor
            aria-label=move || (!named_by_content).then(|| label.get())
            aria-haspopup=role
            aria-expanded=move || open.get().to_string()
            on:pointerdown=move |_| was_open.set_value(open.get_untracked())
            on:click=click
        >
            {children()}
        </button>
        {move || {
            let panel = panel.clone();
            open.get().then(|| view! { <Popover open=open anchor=anchor label=label role=role panel=panel /> })
        }}
    }
}

/// A page has hundreds of these buttons, and one panel: all that a panel needs is made with it.
#[component]
fn Popover(
    open: RwSignal<bool>,
    anchor: NodeRef<html::Button>,
    label: Signal<String>,
    role: &'static str,
    panel: ViewFn,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let closing = StoredValue::new(false);
    Effect::new(move || {
        let (Some(panel), Some(anchor)) = (element.get(), anchor.get_untracked()) else {
            return;
        };
        if panel.show_popover().is_ok() {
            focus_first(&panel);
            let is_wanted = move || !closing.try_get_value().unwrap_or(true);
            keep_in_place(panel.into(), anchor.into(), is_wanted);
        }
    });
    on_cleanup(move || request_animation_frame(move || give_focus_back(anchor)));
    // Comes at once, and only if somebody closes or opens it: a panel that was moved is hidden without a word.
    let about_to_toggle = move |_: ev::Event| {
        let is_closing = is_shown(element);
        closing.set_value(is_closing);
    };
    let toggled = move |_: ev::Event| {
        let still_open = is_shown(element);
        if !still_open {
            open.set(false);
        }
    };
    view! {
        <div
            class="popover"
            popover="auto"
            node_ref=element
            role=role
            tabindex="-1"
            aria-label=move || label.get()
            on:beforetoggle=about_to_toggle
            on:toggle=toggled
        >
            {panel.run()}
        </div>
    }
}

/// Places the panel now and whenever it has another size: a list in it grows while one types.
///
/// Shows it again if the browser hid it because the row it belongs to was moved, as happens when the other side
/// orders rows: a hidden panel has no size, so the observer hears of it.
pub(super) fn keep_in_place(
    panel: HtmlElement,
    anchor: Element,
    is_wanted: impl Fn() -> bool + 'static,
) {
    place(&panel, &anchor);
    let watched = panel.clone();
    let on_resize = Closure::<dyn Fn()>::new(move || {
        if !is_open(&panel) {
            if !(is_wanted() && panel.is_connected() && panel.show_popover().is_ok()) {
                return;
            }
            if super::focused().is_none() {
                focus_first(&panel);
            }
        }
        place(&panel, &anchor);
    });
    let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(&watched);
    let watching = StoredValue::new_local((observer, on_resize));
    on_cleanup(move || {
        watching.with_value(|(observer, _)| observer.disconnect());
    });
}

fn is_shown(panel: NodeRef<html::Div>) -> bool {
    let panel = panel.try_get_untracked().flatten();
    panel.is_some_and(|panel| is_open(&panel))
}

fn is_open(panel: &HtmlElement) -> bool {
    panel.matches(":popover-open").unwrap_or(false)
}

/// Below the control where there is room, above it otherwise; always inside the window.
fn place(panel: &HtmlElement, anchor: &Element) {
    let window = window();
    let size = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0)
    };
    let (width, height) = (size(window.inner_width()), size(window.inner_height()));
    let at = anchor.get_bounding_client_rect();
    let own = panel.get_bounding_client_rect();
    let left = at
        .left()
        .min(width - own.width() - MARGIN_PX)
        .max(MARGIN_PX);
    let below = at.bottom() + GAP_PX;
    let fits_below = below + own.height() + MARGIN_PX <= height;
    let above = at.top() - GAP_PX - own.height();
    let top = if fits_below || above < MARGIN_PX {
        below
    } else {
        above
    };
    // The control itself may have left the window: with the row that the other side moved, or by scrolling.
    let top = top.min(height - own.height() - MARGIN_PX).max(MARGIN_PX);
    let style = web_sys::HtmlElement::style(panel);
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}

/// Focus goes to what asks for it, else to the first control, else to the panel.
pub(super) fn focus_first(panel: &HtmlElement) {
    const CONTROLS: &str =
        "[data-focus], [role^=menuitem]:not([aria-disabled]), input, textarea, select, button";
    let control = ["[data-focus]", CONTROLS]
        .into_iter()
        .find_map(|selector| panel.query_selector(selector).ok().flatten());
    let control = control.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let _ = control.as_ref().unwrap_or(panel).focus();
}

/// After a panel's content came later than the panel: its focus goes in, unless it has gone elsewhere since.
pub fn focus_arrived() {
    let panel = super::focused().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(panel) = panel.filter(|panel| panel.class_list().contains("popover")) {
        focus_first(&panel);
    }
}

/// Only where nobody else has taken the focus: a press on another control keeps it there.
fn give_focus_back(anchor: NodeRef<html::Button>) {
    if super::focused().is_none()
        && let Some(anchor) = anchor.try_get_untracked().flatten()
    {
        let _ = anchor.focus();
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::ui::testing::{Mounted, drawn, fire, mounted, settled};

    async fn opened() -> (Mounted, RwSignal<bool>) {
        let open = RwSignal::new(false);
        let page = mounted(move || {
            let panel = || view! { <button>"Archive"</button> };
            view! {
                <p class="row">
                    <PopoverButton open=open label="Menu".to_owned() panel=ViewFn::from(panel)>"…"</PopoverButton>
                </p>
            }
        })
        .await;
        open.set(true);
        settled().await;
        (page, open)
    }

    #[wasm_bindgen_test]
    async fn a_panel_whose_row_is_moved_stays_open() {
        let (page, open) = opened().await;
        let panel: HtmlElement = page.find(".popover");
        assert!(is_open(&panel));
        let row: HtmlElement = page.find(".row");
        let parent = row.parent_element().expect("the page");
        row.remove();
        parent.append_child(&row).expect("in the page");
        assert!(!is_open(&panel), "the browser hid it");
        drawn().await;
        assert!(is_open(&panel) && open.get_untracked());
        assert!(super::super::focused().is_some_and(|focused| panel.contains(Some(&focused))));
    }

    #[wasm_bindgen_test]
    async fn a_panel_whose_row_left_the_window_stays_in_it() {
        let (page, _) = opened().await;
        let panel: HtmlElement = page.find(".popover");
        let row: HtmlElement = page.find(".row");
        let style = row.style();
        style.set_property("position", "absolute").expect("known");
        for far in ["5000px", "-5000px"] {
            style.set_property("top", far).expect("a length");
            // As when the other side moves it there.
            let parent = row.parent_element().expect("the page");
            row.remove();
            parent.append_child(&row).expect("in the page");
            drawn().await;
            let height = window()
                .inner_height()
                .ok()
                .and_then(|height| height.as_f64());
            let at = panel.get_bounding_client_rect();
            assert!(
                at.top() >= 0.0 && Some(at.bottom()) <= height,
                "{far}: {}",
                at.top()
            );
        }
    }

    #[wasm_bindgen_test]
    async fn a_panel_that_was_closed_stays_closed() {
        let (page, open) = opened().await;
        let panel: HtmlElement = page.find(".popover");
        panel.hide_popover().expect("it was open");
        drawn().await;
        fire(&panel, "toggle").await;
        assert!(!is_open(&panel) && !open.get_untracked());
    }
}
