//! Rules of milestones, their owners, tracks and links.

use super::{
    Checked, Command, Countable, Draft, Place, Record, Refused, absent, check_length, date, line,
    range, room, values,
};
use crate::{
    id::{MilestoneId, PersonId, TrackId},
    limits::{DURATION_DAYS_MAX, HELPERS_MAX, LINKS_MAX, MILESTONES_MAX, URL_LENGTH_MAX},
    model::{Link, TrackKind},
    read::entries::is_safe_url,
};

pub(super) fn check(draft: &Draft, command: &Command) -> Checked {
    match command {
        Command::AddMilestone { id, place, title } => {
            absent(draft.milestone(*id).is_ok(), Record::Milestone(*id))?;
            room(
                draft.plan.milestones.len(),
                Countable::Milestones,
                MILESTONES_MAX,
            )?;
            line("title", title)?;
            milestone_place(draft, &[*id], *place)
        }
        Command::MoveMilestones { ids, place } => {
            all_known(draft, ids)?;
            milestone_place(draft, ids, *place)
        }
        Command::ArchiveMilestones(ids) | Command::RestoreMilestones(ids) => all_known(draft, ids),
        _ => check_value(draft, command),
    }
}

fn check_value(draft: &Draft, command: &Command) -> Checked {
    match command {
        Command::SetDue { milestone, due } => {
            draft.milestone(*milestone)?;
            due.as_ref().map_or(Ok(()), values::check_due)
        }
        Command::SetStart { milestone, start } => {
            draft.milestone(*milestone)?;
            date(*start)
        }
        Command::SetDuration { milestone, days } | Command::SetRemaining { milestone, days } => {
            draft.milestone(*milestone)?;
            let max = i64::from(DURATION_DAYS_MAX);
            days.map_or(Ok(()), |days| {
                range("working days", i64::from(days), 0, max)
            })
        }
        Command::SetStatus { milestone, status } => {
            draft.milestone(*milestone)?;
            values::check_status(draft, status)
        }
        Command::SetAccountable { milestone, person } => {
            draft.milestone(*milestone)?;
            person.map_or(Ok(()), |person| draft.person(person).map(drop))
        }
        Command::AddHelper { milestone, person } => check_helper(draft, *milestone, *person),
        Command::SetPhase { milestone, track } => {
            check_track_of(draft, *milestone, *track, TrackKind::Phase)
        }
        Command::SetFunction { milestone, track } => {
            check_track_of(draft, *milestone, *track, TrackKind::Function)
        }
        Command::SetLink { milestone, link } => check_link(draft, *milestone, link),
        Command::RemoveHelper { milestone, .. }
        | Command::SetKind { milestone, .. }
        | Command::SetEverybody { milestone, .. }
        | Command::RemoveLink { milestone, .. }
        | Command::RestoreCreator { milestone, .. } => draft.milestone(*milestone).map(drop),
        _ => Ok(()),
    }
}

fn check_helper(draft: &Draft, milestone: MilestoneId, person: PersonId) -> Checked {
    let row = draft.milestone(milestone)?;
    draft.person(person)?;
    if row.accountable == Some(draft.resolve(person)) {
        return Err(Refused::AlreadyAccountable { milestone, person });
    }
    if row.helpers.contains(&person) {
        return Ok(());
    }
    room(
        row.helpers.len(),
        Countable::HelpersOfMilestone,
        HELPERS_MAX,
    )
}

fn check_track_of(
    draft: &Draft,
    id: MilestoneId,
    track: Option<TrackId>,
    wanted: TrackKind,
) -> Checked {
    draft.milestone(id)?;
    let Some(track) = track else { return Ok(()) };
    if draft.track(track)?.kind != wanted {
        return Err(Refused::WrongTrackKind { track, wanted });
    }
    Ok(())
}

fn check_link(draft: &Draft, milestone: MilestoneId, link: &Link) -> Checked {
    let links = &draft.milestone(milestone)?.links;
    if !links.iter().any(|each| each.id == link.id) {
        room(links.len(), Countable::LinksOfMilestone, LINKS_MAX)?;
    }
    check_length("address", &link.url, URL_LENGTH_MAX)?;
    line("label", &link.label)?;
    if is_safe_url(&link.url) {
        Ok(())
    } else {
        Err(Refused::UnsafeLink)
    }
}

fn all_known(draft: &Draft, ids: &[MilestoneId]) -> Checked {
    ids.iter()
        .try_for_each(|id| draft.milestone(*id).map(drop))?;
    let mut sorted = ids.to_vec();
    sorted.sort();
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Refused::NamedTwice(Record::Milestone(pair[0]))),
        None => Ok(()),
    }
}

fn milestone_place(draft: &Draft, ids: &[MilestoneId], place: Place) -> Checked {
    let Place::After(anchor) = place else {
        return Ok(());
    };
    if ids.contains(&anchor) {
        return Err(Refused::AfterItself(Record::Milestone(anchor)));
    }
    draft.milestone(anchor).map(drop)
}
