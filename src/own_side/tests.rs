//! Which side is told what, and that there are words for all of it.

use chrono::NaiveDate;
use leptos::prelude::*;
use plan::id::{MilestoneId, PersonId};
use plan::model::{DeclineCause, Milestone, Person, Plan, Side};
use plan::mutuality::{DeclineTopic, Question, Signal, WeakSignal};
use wasm_bindgen_test::wasm_bindgen_test;

use super::facts::{asks, fact};
use super::questions::question;
use crate::health::{Judged, Spot};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::Column;
use crate::ui::testing::mounted;

const QUESTIONS: [Question; 16] = [
    Question::WhichStepIsYours,
    Question::WhatIsMissing,
    Question::WhoByName,
    Question::WhoDecides,
    Question::ByWhen,
    Question::CanYouConfirm,
    Question::WhatGetsInTheWay,
    Question::SettleOurOwn,
    Question::WhenMustItWork,
    Question::WhatIfItPasses,
    Question::WhatComesAfter,
    Question::LookTogether,
    Question::NextThirtyDays,
    Question::WhoElse,
    Question::HowDoesYoursRun,
    Question::InvestOrMoveOn,
];

fn step() -> MilestoneId {
    MilestoneId::from_bits(1)
}

fn role() -> PersonId {
    PersonId::from_bits(7)
}

/// One of each kind.
fn signals() -> Vec<Signal> {
    let milestones = vec![step()];
    vec![
        Signal::BuyerOwnsNothing,
        Signal::BuyerWroteLittle { percent: 5 },
        Signal::BuyerNamesMissing {
            people: vec![role()],
        },
        Signal::NobodyDecides,
        Signal::BuyerDatesMissing {
            milestones: milestones.clone(),
        },
        Signal::BuyerYesMissing {
            milestones: milestones.clone(),
        },
        Signal::BuyerOverdue {
            milestones: milestones.clone(),
        },
        Signal::SellerOverdue { milestones },
        Signal::NoTarget,
        Signal::NoReason,
        Signal::PartialPlan { until: today() },
        Signal::Stale { days: 20 },
        declined(),
    ]
}

fn declined() -> Signal {
    Signal::Declined(DeclineTopic {
        cause: DeclineCause::Timing,
        decided: false,
    })
}

fn today() -> NaiveDate {
    "2025-06-19".parse().expect("a date")
}

/// A step that a role of the buyer owns.
fn judged() -> Judged {
    let mut milestone = Milestone::new(step(), "Legal review");
    milestone.accountable = Some(role());
    let plan = Plan {
        people: vec![Person::new(role(), "Legal", Side::Buyer)],
        milestones: vec![milestone],
        ..Plan::default()
    };
    Judged::of(plan, today())
}

#[component]
fn InEachLanguage(check: fn(I18n)) -> impl IntoView {
    let i18n = use_i18n();
    for locale in [Locale::en, Locale::nl] {
        i18n.set_locale(locale);
        check(i18n);
    }
}

async fn in_each_language(check: fn(I18n)) {
    let page = mounted(move || {
        view! { <I18nContextProvider><InEachLanguage check=check /></I18nContextProvider> }
    });
    drop(page.await);
}

#[wasm_bindgen_test]
async fn every_question_has_words_and_in_english_the_engines() {
    in_each_language(|i18n| {
        for asked in QUESTIONS {
            let words = question(i18n, asked);
            let is_english = i18n.get_locale_untracked() == Locale::en;
            assert_eq!(words == asked.to_string(), is_english, "{asked:?}");
        }
    })
    .await;
}

#[wasm_bindgen_test]
async fn every_signal_has_words_and_what_is_about_a_step_leads_to_it() {
    in_each_language(|i18n| {
        let all = judged();
        for signal in signals() {
            for reader in [Side::Seller, Side::Buyer] {
                assert_ne!(fact(i18n, &all, &signal, reader).words, "", "{signal:?}");
            }
        }
        let unnamed = fact(i18n, &all, &signals()[2], Side::Seller);
        assert!(unnamed.words.contains("Legal"));
        let cell = Spot::Cell(step(), Column::Owner);
        assert_eq!(unnamed.spots, [("Legal review".to_owned(), cell)]);
        let overdue = &signals()[7];
        let said = |reader| fact(i18n, &all, overdue, reader).words;
        assert_ne!(said(Side::Seller), said(Side::Buyer), "whose it is");
    })
    .await;
}

#[wasm_bindgen_test]
fn a_seller_is_told_all_a_buyer_what_is_theirs_to_ask_and_a_partner_nothing() {
    let told = |reader| -> Vec<(Signal, Question)> {
        let weak = |signal| WeakSignal {
            signal,
            question: Question::SettleOurOwn,
        };
        let all = signals().into_iter().map(weak);
        all.filter_map(|weak| Some((weak.signal.clone(), asks(&weak, reader)?)))
            .collect()
    };
    // What was declined has a place of its own.
    let seller: Vec<Signal> = told(Side::Seller).into_iter().map(|(one, _)| one).collect();
    let expected: Vec<Signal> = signals()
        .into_iter()
        .filter(|one| *one != declined())
        .collect();
    assert_eq!(seller, expected);
    let overdue = Signal::SellerOverdue {
        milestones: vec![step()],
    };
    let buyer = [
        (overdue, Question::WhatGetsInTheWay),
        (Signal::Stale { days: 20 }, Question::SettleOurOwn),
    ];
    assert_eq!(told(Side::Buyer), buyer);
    assert_eq!(told(Side::Partner), []);
}
