//! Undo: the command that takes another one back, from the plan before it. Undo of "add" archives: the other side may
//! already have written into the record.

use super::{Command, Draft, Place, texts::reverting_splice};
use crate::{
    id::MilestoneId,
    model::Milestone,
    text::{Splice, byte_at},
};

/// The inverse of a checked command; nothing where the command changes nothing.
pub(crate) fn inverse(draft: &Draft, command: &Command) -> Command {
    let plan = &draft.plan;
    match command {
        Command::Batch(_) => Command::nothing(), // its commands are inverted one by one
        Command::EditText { field, splice } => {
            let text = draft.text(*field).unwrap_or_default();
            revert(*field, text, splice)
        }
        Command::RevertText {
            field,
            at,
            inserted,
            removed,
        } => {
            let text = draft.text(*field).unwrap_or_default();
            match reverting_splice(draft, *field, *at, inserted, removed) {
                Ok(splice) => revert(*field, text, &splice),
                Err(_) => Command::nothing(),
            }
        }
        Command::SetKindName(_) => Command::SetKindName(plan.kind_name.clone()),
        Command::SetCompany { side, .. } => {
            let name = plan.companies.get(side).cloned().unwrap_or_default();
            Command::SetCompany { side: *side, name }
        }
        Command::SetSolution(_) => Command::SetSolution(plan.solution.clone()),
        Command::SetPlanStart(_) => Command::SetPlanStart(plan.start),
        Command::SetGoLive(_) => Command::SetGoLive(plan.go_live),
        Command::SetDecision(_) => Command::SetDecision(plan.decision.clone()),
        Command::SetCalendar { side, .. } => Command::SetCalendar {
            side: *side,
            calendar: plan.calendars.get(side).cloned(),
        },
        Command::AddMilestone { id, .. } => Command::ArchiveMilestones(vec![*id]),
        Command::MoveMilestones { ids, .. } => move_back(&plan.milestones, ids),
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
        } => {
            restore_dependency(draft, *predecessor, *successor, *kind).unwrap_or(Command::nothing())
        }
        _ => inverse_of_words(draft, command)
            .or_else(|| inverse_of_list(draft, command))
            .or_else(|| inverse_of_person(draft, command))
            .or_else(|| inverse_of_milestone(draft, command))
            .or_else(|| inverse_of_item(draft, command))
            .unwrap_or(Command::nothing()),
    }
}

fn inverse_of_milestone(draft: &Draft, command: &Command) -> Option<Command> {
    let row = |id: &MilestoneId| draft.milestone(*id).ok();
    Some(match command {
        Command::SetKind { milestone, .. } => Command::SetKind {
            milestone: *milestone,
            kind: row(milestone)?.kind,
        },
        Command::SetDue { milestone, .. } => Command::SetDue {
            milestone: *milestone,
            due: row(milestone)?.due,
        },
        Command::SetStart { milestone, .. } => Command::SetStart {
            milestone: *milestone,
            start: row(milestone)?.start,
        },
        Command::SetDuration { milestone, .. } => Command::SetDuration {
            milestone: *milestone,
            days: row(milestone)?.duration_days,
        },
        Command::SetRemaining { milestone, .. } => Command::SetRemaining {
            milestone: *milestone,
            days: row(milestone)?.remaining_days,
        },
        Command::SetStatus { milestone, .. } => Command::SetStatus {
            milestone: *milestone,
            status: row(milestone)?.status.clone(),
        },
        Command::SetAccountable { milestone, person } => {
            let row = row(milestone)?;
            let back = Command::SetAccountable {
                milestone: *milestone,
                person: row.accountable,
            };
            let person = person.map(|person| draft.resolve(person));
            match person.filter(|person| row.helpers.contains(person)) {
                Some(person) => Command::Batch(vec![
                    back,
                    Command::AddHelper {
                        milestone: *milestone,
                        person,
                    },
                ]),
                None => back,
            }
        }
        Command::AddHelper { milestone, person } => {
            let person = draft.resolve(*person);
            if row(milestone)?.helpers.contains(&person) {
                return None;
            }
            Command::RemoveHelper {
                milestone: *milestone,
                person,
            }
        }
        Command::RemoveHelper { milestone, person } => {
            let person = draft.resolve(*person);
            if !row(milestone)?.helpers.contains(&person) {
                return None;
            }
            Command::AddHelper {
                milestone: *milestone,
                person,
            }
        }
        Command::SetEverybody { milestone, .. } => Command::SetEverybody {
            milestone: *milestone,
            everybody: row(milestone)?.everybody,
        },
        Command::SetPhase { milestone, .. } => Command::SetPhase {
            milestone: *milestone,
            track: row(milestone)?.phase,
        },
        Command::SetFunction { milestone, .. } => Command::SetFunction {
            milestone: *milestone,
            track: row(milestone)?.function,
        },
        Command::SetLink { milestone, link } => {
            match row(milestone)?.links.iter().find(|each| each.id == link.id) {
                Some(old) => Command::SetLink {
                    milestone: *milestone,
                    link: old.clone(),
                },
                None => Command::RemoveLink {
                    milestone: *milestone,
                    link: link.id,
                },
            }
        }
        Command::RemoveLink { milestone, link } => {
            let old = row(milestone)?.links.iter().find(|each| each.id == *link)?;
            Command::SetLink {
                milestone: *milestone,
                link: old.clone(),
            }
        }
        Command::RestoreCreator { milestone, .. } => Command::RestoreCreator {
            milestone: *milestone,
            client: row(milestone)?.created_by,
        },
        _ => return None,
    })
}

