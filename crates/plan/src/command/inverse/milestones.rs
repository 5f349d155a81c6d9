//! Undo of what is set on a milestone and on its checklist.

use super::place_of;
use crate::{
    command::{Command, Draft, milestone_of},
    id::{ItemId, PersonId},
    model::Milestone,
};

pub(super) fn inverse_of_milestone(draft: &Draft, command: &Command) -> Option<Command> {
    let milestone = milestone_of(command)?;
    let row = draft.milestone(milestone).ok()?;
    inverse_of_owner(draft, row, command)
        .or_else(|| standing_of_milestone(row, command))
        .or_else(|| inverse_of_rest(row, command))
}

/// One value of a milestone as it is now, as what sets it.
pub(super) fn standing_of_milestone(row: &Milestone, command: &Command) -> Option<Command> {
    let milestone = row.id;
    Some(match command {
        Command::SetKind { .. } => Command::SetKind {
            milestone,
            kind: row.kind,
        },
        Command::SetDue { .. } => Command::SetDue {
            milestone,
            due: row.due,
        },
        Command::SetStart { .. } => Command::SetStart {
            milestone,
            start: row.start,
        },
        Command::SetDuration { .. } => {
            let days = row.duration_days;
            Command::SetDuration { milestone, days }
        }
        Command::SetRemaining { .. } => {
            let days = row.remaining_days;
            Command::SetRemaining { milestone, days }
        }
        Command::SetStatus { .. } => {
            let status = row.status.clone();
            Command::SetStatus { milestone, status }
        }
        Command::SetEverybody { .. } => {
            let everybody = row.everybody;
            Command::SetEverybody {
                milestone,
                everybody,
            }
        }
        Command::SetPhase { .. } => Command::SetPhase {
            milestone,
            track: row.phase,
        },
        Command::SetFunction { .. } => {
            let track = row.function;
            Command::SetFunction { milestone, track }
        }
        Command::SetAccountable { .. } => {
            let person = row.accountable;
            Command::SetAccountable { milestone, person }
        }
        _ => return None,
    })
}

/// Owners: only who came goes, and only who went comes back.
fn inverse_of_owner(draft: &Draft, row: &Milestone, command: &Command) -> Option<Command> {
    let milestone = row.id;
    let helps = |person: PersonId| row.helpers.contains(&person);
    Some(match command {
        Command::SetAccountable { person, .. } => {
            let back = standing_of_milestone(row, command)?;
            let person = person.map(|person| draft.resolve(person));
            match person.filter(|person| helps(*person)) {
                Some(person) => {
                    Command::Batch(vec![back, Command::AddHelper { milestone, person }])
                }
                None => back,
            }
        }
        Command::AddHelper { person, .. } => {
            let person = draft.resolve(*person);
            (!helps(person)).then_some(Command::RemoveHelper { milestone, person })?
        }
        Command::RemoveHelper { person, .. } => {
            let person = draft.resolve(*person);
            helps(person).then_some(Command::AddHelper { milestone, person })?
        }
        _ => return None,
    })
}

fn inverse_of_rest(row: &Milestone, command: &Command) -> Option<Command> {
    let milestone = row.id;
    let old = |id| row.links.iter().find(|each| each.id == id).cloned();
    Some(match command {
        Command::SetLink { link, .. } => match old(link.id) {
            Some(link) => Command::SetLink { milestone, link },
            None => Command::RemoveLink {
                milestone,
                link: link.id,
            },
        },
        Command::RestoreCreator { .. } => {
            let client = row.created_by;
            Command::RestoreCreator { milestone, client }
        }
        Command::RemoveLink { link, .. } => {
            let link = old(*link)?;
            Command::SetLink { milestone, link }
        }
        _ => return None,
    })
}

pub(super) fn inverse_of_item(draft: &Draft, command: &Command) -> Option<Command> {
    let milestone = milestone_of(command)?;
    let found = |item: ItemId| draft.item(milestone, item).ok();
    Some(match command {
        Command::AddChecklistItem { id: item, .. } => {
            let item = *item;
            Command::ArchiveChecklistItem { milestone, item }
        }
        Command::SetChecklistText { item, .. } => {
            let (item, text) = (*item, found(*item)?.text.clone());
            Command::SetChecklistText {
                milestone,
                item,
                text,
            }
        }
        Command::SetChecklistDone { item, .. } => {
            let (item, done) = (*item, found(*item)?.done);
            Command::SetChecklistDone {
                milestone,
                item,
                done,
            }
        }
        Command::MoveChecklistItem { item, .. } => {
            let items = &draft.milestone(milestone).ok()?.checklist;
            let (item, place) = (*item, place_of(items, *item, |each| each.id));
            Command::MoveChecklistItem {
                milestone,
                item,
                place,
            }
        }
        Command::ArchiveChecklistItem { item, .. } => {
            let item = found(*item).filter(|item| !item.archived)?.id;
            Command::RestoreChecklistItem { milestone, item }
        }
        Command::RestoreChecklistItem { item, .. } => {
            let item = found(*item).filter(|item| item.archived)?.id;
            Command::ArchiveChecklistItem { milestone, item }
        }
        _ => return None,
    })
}
