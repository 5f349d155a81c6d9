//! A field for a comment. `@` and a part of a name offers people; the arrow keys and Enter choose one.

use leptos::{ev, html, prelude::*};
use plan::model::Side;
use web_sys::HtmlTextAreaElement;

use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::parts::side_class;
use crate::state::PlanStateStoreFields;
use crate::talk::query_at;
use crate::ui::fresh_id;

/// So many people are offered at once.
const OFFERED_MAX: usize = 6;

/// The field. Ctrl/Cmd-Enter sends.
#[component]
pub fn CommentField(
    /// Accessible name, also the placeholder.
    #[prop(into)]
    label: Signal<String>,
    /// What is written.
    text: RwSignal<String>,
    /// The element, for the focus.
    field: NodeRef<html::Textarea>,
    /// Asked for, not done.
    on_send: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let asked = RwSignal::new(None::<(usize, String)>);
    let offered = Memo::new(move |_| {
        let (_, query) = asked.get()?;
        let people = plan.state().people();
        let people = people.read();
        let people = people.iter().map(|one| (one.name.as_str(), one.side));
        Some(offer(people, &query)).filter(|offered| !offered.is_empty())
    });
    let mention = Mention {
        text,
        field,
        asked,
        offered,
        active: RwSignal::new(0),
        list: StoredValue::new(fresh_id("mention")),
    };
    view! {
        <div class="talk__field">
            <textarea
                class="talk__input"
                rows="2"
                dir="auto"
                node_ref=field
                aria-label=move || label.get()
                placeholder=move || label.get()
                aria-autocomplete="list"
                aria-controls=move || mention.offered.get().map(|_| mention.list.get_value())
                aria-activedescendant=move || mention.active_id()
                prop:value=move || text.get()
                on:input=move |event| mention.typed(&event_target(&event))
                on:click=move |event| mention.look(&event_target(&event))
                on:blur=move |_| asked.set(None)
                on:keydown=move |event| mention.key(&event, on_send)
            ></textarea>
            <Show when=move || mention.offered.with(Option::is_some)>
                <ul
                    class="picker__list talk__people"
                    role="listbox"
                    id=mention.list.get_value()
                    aria-label=move || t_string!(i18n, talk.people)
                >
                    {move || mention.options()}
                </ul>
            </Show>
        </div>
    }
}

/// Those whose name has a word that begins so, in the plan's order.
fn offer<'a>(people: impl Iterator<Item = (&'a str, Side)>, query: &str) -> Vec<(String, Side)> {
    let query = query.to_lowercase();
    let fits = |name: &str| {
        let name = name.to_lowercase();
        name.starts_with(&query) || name.split_whitespace().any(|word| word.starts_with(&query))
    };
    // Who is mentioned in full needs no offer any more.
    let people = people.filter(|(name, _)| !name.is_empty() && fits(name));
    let people = people.filter(|(name, _)| name.to_lowercase() != query);
    people
        .take(OFFERED_MAX)
        .map(|(name, side)| (name.to_owned(), side))
        .collect()
}

/// The name that is being asked for.
#[derive(Clone, Copy)]
struct Mention {
    text: RwSignal<String>,
    field: NodeRef<html::Textarea>,
    /// Where its `@` stands (bytes), and the part of the name.
    asked: RwSignal<Option<(usize, String)>>,
    offered: Memo<Option<Vec<(String, Side)>>>,
    active: RwSignal<usize>,
    list: StoredValue<String>,
}

impl Mention {
    fn typed(self, field: &HtmlTextAreaElement) {
        self.text.set(field.value());
        self.look(field);
    }

    fn look(self, field: &HtmlTextAreaElement) {
        let text = field.value();
        let caret = field.selection_start().ok().flatten();
        let caret = caret.and_then(|caret| byte_at(&text, caret));
        let asked = caret.and_then(|caret| query_at(&text, caret));
        self.active.set(0);
        self.asked
            .set(asked.map(|(at, query)| (at, query.to_owned())));
    }

    fn option_id(self, index: usize) -> String {
        format!("{}-{index}", self.list.get_value())
    }

    fn active_id(self) -> Option<String> {
        self.offered.get()?;
        Some(self.option_id(self.active.get()))
    }

    fn options(self) -> AnyView {
        let offered = self.offered.get().unwrap_or_default().into_iter();
        let option = move |(index, (name, side)): (usize, (String, Side))| {
            let is_active = move || self.active.get() == index;
            view! {
                <li
                    class=format!("picker__option {}", side_class(Some(side)))
                    class:is-active=is_active
                    id=self.option_id(index)
                    role="option"
                    aria-selected=move || is_active().to_string()
                    on:pointerdown=|event| event.prevent_default()
                    on:click=move |_| self.pick(index)
                >
                    <span class="picker__label" dir="auto">{name}</span>
                </li>
            }
        };
        offered.enumerate().map(option).collect_view().into_any()
    }

    fn key(self, event: &ev::KeyboardEvent, on_send: Callback<()>) {
        let is_enter = event.key() == "Enter" && !event.is_composing();
        if is_enter && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            return on_send.run(());
        }
        let count = self
            .offered
            .with_untracked(|offered| offered.as_ref().map_or(0, Vec::len));
        if event.is_composing() || count == 0 {
            return;
        }
        let active = self.active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.active.set((active + 1) % count),
            "ArrowUp" => self.active.set((active + count - 1) % count),
            "Enter" | "Tab" => self.pick(active),
            // The list closes, and not the panel.
            "Escape" => {
                event.stop_propagation();
                self.asked.set(None);
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// Puts the whole name in the place of its part.
    fn pick(self, index: usize) {
        let offered = self.offered.get_untracked().unwrap_or_default();
        let (Some((at, query)), Some((name, _))) =
            (self.asked.get_untracked(), offered.into_iter().nth(index))
        else {
            return;
        };
        let text = self.text.get_untracked();
        let (before, after) = (&text[..at], &text[at + 1 + query.len()..]);
        let space = if after.starts_with(' ') { "" } else { " " };
        let head = format!("{before}@{name}{space}");
        let caret = u32::try_from(head.encode_utf16().count()).unwrap_or(u32::MAX);
        let whole = format!("{head}{after}");
        self.asked.set(None);
        if let Some(field) = self.field.get_untracked() {
            field.set_value(&whole);
            let _ = field.set_selection_range(caret, caret);
            let _ = field.focus();
        }
        self.text.set(whole);
    }
}

/// The byte offset of a UTF-16 offset, `None` within a character.
fn byte_at(text: &str, units: u32) -> Option<usize> {
    let mut left = units as usize;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(c.len_utf16())?;
    }
    (left == 0).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_part_of_any_word_of_a_name_finds_it() {
        let people = [
            ("Sarah Chen", Side::Buyer),
            ("Jo", Side::Seller),
            ("", Side::Buyer),
        ];
        let found = |query| -> Vec<String> {
            let offered = offer(people.into_iter(), query);
            offered.into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(found(""), ["Sarah Chen", "Jo"]);
        assert_eq!(found("ch"), ["Sarah Chen"]);
        assert_eq!(found("jo"), Vec::<String>::new(), "it is whole");
        assert_eq!(found("arah"), Vec::<String>::new());
    }

    #[wasm_bindgen_test]
    fn a_caret_is_found_behind_an_emoji() {
        assert_eq!(byte_at("a😀@j", 4), Some(6));
        assert_eq!(byte_at("a😀@j", 2), None);
        assert_eq!(byte_at("ab", 9), None);
    }
}
