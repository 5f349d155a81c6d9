//! People, and two entries that are one person.

use crate::{
    command::{Command, Draft},
    id::PersonId,
    model::{Person, Status},
};

pub(super) fn perform(draft: &mut Draft, command: &Command) {
    match command {
        Command::MergePeople { from, into } => merge(draft, *from, *into),
        Command::AddPerson {
            id,
            name,
            side,
            placeholder,
        } => {
            let person = Person {
                placeholder: *placeholder,
                ..Person::new(*id, name, *side)
            };
            let at = draft.plan.people.partition_point(|each| each.id < *id);
            draft.plan.people.insert(at, person);
        }
        Command::SetPersonName { person, .. }
        | Command::SetPersonSide { person, .. }
        | Command::SetPersonTitle { person, .. }
        | Command::SetPersonFunction { person, .. }
        | Command::SetPersonRole { person, .. }
        | Command::ArchivePerson(person)
        | Command::RestorePerson(person)
        | Command::SeparatePerson(person) => {
            if let Some(person) = draft.person_mut(*person) {
                set(person, command);
            }
        }
        _ => {}
    }
}

fn set(person: &mut Person, command: &Command) {
    match command {
        Command::SetPersonName {
            name, placeholder, ..
        } => {
            person.name.clone_from(name);
            person.placeholder = *placeholder;
        }
        Command::SetPersonSide { side, .. } => person.side = *side,
        Command::SetPersonTitle { title, .. } => person.title.clone_from(title),
        Command::SetPersonFunction { function, .. } => person.function.clone_from(function),
        Command::SetPersonRole { role, .. } => person.role = *role,
        Command::ArchivePerson(_) => person.archived = true,
        // A merged entry stays out of sight.
        Command::RestorePerson(_) => person.archived = person.merged_into.is_some(),
        // Which references were this entry's is known to the document alone.
        Command::SeparatePerson(_) => {
            person.merged_into = None;
            person.archived = false;
        }
        _ => {}
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
