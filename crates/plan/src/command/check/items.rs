//! Rules of checklists.

use super::{Checked, Command, Countable, Draft, Record, absent, after, line, room};
use crate::limits::CHECKLIST_MAX;

pub(super) fn check(draft: &Draft, command: &Command) -> Checked {
    match command {
        Command::AddChecklistItem {
            milestone,
            id,
            text,
            place,
        } => {
            let items = &draft.milestone(*milestone)?.checklist;
            let record = Record::ChecklistItem(*milestone, *id);
            absent(items.iter().any(|item| item.id == *id), record)?;
            room(
                items.len(),
                Countable::ChecklistItemsOfMilestone,
                CHECKLIST_MAX,
            )?;
            line("checklist item", text)?;
            after(*place, *id, record, |id| {
                draft.item(*milestone, id).map(drop)
            })
        }
        Command::SetChecklistText {
            milestone,
            item,
            text,
        } => {
            draft.item(*milestone, *item)?;
            line("checklist item", text)
        }
        Command::MoveChecklistItem {
            milestone,
            item,
            place,
        } => {
            draft.item(*milestone, *item)?;
            let record = Record::ChecklistItem(*milestone, *item);
            after(*place, *item, record, |id| {
                draft.item(*milestone, id).map(drop)
            })
        }
        Command::SetChecklistDone {
            milestone, item, ..
        }
        | Command::ArchiveChecklistItem { milestone, item }
        | Command::RestoreChecklistItem { milestone, item } => {
            draft.item(*milestone, *item).map(drop)
        }
        _ => Ok(()),
    }
}
