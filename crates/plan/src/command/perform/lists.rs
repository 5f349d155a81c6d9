//! Tracks and criteria.

use super::{move_one, position};
use crate::{
    command::{Command, Draft},
    model::{Criterion, Track},
};

pub(super) fn perform(draft: &mut Draft, command: &Command) {
    match command {
        Command::AddTrack {
            id,
            kind,
            name,
            place,
        } => {
            let at = position(&draft.plan.tracks, *place, |track| track.id);
            let (name, kind) = (name.clone(), *kind);
            let track = Track {
                id: *id,
                name,
                kind,
                lead: None,
                archived: false,
            };
            draft.plan.tracks.insert(at, track);
        }
        Command::MoveTrack { track, place } => {
            move_one(&mut draft.plan.tracks, *track, *place, |each| each.id);
        }
        Command::SetTrackLead { track, .. }
        | Command::SetTrackName { track, .. }
        | Command::ArchiveTrack(track)
        | Command::RestoreTrack(track) => {
            let at = draft.plan.tracks.iter().position(|each| each.id == *track);
            if let Some(at) = at {
                set_track(draft, at, command);
            }
        }
        _ => perform_criteria(&mut draft.plan.criteria, command),
    }
}

fn set_track(draft: &mut Draft, at: usize, command: &Command) {
    match command {
        Command::SetTrackLead { lead, .. } => {
            draft.plan.tracks[at].lead = lead.map(|lead| draft.resolve(lead));
        }
        Command::SetTrackName { name, .. } => draft.plan.tracks[at].name.clone_from(name),
        _ => draft.plan.tracks[at].archived = matches!(command, Command::ArchiveTrack(_)),
    }
}

fn perform_criteria(criteria: &mut Vec<Criterion>, command: &Command) {
    match command {
        Command::AddCriterion { id, text, place } => {
            let at = position(criteria, *place, |criterion| criterion.id);
            let (text, judged_by) = (text.clone(), String::new());
            criteria.insert(
                at,
                Criterion {
                    id: *id,
                    text,
                    judged_by,
                    met: None,
                    archived: false,
                },
            );
        }
        Command::MoveCriterion { criterion, place } => {
            move_one(criteria, *criterion, *place, |each| each.id);
        }
        Command::SetCriterionMet { criterion, .. }
        | Command::ArchiveCriterion(criterion)
        | Command::RestoreCriterion(criterion) => {
            let Some(found) = criteria.iter_mut().find(|each| each.id == *criterion) else {
                return;
            };
            match command {
                Command::SetCriterionMet { met, .. } => found.met = *met,
                _ => found.archived = matches!(command, Command::ArchiveCriterion(_)),
            }
        }
        _ => {}
    }
}
