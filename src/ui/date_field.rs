//! A date in place: reads as words, and is the browser's own date input once it has the focus.

use chrono::{Datelike, NaiveDate};
use leptos::{ev, html, prelude::*};
use web_sys::HtmlInputElement;

/// Years outside this range are half-typed ones ("0020" on the way to "2025").
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2199;

/// A date that can be typed, picked and cleared.
#[component]
pub fn DateField(
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The date as it stands.
    #[prop(into)]
    value: Signal<Option<NaiveDate>>,
    /// Asked for, not done. `None` clears.
    #[prop(into)]
    on_pick: Callback<Option<NaiveDate>>,
    /// Shown, not changed.
    #[prop(into, default = Signal::stored(false))]
    read_only: Signal<bool>,
    /// Told of a character that is typed, with whether a date can have it. Gives whether it is taken: words begin with
    /// a letter, and have more than letters.
    #[prop(into, optional)]
    on_character: Option<Callback<(String, bool), bool>>,
    /// `true` when the field gets the focus, `false` when it loses it.
    #[prop(into, optional)]
    on_focus: Option<Callback<bool>>,
    /// What to say of a date that is not whole: it stays in the field as it was typed.
    #[prop(into)]
    wrong: Signal<&'static str>,
    /// The date in words; what to say while there is none.
    children: Children,
) -> impl IntoView {
    let entry = Entry {
        element: NodeRef::new(),
        value,
        typing: StoredValue::new(false),
        is_wrong: RwSignal::new(false),
        on_pick,
        on_character,
    };
    let focus = move |has_focus: bool| {
        if !has_focus {
            entry.commit();
        }
        if let Some(on_focus) = on_focus {
            on_focus.try_run(has_focus);
        }
    };
    let input = move || {
        view! {
            <input
                type="date"
                class="date-field__input"
                node_ref=entry.element
                aria-label=move || label.get()
                min="1990-01-01"
                max="2199-12-31"
                aria-invalid=move || entry.is_wrong.get().then_some("true")
                prop:value=move || entry.standing()
                on:change=move |_| entry.changed()
                on:keydown=move |event| entry.key(&event)
                on:click=move |_| entry.press()
                on:focus=move |_| focus(true)
                on:blur=move |_| focus(false)
            />
        }
    };
    view! {
        <span class="date-field" class:is-read-only=move || read_only.get()>
            <span class="date-field__words">{children()}</span>
            {move || (!read_only.get()).then(input)}
            {move || entry.is_wrong.get().then(|| view! { <small class="date-field__wrong" role="alert">{wrong.get()}</small> })}
        </span>
    }
}

/// The browser's date input, and whether somebody types in it.
#[derive(Clone, Copy)]
struct Entry {
    element: NodeRef<html::Input>,
    value: Signal<Option<NaiveDate>>,
    /// While a date is typed, every key changes the input: the date is complete when the field is left.
    typing: StoredValue<bool>,
    /// What stands in it is no whole date. It stays until it is one, or is let go.
    is_wrong: RwSignal<bool>,
    on_pick: Callback<Option<NaiveDate>>,
    on_character: Option<Callback<(String, bool), bool>>,
}

impl Entry {
    /// What stands in the plan; it takes the place of what was not whole.
    fn standing(self) -> String {
        let date = self.value.get();
        if self.is_wrong.get_untracked() {
            self.is_wrong.set(false);
        }
        iso(date)
    }

    fn changed(self) {
        if !self.typing.get_value() {
            self.commit();
        }
    }

    fn commit(self) {
        self.typing.set_value(false);
        // A field that is taken from the page loses the focus as well, after all that it knew has gone.
        let element = self.element.try_get_untracked().flatten();
        let (Some(element), Some(value)) = (element, self.value.try_get_untracked()) else {
            return;
        };
        let picked = typed(&element);
        self.is_wrong.set(picked.is_none());
        if let Some(picked) = picked.filter(|picked| *picked != value) {
            self.on_pick.try_run(picked);
            // Refused, or asked about first: what stands is shown, and leaving the field does not ask again.
            if self.value.get_untracked() != picked {
                element.set_value(&iso(self.value.get_untracked()));
            }
        }
    }

