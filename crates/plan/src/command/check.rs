//! Rules over values: whether a command may be carried out on a plan, and if not, why.

use chrono::{Datelike, NaiveDate};

use super::{
    Command, Countable, Draft, Limit, Place, Record, Refused, check_graph,
    texts::{check_length, check_splice, reverting_splice},
};
use crate::{
    id::{MilestoneId, PersonId, TrackId},
    limits::*,
    model::{Calendar, Decision, Due, Link, Status, TrackKind},
    read::entries::is_safe_url,
};

type Checked = Result<(), Refused>;

/// Whether the command may be carried out.
pub(crate) fn check(draft: &Draft, command: &Command) -> Checked {
    match command {
        Command::Batch(_) => Ok(()), // its commands are checked one by one
        Command::EditText { field, splice } => check_splice(draft, *field, splice),
        Command::RevertText {
            field,
            at,
            inserted,
            removed,
        } => reverting_splice(draft, *field, *at, inserted, removed)
            .and_then(|splice| check_splice(draft, *field, &splice)),
        Command::SetKindName(name) => line("name of the kind", name),
        Command::SetCompany { name, .. } => line("company", name),
        Command::SetSolution(text) => prose("solution", text),
        Command::SetPlanStart(day) | Command::SetGoLive(day) => date(*day),
        Command::SetDecision(decision) => decision.as_ref().map_or(Ok(()), check_decision),
        Command::SetCalendar { calendar, .. } => calendar.as_ref().map_or(Ok(()), check_calendar),
        Command::AddPerson { .. }
        | Command::SetPersonName { .. }
        | Command::SetPersonSide { .. }
        | Command::SetPersonTitle { .. }
        | Command::SetPersonFunction { .. }
        | Command::SetPersonRole { .. }
        | Command::ArchivePerson(_)
        | Command::RestorePerson(_)
        | Command::MergePeople { .. }
        | Command::SeparatePerson(_) => check_person(draft, command),
        Command::AddTrack { .. }
        | Command::SetTrackName { .. }
        | Command::SetTrackLead { .. }
        | Command::MoveTrack { .. }
        | Command::ArchiveTrack(_)
        | Command::RestoreTrack(_)
        | Command::AddCriterion { .. }
        | Command::SetCriterionMet { .. }
        | Command::MoveCriterion { .. }
        | Command::ArchiveCriterion(_)
        | Command::RestoreCriterion(_) => check_lists(draft, command),
        Command::AddDependency(dependency) => check_graph::add(draft, dependency, true),
        Command::RestoreDependency(dependency) => check_graph::add(draft, dependency, false),
        Command::RemoveDependency { .. } | Command::RemoveReceipt(_) => Ok(()),
        Command::Agree { .. }
        | Command::WithdrawAgreement { .. }
        | Command::Approve { .. }
        | Command::WithdrawApproval(_)
        | Command::KeepReceipt(_)
        | Command::RestoreSession { .. } => check_words(draft, command),
        _ => check_milestone(draft, command),
    }
}

fn check_milestone(draft: &Draft, command: &Command) -> Checked {
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
        Command::SetDue { milestone, due } => {
            draft.milestone(*milestone)?;
            due.as_ref().map_or(Ok(()), check_due)
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
            check_status(draft, status)
        }
        Command::SetAccountable { milestone, person } => {
            draft.milestone(*milestone)?;
            person.map_or(Ok(()), |person| draft.person(person).map(drop))
        }
        Command::AddHelper { milestone, person } => check_helper(draft, *milestone, *person),
        Command::SetPhase { milestone, track } => {
            check_track(draft, *milestone, *track, TrackKind::Phase)
        }
        Command::SetFunction { milestone, track } => {
            check_track(draft, *milestone, *track, TrackKind::Function)
        }
        Command::SetLink { milestone, link } => check_link(draft, *milestone, link),
        Command::RemoveHelper { milestone, .. }
        | Command::SetKind { milestone, .. }
        | Command::SetEverybody { milestone, .. }
        | Command::RemoveLink { milestone, .. }
        | Command::RestoreCreator { milestone, .. } => draft.milestone(*milestone).map(drop),
        _ => check_item(draft, command),
    }
}

