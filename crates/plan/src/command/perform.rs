//! What a command means, on values. Later commands of a batch are checked on this; tests compare it with the document.

use super::{Command, Draft, Place, texts::reverting_splice};
use crate::{
    id::{MilestoneId, PersonId},
    model::{
        ChecklistItem, Criterion, Dependency, DependencyKind, Link, Milestone, Person, Status,
        Track,
    },
    text::spliced,
};

/// Carries out a checked command. `client` is stamped on what it creates.
pub(crate) fn perform(draft: &mut Draft, command: &Command, client: u64) {
    match command {
        Command::Batch(commands) => commands
            .iter()
            .for_each(|each| perform(draft, each, client)),
        Command::EditText { field, splice } => {
            if let Some(text) = draft.text_mut(*field)
                && let Some(after) = spliced(text, splice)
            {
                *text = after;
            }
        }
        Command::RevertText {
            field,
            at,
            inserted,
            removed,
        } => {
            if let Ok(splice) = reverting_splice(draft, *field, *at, inserted, removed) {
                perform(
                    draft,
                    &Command::EditText {
                        field: *field,
                        splice,
                    },
                    client,
                );
            }
        }
        Command::SetKindName(name) => draft.plan.kind_name.clone_from(name),
        Command::SetCompany { side, name } if name.is_empty() => {
            drop(draft.plan.companies.remove(side))
        }
        Command::SetCompany { side, name } => {
            drop(draft.plan.companies.insert(*side, name.clone()))
        }
        Command::SetSolution(text) => draft.plan.solution.clone_from(text),
        Command::SetPlanStart(day) => draft.plan.start = *day,
        Command::SetGoLive(day) => draft.plan.go_live = *day,
        Command::SetDecision(decision) => draft.plan.decision.clone_from(decision),
        Command::SetCalendar {
            side,
            calendar: None,
        } => drop(draft.plan.calendars.remove(side)),
        Command::SetCalendar {
            side,
            calendar: Some(calendar),
        } => {
            draft.plan.calendars.insert(*side, tidy(calendar));
        }
        Command::AddMilestone { .. }
        | Command::MoveMilestones { .. }
        | Command::ArchiveMilestones(_)
        | Command::RestoreMilestones(_) => perform_rows(draft, command, client),
        Command::AddDependency(new) | Command::RestoreDependency(new) => {
            add_dependency(draft, *new)
        }
        Command::RemoveDependency {
            predecessor,
            successor,
            kind,
        } => {
            let gone = (*predecessor, *successor, *kind);
            draft.plan.dependencies.retain(|each| ends(each) != gone);
        }
        _ => perform_rest(draft, command),
    }
}

fn perform_rest(draft: &mut Draft, command: &Command) {
    match command {
        Command::Agree { agreement } => {
            let person = draft.resolve(agreement.person);
            let same = |each: &crate::model::Agreement| {
                (each.milestone, each.person) == (agreement.milestone, person)
            };
            draft.plan.agreements.retain(|each| !same(each));
            draft.plan.agreements.push(crate::model::Agreement {
                person,
                ..agreement.clone()
            });
            draft
                .plan
                .agreements
                .sort_by_key(|each| (each.milestone, each.person));
        }
        Command::WithdrawAgreement { milestone, person } => {
            let gone = (*milestone, draft.resolve(*person));
            draft
                .plan
                .agreements
                .retain(|each| (each.milestone, each.person) != gone);
        }
        Command::Approve { approval } => {
            let person = draft.resolve(approval.person);
            draft.plan.approvals.push(crate::model::Approval {
                person,
                ..approval.clone()
            });
            draft.plan.approvals.sort_by_key(|each| each.id);
        }
        Command::WithdrawApproval(id) => draft.plan.approvals.retain(|each| each.id != *id),
        Command::KeepReceipt(receipt) => {
            draft.plan.receipts.retain(|each| each.id != receipt.id);
            draft.plan.receipts.push(receipt.clone());
            draft.plan.receipts.sort_by_key(|each| each.id);
        }
        Command::RemoveReceipt(id) => draft.plan.receipts.retain(|each| each.id != *id),
        Command::RestoreSession { client, session } => {
            draft.plan.sessions.insert(*client, session.clone());
        }
        Command::MergePeople { from, into } => merge(draft, *from, *into),
        Command::AddPerson {
            id,
            name,
            side,
            placeholder,
        } => {
            let person = new_person(*id, name, *side, *placeholder);
            let at = draft.plan.people.partition_point(|each| each.id < *id);
            draft.plan.people.insert(at, person);
        }
        _ => {
            perform_lists(draft, command);
            perform_person(draft, command);
            perform_milestone(draft, command);
        }
    }
}

