//! The table as a whole. Rows are laid out as a grid, not a `<table>`: only so can the browser skip those out of sight.

use std::time::Duration;

use leptos::prelude::*;
use plan::id::MilestoneId;

use super::{
    add::AddLine,
    add_below::{AddBelow, AddingBelow},
    archived::ArchivedList,
    lots::{Lots, Shown},
    reorder::Reorder,
    row::{Common, HasTracks, MilestoneRow},
};
use crate::arrange::{ArrangePlace, Arranged, GroupHeading, Line};
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::parts::Today;
use crate::select::{Selection, SelectionPlace};
use crate::state::PlanStateStoreFields;

/// So many lines are in the first picture, whatever the window's height: more than fit.
const LINES_FIRST: usize = 60;
/// So many more come at a time after it: the page takes keys in between.
const LINES_MORE: usize = 100;

/// Head, rows, the line that adds, and what is archived.
#[component]
pub fn Milestones() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let order = plan.state().order();
    let arranged = Arranged::expect();
    let is_empty = Memo::new(move |_| order.read().is_empty());
    Reorder::provide(plan, arranged);
    let selection = Selection::provide(arranged);
    let tracks = plan.state().tracks();
    let has_tracks = Memo::new(move |_| !tracks.read().is_empty());
    provide_context(HasTracks(has_tracks));
    let adding = AddingBelow::expect().0;
    let common = Memo::new(move |_| Common {
        locale: i18n.get_locale(),
        may_edit: plan.may_edit().get(),
    });
    let made = RwSignal::new(LINES_FIRST);
    make_more(made, arranged);
    let lots = Memo::new(move |before: Option<&Lots>| {
        let below = adding.get().filter(|_| plan.may_edit().get());
        let lines = with_line(arranged.lines(), below).into_iter();
        let lines = lines.take(made.get()).collect();
        before.unwrap_or(&Lots::default()).deal(lines)
    });
    let all = Memo::new(move |_| {
        let (common, ids) = (common.get(), lots.with(Lots::ids).into_iter());
        ids.map(|id| (common, Part::Lot(id))).collect()
    });
    view! {
        <section class="milestones" class:has-selection=move || selection.is_on() id="milestones" aria-labelledby="milestones-heading">
            <h2 class="visually-hidden" id="milestones-heading">{t!(i18n, milestones.heading)}</h2>
            <ArrangePlace />
            <div class="sheet" class:is-read-only=move || !plan.may_edit().get()>
                <div class="table" class:has-tracks=move || has_tracks.get() role="table" aria-labelledby="milestones-heading">
                    <div class="table__head" role="row">
                        <span role="columnheader">{t!(i18n, milestones.title)}</span>
                        <span role="columnheader">{t!(i18n, milestones.owner)}</span>
                        <span role="columnheader">{t!(i18n, milestones.due)}</span>
                        <span role="columnheader">{t!(i18n, milestones.status)}</span>
                        <span role="columnheader">{t!(i18n, milestones.waits_for)}</span>
                        <Show when=move || has_tracks.get()>
                            <span role="columnheader">{t!(i18n, milestones.track)}</span>
                        </Show>
                    </div>
                    {parts(lots, all)}
                </div>
                <Show when=move || is_empty.get()>
                    <EmptyPlan />
                </Show>
                <Show when=move || plan.may_edit().get()>
                    <AddLine />
                </Show>
            </div>
            <SelectionPlace />
            <ArchivedList />
        </section>
    }
}

/// What the table consists of, with what all rows share.
type Key = (Common, Part);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Lot(u32),
    Line(Shown),
}

/// Lots, or the lines of one: one list for both, since the code of each is as much as a small panel.
fn parts(lots: Memo<Lots>, keys: Memo<Vec<Key>>) -> AnyView {
    let part = move |key| part(lots, key);
    view! { <For each=move || keys.get() key=|key| *key children=part /> }.into_any()
}

fn part(lots: Memo<Lots>, (common, part): Key) -> AnyView {
    match part {
        Part::Lot(id) => {
            let lines = Memo::new(move |_| {
                let lines = lots.with(|lots| lots.lines_of(id)).into_iter();
                lines.map(|line| (common, Part::Line(line))).collect()
            });
            view! { <div class="table__rows" role="rowgroup">{parts(lots, lines)}</div> }.into_any()
        }
        Part::Line(Some(Line::Group(key))) => view! { <GroupHeading key=key /> }.into_any(),
        Part::Line(Some(Line::Milestone(id))) => {
            let rows = expect_context::<OpenPlan>().state().milestones();
            view! { <MilestoneRow id=id state=rows.at_key(id) common=common /> }.into_any()
        }
        Part::Line(None) => view! { <AddBelow /> }.into_any(),
    }
}

/// Makes the lines that the first picture does without, one lot after the other, until all are there.
fn make_more(made: RwSignal<usize>, arranged: Arranged) {
    let more = move || {
        let Some(now) = made.try_get_untracked() else {
            return;
        };
        if now < arranged.rows().len() {
            made.set(now + LINES_MORE);
            make_more(made, arranged);
        } else {
            made.set(usize::MAX);
        }
    };
    request_animation_frame(move || set_timeout(more, Duration::ZERO));
}

/// The lines in their order, with `None` for the one that adds below a row; at the end where that row is not shown.
fn with_line(lines: Vec<Line>, below: Option<MilestoneId>) -> Vec<Option<Line>> {
    let row = below.map(|below| {
        let row = lines
            .iter()
            .position(|line| line.milestone() == Some(below));
        row.map_or(lines.len(), |row| row + 1)
    });
    let mut lines: Vec<_> = lines.into_iter().map(Some).collect();
    if let Some(row) = row {
        lines.insert(row, None);
    }
    lines
}

/// What to do first, for who may; otherwise only that there is nothing.
#[component]
fn EmptyPlan() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let today = Today::expect();
    let target = move || match plan.state().go_live().get() {
        Some(day) => format::date(i18n.get_locale(), DateStyle::Long, day, today.get()),
        None => t_string!(i18n, milestones.empty_some_day).to_owned(),
    };
    let read_only = move || view! { <p class="empty">{t!(i18n, milestones.empty_read)}</p> };
    view! {
        <Show when=move || plan.may_edit().get() fallback=read_only>
            <div class="empty">
                <p class="empty__title">{t!(i18n, milestones.empty_title, target = target)}</p>
                <p>{t!(i18n, milestones.empty_text)}</p>
            </div>
        </Show>
    }
}
