//! What is set on a milestone, its owners, its links and its checklist.

use super::{move_one, position};
use crate::{
    command::{Command, Draft},
    id::{MilestoneId, PersonId},
    model::{ChecklistItem, Link, Milestone, Status},
};

pub(super) fn perform(draft: &mut Draft, command: &Command) {
    let Some(id) = milestone_of(command) else {
        return;
    };
    let command = &resolved(draft, command);
    let Some(row) = draft.milestone_mut(id) else {
        return;
    };
    match command {
        Command::SetKind { kind, .. } => row.kind = *kind,
        Command::SetDue { due, .. } => row.due = *due,
        Command::SetStart { start, .. } => row.start = *start,
        Command::SetDuration { days, .. } => row.duration_days = *days,
        Command::SetRemaining { days, .. } => row.remaining_days = *days,
        Command::SetStatus { status, .. } => row.status.clone_from(status),
        Command::SetEverybody { everybody, .. } => row.everybody = *everybody,
        Command::SetPhase { track, .. } => row.phase = *track,
        Command::SetFunction { track, .. } => row.function = *track,
        Command::RestoreCreator { client, .. } => row.created_by = *client,
        Command::SetLink { link, .. } => {
            row.links.retain(|each| each.id != link.id);
            row.links.push(Link::clone(link));
            row.links.sort_by_key(|each| each.id);
        }
        Command::RemoveLink { link, .. } => row.links.retain(|each| each.id != *link),
        _ => {
            perform_owner(row, command);
            perform_item(&mut row.checklist, command);
        }
    }
}

/// The command with the people who stand for those it names.
fn resolved(draft: &Draft, command: &Command) -> Command {
    let resolve = |person: PersonId| draft.resolve(person);
    let mut command = command.clone();
    match &mut command {
        Command::SetAccountable {
            person: Some(person),
            ..
        }
        | Command::AddHelper { person, .. }
        | Command::RemoveHelper { person, .. }
        | Command::SetStatus {
            status:
                Status::Blocked {
                    clears: Some(person),
                    ..
                },
            ..
        } => {
            *person = resolve(*person);
        }
        _ => {}
    }
    command
}

fn perform_owner(row: &mut Milestone, command: &Command) {
    match command {
        Command::SetAccountable { person, .. } => {
            row.helpers.retain(|each| Some(*each) != *person);
            row.accountable = *person;
        }
        Command::AddHelper { person, .. } => {
            row.helpers.push(*person);
            row.helpers.sort();
            row.helpers.dedup();
        }
        Command::RemoveHelper { person, .. } => row.helpers.retain(|each| each != person),
        _ => {}
    }
}

fn perform_item(items: &mut Vec<ChecklistItem>, command: &Command) {
    let find = |items: &mut Vec<ChecklistItem>, id| items.iter().position(|item| item.id == id);
    match command {
        Command::AddChecklistItem {
            id, text, place, ..
        } => {
            let at = position(items, *place, |item| item.id);
            let item = ChecklistItem {
                id: *id,
                text: text.clone(),
                done: false,
                archived: false,
            };
            items.insert(at, item);
        }
        Command::MoveChecklistItem { item, place, .. } => {
            move_one(items, *item, *place, |each| each.id);
        }
        Command::SetChecklistText { item, text, .. } => {
            if let Some(at) = find(items, *item) {
                items[at].text.clone_from(text);
            }
        }
        Command::SetChecklistDone { item, done, .. } => {
            if let Some(at) = find(items, *item) {
                items[at].done = *done;
            }
        }
        Command::ArchiveChecklistItem { item, .. } | Command::RestoreChecklistItem { item, .. } => {
            if let Some(at) = find(items, *item) {
                items[at].archived = matches!(command, Command::ArchiveChecklistItem { .. });
            }
        }
        _ => {}
    }
}

/// The milestone whose own values a command sets.
pub(crate) fn milestone_of(command: &Command) -> Option<MilestoneId> {
    match command {
        Command::SetKind { milestone, .. }
        | Command::SetDue { milestone, .. }
        | Command::SetStart { milestone, .. }
        | Command::SetDuration { milestone, .. }
        | Command::SetRemaining { milestone, .. }
        | Command::SetStatus { milestone, .. }
        | Command::SetAccountable { milestone, .. }
        | Command::AddHelper { milestone, .. }
        | Command::RemoveHelper { milestone, .. }
        | Command::SetEverybody { milestone, .. }
        | Command::SetPhase { milestone, .. }
        | Command::SetFunction { milestone, .. }
        | Command::SetLink { milestone, .. }
        | Command::RemoveLink { milestone, .. }
        | Command::AddChecklistItem { milestone, .. }
        | Command::SetChecklistText { milestone, .. }
        | Command::SetChecklistDone { milestone, .. }
        | Command::MoveChecklistItem { milestone, .. }
        | Command::ArchiveChecklistItem { milestone, .. }
        | Command::RestoreChecklistItem { milestone, .. }
        | Command::RestoreCreator { milestone, .. } => Some(*milestone),
        _ => None,
    }
}
