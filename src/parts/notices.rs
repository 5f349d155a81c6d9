//! What the reader must be told in place: nothing that was asked for fails silently.

use leptos::prelude::*;
use plan::Refused;
use plan::id::MilestoneId;

use crate::i18n::*;
use crate::language::I18n;
use crate::later::{later, later_view};
use crate::open_plan::{Notice, OpenPlan, What};
use crate::parts::wrote_over::wrote_over;
use crate::ui::{Icon, IconButton};

/// The messages of the open plan, each until it is dismissed.
#[component]
pub fn Notices() -> impl IntoView {
    let i18n = use_i18n();
    let notices = expect_context::<OpenPlan>().notices();
    let are_there = Memo::new(move |_| notices.with(|all| !all.is_empty()));
    // Said here, since the code of the others may not come either.
    let lacks_code = move || notices.with(|all| all.iter().any(|one| one.what == What::NoEditing));
    let no_editing = move || {
        lacks_code().then(|| {
            let words = move || t_string!(i18n, notice.no_editing).to_owned();
            view! { <div class="notice"><p>{words}</p></div> }
        })
    };
    view! {
        <div class="notices" role="status" aria-live="polite">
            {no_editing}
            {move || are_there.get().then(|| later_view(|| Box::pin(notice_list())))}
        </div>
    }
}

later! { panels;
    fn notice_list() { NoticeList() }
}

#[component]
fn NoticeList() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let others = move || {
        let mut notices = plan.notices().get();
        notices.retain(|one| one.what != What::NoEditing);
        notices
    };
    let notice = move |Notice { id, what }: Notice| {
        let close = Callback::new(move |()| plan.dismiss(id));
        let label = Signal::derive(move || t_string!(i18n, app.close).to_owned());
        view! {
            <div class="notice">
                {message(i18n, plan, what)}
                <IconButton label=label shows=Icon::Close on_press=close />
            </div>
        }
    };
    view! {
        <For each=others key=|notice| notice.id children=notice />
    }
}

fn message(i18n: I18n, plan: OpenPlan, what: What) -> AnyView {
    match what {
        // Its words are many and rarely needed: they come when they are.
        What::WroteOver { way, touched } => {
            later_view(move || Box::pin(wrote_over(way, touched.clone())))
        }
        what => view! { <p dir="auto">{move || words(i18n, plan, &what)}</p> }.into_any(),
    }
}

fn words(i18n: I18n, plan: OpenPlan, what: &What) -> String {
    match what {
        What::Refused(refused) => refusal(i18n, plan, refused),
        What::ReadOnly => t_string!(i18n, header.read_only).to_owned(),
        What::NotKept(error) => t_string!(i18n, notice.not_kept, reason = error.to_string()),
        // In the first part of the app.
        What::NoEditing => String::new(),
        What::MissingRecords => t_string!(i18n, notice.missing).to_owned(),
        What::UnreadableRecords(count) => {
            let count = *count;
            t_string!(i18n, notice.unreadable, count = count)
        }
        // A part of its own says it.
        What::WroteOver { .. } => String::new(),
    }
}

/// What would work, in the reader's words; the plan's own words for what no control of this page can cause.
fn refusal(i18n: I18n, plan: OpenPlan, refused: &Refused) -> String {
    match refused {
        Refused::ClosesCircle(chain) => t_string!(i18n, notice.circle, chain = titles(plan, chain)),
        Refused::TooLong { max, .. } => t_string!(i18n, notice.too_long, max = *max),
        Refused::TooMany(limit) => t_string!(i18n, notice.too_many, max = limit.max),
        Refused::DateOutside { min, max, .. } => {
            t_string!(
                i18n,
                notice.date_outside,
                from = min.to_string(),
                to = max.to_string()
            )
        }
        Refused::NewerFormat { .. } => t_string!(i18n, notice.newer).to_owned(),
        Refused::ChangedSince { .. } => t_string!(i18n, notice.changed_since).to_owned(),
        other => t_string!(i18n, notice.refused, reason = other.to_string()),
    }
}

fn titles(plan: OpenPlan, chain: &[MilestoneId]) -> String {
    let plan = plan.plan();
    let title = |id: &MilestoneId| plan.milestone(*id).map(|one| one.title.clone());
    chain
        .iter()
        .filter_map(title)
        .collect::<Vec<_>>()
        .join(" → ")
}