fn perform_rows(draft: &mut Draft, command: &Command, client: u64) {
    match command {
        Command::AddMilestone { id, place, title } => {
            let row = new_milestone(*id, title, client);
            if *place == Place::Last {
                return draft.push(row);
            }
            let at = position(&draft.plan.milestones, *place, |row| row.id);
            draft.plan.milestones.insert(at, row);
            draft.index();
        }
        Command::MoveMilestones { ids, place } => {
            let moved: Vec<Milestone> = ids
                .iter()
                .filter_map(|id| draft.milestone(*id).ok().cloned())
                .collect();
            draft.plan.milestones.retain(|row| !ids.contains(&row.id));
            let at = position(&draft.plan.milestones, *place, |row| row.id);
            draft.plan.milestones.splice(at..at, moved);
            draft.index();
        }
        Command::ArchiveMilestones(ids) => archive(draft, ids, true),
        Command::RestoreMilestones(ids) => archive(draft, ids, false),
        _ => {}
    }
}

fn perform_milestone(draft: &mut Draft, command: &Command) {
    let Some(id) = milestone_of(command) else {
        return;
    };
    let resolved = |person: &PersonId| draft.resolve(*person);
    let (accountable, helper) = match command {
        Command::SetAccountable { person, .. } => (person.as_ref().map(resolved), None),
        Command::AddHelper { person, .. } | Command::RemoveHelper { person, .. } => {
            (None, Some(resolved(person)))
        }
        _ => (None, None),
    };
    let status = match command {
        Command::SetStatus {
            status: Status::Blocked { reason, clears },
            ..
        } => {
            let clears = clears.as_ref().map(resolved);
            Some(Status::Blocked {
                reason: reason.clone(),
                clears,
            })
        }
        Command::SetStatus { status, .. } => Some(status.clone()),
        _ => None,
    };
    let Some(row) = draft.milestone_mut(id) else {
        return;
    };
    match command {
        Command::SetKind { kind, .. } => row.kind = *kind,
        Command::SetDue { due, .. } => row.due = *due,
        Command::SetStart { start, .. } => row.start = *start,
        Command::SetDuration { days, .. } => row.duration_days = *days,
        Command::SetRemaining { days, .. } => row.remaining_days = *days,
        Command::SetStatus { .. } => row.status = status.unwrap_or_default(),
        Command::SetAccountable { .. } => {
            row.helpers.retain(|each| Some(*each) != accountable);
            row.accountable = accountable;
        }
        Command::AddHelper { .. } => {
            row.helpers.extend(helper);
            row.helpers.sort();
            row.helpers.dedup();
        }
        Command::RemoveHelper { .. } => row.helpers.retain(|each| Some(*each) != helper),
        Command::SetEverybody { everybody, .. } => row.everybody = *everybody,
        Command::SetPhase { track, .. } => row.phase = *track,
        Command::SetFunction { track, .. } => row.function = *track,
        Command::SetLink { link, .. } => {
            row.links.retain(|each| each.id != link.id);
            row.links.push(Link::clone(link));
            row.links.sort_by_key(|each| each.id);
        }
        Command::RemoveLink { link, .. } => row.links.retain(|each| each.id != *link),
        Command::RestoreCreator { client, .. } => row.created_by = *client,
        _ => perform_item(&mut row.checklist, command),
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
            move_one(items, *item, *place, |each| each.id)
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

fn perform_person(draft: &mut Draft, command: &Command) {
    let person = |draft: &mut Draft, id: PersonId, set: &dyn Fn(&mut Person)| {
        if let Some(person) = draft.person_mut(id) {
            set(person);
        }
    };
    match command {
        Command::SetPersonName {
            person: id,
            name,
            placeholder,
        } => person(draft, *id, &|person| {
            person.name.clone_from(name);
            person.placeholder = *placeholder;
        }),
        Command::SetPersonSide { person: id, side } => {
            person(draft, *id, &|person| person.side = *side)
        }
        Command::SetPersonTitle { person: id, title } => {
            person(draft, *id, &|person| person.title.clone_from(title));
        }
        Command::SetPersonFunction {
            person: id,
            function,
        } => {
            person(draft, *id, &|person| person.function.clone_from(function));
        }
        Command::SetPersonRole { person: id, role } => {
            person(draft, *id, &|person| person.role = *role)
        }
        Command::ArchivePerson(id) => person(draft, *id, &|person| person.archived = true),
        // A merged entry stays out of sight.
        Command::RestorePerson(id) => {
            person(draft, *id, &|person| {
                person.archived = person.merged_into.is_some()
            });
        }
        // Which references were this entry's is known to the document alone.
        Command::SeparatePerson(id) => person(draft, *id, &|person| {
            person.merged_into = None;
            person.archived = false;
        }),
        _ => {}
    }
}

fn perform_lists(draft: &mut Draft, command: &Command) {
    let tracks = &mut draft.plan.tracks;
    let criteria = &mut draft.plan.criteria;
    match command {
        Command::AddTrack {
            id,
            kind,
            name,
            place,
        } => {
            let at = position(tracks, *place, |track| track.id);
            let (name, kind) = (name.clone(), *kind);
            tracks.insert(
                at,
                Track {
                    id: *id,
                    name,
                    kind,
                    lead: None,
                    archived: false,
                },
            );
        }
        Command::MoveTrack { track, place } => move_one(tracks, *track, *place, |each| each.id),
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
        Command::SetTrackLead { track, lead } => {
            let lead = lead.map(|lead| draft.resolve(lead));
            if let Some(track) = draft.plan.tracks.iter_mut().find(|each| each.id == *track) {
                track.lead = lead;
            }
        }
        Command::SetTrackName { track, .. }
        | Command::ArchiveTrack(track)
        | Command::RestoreTrack(track) => {
            let Some(track) = tracks.iter_mut().find(|each| each.id == *track) else {
                return;
            };
            match command {
                Command::SetTrackName { name, .. } => track.name.clone_from(name),
                _ => track.archived = matches!(command, Command::ArchiveTrack(_)),
            }
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

/// The milestone whose own values a command sets.
fn milestone_of(command: &Command) -> Option<MilestoneId> {
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

fn merge(draft: &mut Draft, from: PersonId, into: PersonId) {
    let into = draft.resolve(into);
    let moved = |person: PersonId| if person == from { into } else { person };
    for person in &mut draft.plan.people {
        if person.id == from || person.merged_into == Some(from) {
            person.merged_into = Some(into);
            person.archived = true;
        }
    }
    for row in &mut draft.plan.milestones {
        row.accountable = row.accountable.map(moved);
        row.helpers = row.helpers.iter().copied().map(moved).collect();
        row.helpers.sort();
        row.helpers.dedup();
        row.helpers
            .retain(|helper| Some(*helper) != row.accountable);
        if let Status::Blocked { clears, .. } = &mut row.status {
            *clears = clears.map(moved);
        }
    }
    draft
        .plan
        .tracks
        .iter_mut()
        .for_each(|track| track.lead = track.lead.map(moved));
    draft
        .plan
        .approvals
        .iter_mut()
        .for_each(|approval| approval.person = moved(approval.person));
    let said = &mut draft.plan.agreements;
    said.iter_mut()
        .for_each(|agreement| agreement.person = moved(agreement.person));
    // The later of two counts.
    said.sort_by(|a, b| {
        (a.milestone, a.person, b.at, &b.terms).cmp(&(b.milestone, b.person, a.at, &a.terms))
    });
    said.dedup_by_key(|agreement| (agreement.milestone, agreement.person));
}

fn archive(draft: &mut Draft, ids: &[MilestoneId], archived: bool) {
    for id in ids {
        if let Some(row) = draft.milestone_mut(*id) {
            row.archived = archived;
        }
    }
}

fn ends(each: &Dependency) -> (MilestoneId, MilestoneId, DependencyKind) {
    (each.predecessor, each.successor, each.kind)
}

fn add_dependency(draft: &mut Draft, new: Dependency) {
    let all = &mut draft.plan.dependencies;
    match all.binary_search_by_key(&ends(&new), ends) {
        Ok(at) => all[at] = new,
        Err(at) => all.insert(at, new),
    }
}

/// Where a row goes among rows.
fn position<R, Id: PartialEq>(rows: &[R], place: Place<Id>, id: impl Fn(&R) -> Id) -> usize {
    match place {
        Place::First => 0,
        Place::Last => rows.len(),
        Place::After(anchor) => rows
            .iter()
            .position(|row| id(row) == anchor)
            .map_or(rows.len(), |at| at + 1),
    }
}

fn move_one<R, Id: PartialEq + Copy>(
    rows: &mut Vec<R>,
    moved: Id,
    place: Place<Id>,
    id: impl Fn(&R) -> Id,
) {
    if let Some(at) = rows.iter().position(|row| id(row) == moved) {
        let row = rows.remove(at);
        let at = position(rows, place, id);
        rows.insert(at, row);
    }
}

/// A calendar as it reads: days sorted, ranges sorted and named once.
fn tidy(calendar: &crate::model::Calendar) -> crate::model::Calendar {
    let mut calendar = calendar.clone();
    calendar
        .weekdays
        .sort_by_key(chrono::Weekday::num_days_from_monday);
    calendar
        .blackouts
        .sort_by_key(|range| (range.from, range.to));
    // Of two reasons for one range the last one stays, as in the document.
    calendar.blackouts.reverse();
    calendar
        .blackouts
        .dedup_by_key(|range| (range.from, range.to));
    calendar.blackouts.reverse();
    calendar
}

fn new_person(id: PersonId, name: &str, side: crate::model::Side, placeholder: bool) -> Person {
    Person {
        id,
        name: name.to_owned(),
        placeholder,
        side,
        title: String::new(),
        function: String::new(),
        role: None,
        archived: false,
        merged_into: None,
    }
}

fn new_milestone(id: MilestoneId, title: &str, client: u64) -> Milestone {
    Milestone {
        id,
        title: title.to_owned(),
        kind: crate::model::MilestoneKind::default(),
        accountable: None,
        helpers: Vec::new(),
        everybody: false,
        start: None,
        due: None,
        duration_days: None,
        remaining_days: None,
        status: Status::NotStarted,
        done_when: String::new(),
        result: String::new(),
        notes: String::new(),
        links: Vec::new(),
        checklist: Vec::new(),
        phase: None,
        function: None,
        archived: false,
        created_by: Some(client),
    }
}
