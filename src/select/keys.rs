//! Shift with an arrow, Ctrl/Cmd-A, Enter and Escape. In a text they first mean what they mean in any text.

use leptos::{ev, prelude::*};
use plan::id::MilestoneId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};

use super::{Selection, focus_box};
use crate::ui;

/// Where the caret of a text is, in UTF-16 units: its two ends, and the length of the text.
type Caret = (u32, u32, u32);

/// Whether the key did something.
pub fn press(event: &ev::KeyboardEvent, row: MilestoneId, selection: Selection) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some(target) = target.filter(|target| target.closest("[popover]").ok().flatten().is_none())
    else {
        return false;
    };
    if event.alt_key() || event.is_composing() {
        return false;
    }
    let command = event.ctrl_key() || event.meta_key();
    let caret = caret(&target);
    let is_text = caret.is_some()
        || target
            .matches("input:not([type=checkbox])")
            .unwrap_or(false);
    match event.key().as_str() {
        "ArrowUp" if event.shift_key() && !command => {
            leaves_up(is_text, caret) && extend(selection, row, -1)
        }
        "ArrowDown" if event.shift_key() && !command => {
            leaves_down(is_text, caret) && extend(selection, row, 1)
        }
        "a" | "A" if command && (!is_text || caret.is_some_and(is_all)) => {
            selection.all();
            focus_box(row);
            true
        }
        "Enter"
            if target.matches(".row__pick input").unwrap_or(false)
                && untrack(|| selection.is_on()) =>
        {
            ui::focus(ui::find(".selection button"));
            true
        }
        "Escape" if !is_text && untrack(|| selection.is_on()) => {
            selection.clear();
            true
        }
        _ => false,
    }
}

fn extend(selection: Selection, row: MilestoneId, by: isize) -> bool {
    let rows = selection.arranged.rows();
    let here = rows.iter().position(|id| *id == row);
    let to = here.and_then(|here| rows.get(here.checked_add_signed(by)?).copied());
    let to = to.unwrap_or(row);
    selection.range(row, to);
    focus_box(to);
    true
}

fn caret(target: &Element) -> Option<Caret> {
    let (start, end, length) = if let Some(field) = target.dyn_ref::<HtmlTextAreaElement>() {
        (
            field.selection_start(),
            field.selection_end(),
            field.value(),
        )
    } else {
        let field = target.dyn_ref::<HtmlInputElement>()?;
        (
            field.selection_start(),
            field.selection_end(),
            field.value(),
        )
    };
    let length = u32::try_from(length.encode_utf16().count()).ok()?;
    Some((start.ok()??, end.ok()??, length))
}

/// Selecting upwards has come to the beginning of the text.
fn leaves_up(is_text: bool, caret: Option<Caret>) -> bool {
    !is_text || caret.is_some_and(|(start, ..)| start == 0)
}

/// Selecting downwards has come to its end.
fn leaves_down(is_text: bool, caret: Option<Caret>) -> bool {
    !is_text || caret.is_some_and(|(_, end, length)| end == length)
}

/// All of the text is selected: the next thing to select is all rows.
fn is_all((start, end, length): Caret) -> bool {
    start == 0 && end == length
}
