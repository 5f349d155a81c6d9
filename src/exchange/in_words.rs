//! A due date in words, typed where a date stands: "next Friday", "week 3". What was understood is said before it is
//! taken, and what is not understood stays.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use plan::Place;
use plan::id::MilestoneId;
use plan::model::Due;
use serde_json::json;

use super::desk::ask;
use super::quick_add::{Part, Told, doubt_words, part_words};
use crate::i18n::*;
use crate::language::I18n;
use crate::later::later;
use crate::open_plan::OpenPlan;
use crate::parts::{Announcer, Today};
use crate::schedule::Slips;
use crate::ui::Floating;

later! { exchange;
    /// The field beside the cell of a milestone, and what stands in it.
    pub fn in_words(milestone: MilestoneId, text: String) { view! { <InWords milestone=milestone text=text /> } }
}

/// What the words mean; `None` where they are no date, or more than one.
type Meant = Option<Told>;

async fn read(i18n: I18n, plan: OpenPlan, text: &str) -> Meant {
    // The reader of lines takes any title; what is left of the line must be it alone.
    const TITLE: &str = "x";
    let line = format!("{TITLE} by {text}");
    let question = json!({"kind": "quick_add", "line": line, "place": Place::<MilestoneId>::Last});
    let answer = ask(i18n, question, &plan.document()).await.ok()?;
    let told: Told = serde_json::from_value(answer.json).ok()?;
    let is_date = told.title == TITLE && matches!(told.parts[..], [Part::Due { .. }]);
    is_date.then_some(told)
}

/// The date, fixed where the one before was.
fn due(told: &Told, before: Option<Due>) -> Option<Due> {
    match told.parts.first()? {
        Part::Due { date, weeks } => Some(Due {
            date: *date,
            pinned: before.is_some_and(|due| due.pinned),
            weeks: *weeks,
        }),
        _ => None,
    }
}

#[derive(Clone, Copy)]
struct Field {
    i18n: I18n,
    plan: OpenPlan,
    slips: Slips,
    announcer: Announcer,
    today: Today,
    milestone: MilestoneId,
    text: RwSignal<String>,
    meant: RwSignal<Meant>,
    /// It was entered and is no date.
    is_wrong: RwSignal<bool>,
}

impl Field {
    fn is_open(self) -> bool {
        self.slips.words().with_untracked(Option::is_some)
    }

    fn typed(self, text: String) {
        self.text.set(text.clone());
        self.is_wrong.set(false);
        let kept = Some((self.milestone, text.clone()));
        self.slips.words().update_untracked(|words| *words = kept);
        spawn_local(async move {
            let meant = read(self.i18n, self.plan, &text).await;
            // What was typed since has its own answer.
            if self.text.try_get_untracked().as_ref() == Some(&text) {
                let _ = self.meant.try_set(meant);
            }
        });
    }

    /// Taken where it is a date; where not, it stays and says so.
    fn enter(self) {
        let text = self.text.get_untracked();
        if text.trim().is_empty() {
            return self.close();
        }
        spawn_local(async move {
            let meant = read(self.i18n, self.plan, &text).await;
            if self.text.is_disposed() || !self.is_open() {
                return;
            }
            match meant {
                Some(told) => self.take(&told),
                None => self.is_wrong.set(true),
            }
        });
    }

    fn take(self, told: &Told) {
        let before = self
            .plan
            .with_plan(|plan| plan.milestone(self.milestone).and_then(|one| one.due));
        let words = self.words(told);
        self.close();
        self.slips.set_due(self.milestone, due(told, before));
        self.announcer.say(words);
    }

    /// The focus goes back first, so that what asks next stands beside the cell.
    fn close(self) {
        if let Some(cell) = self.slips.origin()
            && crate::ui::focused()
                .is_none_or(|focused| focused.closest(".in-words").is_ok_and(|own| own.is_some()))
        {
            let _ = cell.focus();
        }
        self.slips.words().set(None);
    }

    fn words(self, told: &Told) -> String {
        let today = self.today.get_untracked();
        let parts = told.parts.iter().cloned();
        let parts = parts.map(|part| part_words(self.i18n, part, true, today));
        let doubts = told.doubts.iter();
        let doubts = doubts.map(|doubt| doubt_words(self.i18n, doubt, today));
        parts.chain(doubts).collect::<Vec<_>>().join(". ")
    }
}

#[component]
fn InWords(milestone: MilestoneId, text: String) -> impl IntoView {
    let field = Field {
        i18n: use_i18n(),
        plan: expect_context(),
        slips: Slips::expect(),
        announcer: Announcer::expect(),
        today: Today::expect(),
        milestone,
        text: RwSignal::new(String::new()),
        meant: RwSignal::new(None),
        is_wrong: RwSignal::new(false),
    };
    field.typed(text);
    let i18n = field.i18n;
    let label = Signal::derive(move || t_string!(i18n, in_words.label).to_owned());
    let element = NodeRef::<html::Input>::new();
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            field.enter();
        }
    };
    // A field that is taken from the page loses the focus as well.
    let left = move |_| {
        if field.is_open() {
            field.enter();
        }
    };
    let said = move || match field.meant.get() {
        _ if field.is_wrong.get() => None,
        Some(told) => Some(field.words(&told)),
        None => Some(t_string!(i18n, in_words.hint).to_owned()),
    };
    let wrong = move || {
        let words = move || t_string!(i18n, in_words.wrong, text = field.text.get());
        field
            .is_wrong
            .get()
            .then(|| view! { <p class="in-words__wrong" role="alert" dir="auto">{words}</p> })
    };
    let escape = Callback::new(move |()| field.close());
    view! {
        <Floating label=label origin=field.slips.origin() on_escape=escape class="in-words">
            <input
                class="picker__input"
                type="text"
                dir="auto"
                autocomplete="off"
                data-focus=""
                node_ref=element
                aria-label=move || label.get()
                aria-invalid=move || field.is_wrong.get().then_some("true")
                prop:value=move || field.text.get()
                on:input=move |event| field.typed(event_target_value(&event))
                on:keydown=key
                on:blur=left
            />
            <p aria-live="polite">{said}</p>
            {wrong}
        </Floating>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_week_stays_a_week_and_what_was_fixed_stays_fixed() {
        let date = "2025-07-11".parse().expect("a date");
        let told: Told = serde_json::from_value(json!({
            "title": "x", "parts": [{"due": {"date": "2025-07-11", "weeks": [3, 3]}}],
            "doubts": [], "command": null,
        }))
        .expect("an answer");
        let before = Due {
            date,
            pinned: true,
            weeks: None,
        };
        let expected = Due {
            weeks: Some((3, 3)),
            ..before
        };
        assert_eq!(due(&told, Some(before)), Some(expected));
        assert!(due(&told, None).is_some_and(|due| !due.pinned));
    }
}
