//! What the heading of a group says: its name, how many, and from when to when.

use leptos::prelude::*;

use super::{Arranged, GroupKey, words};
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::parts::Today;

/// The one cell of the line, over all columns.
#[component]
pub fn Heading(
    /// Which group.
    key: GroupKey,
) -> impl IntoView {
    let i18n = use_i18n();
    let arranged = Arranged::expect();
    let today = Today::expect();
    let sum = Memo::new(move |_| {
        let shown = arranged.shown.get();
        let sum = shown.and_then(|shown| shown.groups.get(&key).copied());
        sum.unwrap_or_default()
    });
    let count = move || t_string!(i18n, arrange.count, count = sum.get().count);
    let done = move || {
        let done = sum.get().done;
        (done > 0).then(|| t_string!(i18n, arrange.done, done = done))
    };
    let days = move || {
        let (from, to) = sum.get().days?;
        let day = |day| format::date(i18n.get_locale(), DateStyle::Day, day, today.get());
        let words = if from == to {
            day(to)
        } else {
            t_string!(i18n, arrange.days, from = day(from), to = day(to))
        };
        Some(words)
    };
    view! {
        <div class="group__cell" role="rowheader" aria-colspan="5">
            <span class="group__name" dir="auto">{move || words::name(i18n, arranged, key)}</span>
            " "
            <small class="group__sum"><span>{count}</span> " " <span>{days}</span> " " <span>{done}</span></small>
        </div>
    }
}
