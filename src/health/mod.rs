//! How the plan stands, in words that both sides may read: red, yellow or green with its reasons, what a plan still
//! needs, and what is worth a look. Every item leads to the cell that it is about.

mod approval;
mod approving;
mod judged;
mod jump;
mod line;
mod looks;
mod words;

use leptos::prelude::*;

use self::approval::Approvals;
use self::judged::Presence;
pub use self::judged::{Judged, judged};
pub use self::jump::{Spot, go};
pub use self::line::HealthLine;
pub use self::words::{colour as colour_words, day, item, mark as colour_mark, person_name};
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::OpenPlan;
use crate::own_side::OwnPart;
use crate::panels::Side;
use crate::parts::Today;

/// So many items of a list show before the rest folds away.
const SHOWN_MAX: usize = 5;

/// A sentence, and the cells that it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The sentence.
    pub words: String,
    /// Name of each cell's row, and where it is.
    pub spots: Vec<(String, Spot)>,
}

/// The panel.
#[component]
pub fn HealthPanel() -> impl IntoView {
    let i18n = use_i18n();
    let today = Today::expect();
    let judged = judged(expect_context::<OpenPlan>());
    let mood = Signal::derive(move || judged.with(|all| words::colour(i18n, all.health.colour)));
    let as_of = move || {
        let day = format::date(i18n.get_locale(), DateStyle::Long, today.get(), today.get());
        t_string!(i18n, health.as_of, day = day)
    };
    let reasons = move || {
        judged.with(|all| items(words::reasons(i18n, all), t_string!(i18n, health.all_good)))
    };
    let looks = move || {
        judged.with(|all| {
            items(
                looks::looks(i18n, all),
                t_string!(i18n, health.nothing_to_look),
            )
        })
    };
    let needs = move || {
        judged.with(|all| {
            all.checks
                .iter()
                .map(|check| need(i18n, all, check))
                .collect_view()
        })
    };
    view! {
        <Side
            label=Signal::derive(move || t_string!(i18n, health.label).to_owned())
            title=mood
            fallback=Callback::new(|()| ())
        >
            <p class="health__as-of">{as_of}</p>
            <section class="health__part">
                <h3>{t!(i18n, health.why)}</h3>
                {reasons}
            </section>
            <Approvals judged=judged />
            <section class="health__part">
                <h3>{t!(i18n, health.complete)}</h3>
                <ul class="health__list">{needs}</ul>
            </section>
            <section class="health__part">
                <h3>{t!(i18n, health.look)}</h3>
                {looks}
            </section>
            <OwnPart judged=judged />
        </Side>
    }
}

fn items(items: Vec<Item>, none: &'static str) -> AnyView {
    if items.is_empty() {
        return view! { <p>{none}</p> }.into_any();
    }
    let line = |item: Item| view! { <li dir="auto">{item.words} {spots(item.spots)}</li> };
    let lines = items.into_iter().map(line).collect_view();
    view! { <ul class="health__list">{lines}</ul> }.into_any()
}

/// One of the seven components, with a shape for how much of it is there.
fn need(i18n: I18n, all: &Judged, check: &judged::Check) -> AnyView {
    let (glyph, words) = match check.presence {
        Presence::Missing => ("glyph", t_string!(i18n, health.missing)),
        Presence::Partly => ("glyph is-doing", t_string!(i18n, health.partly)),
        Presence::Present => ("glyph is-done", t_string!(i18n, health.present)),
    };
    let lacking = words::lacking(i18n, all, check);
    view! {
        <li class="health__need">
            <span class=glyph role="img" aria-label=words></span>
            <span class="health__words">{words::component(i18n, check.component)} {spots(lacking)}</span>
        </li>
    }
    .into_any()
}

/// Buttons to the cells; many fold away.
pub fn spots(spots: Vec<(String, Spot)>) -> AnyView {
    if spots.is_empty() {
        return ().into_any();
    }
    let i18n = use_i18n();
    let surplus = spots.len().saturating_sub(SHOWN_MAX);
    let mut shown = spots;
    let folded = shown.split_off(shown.len() - surplus);
    let more = (surplus > 0).then(|| {
        view! {
            <details>
                <summary>{t_string!(i18n, health.more, count = surplus)}</summary>
                {folded.into_iter().map(spot).collect_view()}
            </details>
        }
    });
    view! { <span class="health__spots">{shown.into_iter().map(spot).collect_view()} {more}</span> }
        .into_any()
}

fn spot((name, spot): (String, Spot)) -> AnyView {
    let i18n = use_i18n();
    let panels = crate::panels::Panels::expect();
    let label = t_string!(i18n, health.jump, name = name.clone());
    let go = move |_| jump::go(panels, spot);
    view! {
        <button type="button" class="text-button" dir="auto" aria-label=label on:click=go>{name}</button>
    }
    .into_any()
}
