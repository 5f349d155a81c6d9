//! What the plan shows about the other side, each with a question to ask next.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::model::Side;
use plan::mutuality::{Question, WeakSignal, signals};

use super::facts::{asks, fact};
use super::questions::question;
use super::room::OwnSide;
use crate::health::{Judged, spots};
use crate::i18n::*;
use crate::talk::TalkRoom;
use crate::ui::{Icon, copy_text, icon};

/// Everything that the engine noticed, renewed with the plan, its talk and the side's own document.
pub fn noticed(own: OwnSide, judged: RwSignal<Arc<Judged>>) -> Memo<Vec<WeakSignal>> {
    let talk = use_context::<TalkRoom>().map(TalkRoom::talk);
    Memo::new(move |_| {
        let own = own.document().read();
        let talk = talk.map(|talk| talk.get());
        // No document says when it was last edited, so only what is dated counts as a sign of life.
        judged.with(|all| signals(&all.plan, talk.as_ref(), Some(&own), None, all.today))
    })
}

/// The signals that concern the reader's side.
#[component]
pub fn Hints(
    /// The plan as it is judged.
    judged: RwSignal<Arc<Judged>>,
    /// What the engine noticed.
    noticed: Memo<Vec<WeakSignal>>,
    /// The reader's.
    side: Side,
) -> impl IntoView {
    let i18n = use_i18n();
    let hint = move |weak: &WeakSignal| {
        let asked = asks(weak, side)?;
        let fact = judged.with(|all| fact(i18n, all, &weak.signal, side));
        Some(view! {
            <li class="own__hint">
                <span dir="auto">{fact.words} {spots(fact.spots)}</span>
                <Ask question=asked />
            </li>
        })
    };
    let hints = move || noticed.with(|all| all.iter().filter_map(hint).collect_view());
    let is_empty = move || noticed.with(|all| all.iter().all(|weak| asks(weak, side).is_none()));
    view! {
        <section class="own__part">
            <h4>{icon(Icon::Lock)} {t!(i18n, own.noticed)}</h4>
            <Show when=is_empty>
                <p>{t!(i18n, own.nothing)}</p>
            </Show>
            <ul class="own__list">{hints}</ul>
        </section>
    }
}

/// A question, and a button that copies it.
#[component]
pub fn Ask(question: Question) -> impl IntoView {
    let i18n = use_i18n();
    let copied = RwSignal::new(None::<bool>);
    let words = move || self::question(i18n, question);
    let copy = move |_| {
        let words = untrack(words);
        spawn_local(async move {
            let is_copied = copy_text(words).await;
            let _ = copied.try_set(Some(is_copied));
        });
    };
    let said = move || {
        copied.get().map(|is_copied| match is_copied {
            true => t_string!(i18n, own.copied),
            false => t_string!(i18n, own.not_copied),
        })
    };
    view! {
        <p class="own__ask">
            <span>{move || t_string!(i18n, own.ask, question = words())}</span>
            " "
            <button
                type="button"
                class="text-button"
                aria-label=move || t_string!(i18n, own.copy_label, question = words())
                on:click=copy
            >
                {t!(i18n, own.copy)}
            </button>
            " "
            <small role="status">{said}</small>
        </p>
    }
}
