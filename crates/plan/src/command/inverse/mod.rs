//! Undo: the command that takes another one back, from the plan before it. Undo of "add" archives: the other side may
//! already have written into the record.

mod milestones;
mod records;

use self::{
    milestones::{inverse_of_item, inverse_of_milestone, standing_of_milestone},
    records::{inverse_of_list, inverse_of_person, inverse_of_words},
};
use super::{Command, Draft, Place, milestone_of, texts::reverting_splice};
use crate::{
    id::MilestoneId,
    model::{Milestone, Plan},
    text::{Splice, byte_at},
};

/// The inverse of a checked command; nothing where the command changes nothing.
pub(crate) fn inverse(draft: &Draft, command: &Command) -> Command {
    inverse_of_text(draft, command)
        .or_else(|| inverse_of_plan(draft, command))
        .or_else(|| inverse_of_rows(draft, command))
        .or_else(|| inverse_of_words(draft, command))
        .or_else(|| inverse_of_list(draft, command))
        .or_else(|| inverse_of_person(draft, command))
        .or_else(|| inverse_of_milestone(draft, command))
        .or_else(|| inverse_of_item(draft, command))
        .unwrap_or(Command::nothing())
}

fn inverse_of_text(draft: &Draft, command: &Command) -> Option<Command> {
    match command {
        Command::EditText { field, splice } => revert(*field, draft.text(*field).ok()?, splice),
        Command::RevertText {
            field,
            at,
            inserted,
            removed,
        } => {
            let splice = reverting_splice(draft, *field, *at, inserted, removed).ok()?;
            revert(*field, draft.text(*field).ok()?, &splice)
        }
        _ => None,
    }
}

fn inverse_of_plan(draft: &Draft, command: &Command) -> Option<Command> {
    let plan = &draft.plan;
    Some(match command {
        Command::SetKindName(_) => Command::SetKindName(plan.kind_name.clone()),
        Command::SetSolution(_) => Command::SetSolution(plan.solution.clone()),
        Command::SetPlanStart(_) => Command::SetPlanStart(plan.start),
        Command::SetGoLive(_) => Command::SetGoLive(plan.go_live),
        Command::SetDecision(_) => Command::SetDecision(plan.decision.clone()),
        Command::SetCompany { side, .. } => {
            let name = plan.companies.get(side).cloned().unwrap_or_default();
            Command::SetCompany { side: *side, name }
        }
        Command::SetCalendar { side, .. } => {
            let calendar = plan.calendars.get(side).cloned();
            Command::SetCalendar {
                side: *side,
                calendar,
            }
        }
        _ => return None,
    })
}

impl Command {
    /// The value that this one sets, as the plan has it now: what sets that. `None` for what sets no one value of a
    /// milestone, and no go-live.
    pub fn standing(&self, plan: &Plan) -> Option<Self> {
        match self {
            Self::SetGoLive(_) => Some(Self::SetGoLive(plan.go_live)),
            _ => standing_of_milestone(plan.milestone(milestone_of(self)?)?, self),
        }
    }
}

fn inverse_of_rows(draft: &Draft, command: &Command) -> Option<Command> {
    Some(match command {
        Command::AddMilestone { id, .. } => Command::ArchiveMilestones(vec![*id]),
        Command::MoveMilestones { ids, .. } => move_back(&draft.plan.milestones, ids),
        Command::ArchiveMilestones(ids) => {
            Command::RestoreMilestones(only(draft, ids, |row| !row.archived))
        }
        Command::RestoreMilestones(ids) => {
            Command::ArchiveMilestones(only(draft, ids, |row| row.archived))
        }
        Command::AddDependency(new) | Command::RestoreDependency(new) => {
            let (predecessor, successor, kind) = (new.predecessor, new.successor, new.kind);
            restore_dependency(draft, predecessor, successor, kind).unwrap_or(
                Command::RemoveDependency {
                    predecessor,
                    successor,
                    kind,
                },
            )
        }
        Command::RemoveDependency {
            predecessor,
            successor,
            kind,
        } => restore_dependency(draft, *predecessor, *successor, *kind)?,
        _ => return None,
    })
}

fn revert(field: super::TextField, text: &str, splice: &Splice) -> Option<Command> {
    let from = byte_at(text, splice.at)?;
    let to = byte_at(text, splice.at + splice.delete)?;
    let (at, inserted, removed) = (splice.at, splice.insert.clone(), text[from..to].to_owned());
    (removed != inserted).then_some(Command::RevertText {
        field,
        at,
        inserted,
        removed,
    })
}

/// The ids whose rows are so: only they change, and only they are put back.
fn only(draft: &Draft, ids: &[MilestoneId], so: impl Fn(&Milestone) -> bool) -> Vec<MilestoneId> {
    ids.iter()
        .copied()
        .filter(|id| draft.milestone(*id).is_ok_and(&so))
        .collect()
}

/// Each moved row goes back after the one it stood behind, from the top down: that one is back already.
fn move_back(rows: &[Milestone], ids: &[MilestoneId]) -> Command {
    let moved = rows.iter().filter(|row| ids.contains(&row.id));
    let back = moved.map(|row| Command::MoveMilestones {
        ids: vec![row.id],
        place: place_of(rows, row.id, |each| each.id),
    });
    Command::Batch(back.collect())
}

/// Where a row stands now.
fn place_of<R, Id: PartialEq + Copy>(rows: &[R], id: Id, id_of: impl Fn(&R) -> Id) -> Place<Id> {
    let at = rows.iter().position(|row| id_of(row) == id).unwrap_or(0);
    match at.checked_sub(1) {
        Some(before) => Place::After(id_of(&rows[before])),
        None => Place::First,
    }
}

fn restore_dependency(
    draft: &Draft,
    predecessor: MilestoneId,
    successor: MilestoneId,
    kind: crate::model::DependencyKind,
) -> Option<Command> {
    let ends = (predecessor, successor, kind);
    let all = &draft.plan.dependencies;
    let at = all.binary_search_by_key(&ends, |each| (each.predecessor, each.successor, each.kind));
    Some(Command::AddDependency(all[at.ok()?]))
}
