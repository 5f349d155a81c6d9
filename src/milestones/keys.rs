//! Keys that move through the table, and rows through the plan.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{reorder::Reorder, row::Row};

/// A field higher than this has several lines: arrows then stay inside it. In CSS pixels.
const ONE_LINE_PX_MAX: i32 = 36;

/// Alt with an arrow moves the row.
pub fn move_row(event: &ev::KeyboardEvent, row: Row, reorder: Reorder) {
    if !event.alt_key() || !row.may_edit.get_untracked() {
        return;
    }
    match event.key().as_str() {
        "ArrowUp" => reorder.move_by(row.id, -1),
        "ArrowDown" => reorder.move_by(row.id, 1),
        _ => return,
    }
    event.prevent_default();
}

/// Enter and the arrows lead to the same field of the next or the previous row.
pub fn walk_column(event: &ev::KeyboardEvent, selector: &str) {
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let Some(field) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let is_down = match event.key().as_str() {
        "Enter" => true,
        "ArrowDown" if field.client_height() <= ONE_LINE_PX_MAX => true,
        "ArrowUp" if field.client_height() <= ONE_LINE_PX_MAX => false,
        _ => return,
    };
    event.prevent_default();
    let Ok(Some(row)) = field.closest(".row") else {
        return;
    };
    let next = if is_down {
        next_row(&row)
    } else {
        previous_row(&row)
    };
    let field = match next {
        Some(row) => row.query_selector(selector).ok().flatten(),
        None if is_down => document()
            .query_selector("[data-add-milestone]")
            .ok()
            .flatten(),
        None => None,
    };
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        let _ = field.focus();
    }
}

/// Over headings of groups, and into the next lot.
fn next_row(row: &Element) -> Option<Element> {
    let after = |line: &Element| {
        let lot = || line.parent_element()?.next_element_sibling();
        line.next_element_sibling()
            .or_else(|| lot()?.first_element_child())
    };
    std::iter::successors(after(row), after).find(is_row)
}

fn previous_row(row: &Element) -> Option<Element> {
    let before = |line: &Element| {
        let lot = || line.parent_element()?.previous_element_sibling();
        line.previous_element_sibling()
            .or_else(|| lot()?.last_element_child())
    };
    std::iter::successors(before(row), before).find(is_row)
}

fn is_row(element: &Element) -> bool {
    element.class_list().contains("row")
}

/// Puts the focus back where it was in a row that has just been moved: moving an element in the page takes it away.
pub fn keep_focus() {
    let Some(focused) =
        crate::ui::focused().and_then(|element| element.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    request_animation_frame(move || {
        if crate::ui::focused().is_none() {
            let _ = focused.focus();
        }
        focused.scroll_into_view_with_scroll_into_view_options(&crate::ui::nearest());
    });
}
