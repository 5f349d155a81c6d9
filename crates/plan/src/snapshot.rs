//! A plan as a value that comes back: snapshot, document, snapshot is identity.

use crate::{
    command::{Command, Draft, Place, TextField},
    id::{MilestoneId, PersonId, TrackId},
    model::{ChecklistItem, Milestone, Person, Plan, Status, TrackKind},
    text::Splice,
};

/// The one command that builds a plan in an empty document.
///
/// What reading found odd is not in a snapshot. A reference to somebody or something that the snapshot lacks is left
/// out: the record comes back without it.
pub fn from_plan(plan: &Plan) -> Command {
    // A document's people come sorted, and a draft finds them by that; a snapshot may list them in any order.
    let mut sorted = plan.clone();
    sorted.people.sort_by_key(|person| person.id);
    let known = Draft::of(sorted);
    let mut commands = Vec::new();
    scalars(plan, &mut commands);
    for person in &plan.people {
        add_person(person, &mut commands);
    }
    lists(plan, &known, &mut commands);
    for row in &plan.milestones {
        add_milestone(row, &known, &mut commands);
    }
    let archived: Vec<_> = plan.milestones.iter().filter(|row| row.archived).collect();
    if !archived.is_empty() {
        commands.push(Command::ArchiveMilestones(
            archived.iter().map(|row| row.id).collect(),
        ));
    }
    let there = |id| known.milestone(id).is_ok();
    let links = plan
        .dependencies
        .iter()
        .filter(|d| there(d.predecessor) && there(d.successor));
    commands.extend(links.map(|dependency| Command::RestoreDependency(*dependency)));
    words(plan, &known, &mut commands);
    // Last: until then every entry is a person of its own.
    commands.extend(plan.people.iter().filter_map(|person| {
        let into = person
            .merged_into
            .filter(|into| known.person(*into).is_ok())?;
        Some(Command::MergePeople {
            from: person.id,
            into,
        })
    }));
    Command::Batch(commands)
}

fn scalars(plan: &Plan, commands: &mut Vec<Command>) {
    write_text(TextField::PlanTitle, &plan.title, commands);
    write_text(TextField::Goal, &plan.goal, commands);
    write_text(TextField::WhyNow, &plan.why_now, commands);
    commands.push(Command::SetKindName(plan.kind_name.clone()));
    commands.push(Command::SetSolution(plan.solution.clone()));
    commands.push(Command::SetPlanStart(plan.start));
    commands.push(Command::SetGoLive(plan.go_live));
    commands.push(Command::SetDecision(plan.decision.clone()));
    for (side, name) in &plan.companies {
        commands.push(Command::SetCompany {
            side: *side,
            name: name.clone(),
        });
    }
    for (side, calendar) in &plan.calendars {
        commands.push(Command::SetCalendar {
            side: *side,
            calendar: Some(calendar.clone()),
        });
    }
}

fn write_text(field: TextField, text: &str, commands: &mut Vec<Command>) {
    if !text.is_empty() {
        let splice = Splice {
            at: 0,
            delete: 0,
            insert: text.to_owned(),
        };
        commands.push(Command::EditText { field, splice });
    }
}

fn add_person(person: &Person, commands: &mut Vec<Command>) {
    let id = person.id;
    let (name, side, placeholder) = (person.name.clone(), person.side, person.placeholder);
    commands.push(Command::AddPerson {
        id,
        name,
        side,
        placeholder,
    });
    commands.push(Command::SetPersonTitle {
        person: id,
        title: person.title.clone(),
    });
    commands.push(Command::SetPersonFunction {
        person: id,
        function: person.function.clone(),
    });
    commands.push(Command::SetPersonRole {
        person: id,
        role: person.role,
    });
    if person.archived && person.merged_into.is_none() {
        commands.push(Command::ArchivePerson(id));
    }
}

