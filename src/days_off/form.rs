//! The form for days off: a day, perhaps until another one, and why.

use chrono::NaiveDate;
use leptos::{ev, prelude::*};

use super::Off;
use crate::i18n::*;

/// What is wrong with what stands in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    NoDay,
    EndsFirst,
}

/// Keeps what was typed until it is taken.
#[component]
pub fn DaysForm(
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Asked for; gives whether it was done.
    on_add: Callback<Off, bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (from, to, name) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let wrong = RwSignal::new(None::<Wrong>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let read = read(
            &from.get_untracked(),
            &to.get_untracked(),
            &name.get_untracked(),
        );
        wrong.set(read.as_ref().err().copied());
        if read.is_ok_and(|off| on_add.run(off)) {
            for field in [from, to, name] {
                field.set(String::new());
            }
        }
    };
    let words = move || {
        wrong.get().map(|wrong| match wrong {
            Wrong::NoDay => t_string!(i18n, days_off.no_day),
            Wrong::EndsFirst => t_string!(i18n, days_off.ends_first),
        })
    };
    let typed = |field: RwSignal<String>| move |event| field.set(event_target_value(&event));
    let day = move |field: RwSignal<String>| {
        view! {
            <input
                class="picker__input"
                type="date"
                min="1990-01-01"
                max="2199-12-31"
                prop:value=move || field.get()
                on:input=typed(field)
            />
        }
    };
    view! {
        <form class="days-off__form" novalidate=true aria-label=move || label.get() on:submit=submit>
            <label class="labelled"><span>{t!(i18n, days_off.from)}</span>{day(from)}</label>
            <label class="labelled"><span>{t!(i18n, days_off.to)}</span>{day(to)}</label>
            <label class="labelled days-off__why">
                <span>{t!(i18n, days_off.why)}</span>
                <input
                    class="picker__input"
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    maxlength="500"
                    prop:value=move || name.get()
                    on:input=typed(name)
                />
            </label>
            <button type="submit" class="button">{t!(i18n, days_off.add)}</button>
            <p class="links__wrong" role="alert">{words}</p>
        </form>
    }
}

/// An empty end is the same day.
fn read(from: &str, to: &str, name: &str) -> Result<Off, Wrong> {
    let from: NaiveDate = from.parse().map_err(|_| Wrong::NoDay)?;
    let to = match to {
        "" => from,
        to => to.parse().map_err(|_| Wrong::NoDay)?,
    };
    let name = name.trim().to_owned();
    if to < from {
        return Err(Wrong::EndsFirst);
    }
    Ok(Off { from, to, name })
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn one_day_needs_no_end_and_nothing_ends_before_it_begins() {
        let one = read("2025-12-25", "", " Christmas ").expect("a day");
        assert_eq!((one.from, one.name.as_str()), (one.to, "Christmas"));
        assert!(read("2025-12-25", "2026-01-02", "").is_ok());
        assert_eq!(read("2025-12-25", "2025-12-24", ""), Err(Wrong::EndsFirst));
        assert_eq!(read("", "2025-12-24", ""), Err(Wrong::NoDay));
    }
}