fn check_item(draft: &Draft, command: &Command) -> Checked {
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

fn check_person(draft: &Draft, command: &Command) -> Checked {
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

fn check_lists(draft: &Draft, command: &Command) -> Checked {
    let known_track = |id: TrackId| draft.track(id).map(drop);
    let known_criterion = |id| draft.criterion(id).map(drop);
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

fn check_words(draft: &Draft, command: &Command) -> Checked {
    match command {
        Command::Agree { agreement } => {
            draft.milestone(agreement.milestone)?;
            draft.person(agreement.person)?;
            room(
                draft.plan.agreements.len(),
                Countable::Agreements,
                AGREEMENTS_MAX,
            )?;
            check_length("terms", &agreement.terms, TERMS_LENGTH_MAX)
        }
        Command::WithdrawAgreement { milestone, person } => {
            draft.milestone(*milestone)?;
            draft.person(*person).map(drop)
        }
        Command::Approve { approval } => {
            draft.person(approval.person)?;
            let taken = draft
                .plan
                .approvals
                .iter()
                .any(|each| each.id == approval.id);
            absent(taken, Record::Approval(approval.id))?;
            room(
                draft.plan.approvals.len(),
                Countable::Approvals,
                APPROVALS_MAX,
            )?;
            check_length("terms", &approval.terms, PLAN_TERMS_LENGTH_MAX)
        }
        Command::KeepReceipt(receipt) => {
            room(draft.plan.receipts.len(), Countable::Receipts, RECEIPTS_MAX)?;
            check_length("receipt", &receipt.statement, PLAN_TERMS_LENGTH_MAX)
        }
        Command::RestoreSession { client, session } => {
            range(
                "client id",
                i64::try_from(*client).unwrap_or(i64::MAX),
                0,
                (1 << 53) - 1,
            )?;
            line("name of the session", &session.name)
        }
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

fn check_track(
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

fn check_status(draft: &Draft, status: &Status) -> Checked {
    match status {
        Status::NotStarted | Status::InProgress => Ok(()),
        Status::Waiting { on: text } | Status::NotNeeded { reason: text } => prose("reason", text),
        Status::Blocked { reason, clears } => {
            prose("reason", reason)?;
            clears.map_or(Ok(()), |person| draft.person(person).map(drop))
        }
        Status::Done { on } => date(Some(*on)),
    }
}

fn check_decision(decision: &Decision) -> Checked {
    date(Some(decision.date))?;
    prose("reason", &decision.reason)
}

fn check_due(due: &Due) -> Checked {
    date(Some(due.date))?;
    let Some((first, last)) = due.weeks else {
        return Ok(());
    };
    if first > last {
        let (from, to) = (format!("week {first}"), format!("week {last}"));
        return Err(Refused::EndsBeforeStart { from, to });
    }
    range("week", i64::from(first), 1, i64::from(WEEK_MAX))?;
    range("week", i64::from(last), 1, i64::from(WEEK_MAX))
}

fn check_calendar(calendar: &Calendar) -> Checked {
    let days = &calendar.weekdays;
    let twice = days
        .iter()
        .enumerate()
        .any(|(at, day)| days[..at].contains(day));
    if days.is_empty() || twice {
        return Err(Refused::NoWorkingDay);
    }
    // Checked on whole counts: the calendar replaces the one before it.
    room_for(calendar.holidays.len(), Countable::Holidays, HOLIDAYS_MAX)?;
    room_for(
        calendar.blackouts.len(),
        Countable::Blackouts,
        BLACKOUTS_MAX,
    )?;
    for (day, name) in &calendar.holidays {
        date(Some(*day))?;
        line("holiday", name)?;
    }
    for blackout in &calendar.blackouts {
        date(Some(blackout.from))?;
        date(Some(blackout.to))?;
        line("reason", &blackout.reason)?;
        if blackout.to < blackout.from {
            let (from, to) = (blackout.from.to_string(), blackout.to.to_string());
            return Err(Refused::EndsBeforeStart { from, to });
        }
    }
    Ok(())
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

/// Whether the record after which something goes is another one, and known.
pub(crate) fn after<Id: PartialEq + Copy>(
    place: Place<Id>,
    id: Id,
    record: Record,
    known: impl Fn(Id) -> Checked,
) -> Checked {
    match place {
        Place::After(anchor) if anchor == id => Err(Refused::AfterItself(record)),
        Place::After(anchor) => known(anchor),
        Place::First | Place::Last => Ok(()),
    }
}

pub(crate) fn absent(taken: bool, record: Record) -> Checked {
    if taken {
        Err(Refused::Exists(record))
    } else {
        Ok(())
    }
}

/// Whether one more may come.
pub(crate) fn room(count: usize, what: Countable, max: usize) -> Checked {
    room_for(count + 1, what, max)
}

/// Whether so many may be.
pub(crate) fn room_for(count: usize, what: Countable, max: usize) -> Checked {
    if count > max {
        Err(Refused::TooMany(Limit { what, max }))
    } else {
        Ok(())
    }
}

pub(crate) fn line(field: &str, text: &str) -> Checked {
    check_length(field, text, LINE_LENGTH_MAX)
}

pub(crate) fn prose(field: &str, text: &str) -> Checked {
    check_length(field, text, PROSE_LENGTH_MAX)
}

pub(crate) fn range(field: &'static str, found: i64, min: i64, max: i64) -> Checked {
    if (min..=max).contains(&found) {
        return Ok(());
    }
    Err(Refused::OutOfRange {
        field,
        found,
        min,
        max,
    })
}

pub(crate) fn date(day: Option<NaiveDate>) -> Checked {
    let Some(found) = day else { return Ok(()) };
    if (YEAR_MIN..=YEAR_MAX).contains(&found.year()) {
        return Ok(());
    }
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a real date");
    Err(Refused::DateOutside {
        found,
        min: day(YEAR_MIN, 1, 1),
        max: day(YEAR_MAX, 12, 31),
    })
}
