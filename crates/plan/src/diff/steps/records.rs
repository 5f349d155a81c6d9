//! From the lists of one plan to those of another.

use crate::{
    command::{Command, Place, TextField},
    model::{Criterion, Person, Plan, Track},
};

use super::text;

pub(super) fn people(was: &Plan, is: &Plan, to: &mut Vec<Command>) {
    for now in &is.people {
        let person = now.id;
        let old = was.person(person);
        let blank = Person::new(person, &now.name, now.side);
        let blank = Person {
            placeholder: now.placeholder,
            ..blank
        };
        if old.is_none() {
            to.push(Command::AddPerson {
                id: person,
                name: now.name.clone(),
                side: now.side,
                placeholder: now.placeholder,
            });
        }
        of_person(old.unwrap_or(&blank), now, to);
    }
}

fn of_person(old: &Person, now: &Person, to: &mut Vec<Command>) {
    let person = now.id;
    if (&old.name, old.placeholder) != (&now.name, now.placeholder) {
        let (name, placeholder) = (now.name.clone(), now.placeholder);
        to.push(Command::SetPersonName {
            person,
            name,
            placeholder,
        });
    }
    if old.side != now.side {
        let side = now.side;
        to.push(Command::SetPersonSide { person, side });
    }
    if old.title != now.title {
        let title = now.title.clone();
        to.push(Command::SetPersonTitle { person, title });
    }
    if old.function != now.function {
        let function = now.function.clone();
        to.push(Command::SetPersonFunction { person, function });
    }
    if old.role != now.role {
        let role = now.role;
        to.push(Command::SetPersonRole { person, role });
    }
    match (old.archived, now.archived) {
        (false, true) if now.merged_into.is_none() => to.push(Command::ArchivePerson(person)),
        (true, false) => to.push(Command::RestorePerson(person)),
        _ => {}
    }
}

pub(super) fn merges(was: &Plan, is: &Plan, to: &mut Vec<Command>) {
    for now in &is.people {
        let old = was.person(now.id);
        match (old.and_then(|old| old.merged_into), now.merged_into) {
            (old, Some(into)) if old != Some(into) => {
                let from = now.id;
                to.push(Command::MergePeople { from, into });
            }
            (Some(_), None) => to.push(Command::SeparatePerson(now.id)),
            _ => {}
        }
    }
}

pub(super) fn tracks(was: &Plan, is: &Plan, to: &mut Vec<Command>) {
    let mut place = Place::First;
    for now in &is.tracks {
        let track = now.id;
        let old = was.tracks.iter().find(|old| old.id == track);
        if old.is_none() {
            let (kind, name) = (now.kind, now.name.clone());
            to.push(Command::AddTrack {
                id: track,
                kind,
                name,
                place,
            });
        }
        if old.is_some_and(|old| old.name != now.name) {
            let name = now.name.clone();
            to.push(Command::SetTrackName { track, name });
        }
        if old.and_then(|old| old.lead) != now.lead {
            let lead = now.lead;
            to.push(Command::SetTrackLead { track, lead });
        }
        match (old.is_some_and(|old| old.archived), now.archived) {
            (false, true) => to.push(Command::ArchiveTrack(track)),
            (true, false) => to.push(Command::RestoreTrack(track)),
            _ => {}
        }
        place = Place::After(track);
    }
    let id = |track: &Track| track.id;
    for (track, place) in reordered(&was.tracks, &is.tracks, id) {
        to.push(Command::MoveTrack { track, place });
    }
}

pub(super) fn criteria(was: &Plan, is: &Plan, to: &mut Vec<Command>) {
    let mut place = Place::First;
    for now in &is.criteria {
        let criterion = now.id;
        let old = was.criteria.iter().find(|old| old.id == criterion);
        if old.is_none() {
            let text = now.text.clone();
            to.push(Command::AddCriterion {
                id: criterion,
                text,
                place,
            });
        }
        let known = old.map_or(now.text.as_str(), |old| old.text.as_str());
        text(TextField::CriterionText(criterion), known, &now.text, to);
        let known = old.map_or("", |old| old.judged_by.as_str());
        text(TextField::JudgedBy(criterion), known, &now.judged_by, to);
        if old.and_then(|old| old.met) != now.met {
            let met = now.met;
            to.push(Command::SetCriterionMet { criterion, met });
        }
        match (old.is_some_and(|old| old.archived), now.archived) {
            (false, true) => to.push(Command::ArchiveCriterion(criterion)),
            (true, false) => to.push(Command::RestoreCriterion(criterion)),
            _ => {}
        }
        place = Place::After(criterion);
    }
    let id = |criterion: &Criterion| criterion.id;
    for (criterion, place) in reordered(&was.criteria, &is.criteria, id) {
        to.push(Command::MoveCriterion { criterion, place });
    }
}

/// Where everything goes when what both have stands in another order; nothing otherwise.
fn reordered<T, I: Copy + PartialEq>(
    was: &[T],
    is: &[T],
    id: impl Fn(&T) -> I,
) -> Vec<(I, Place<I>)> {
    let now: Vec<I> = is.iter().map(&id).collect();
    let old: Vec<I> = was
        .iter()
        .map(&id)
        .filter(|one| now.contains(one))
        .collect();
    let stayed = now.iter().filter(|one| old.contains(one));
    if stayed.eq(old.iter()) {
        return Vec::new();
    }
    let before = std::iter::once(Place::First).chain(now.iter().copied().map(Place::After));
    now.iter().copied().zip(before).collect()
}

pub(super) fn dependencies(was: &Plan, is: &Plan, to: &mut Vec<Command>) {
    for old in &was.dependencies {
        let (predecessor, successor, kind) = (old.predecessor, old.successor, old.kind);
        let ends = (predecessor, successor, kind);
        let is_gone =
            |now: &crate::model::Dependency| (now.predecessor, now.successor, now.kind) != ends;
        if is.dependencies.iter().all(is_gone) {
            to.push(Command::RemoveDependency {
                predecessor,
                successor,
                kind,
            });
        }
    }
    let new = is.dependencies.iter();
    let new = new.filter(|now| !was.dependencies.contains(now));
    to.extend(new.map(|now| Command::AddDependency(*now)));
}

/// What people have said and signed.
pub(super) fn words(was: &Plan, is: &Plan, to: &mut Vec<Command>) {
    for old in &was.agreements {
        let (milestone, person) = (old.milestone, old.person);
        let same =
            |now: &crate::model::Agreement| (now.milestone, now.person) == (milestone, person);
        if !is.agreements.iter().any(same) {
            to.push(Command::WithdrawAgreement { milestone, person });
        }
    }
    let new = is.agreements.iter();
    let new = new.filter(|now| !was.agreements.contains(now)).cloned();
    to.extend(new.map(|agreement| Command::Agree { agreement }));
    for old in &was.approvals {
        if is.approvals.iter().all(|now| now.id != old.id) {
            to.push(Command::WithdrawApproval(old.id));
        }
    }
    let new = is.approvals.iter();
    let new = new.filter(|now| !was.approvals.contains(now)).cloned();
    to.extend(new.map(|approval| Command::Approve { approval }));
    let new = is.receipts.iter();
    let new = new.filter(|now| !was.receipts.contains(now)).cloned();
    to.extend(new.map(Command::KeepReceipt));
}