fn inverse_of_item(draft: &Draft, command: &Command) -> Option<Command> {
    Some(match command {
        Command::AddChecklistItem { milestone, id, .. } => Command::ArchiveChecklistItem {
            milestone: *milestone,
            item: *id,
        },
        Command::SetChecklistText {
            milestone, item, ..
        } => {
            let text = draft.item(*milestone, *item).ok()?.text.clone();
            Command::SetChecklistText {
                milestone: *milestone,
                item: *item,
                text,
            }
        }
        Command::SetChecklistDone {
            milestone, item, ..
        } => {
            let done = draft.item(*milestone, *item).ok()?.done;
            Command::SetChecklistDone {
                milestone: *milestone,
                item: *item,
                done,
            }
        }
        Command::MoveChecklistItem {
            milestone, item, ..
        } => {
            let items = &draft.milestone(*milestone).ok()?.checklist;
            let place = place_of(items, *item, |each| each.id);
            Command::MoveChecklistItem {
                milestone: *milestone,
                item: *item,
                place,
            }
        }
        Command::ArchiveChecklistItem { milestone, item } => {
            let archived = draft.item(*milestone, *item).ok()?.archived;
            (!archived).then_some(Command::RestoreChecklistItem {
                milestone: *milestone,
                item: *item,
            })?
        }
        Command::RestoreChecklistItem { milestone, item } => {
            let archived = draft.item(*milestone, *item).ok()?.archived;
            archived.then_some(Command::ArchiveChecklistItem {
                milestone: *milestone,
                item: *item,
            })?
        }
        _ => return None,
    })
}

fn inverse_of_person(draft: &Draft, command: &Command) -> Option<Command> {
    Some(match command {
        Command::AddPerson { id, .. } => Command::ArchivePerson(*id),
        Command::SetPersonName { person, .. } => {
            let old = draft.person(*person).ok()?;
            let (name, placeholder) = (old.name.clone(), old.placeholder);
            Command::SetPersonName {
                person: *person,
                name,
                placeholder,
            }
        }
        Command::SetPersonSide { person, .. } => Command::SetPersonSide {
            person: *person,
            side: draft.person(*person).ok()?.side,
        },
        Command::SetPersonTitle { person, .. } => {
            let title = draft.person(*person).ok()?.title.clone();
            Command::SetPersonTitle {
                person: *person,
                title,
            }
        }
        Command::SetPersonFunction { person, .. } => {
            let function = draft.person(*person).ok()?.function.clone();
            Command::SetPersonFunction {
                person: *person,
                function,
            }
        }
        Command::SetPersonRole { person, .. } => Command::SetPersonRole {
            person: *person,
            role: draft.person(*person).ok()?.role,
        },
        Command::ArchivePerson(person) => {
            (!draft.person(*person).ok()?.archived).then_some(Command::RestorePerson(*person))?
        }
        Command::RestorePerson(person) => draft
            .person(*person)
            .ok()?
            .archived
            .then_some(Command::ArchivePerson(*person))?,
        Command::MergePeople { from, .. } => Command::SeparatePerson(*from),
        Command::SeparatePerson(person) => {
            let into = draft.person(*person).ok()?.merged_into?;
            Command::MergePeople {
                from: *person,
                into,
            }
        }
        _ => return None,
    })
}

