//! Rules of people, tracks and criteria.

use super::{
    Checked, Command, Countable, Draft, Record, Refused, absent, after, line, prose, room,
};
use crate::{
    id::TrackId,
    limits::{CRITERIA_MAX, PEOPLE_MAX, TRACKS_MAX},
};

pub(super) fn check_person(draft: &Draft, command: &Command) -> Checked {
    match command {
        Command::AddPerson { id, name, .. } => {
            absent(draft.person(*id).is_ok(), Record::Person(*id))?;
            room(draft.plan.people.len(), Countable::People, PEOPLE_MAX)?;
            line("name", name)
        }
        Command::SetPersonName { person, name, .. } => {
            draft.person(*person)?;
            line("name", name)
        }
        Command::SetPersonTitle {
            person,
            title: text,
        }
        | Command::SetPersonFunction {
            person,
            function: text,
        } => {
            draft.person(*person)?;
            line("title or function", text)
        }
        Command::SetPersonSide { person, .. }
        | Command::SetPersonRole { person, .. }
        | Command::ArchivePerson(person)
        | Command::RestorePerson(person)
        | Command::SeparatePerson(person) => draft.person(*person).map(drop),
        Command::MergePeople { from, into } => {
            let merged = draft.person(*from)?.merged_into.is_some();
            draft.person(*into)?;
            if merged || draft.resolve(*into) == *from {
                return Err(Refused::MergedAlready {
                    from: *from,
                    into: *into,
                });
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

pub(super) fn check_track(draft: &Draft, command: &Command) -> Checked {
    let known_track = |id: TrackId| draft.track(id).map(drop);
    match command {
        Command::AddTrack {
            id, name, place, ..
        } => {
            absent(draft.track(*id).is_ok(), Record::Track(*id))?;
            room(draft.plan.tracks.len(), Countable::Tracks, TRACKS_MAX)?;
            line("track", name)?;
            after(*place, *id, Record::Track(*id), known_track)
        }
        Command::SetTrackName { track, name } => {
            known_track(*track)?;
            line("track", name)
        }
        Command::SetTrackLead { track, lead } => {
            known_track(*track)?;
            lead.map_or(Ok(()), |lead| draft.person(lead).map(drop))
        }
        Command::MoveTrack { track, place } => {
            known_track(*track)?;
            after(*place, *track, Record::Track(*track), known_track)
        }
        Command::ArchiveTrack(track) | Command::RestoreTrack(track) => known_track(*track),
        _ => Ok(()),
    }
}

pub(super) fn check_criterion(draft: &Draft, command: &Command) -> Checked {
    let known_criterion = |id| draft.criterion(id).map(drop);
    match command {
        Command::AddCriterion { id, text, place } => {
            absent(draft.criterion(*id).is_ok(), Record::Criterion(*id))?;
            room(draft.plan.criteria.len(), Countable::Criteria, CRITERIA_MAX)?;
            prose("criterion", text)?;
            after(*place, *id, Record::Criterion(*id), known_criterion)
        }
        Command::MoveCriterion { criterion, place } => {
            known_criterion(*criterion)?;
            after(
                *place,
                *criterion,
                Record::Criterion(*criterion),
                known_criterion,
            )
        }
        Command::SetCriterionMet { criterion, .. }
        | Command::ArchiveCriterion(criterion)
        | Command::RestoreCriterion(criterion) => known_criterion(*criterion),
        _ => Ok(()),
    }
}
