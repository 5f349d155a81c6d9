//! Edits that the relay has refused: what they are, and the three ways on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::model::Status;

use crate::clock;
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::later::{later, later_view};
use crate::open_plan::{Edit, Field, OpenPlan, SetAside, Value};

/// Shown as long as something lies aside.
#[component]
pub fn SetAsideEdits() -> impl IntoView {
    let lies_aside = expect_context::<OpenPlan>().lies_aside();
    let is_there = Memo::new(move |_| lies_aside.get().is_some());
    view! {
        <div role="status" aria-live="polite">
            {move || is_there.get().then(|| later_view(|| Box::pin(compared())))}
        </div>
    }
}

later! { panels;
    fn compared() { Compared() }
}

#[component]
fn Compared() -> impl IntoView {
    let plan = expect_context::<OpenPlan>();
    let lies_aside = plan.lies_aside();
    let compared = RwSignal::new(None);
    Effect::new(move || {
        if lies_aside.get().is_some() {
            spawn_local(async move {
                let now = plan.set_aside_edits().await;
                if compared.try_with_untracked(|before| *before != now) == Some(true) {
                    compared.set(now);
                }
            });
        }
    });
    move || compared.get().map(|aside| view! { <Offer aside=aside /> })
}

#[component]
fn Offer(aside: SetAside) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let asks = RwSignal::new(false);
    let code = aside.code;
    let edits = StoredValue::new(aside.edits);
    let count = edits.with_value(|edits| edits.as_ref().map(Vec::len));
    let may_put_back = move || count.is_some_and(|count| count > 0) && plan.may_edit().get();
    let heading = move || match count {
        Some(count) => t_string!(i18n, set_aside.heading, count = count),
        None => t_string!(i18n, set_aside.heading_some).to_owned(),
    };
    let lines = move || {
        let lines = edits.get_value().unwrap_or_default().into_iter();
        let line = |edit| view! { <li dir="auto">{words(i18n, &edit)}</li> };
        lines.map(line).collect_view()
    };
    view! {
        <section class="notice set-aside" aria-label=heading>
            <p><strong>{heading}</strong>" "{move || reason(i18n, code)}</p>
            <details hidden=count.is_none()>
                <summary>{t!(i18n, set_aside.show)}</summary>
                <ul>{lines}</ul>
            </details>
            <div class="set-aside__ways">
                <Show when=may_put_back>
                    <button type="button" class="button" on:click=move |_| plan.put_back()>
                        {t!(i18n, set_aside.put_back)}
                    </button>
                </Show>
                <button type="button" class="text-button" on:click=move |_| plan.save_set_aside()>
                    {t!(i18n, set_aside.save)}
                </button>
                <Show
                    when=move || asks.get()
                    fallback=move || view! {
                        <button type="button" class="text-button" on:click=move |_| asks.set(true)>
                            {t!(i18n, set_aside.discard)}
                        </button>
                    }
                >
                    <span>{t!(i18n, set_aside.discard_ask)}</span>
                    <button type="button" class="text-button" on:click=move |_| plan.discard_set_aside()>
                        {t!(i18n, set_aside.discard_yes)}
                    </button>
                    <button type="button" class="text-button" on:click=move |_| asks.set(false)>
                        {t!(i18n, set_aside.discard_no)}
                    </button>
                </Show>
            </div>
        </section>
    }
}

fn reason(i18n: I18n, code: u16) -> &'static str {
    match code {
        sync::close::TOO_LARGE => t_string!(i18n, set_aside.too_large),
        sync::close::FORBIDDEN => t_string!(i18n, set_aside.forbidden),
        _ => t_string!(i18n, set_aside.malformed),
    }
}

fn words(i18n: I18n, edit: &Edit) -> String {
    let field = match edit.field {
        Field::Added => t_string!(i18n, set_aside.added),
        Field::Archived => t_string!(i18n, set_aside.archived),
        Field::Restored => t_string!(i18n, set_aside.restored),
        Field::Place => t_string!(i18n, set_aside.moved),
        Field::Title => t_string!(i18n, set_aside.title),
        Field::Owners => t_string!(i18n, milestones.owner),
        Field::Due => t_string!(i18n, milestones.due),
        Field::Status => t_string!(i18n, milestones.status),
        Field::DoneWhen => t_string!(i18n, set_aside.done_when),
        Field::WaitsFor => t_string!(i18n, milestones.waits_for),
        Field::Agreement => t_string!(i18n, set_aside.agreement),
        Field::Goal => t_string!(i18n, masthead.goal),
        Field::WhyNow => t_string!(i18n, masthead.why_now),
        Field::Target => t_string!(i18n, masthead.target),
        Field::Person => t_string!(i18n, set_aside.person),
        Field::Details => t_string!(i18n, set_aside.details),
    };
    let value = match &edit.value {
        Value::Nothing => String::new(),
        Value::Text(text) => text.clone(),
        Value::Day(day) => format::date(i18n.get_locale(), DateStyle::Long, *day, clock::today()),
        Value::Status(status) => status_words(i18n, status).to_owned(),
    };
    let head = match edit.of.trim() {
        "" => field.to_owned(),
        of => format!("{of}: {field}"),
    };
    if value.is_empty() {
        head
    } else {
        format!("{head}: {value}")
    }
}

fn status_words(i18n: I18n, status: &Status) -> &'static str {
    match status {
        Status::NotStarted => t_string!(i18n, status.not_started),
        Status::Waiting { .. } => t_string!(i18n, status.waiting),
        Status::InProgress => t_string!(i18n, status.in_progress),
        Status::Blocked { .. } => t_string!(i18n, status.blocked),
        Status::Done { .. } => t_string!(i18n, status.done),
        Status::NotNeeded { .. } => t_string!(i18n, status.not_needed),
    }
}
