//! From one milestone to what is to become of it.

use crate::{
    command::{Command, Place, TextField},
    model::Milestone,
};

use super::text;

/// Everything but its place, and whether it is archived.
pub(super) fn fields(old: &Milestone, new: &Milestone, to: &mut Vec<Command>) {
    let milestone = new.id;
    let texts = [
        (TextField::MilestoneTitle(milestone), &old.title, &new.title),
        (
            TextField::DoneWhen(milestone),
            &old.done_when,
            &new.done_when,
        ),
        (TextField::Result(milestone), &old.result, &new.result),
        (TextField::Notes(milestone), &old.notes, &new.notes),
    ];
    for (field, old, new) in texts {
        text(field, old, new, to);
    }
    if old.kind != new.kind {
        let kind = new.kind;
        to.push(Command::SetKind { milestone, kind });
    }
    dates(old, new, to);
    if old.duration_days != new.duration_days {
        let days = new.duration_days;
        to.push(Command::SetDuration { milestone, days });
    }
    if old.remaining_days != new.remaining_days {
        let days = new.remaining_days;
        to.push(Command::SetRemaining { milestone, days });
    }
    if old.status != new.status {
        let status = new.status.clone();
        to.push(Command::SetStatus { milestone, status });
    }
    if old.phase != new.phase {
        let track = new.phase;
        to.push(Command::SetPhase { milestone, track });
    }
    if old.function != new.function {
        let track = new.function;
        to.push(Command::SetFunction { milestone, track });
    }
    owners(old, new, to);
    links(old, new, to);
    checklist(old, new, to);
}

fn dates(old: &Milestone, new: &Milestone, to: &mut Vec<Command>) {
    let milestone = new.id;
    // A start after the due date is refused: what makes room comes first.
    let clears_start = old.start != new.start && old.start.is_some();
    if clears_start {
        to.push(Command::SetStart {
            milestone,
            start: None,
        });
    }
    if old.due != new.due {
        let due = new.due;
        to.push(Command::SetDue { milestone, due });
    }
    if old.start != new.start && new.start.is_some() {
        let start = new.start;
        to.push(Command::SetStart { milestone, start });
    }
}

fn owners(old: &Milestone, new: &Milestone, to: &mut Vec<Command>) {
    let milestone = new.id;
    for person in old
        .helpers
        .iter()
        .filter(|p| !new.helpers.contains(p))
        .copied()
    {
        to.push(Command::RemoveHelper { milestone, person });
    }
    if old.accountable != new.accountable {
        let person = new.accountable;
        to.push(Command::SetAccountable { milestone, person });
    }
    for person in new
        .helpers
        .iter()
        .filter(|p| !old.helpers.contains(p))
        .copied()
    {
        to.push(Command::AddHelper { milestone, person });
    }
    if old.everybody != new.everybody {
        let everybody = new.everybody;
        to.push(Command::SetEverybody {
            milestone,
            everybody,
        });
    }
}

fn links(old: &Milestone, new: &Milestone, to: &mut Vec<Command>) {
    let milestone = new.id;
    for link in old
        .links
        .iter()
        .filter(|link| new.links.iter().all(|l| l.id != link.id))
    {
        let link = link.id;
        to.push(Command::RemoveLink { milestone, link });
    }
    for link in new
        .links
        .iter()
        .filter(|link| !old.links.contains(link))
        .cloned()
    {
        to.push(Command::SetLink { milestone, link });
    }
}

fn checklist(old: &Milestone, new: &Milestone, to: &mut Vec<Command>) {
    let milestone = new.id;
    let mut place = Place::First;
    for row in &new.checklist {
        let (item, text, done) = (row.id, &row.text, row.done);
        let known = old.checklist.iter().find(|known| known.id == item);
        match known {
            None => to.push(Command::AddChecklistItem {
                milestone,
                id: item,
                text: text.clone(),
                place,
            }),
            Some(known) if known.text != *text => to.push(Command::SetChecklistText {
                milestone,
                item,
                text: text.clone(),
            }),
            Some(_) => {}
        }
        if known.is_some_and(|known| known.done) != done {
            to.push(Command::SetChecklistDone {
                milestone,
                item,
                done,
            });
        }
        match (known.is_some_and(|known| known.archived), row.archived) {
            (false, true) => to.push(Command::ArchiveChecklistItem { milestone, item }),
            (true, false) => to.push(Command::RestoreChecklistItem { milestone, item }),
            _ => {}
        }
        place = Place::After(item);
    }
    for item in old.checklist.iter().filter(|item| !item.archived) {
        if new.checklist.iter().all(|known| known.id != item.id) {
            let item = item.id;
            to.push(Command::ArchiveChecklistItem { milestone, item });
        }
    }
}
