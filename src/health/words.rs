//! The engine's findings as sentences.

use chrono::NaiveDate;
use plan::health::{Colour, Finding, PlanFinding};
use plan::id::{MilestoneId, PersonId};
use plan::schedule::Fixed;

use super::judged::{Check, Component, Judged};
use super::{Item, Spot};
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::Column;
use crate::parts::milestone_name;

/// The colour in words.
pub fn colour(i18n: I18n, colour: Colour) -> String {
    match colour {
        Colour::Green => t_string!(i18n, health.green),
        Colour::Yellow => t_string!(i18n, health.yellow),
        Colour::Red => t_string!(i18n, health.red),
    }
    .to_owned()
}

/// Shape and colour of it.
pub fn mark(colour: Colour) -> &'static str {
    match colour {
        Colour::Green => "glyph is-done",
        Colour::Yellow => "glyph is-waiting",
        Colour::Red => "glyph is-blocked",
    }
}

/// A component in words.
pub fn component(i18n: I18n, component: Component) -> &'static str {
    match component {
        Component::Milestones => t_string!(i18n, health.milestones),
        Component::NamedOwners => t_string!(i18n, health.named_owners),
        Component::Dates => t_string!(i18n, health.dates),
        Component::Dependencies => t_string!(i18n, health.dependencies),
        Component::DoneCriteria => t_string!(i18n, health.done_criteria),
        Component::DecisionMaker => t_string!(i18n, health.decision_maker),
        Component::GoLive => t_string!(i18n, health.go_live),
    }
}

/// The cells where a component is missing.
pub fn lacking(i18n: I18n, all: &Judged, check: &Check) -> Vec<(String, Spot)> {
    if check.presence == super::Presence::Present {
        return Vec::new();
    }
    let column = match check.component {
        Component::NamedOwners => Column::Owner,
        Component::Dates => Column::Due,
        Component::Dependencies => Column::DependsOn,
        Component::DoneCriteria => Column::DoneWhen,
        Component::Milestones => {
            return vec![(t_string!(i18n, milestones.add).to_owned(), Spot::Add)];
        }
        Component::GoLive => {
            return vec![(
                t_string!(i18n, masthead.target_empty).to_owned(),
                Spot::Target,
            )];
        }
        Component::DecisionMaker => return Vec::new(),
    };
    spots(i18n, all, &check.milestones, column)
}

/// Why the plan has its colour: the plan's own reasons, then each step's.
pub fn reasons(i18n: I18n, all: &Judged) -> Vec<Item> {
    let of_plan = all
        .health
        .findings
        .iter()
        .map(|one| of_plan(i18n, all, one));
    let steps = all.health.milestones.iter();
    let steps = steps.flat_map(|step| step.findings.iter().map(|one| (step.milestone, one)));
    let of_steps = steps.map(|(id, one)| {
        let (words, column) = of_step(i18n, all, one);
        item(i18n, all, words, &[id], column)
    });
    of_plan.chain(of_steps).collect()
}

fn of_plan(i18n: I18n, all: &Judged, finding: &PlanFinding) -> Item {
    let words = match finding {
        PlanFinding::GoLiveLate {
            projected, days, ..
        } => {
            let projected = day(i18n, all, *projected);
            t_string!(
                i18n,
                health.go_live_late,
                projected = projected,
                count = *days
            )
        }
        PlanFinding::CriticalRed { .. } => t_string!(i18n, health.critical_red).to_owned(),
        PlanFinding::Cycles { .. } => t_string!(i18n, health.cycles).to_owned(),
        PlanFinding::OtherRed { .. } => t_string!(i18n, health.other_red).to_owned(),
        PlanFinding::SomeYellow { .. } => t_string!(i18n, health.some_yellow).to_owned(),
        PlanFinding::NoGoLiveDate => t_string!(i18n, health.no_target).to_owned(),
    };
    match finding {
        PlanFinding::Cycles { chains } => {
            let ids: Vec<MilestoneId> = chains.iter().flatten().copied().collect();
            item(i18n, all, words, &ids, Column::DependsOn)
        }
        PlanFinding::GoLiveLate { .. } | PlanFinding::NoGoLiveDate => {
            let name = t_string!(i18n, masthead.target).to_owned();
            let spots = vec![(name, Spot::Target)];
            Item { words, spots }
        }
        // The steps follow, each with its own reason.
        _ => item(i18n, all, words, &[], Column::Title),
    }
}

fn of_step(i18n: I18n, all: &Judged, finding: &Finding) -> (String, Column) {
    match finding {
        Finding::Overdue { days, .. } => {
            (t_string!(i18n, health.overdue, count = *days), Column::Due)
        }
        Finding::Blocked { .. } => (t_string!(i18n, health.blocked).to_owned(), Column::Status),
        Finding::CannotMeet { fixed, days } => {
            let days = *days;
            let words = match fixed {
                Fixed::GoLive => t_string!(i18n, health.cannot_go_live, count = days),
                Fixed::Decision => t_string!(i18n, health.cannot_decide, count = days),
                Fixed::Pinned => t_string!(i18n, health.cannot_pinned, count = days),
            };
            (words, Column::Due)
        }
        Finding::Cycle => (t_string!(i18n, health.cycle).to_owned(), Column::DependsOn),
        Finding::WillBeLate { earliest, days, .. } => {
            let earliest = day(i18n, all, *earliest);
            (
                t_string!(i18n, health.will_be_late, day = earliest, count = *days),
                Column::Due,
            )
        }
        Finding::ThinSlack { days } => (
            t_string!(i18n, health.thin_slack, count = *days),
            Column::Due,
        ),
        Finding::NobodyNamed { start } => {
            let start = day(i18n, all, *start);
            (
                t_string!(i18n, health.nobody_named, day = start),
                Column::Owner,
            )
        }
        Finding::NoDate => (t_string!(i18n, health.no_date).to_owned(), Column::Due),
        Finding::AgreementReopened => (t_string!(i18n, health.reopened).to_owned(), Column::Title),
    }
}

/// A sentence about cells of some rows.
pub fn item(i18n: I18n, all: &Judged, words: String, ids: &[MilestoneId], column: Column) -> Item {
    let spots = spots(i18n, all, ids, column);
    Item { words, spots }
}

fn spots(i18n: I18n, all: &Judged, ids: &[MilestoneId], column: Column) -> Vec<(String, Spot)> {
    let name = |id: &MilestoneId| {
        let milestone = all.plan.milestone(*id);
        let title = milestone.map(|one| one.title.trim()).unwrap_or_default();
        milestone_name(i18n, title.to_owned())
    };
    let spots = ids.iter().map(|id| (name(id), Spot::Cell(*id, column)));
    spots.collect()
}

/// The name of a person; empty where the plan does not know them.
pub fn person_name(all: &Judged, id: PersonId) -> String {
    let person = all.plan.person(id);
    person.map(|person| person.name.clone()).unwrap_or_default()
}

/// A day, as short as it is still clear.
pub fn day(i18n: I18n, all: &Judged, day: NaiveDate) -> String {
    format::date(i18n.get_locale(), DateStyle::Short, day, all.today)
}
