//! They would rather not plan: why, in their words, and what this side decided to do about it.

use leptos::{html, prelude::*};
use plan::Refused;
use plan::model::{DeclineCause, Declined as Record};
use plan::mutuality::{Signal as Fact, WeakSignal};

use super::form::{Words, Wrong};
use super::hints::Ask;
use super::room::OwnSide;
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::parts::Today;
use crate::ui::{Icon, icon};

const CAUSES: [DeclineCause; 6] = [
    DeclineCause::NoTimelineYet,
    DeclineCause::StakeholdersUnknown,
    DeclineCause::OwnProcess,
    DeclineCause::Timing,
    DeclineCause::DealHealth,
    DeclineCause::Other,
];

fn cause_words(i18n: I18n, cause: DeclineCause) -> &'static str {
    match cause {
        DeclineCause::NoTimelineYet => t_string!(i18n, own.no_timeline),
        DeclineCause::StakeholdersUnknown => t_string!(i18n, own.stakeholders),
        DeclineCause::OwnProcess => t_string!(i18n, own.own_process),
        DeclineCause::Timing => t_string!(i18n, own.timing),
        DeclineCause::DealHealth => t_string!(i18n, own.deal_health),
        DeclineCause::Other => t_string!(i18n, own.other),
    }
}

/// Nothing, a record with its question, or the form.
#[component]
pub fn Declined(own: OwnSide, noticed: Memo<Vec<WeakSignal>>) -> impl IntoView {
    let i18n = use_i18n();
    let document = own.document();
    let declined = Memo::new(move |_| document.with(|own| own.declined.clone()));
    let first = NodeRef::<html::Button>::new();
    // What was pressed is gone: the focus goes to what stands in its place.
    let back = Callback::new(move |()| {
        request_animation_frame(move || {
            if let Some(first) = first.get_untracked() {
                let _ = first.focus();
            }
        });
    });
    let content = move || match (own.recording.is_open.get(), declined.get()) {
        (true, _) => view! { <Form own=own on_done=back /> }.into_any(),
        (false, Some(record)) => {
            view! { <Recorded own=own record=record noticed=noticed first=first on_done=back /> }
                .into_any()
        }
        (false, None) => view! {
            <p>{t!(i18n, own.declined_hint)}</p>
            <button
                type="button"
                class="button own__only"
                node_ref=first
                on:click=move |_| own.recording.is_open.set(true)
            >
                {t!(i18n, own.record)}
            </button>
        }
        .into_any(),
    };
    view! {
        <section class="own__part">
            <h4>{icon(Icon::Lock)} {t!(i18n, own.declined)}</h4>
            {content}
        </section>
    }
}

#[component]
fn Recorded(
    own: OwnSide,
    record: Record,
    noticed: Memo<Vec<WeakSignal>>,
    first: NodeRef<html::Button>,
    on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let today = Today::expect();
    let wrong = RwSignal::new(None::<Refused>);
    let (cause, on) = (record.cause, record.on);
    let when = move || {
        let day = format::date(i18n.get_locale(), DateStyle::Short, on, today.get());
        t_string!(i18n, own.recorded, day = day)
    };
    let decided = record.decision.clone();
    let decision = move || match decided.as_str() {
        "" => t_string!(i18n, own.undecided).to_owned(),
        words => t_string!(i18n, own.decided, words = words.to_owned()),
    };
    let ask = move || {
        let declines = |weak: &&WeakSignal| matches!(weak.signal, Fact::Declined(_));
        let found = noticed.with(|all| all.iter().find(declines).map(|weak| weak.question));
        found.map(|question| view! { <Ask question=question /> })
    };
    let reason = (!record.reason.is_empty()).then(|| {
        view! { <blockquote class="own__words" dir="auto">{record.reason.clone()}</blockquote> }
    });
    let change = move |_| {
        own.recording.begin_with(&record);
        own.recording.is_open.set(true);
    };
    let take_back = move |_| match own.take_back() {
        Ok(()) => on_done.run(()),
        Err(refused) => wrong.set(Some(refused)),
    };
    view! {
        <p><strong>{move || cause_words(i18n, cause)}</strong> " " <small>{when}</small></p>
        {reason}
        <p dir="auto">{decision}</p>
        {ask}
        <p class="own__acts">
            <button type="button" class="text-button" node_ref=first on:click=change>
                {t!(i18n, own.change_record)}
            </button>
            <button type="button" class="text-button" on:click=take_back>{t!(i18n, own.take_back)}</button>
        </p>
        <Wrong refused=wrong />
    }
}

#[component]
fn Form(own: OwnSide, on_done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let recording = own.recording;
    let wrong = RwSignal::new(None::<Refused>);
    let causes = NodeRef::<html::Select>::new();
    Effect::new(move || {
        if let Some(causes) = causes.get() {
            request_animation_frame(move || {
                let _ = causes.focus();
            });
        }
    });
    let keep = Callback::new(move |()| match own.record() {
        Ok(()) => on_done.run(()),
        Err(refused) => wrong.set(Some(refused)),
    });
    let cancel = move |_| {
        recording.is_open.set(false);
        on_done.run(());
    };
    let option = move |(at, cause): (usize, DeclineCause)| {
        let is_chosen = move || recording.cause.get() == cause;
        view! { <option value=at.to_string() selected=is_chosen>{move || cause_words(i18n, cause)}</option> }
    };
    let choose = move |event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        if let Some(cause) = at.and_then(|at| CAUSES.get(at)) {
            recording.cause.set(*cause);
        }
    };
    view! {
        <label class="own__field">
            <span>{t!(i18n, own.cause)}</span>
            <select class="own__input" node_ref=causes on:change=choose>
                {CAUSES.into_iter().enumerate().map(option).collect_view()}
            </select>
        </label>
        <Words
            label=Signal::derive(move || t_string!(i18n, own.reason).to_owned())
            text=recording.reason
            on_send=keep
        />
        <Words
            label=Signal::derive(move || t_string!(i18n, own.decision).to_owned())
            text=recording.decision
            on_send=keep
        />
        <div class="own__acts">
            <button type="button" class="button" on:click=move |_| keep.run(())>{t!(i18n, own.keep_record)}</button>
            <button type="button" class="text-button" on:click=cancel>{t!(i18n, own.cancel)}</button>
        </div>
        <Wrong refused=wrong />
    }
}
