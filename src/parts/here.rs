//! Name tags on a place that others are in, beside what is written there.

use leptos::prelude::*;

use super::side_class;
use crate::i18n::*;
use crate::open_plan::{Column, Present};

/// One tag for everybody who is here. Screen readers hear of them in the head of the page.
pub fn here_marks(here: Memo<Vec<Present>>, class: fn(Column) -> &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let mark = move |present: Present| {
        let column = present.cell.map_or("", |cell| class(cell.column));
        let name = if present.name.is_empty() {
            tu_string!(i18n, header.nobody).to_owned()
        } else {
            present.name
        };
        view! {
            <span class=format!("here {column} {}", side_class(present.side)) aria-hidden="true">
                <span class="here__name">{name}</span>
            </span>
        }
    };
    move || here.get().into_iter().map(mark).collect_view()
}
