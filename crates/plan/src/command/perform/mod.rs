//! What a command means, on values. Later commands of a batch are checked on this; tests compare it with the document.

mod lists;
mod milestones;
mod people;
mod words;

pub(crate) use self::milestones::milestone_of;
use super::{Command, Draft, Place, texts::reverting_splice};
use crate::{
    id::MilestoneId,
    model::{Calendar, Dependency, DependencyKind, Milestone},
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
        _ => {
            // Each takes the commands that are its own.
            perform_plan(draft, command);
            perform_rows(draft, command, client);
            words::perform(draft, command);
            lists::perform(draft, command);
            people::perform(draft, command);
            milestones::perform(draft, command);
        }
    }
}

fn perform_plan(draft: &mut Draft, command: &Command) {
    let plan = &mut draft.plan;
    match command {
        Command::SetKindName(name) => plan.kind_name.clone_from(name),
        Command::SetSolution(text) => plan.solution.clone_from(text),
        Command::SetPlanStart(day) => plan.start = *day,
        Command::SetGoLive(day) => plan.go_live = *day,
        Command::SetDecision(decision) => plan.decision.clone_from(decision),
        Command::SetCompany { side, name } => {
            plan.companies.remove(side);
            let named = (!name.is_empty()).then(|| (*side, name.clone()));
            plan.companies.extend(named);
        }
        Command::SetCalendar { side, calendar } => {
            plan.calendars.remove(side);
            plan.calendars
                .extend(calendar.as_ref().map(|calendar| (*side, tidy(calendar))));
        }
        Command::AddDependency(new) | Command::RestoreDependency(new) => {
            add_dependency(&mut plan.dependencies, *new);
        }
        Command::RemoveDependency {
            predecessor,
            successor,
            kind,
        } => {
            let gone = (*predecessor, *successor, *kind);
            plan.dependencies.retain(|each| ends(each) != gone);
        }
        _ => {}
    }
}

fn perform_rows(draft: &mut Draft, command: &Command, client: u64) {
    match command {
        Command::AddMilestone { id, place, title } => {
            let row = Milestone {
                created_by: Some(client),
                ..Milestone::new(*id, title)
            };
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

fn add_dependency(all: &mut Vec<Dependency>, new: Dependency) {
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
fn tidy(calendar: &Calendar) -> Calendar {
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
