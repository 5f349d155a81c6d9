//! What a person would do to make one snapshot of a plan of another: for what comes from outside the document, an
//! edited file or edits that a relay has refused.

mod milestone;
mod records;

use std::collections::HashMap;

use crate::{
    command::{Command, Place, TextField},
    id::MilestoneId,
    model::{Milestone, Plan, Side},
    text::splice_between,
};

use super::milestones::moved;

/// The commands that make `is` of `was`, to be applied in this order; each is an edit of its own, and no value that
/// is equal is written. Nothing is undone that only time brings: receipts stay, and so does whoever made a record.
///
/// A milestone, person, track or criterion that `is` does not have is left as it is: nothing in a plan is ever gone.
pub fn steps(was: &Plan, is: &Plan) -> Vec<Command> {
    let mut to = Vec::new();
    facts(was, is, &mut to);
    records::people(was, is, &mut to);
    records::tracks(was, is, &mut to);
    records::criteria(was, is, &mut to);
    milestones(was, is, &mut to);
    records::dependencies(was, is, &mut to);
    records::words(was, is, &mut to);
    // Last: until then every entry is a person of its own.
    records::merges(was, is, &mut to);
    to
}

fn text(field: TextField, old: &str, new: &str, to: &mut Vec<Command>) {
    if let Some(splice) = splice_between(old, new, None) {
        to.push(Command::EditText { field, splice });
    }
}

fn facts(was: &Plan, is: &Plan, to: &mut Vec<Command>) {
    text(TextField::PlanTitle, &was.title, &is.title, to);
    text(TextField::Goal, &was.goal, &is.goal, to);
    text(TextField::WhyNow, &was.why_now, &is.why_now, to);
    if was.kind_name != is.kind_name {
        to.push(Command::SetKindName(is.kind_name.clone()));
    }
    if was.solution != is.solution {
        to.push(Command::SetSolution(is.solution.clone()));
    }
    if was.start != is.start {
        to.push(Command::SetPlanStart(is.start));
    }
    if was.go_live != is.go_live {
        to.push(Command::SetGoLive(is.go_live));
    }
    if was.decision != is.decision {
        to.push(Command::SetDecision(is.decision.clone()));
    }
    for side in [Side::Buyer, Side::Seller, Side::Partner] {
        let company = |plan: &Plan| plan.companies.get(&side).cloned().unwrap_or_default();
        if company(was) != company(is) {
            let name = company(is);
            to.push(Command::SetCompany { side, name });
        }
        if was.calendars.get(&side) != is.calendars.get(&side) {
            let calendar = is.calendars.get(&side).cloned();
            to.push(Command::SetCalendar { side, calendar });
        }
    }
}

fn milestones(was: &Plan, is: &Plan, to: &mut Vec<Command>) {
    let (known, wanted) = (by_id(was), by_id(is));
    let moved = moved(was, is, &known, &wanted);
    let mut place = Place::First;
    for now in &is.milestones {
        let id = now.id;
        let blank;
        let old = match known.get(&id) {
            Some(old) => old,
            None => {
                let title = now.title.clone();
                to.push(Command::AddMilestone { id, place, title });
                blank = Milestone::new(id, &now.title);
                &blank
            }
        };
        milestone::fields(old, now, to);
        let restored = old.archived && !now.archived;
        match (old.archived, now.archived) {
            (false, true) => to.push(Command::ArchiveMilestones(vec![id])),
            (true, false) => to.push(Command::RestoreMilestones(vec![id])),
            _ => {}
        }
        if restored || moved.contains_key(&id) {
            let ids = vec![id];
            to.push(Command::MoveMilestones { ids, place });
        }
        // Where an archived row stands says nothing: nobody has moved it, whatever was moved past it.
        if !now.archived {
            place = Place::After(id);
        }
    }
}

fn by_id(plan: &Plan) -> HashMap<MilestoneId, &Milestone> {
    plan.milestones.iter().map(|one| (one.id, one)).collect()
}
