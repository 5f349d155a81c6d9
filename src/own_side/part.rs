//! The part of the health panel that is one side's alone: folded, and saying no more than whose it is.

use std::sync::Arc;

use leptos::prelude::*;
use plan::model::Side;

use super::declined::Declined;
use super::hints::{Hints, noticed};
use super::notes::Notes;
use super::room::OwnSide;
use crate::health::Judged;
use crate::i18n::*;
use crate::parts::side_class;
use crate::state::PlanStateStoreFields;
use crate::ui::{Icon, icon};

/// A button until it is pressed: of what is under it, nothing is on the page before. Where the reader has no side of
/// their own, there is nothing at all.
#[component]
pub fn OwnPart(
    /// The plan as it is judged.
    judged: RwSignal<Arc<Judged>>,
) -> impl IntoView {
    let own = use_context::<OwnSide>()?;
    let side = Memo::new(move |_| own.side());
    let part = move || {
        side.get()
            .map(|side| view! { <Folded own=own side=side judged=judged /> })
    };
    Some(part)
}

#[component]
fn Folded(own: OwnSide, side: Side, judged: RwSignal<Arc<Judged>>) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let whose = Memo::new(move |_| {
        let state = own.plan().state();
        let name = match side {
            Side::Buyer => state.buyer().get(),
            Side::Seller => state.seller().get(),
            Side::Partner => state.partner().get(),
        };
        match name.trim() {
            "" => t_string!(i18n, own.your_side).to_owned(),
            name => name.to_owned(),
        }
    });
    let only = move || t_string!(i18n, own.only, name = whose.get());
    view! {
        <section class=format!("own {}", side_class(Some(side))) class:is-open=is_open aria-label=only>
            <h3 class="own__head">
                <button
                    type="button"
                    class="own__fold"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                >
                    {icon(Icon::Lock)}
                    <span dir="auto">{only}</span>
                    <span class="own__turn">{icon(Icon::Down)}</span>
                </button>
            </h3>
            <Show when=move || is_open.get()>
                <div class="own__body">
                    <p class="own__who">{move || t_string!(i18n, own.who, name = whose.get())}</p>
                    <Content own=own side=side judged=judged />
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Content(own: OwnSide, side: Side, judged: RwSignal<Arc<Judged>>) -> impl IntoView {
    let noticed = noticed(own, judged);
    // Nobody declines a plan to a buyer: it is theirs to decline.
    let declined = (side == Side::Seller).then(|| view! { <Declined own=own noticed=noticed /> });
    view! {
        <Hints judged=judged noticed=noticed side=side />
        <Notes own=own />
        {declined}
    }
}
