//! What undo took from others: the values that they had changed since, each by its name.

use leptos::prelude::*;
use plan::command::Record;
use plan::model::Plan;
use plan::undo::{Part, Touched};

use super::milestone_name;
use crate::i18n::*;
use crate::language::I18n;
use crate::later::later;
use crate::open_plan::{OpenPlan, Way};

later! { panels;
    /// The notice after such a step.
    pub fn wrote_over(way: Way, touched: Vec<Touched>) { WroteOver(WroteOverProps { way, touched }) }
}

#[component]
fn WroteOver(way: Way, touched: Vec<Touched>) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let said = move || {
        let named = plan.with_plan(|plan| {
            let each = touched.iter().map(|one| named(i18n, plan, *one));
            each.collect::<Vec<_>>().join("; ")
        });
        match way {
            Way::Undo => t_string!(i18n, undone.undo, what = named),
            Way::Redo => t_string!(i18n, undone.redo, what = named),
        }
    };
    view! { <p dir="auto">{said}</p> }
}

/// "Contract signed: due date".
fn named(i18n: I18n, plan: &Plan, touched: Touched) -> String {
    let part = part(i18n, touched.part);
    let of = touched.record.and_then(|record| name(i18n, plan, record));
    match of {
        Some(of) => format!("{of}: {part}"),
        None => part.to_owned(),
    }
}

/// `None` for what has no name of its own.
fn name(i18n: I18n, plan: &Plan, record: Record) -> Option<String> {
    match record {
        Record::Milestone(id) => {
            let title = plan.milestone(id).map(|one| one.title.clone());
            Some(milestone_name(i18n, title.unwrap_or_default()))
        }
        Record::Person(id) => plan.person(id).map(|one| one.name.clone()),
        Record::Track(id) => plan.track(id).map(|one| one.name.clone()),
        Record::Criterion(id) => {
            let mut criteria = plan.criteria.iter();
            criteria
                .find(|one| one.id == id)
                .map(|one| one.text.clone())
        }
        _ => None,
    }
}

fn part(i18n: I18n, part: Part) -> &'static str {
    match part {
        Part::Due => t_string!(i18n, undone.due),
        Part::Start => t_string!(i18n, undone.start),
        Part::GoLive => t_string!(i18n, undone.go_live),
        Part::Decision => t_string!(i18n, undone.decision),
        Part::Status => t_string!(i18n, undone.status),
        Part::Owners => t_string!(i18n, undone.owners),
        Part::Duration => t_string!(i18n, undone.duration),
        Part::Remaining => t_string!(i18n, undone.remaining),
        Part::Dependencies => t_string!(i18n, undone.waits_for),
        Part::Checklist => t_string!(i18n, undone.checklist),
        Part::Links => t_string!(i18n, undone.links),
        Part::Kind => t_string!(i18n, undone.kind),
        Part::Phase | Part::Function => t_string!(i18n, undone.track),
        Part::Presence => t_string!(i18n, undone.presence),
        Part::Content => t_string!(i18n, undone.content),
        Part::Word => t_string!(i18n, undone.word),
        Part::Name => t_string!(i18n, undone.name),
        other => of_the_plan(i18n, other),
    }
}

/// Of the plan or of one of its people.
fn of_the_plan(i18n: I18n, part: Part) -> &'static str {
    match part {
        Part::KindName => t_string!(i18n, undone.kind_name),
        Part::Solution => t_string!(i18n, undone.solution),
        Part::PlanStart => t_string!(i18n, undone.plan_start),
        Part::Company => t_string!(i18n, undone.company),
        Part::Calendar => t_string!(i18n, undone.calendar),
        Part::Side => t_string!(i18n, undone.side),
        Part::Title | Part::PersonFunction | Part::Role => t_string!(i18n, undone.role),
        Part::Lead => t_string!(i18n, undone.lead),
        Part::Met => t_string!(i18n, undone.met),
        // The others are said above.
        _ => t_string!(i18n, undone.content),
    }
}
