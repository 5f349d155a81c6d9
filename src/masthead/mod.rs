//! The head of the page: what the plan is called, what it is for, and by when.

mod target;

use leptos::prelude::*;
use plan::model::Side;
use plan::{Command, TextField as PlanField};

use self::target::TargetCard;
pub use self::target::days_left;
use crate::criteria::CriteriaPlace;
use crate::i18n::*;
use crate::open_plan::{CellRef, Column, OpenPlan};
use crate::parts::PlanText;
use crate::state::PlanStateStoreFields;
use crate::ui::{LineField, Lines};

/// Title, companies, goal, reason, criteria, target.
#[component]
pub fn Masthead() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let state = plan.state();
    let title = Memo::new(move |_| state.title().get());
    let goal = Memo::new(move |_| state.goal().get());
    let why_now = Memo::new(move |_| state.why_now().get());
    view! {
        <section class="masthead">
            <div class="masthead__words">
                <KindLine />
                <h1 class="masthead__title">
                    <PlanText
                        field=PlanField::PlanTitle
                        value=title
                        cell=CellRef::of_plan(Column::Title)
                        label=Signal::derive(move || t_string!(i18n, masthead.title_label).to_owned())
                        placeholder=Signal::derive(move || t_string!(i18n, masthead.title_empty).to_owned())
                    />
                </h1>
                <div class="masthead__reasons">
                    <section class="masthead__reason">
                        <h2>{t!(i18n, masthead.goal)}</h2>
                        <PlanText
                            field=PlanField::Goal
                            value=goal
                            cell=CellRef::of_plan(Column::Goal)
                            label=Signal::derive(move || t_string!(i18n, masthead.goal).to_owned())
                            placeholder=Signal::derive(move || t_string!(i18n, masthead.goal_empty).to_owned())
                            lines=Lines::Many
                        />
                    </section>
                    <section class="masthead__reason">
                        <h2>{t!(i18n, masthead.why_now)}</h2>
                        <PlanText
                            field=PlanField::WhyNow
                            value=why_now
                            cell=CellRef::of_plan(Column::WhyNow)
                            label=Signal::derive(move || t_string!(i18n, masthead.why_now).to_owned())
                            placeholder=Signal::derive(move || t_string!(i18n, masthead.why_now_empty).to_owned())
                            lines=Lines::Many
                        />
                    </section>
                </div>
                <CriteriaPlace />
            </div>
            <TargetCard />
        </section>
    }
}

/// "Mutual action plan · Northwind and Fabrikam": each word of it can be changed.
#[component]
fn KindLine() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let state = plan.state();
    let kind = Signal::derive(move || state.kind_name().get());
    let buyer = Signal::derive(move || state.buyer().get());
    let seller = Signal::derive(move || state.seller().get());
    let usual = Signal::derive(move || t_string!(i18n, masthead.kind).to_owned());
    let buyer_label = Signal::derive(move || t_string!(i18n, masthead.buyer_label).to_owned());
    let seller_label = Signal::derive(move || t_string!(i18n, masthead.seller_label).to_owned());
    let set_kind = Callback::new(move |name| {
        plan.run(Command::SetKindName(name));
    });
    let set_company = move |side: Side| {
        Callback::new(move |name| {
            plan.run(Command::SetCompany { side, name });
        })
    };
    let read = move || {
        let kind = kind.get();
        let kind = if kind.is_empty() { usual.get() } else { kind };
        match (buyer.get(), seller.get()) {
            (buyer, seller) if buyer.is_empty() && seller.is_empty() => kind,
            (one, other) if one.is_empty() || other.is_empty() => format!("{kind} · {one}{other}"),
            (buyer, seller) => format!(
                "{kind} · {buyer} {} {seller}",
                t_string!(i18n, masthead.and)
            ),
        }
    };
    view! {
        <Show when=move || plan.may_edit().get() fallback=move || view! { <p class="masthead__kind" dir="auto">{read}</p> }>
            <div class="masthead__kind">
                <LineField
                    label=Signal::derive(move || t_string!(i18n, masthead.kind_label).to_owned())
                    value=kind
                    on_commit=set_kind
                    placeholder=usual
                />
                <span aria-hidden="true">"·"</span>
                <LineField label=buyer_label value=buyer on_commit=set_company(Side::Buyer) placeholder=buyer_label />
                <span>{t!(i18n, masthead.and)}</span>
                <LineField label=seller_label value=seller on_commit=set_company(Side::Seller) placeholder=seller_label />
            </div>
        </Show>
    }
}
