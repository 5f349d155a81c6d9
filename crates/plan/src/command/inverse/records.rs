//! Undo of what is done to people, tracks, criteria, agreements.

use super::place_of;
use crate::{
    command::{Command, Draft},
    id::{CriterionId, PersonId, TrackId},
    model::{Person, Track},
};

pub(super) fn inverse_of_person(draft: &Draft, command: &Command) -> Option<Command> {
    let old = |id: &PersonId| draft.person(*id).ok();
    Some(match command {
        Command::SetPersonName { person, .. } => {
            let Person {
                id: person,
                name,
                placeholder,
                ..
            } = old(person)?.clone();
            Command::SetPersonName {
                person,
                name,
                placeholder,
            }
        }
        Command::SetPersonSide { person, .. } => {
            let Person {
                id: person, side, ..
            } = *old(person)?;
            Command::SetPersonSide { person, side }
        }
        Command::SetPersonTitle { person, .. } => {
            let Person {
                id: person, title, ..
            } = old(person)?.clone();
            Command::SetPersonTitle { person, title }
        }
        Command::SetPersonFunction { person, .. } => {
            let Person {
                id: person,
                function,
                ..
            } = old(person)?.clone();
            Command::SetPersonFunction { person, function }
        }
        Command::SetPersonRole { person, .. } => {
            let Person {
                id: person, role, ..
            } = *old(person)?;
            Command::SetPersonRole { person, role }
        }
        _ => return inverse_of_entry(draft, command),
    })
}

/// Undo of what happens to an entry as a whole.
fn inverse_of_entry(draft: &Draft, command: &Command) -> Option<Command> {
    let old = |id: &PersonId| draft.person(*id).ok();
    Some(match command {
        Command::AddPerson { id, .. } => Command::ArchivePerson(*id),
        Command::ArchivePerson(person) => {
            Command::RestorePerson(old(person).filter(|person| !person.archived)?.id)
        }
        Command::RestorePerson(person) => {
            Command::ArchivePerson(old(person).filter(|person| person.archived)?.id)
        }
        Command::MergePeople { from, .. } => Command::SeparatePerson(*from),
        Command::SeparatePerson(person) => {
            let (from, into) = (*person, old(person)?.merged_into?);
            Command::MergePeople { from, into }
        }
        _ => return None,
    })
}

pub(super) fn inverse_of_list(draft: &Draft, command: &Command) -> Option<Command> {
    let plan = &draft.plan;
    let track = |id: &TrackId| draft.track(*id).ok().cloned();
    Some(match command {
        Command::AddTrack { id, .. } => Command::ArchiveTrack(*id),
        Command::SetTrackName { track: id, .. } => {
            let Track {
                id: track, name, ..
            } = track(id)?;
            Command::SetTrackName { track, name }
        }
        Command::SetTrackLead { track: id, .. } => {
            let Track {
                id: track, lead, ..
            } = track(id)?;
            Command::SetTrackLead { track, lead }
        }
        Command::MoveTrack { track: id, .. } => {
            let (track, place) = (*id, place_of(&plan.tracks, *id, |each| each.id));
            Command::MoveTrack { track, place }
        }
        Command::ArchiveTrack(id) => Command::RestoreTrack(track(id).filter(|t| !t.archived)?.id),
        Command::RestoreTrack(id) => Command::ArchiveTrack(track(id).filter(|t| t.archived)?.id),
        _ => return inverse_of_criterion(draft, command),
    })
}

fn inverse_of_criterion(draft: &Draft, command: &Command) -> Option<Command> {
    let found = |id: &CriterionId| draft.criterion(*id).ok();
    Some(match command {
        Command::AddCriterion { id, .. } => Command::ArchiveCriterion(*id),
        Command::SetCriterionMet { criterion: id, .. } => {
            let (criterion, met) = (*id, found(id)?.met);
            Command::SetCriterionMet { criterion, met }
        }
        Command::MoveCriterion { criterion: id, .. } => {
            let place = place_of(&draft.plan.criteria, *id, |each| each.id);
            let criterion = *id;
            Command::MoveCriterion { criterion, place }
        }
        Command::ArchiveCriterion(id) => {
            Command::RestoreCriterion(found(id).filter(|each| !each.archived)?.id)
        }
        Command::RestoreCriterion(id) => {
            Command::ArchiveCriterion(found(id).filter(|each| each.archived)?.id)
        }
        _ => return None,
    })
}

pub(super) fn inverse_of_words(draft: &Draft, command: &Command) -> Option<Command> {
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