    fn key(self, event: &ev::KeyboardEvent) {
        match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                self.commit();
            }
            "Escape" => {
                self.typing.set_value(false);
                self.is_wrong.set(false);
                if let Some(element) = self.element.get_untracked() {
                    element.set_value(&iso(self.value.get_untracked()));
                    let _ = element.blur();
                }
            }
            "Tab" | "Shift" | "Alt" | "Control" | "Meta" => {}
            key if self.is_taken(event, key) => event.prevent_default(),
            _ => self.typing.set_value(true),
        }
    }

    /// Somebody else takes the character that a key gives.
    fn is_taken(self, event: &ev::KeyboardEvent, key: &str) -> bool {
        let mut characters = key.chars();
        let first = characters.next().filter(|_| characters.next().is_none());
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
        let first = first.filter(|_| !has_modifier);
        let asked = first.zip(self.on_character);
        asked.is_some_and(|(first, take)| take.run((key.to_owned(), !first.is_alphabetic())))
    }

    fn press(self) {
        self.typing.set_value(false);
        if let Some(element) = self.element.get_untracked() {
            // Refused where the browser has no picker: then the field is typed into.
            let _ = element.show_picker();
        }
    }
}

/// As the browser's input writes it.
fn iso(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// What stands in the field; see [`read`]. To the browser a half-typed date is an empty value that does not count.
fn typed(element: &HtmlInputElement) -> Option<Option<NaiveDate>> {
    let is_whole = !element.matches(":invalid").unwrap_or(false);
    read(&element.value()).filter(|_| is_whole)
}

/// `Some(None)` for an emptied field, `None` for a date that is not complete.
fn read(text: &str) -> Option<Option<NaiveDate>> {
    if text.is_empty() {
        return Some(None);
    }
    // As the browser writes it; chrono's own way to read a date would be 1 % of the first load.
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let mut number = || parts.next()?.parse().ok();
    let date = NaiveDate::from_ymd_opt(year, number()?, number()?)?;
    YEARS.contains(&date.year()).then_some(Some(date))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::ui::testing::{Mounted, fire, mounted};

    #[wasm_bindgen_test]
    fn a_half_typed_year_is_no_date_and_an_empty_field_clears() {
        assert_eq!(read(""), Some(None));
        assert_eq!(read("0020-06-25"), None);
        assert_eq!(read("soonish"), None);
        assert_eq!(
            read("2025-06-25"),
            Some(NaiveDate::from_ymd_opt(2025, 6, 25))
        );
    }

    /// A field that keeps what it was told.
    async fn field(
        value: impl Into<Signal<Option<NaiveDate>>>,
        told: RwSignal<Vec<Option<NaiveDate>>>,
    ) -> (Mounted, HtmlInputElement) {
        let value = value.into();
        let pick = Callback::new(move |date| told.update(|told| told.push(date)));
        let page = mounted(move || {
            view! {
                <DateField
                    label=Signal::stored("Due".to_owned())
                    value=value
                    on_pick=pick
                    wrong=Signal::stored("Not whole")
                >
                    "No date"
                </DateField>
            }
        })
        .await;
        let input = page.find("input");
        (page, input)
    }

    #[wasm_bindgen_test]
    async fn a_typed_date_goes_out_when_the_field_is_left_and_a_picked_one_at_once() {
        let (value, told) = (RwSignal::new(None), RwSignal::new(Vec::new()));
        let (_page, input) = field(value, told).await;
        let typed = web_sys::KeyboardEvent::new("keydown").expect("an event");
        input.dispatch_event(&typed).expect("dispatched");
        input.set_value("2020-06-25");
        fire(&input, "change").await;
        assert_eq!(told.get_untracked(), [], "the year may go on");
        input.set_value("2025-06-25");
        fire(&input, "blur").await;
        let day = |text: &str| Some(text.parse().expect("a date"));
        assert_eq!(told.get_untracked(), [day("2025-06-25")]);
        input.set_value("2025-07-01");
        fire(&input, "change").await;
        assert_eq!(told.get_untracked(), [day("2025-06-25"), day("2025-07-01")]);
    }

    #[wasm_bindgen_test]
    async fn a_year_that_cannot_be_meant_stays_as_it_was_typed_and_is_said() {
        let told = RwSignal::new(Vec::new());
        let value = Signal::stored(NaiveDate::from_ymd_opt(2025, 6, 25));
        let (page, input) = field(value, told).await;
        input.set_value("0025-07-01");
        fire(&input, "blur").await;
        assert_eq!(
            (input.value().as_str(), told.get_untracked().len()),
            ("0025-07-01", 0)
        );
        assert_eq!(
            page.find::<web_sys::HtmlElement>("[role=alert]")
                .inner_text(),
            "Not whole"
        );
        input.set_value("2025-07-01");
        fire(&input, "blur").await;
        assert_eq!(told.get_untracked(), [NaiveDate::from_ymd_opt(2025, 7, 1)]);
        assert_eq!(input.get_attribute("aria-invalid"), None);
    }
}