fn inverse_of_list(draft: &Draft, command: &Command) -> Option<Command> {
    let plan = &draft.plan;
    Some(match command {
        Command::AddTrack { id, .. } => Command::ArchiveTrack(*id),
        Command::SetTrackName { track, .. } => Command::SetTrackName {
            track: *track,
            name: draft.track(*track).ok()?.name.clone(),
        },
        Command::SetTrackLead { track, .. } => Command::SetTrackLead {
            track: *track,
            lead: draft.track(*track).ok()?.lead,
        },
        Command::MoveTrack { track, .. } => {
            let place = place_of(&plan.tracks, *track, |each| each.id);
            Command::MoveTrack {
                track: *track,
                place,
            }
        }
        Command::ArchiveTrack(track) => {
            (!draft.track(*track).ok()?.archived).then_some(Command::RestoreTrack(*track))?
        }
        Command::RestoreTrack(track) => draft
            .track(*track)
            .ok()?
            .archived
            .then_some(Command::ArchiveTrack(*track))?,
        Command::AddCriterion { id, .. } => Command::ArchiveCriterion(*id),
        Command::SetCriterionMet { criterion, .. } => {
            let met = draft.criterion(*criterion).ok()?.met;
            Command::SetCriterionMet {
                criterion: *criterion,
                met,
            }
        }
        Command::MoveCriterion { criterion, .. } => {
            let place = place_of(&plan.criteria, *criterion, |each| each.id);
            Command::MoveCriterion {
                criterion: *criterion,
                place,
            }
        }
        Command::ArchiveCriterion(criterion) => {
            let archived = draft.criterion(*criterion).ok()?.archived;
            (!archived).then_some(Command::RestoreCriterion(*criterion))?
        }
        Command::RestoreCriterion(criterion) => {
            let archived = draft.criterion(*criterion).ok()?.archived;
            archived.then_some(Command::ArchiveCriterion(*criterion))?
        }
        _ => return None,
    })
}

fn inverse_of_words(draft: &Draft, command: &Command) -> Option<Command> {
    let plan = &draft.plan;
    let agreement = |milestone, person| {
        let person = draft.resolve(person);
        let found = plan
            .agreements
            .iter()
            .find(|each| (each.milestone, each.person) == (milestone, person));
        found.map(|agreement| Command::Agree {
            agreement: agreement.clone(),
        })
    };
    Some(match command {
        Command::Agree { agreement: new } => {
            let (milestone, person) = (new.milestone, new.person);
            agreement(milestone, person).unwrap_or(Command::WithdrawAgreement { milestone, person })
        }
        Command::WithdrawAgreement { milestone, person } => agreement(*milestone, *person)?,
        Command::Approve { approval } => Command::WithdrawApproval(approval.id),
        Command::WithdrawApproval(id) => {
            let approval = plan.approvals.iter().find(|each| each.id == *id)?.clone();
            Command::Approve { approval }
        }
        Command::KeepReceipt(new) => match plan.receipts.iter().find(|each| each.id == new.id) {
            Some(old) => Command::KeepReceipt(old.clone()),
            None => Command::RemoveReceipt(new.id),
        },
        Command::RemoveReceipt(id) => {
            Command::KeepReceipt(plan.receipts.iter().find(|each| each.id == *id)?.clone())
        }
        _ => return None,
    })
}

fn revert(field: super::TextField, text: &str, splice: &Splice) -> Command {
    let from = byte_at(text, splice.at).unwrap_or(text.len());
    let to = byte_at(text, splice.at + splice.delete).unwrap_or(text.len());
    let removed = text[from..to].to_owned();
    if removed == splice.insert {
        return Command::nothing();
    }
    Command::RevertText {
        field,
        at: splice.at,
        inserted: splice.insert.clone(),
        removed,
    }
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
    let all = draft.plan.dependencies.iter();
    let old = all
        .copied()
        .find(|each| (each.predecessor, each.successor, each.kind) == ends);
    old.map(Command::AddDependency)
}
