//! What an import changed, as commands for the open document: one undoable step, and no field written that is equal.
//!
//! Only what an import can change: nothing is archived or removed but dependencies, links and helpers.

mod milestone;

use std::collections::BTreeMap;

use plan::{
    command::{Command, Place, TextField},
    model::{Criterion, Milestone, Person, Plan},
    text::splice_between,
};

use milestone::fields;

/// The command that makes `after` of `before`, as far as imports go.
pub fn changes(before: &Plan, after: &Plan) -> Command {
    let mut to = Vec::new();
    facts(before, after, &mut to);
    for person in &after.people {
        people(
            before.people.iter().find(|p| p.id == person.id),
            person,
            &mut to,
        );
    }
    for track in &after.tracks {
        if before.tracks.iter().all(|known| known.id != track.id) {
            to.push(Command::AddTrack {
                id: track.id,
                kind: track.kind,
                name: track.name.clone(),
                place: Place::Last,
            });
        }
    }
    for criterion in &after.criteria {
        criteria(
            before.criteria.iter().find(|c| c.id == criterion.id),
            criterion,
            &mut to,
        );
    }
    let known: BTreeMap<_, _> = before.milestones.iter().map(|m| (m.id, m)).collect();
    let mut place = Place::First;
    for milestone in &after.milestones {
        match known.get(&milestone.id) {
            Some(old) => fields(old, milestone, &mut to),
            None => {
                to.push(Command::AddMilestone {
                    id: milestone.id,
                    place,
                    title: milestone.title.clone(),
                });
                let blank = Milestone {
                    id: milestone.id,
                    ..crate::blank(&milestone.title)
                };
                fields(&blank, milestone, &mut to);
            }
        }
        place = Place::After(milestone.id);
    }
    dependencies(before, after, &mut to);
    Command::Batch(to)
}

fn text(field: TextField, old: &str, new: &str, to: &mut Vec<Command>) {
    if let Some(splice) = splice_between(old, new, None) {
        to.push(Command::EditText { field, splice });
    }
}

fn facts(before: &Plan, after: &Plan, to: &mut Vec<Command>) {
    text(TextField::PlanTitle, &before.title, &after.title, to);
    text(TextField::Goal, &before.goal, &after.goal, to);
    text(TextField::WhyNow, &before.why_now, &after.why_now, to);
    if before.kind_name != after.kind_name {
        to.push(Command::SetKindName(after.kind_name.clone()));
    }
    if before.solution != after.solution {
        to.push(Command::SetSolution(after.solution.clone()));
    }
    if before.start != after.start {
        to.push(Command::SetPlanStart(after.start));
    }
    if before.go_live != after.go_live {
        to.push(Command::SetGoLive(after.go_live));
    }
    if before.decision != after.decision {
        to.push(Command::SetDecision(after.decision.clone()));
    }
    for (side, name) in &after.companies {
        if before.companies.get(side) != Some(name) {
            let (side, name) = (*side, name.clone());
            to.push(Command::SetCompany { side, name });
        }
    }
}

fn people(old: Option<&Person>, new: &Person, to: &mut Vec<Command>) {
    let person = new.id;
    match old {
        None => to.push(Command::AddPerson {
            id: person,
            name: new.name.clone(),
            side: new.side,
            placeholder: new.placeholder,
        }),
        Some(old) => {
            if (&old.name, old.placeholder) != (&new.name, new.placeholder) {
                to.push(Command::SetPersonName {
                    person,
                    name: new.name.clone(),
                    placeholder: new.placeholder,
                });
            }
            if old.side != new.side {
                let side = new.side;
                to.push(Command::SetPersonSide { person, side });
            }
        }
    }
    if old.map_or("", |old| &old.title) != new.title {
        let title = new.title.clone();
        to.push(Command::SetPersonTitle { person, title });
    }
    if old.map_or("", |old| &old.function) != new.function {
        let function = new.function.clone();
        to.push(Command::SetPersonFunction { person, function });
    }
    if old.and_then(|old| old.role) != new.role {
        let role = new.role;
        to.push(Command::SetPersonRole { person, role });
    }
}

fn criteria(old: Option<&Criterion>, new: &Criterion, to: &mut Vec<Command>) {
    if old.is_none() {
        to.push(Command::AddCriterion {
            id: new.id,
            text: new.text.clone(),
            place: Place::Last,
        });
    }
    let was = old.map_or(new.text.as_str(), |old| old.text.as_str());
    text(TextField::CriterionText(new.id), was, &new.text, to);
    let judged = old.map_or("", |old| old.judged_by.as_str());
    text(TextField::JudgedBy(new.id), judged, &new.judged_by, to);
    if old.and_then(|old| old.met) != new.met {
        to.push(Command::SetCriterionMet {
            criterion: new.id,
            met: new.met,
        });
    }
}

fn dependencies(before: &Plan, after: &Plan, to: &mut Vec<Command>) {
    for d in &before.dependencies {
        let key = (d.predecessor, d.successor, d.kind);
        if after
            .dependencies
            .iter()
            .all(|o| (o.predecessor, o.successor, o.kind) != key)
        {
            to.push(Command::RemoveDependency {
                predecessor: d.predecessor,
                successor: d.successor,
                kind: d.kind,
            });
        }
    }
    for dependency in after
        .dependencies
        .iter()
        .filter(|d| !before.dependencies.contains(d))
    {
        to.push(Command::AddDependency(*dependency));
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use plan::{PlanDoc, from_plan};

    use super::*;
    use crate::{out::csv, read::read, table::Options, table::tests::drawn};

    #[test]
    fn an_edited_export_reaches_the_open_document_as_one_command() {
        let today = NaiveDate::from_ymd_opt(2025, 6, 19).expect("a date");
        let example = include_bytes!("../../../../examples/september.csv");
        let first = read(example, &Options::new(today, 1))
            .expect("readable")
            .plan;
        let mut doc = PlanDoc::new(3);
        doc.apply(&from_plan(&first)).expect("the example");
        let before = doc.read();
        let edited = csv(&before)
            .replace("2025-07-10", "2025-07-14")
            .replace("Contract signed,Champion", "Contract signed by both,Sarah Chen + Champion")
            .replace("User acceptance testing,Champion,Buyer,,2025-08-29,Not started,Data migration complete", "User acceptance testing,Champion,Buyer,2025-08-20,2025-08-29,Not started,Onboarding kickoff [SS+3d]")
            + "99,Party,All,Both,,2025-09-05,,Go-live\r\n";
        let options = Options {
            base: Some(&before),
            ..Options::new(today, 2)
        };
        let wanted = read(edited.as_bytes(), &options).expect("readable").plan;
        doc.apply(&changes(&before, &wanted)).expect("allowed");
        assert_eq!(drawn(&doc.read()), drawn(&wanted));
        assert_eq!(changes(&wanted, &wanted), Command::Batch(Vec::new()));
    }
}