fn lists(plan: &Plan, known: &Draft, commands: &mut Vec<Command>) {
    for track in &plan.tracks {
        let (id, kind, name) = (track.id, track.kind, track.name.clone());
        commands.push(Command::AddTrack {
            id,
            kind,
            name,
            place: Place::Last,
        });
        if let Some(lead) = track.lead.filter(|lead| known.person(*lead).is_ok()) {
            commands.push(Command::SetTrackLead {
                track: id,
                lead: Some(lead),
            });
        }
        if track.archived {
            commands.push(Command::ArchiveTrack(id));
        }
    }
    for criterion in &plan.criteria {
        let (id, text) = (criterion.id, criterion.text.clone());
        commands.push(Command::AddCriterion {
            id,
            text,
            place: Place::Last,
        });
        write_text(TextField::JudgedBy(id), &criterion.judged_by, commands);
        commands.push(Command::SetCriterionMet {
            criterion: id,
            met: criterion.met,
        });
        if criterion.archived {
            commands.push(Command::ArchiveCriterion(id));
        }
    }
}

fn add_milestone(row: &Milestone, known: &Draft, commands: &mut Vec<Command>) {
    let milestone = row.id;
    let title = row.title.clone();
    commands.push(Command::AddMilestone {
        id: milestone,
        place: Place::Last,
        title,
    });
    commands.push(Command::RestoreCreator {
        milestone,
        client: row.created_by,
    });
    write_text(TextField::DoneWhen(milestone), &row.done_when, commands);
    write_text(TextField::Result(milestone), &row.result, commands);
    write_text(TextField::Notes(milestone), &row.notes, commands);
    let (kind, everybody, start, due) = (row.kind, row.everybody, row.start, row.due);
    commands.push(Command::SetKind { milestone, kind });
    commands.push(Command::SetEverybody {
        milestone,
        everybody,
    });
    commands.push(Command::SetStart { milestone, start });
    commands.push(Command::SetDue { milestone, due });
    let (whole, rest) = (row.duration_days, row.remaining_days);
    commands.push(Command::SetDuration {
        milestone,
        days: whole,
    });
    commands.push(Command::SetRemaining {
        milestone,
        days: rest,
    });
    add_references(row, known, commands);
    let links = row.links.iter().cloned();
    commands.extend(links.map(|link| Command::SetLink { milestone, link }));
    for item in &row.checklist {
        add_item(milestone, item, commands);
    }
}

/// What names people and tracks.
fn add_references(row: &Milestone, known: &Draft, commands: &mut Vec<Command>) {
    let milestone = row.id;
    let person = |id: &PersonId| known.person(*id).is_ok();
    let track =
        |id: &TrackId, kind: TrackKind| known.track(*id).is_ok_and(|track| track.kind == kind);
    let mut status = row.status.clone();
    if let Status::Blocked { clears, .. } = &mut status {
        *clears = clears.filter(person);
    }
    commands.push(Command::SetStatus { milestone, status });
    let accountable = row.accountable.filter(person);
    commands.push(Command::SetAccountable {
        milestone,
        person: accountable,
    });
    let helpers = row.helpers.iter().copied().filter(person);
    commands.extend(helpers.map(|person| Command::AddHelper { milestone, person }));
    let phase = row.phase.filter(|id| track(id, TrackKind::Phase));
    commands.push(Command::SetPhase {
        milestone,
        track: phase,
    });
    let function = row.function.filter(|id| track(id, TrackKind::Function));
    commands.push(Command::SetFunction {
        milestone,
        track: function,
    });
}

fn add_item(milestone: MilestoneId, row: &ChecklistItem, commands: &mut Vec<Command>) {
    let (item, text, done) = (row.id, row.text.clone(), row.done);
    commands.push(Command::AddChecklistItem {
        milestone,
        id: item,
        text,
        place: Place::Last,
    });
    commands.push(Command::SetChecklistDone {
        milestone,
        item,
        done,
    });
    if row.archived {
        commands.push(Command::ArchiveChecklistItem { milestone, item });
    }
}

fn words(plan: &Plan, known: &Draft, commands: &mut Vec<Command>) {
    for agreement in &plan.agreements {
        let milestone = known.milestone(agreement.milestone).is_ok();
        if milestone && known.person(agreement.person).is_ok() {
            commands.push(Command::Agree {
                agreement: agreement.clone(),
            });
        }
    }
    for approval in plan
        .approvals
        .iter()
        .filter(|each| known.person(each.person).is_ok())
    {
        commands.push(Command::Approve {
            approval: approval.clone(),
        });
    }
    commands.extend(plan.receipts.iter().cloned().map(Command::KeepReceipt));
    for (client, session) in &plan.sessions {
        commands.push(Command::RestoreSession {
            client: *client,
            session: session.clone(),
        });
    }
}
