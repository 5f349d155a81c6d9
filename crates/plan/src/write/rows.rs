//! Records that stand in an order: milestones, checklist items, tracks, criteria.

use std::fmt::Display;

use super::{Writer, put, put_or_default};
use crate::{
    command::{Command, Place},
    id::MilestoneId,
    read::keys,
    schema::{key, root},
};

impl Writer<'_, '_> {
    pub(super) fn write_milestone_rows(&mut self, command: &Command) {
        match command {
            Command::AddMilestone { id, place, title } => self.add_milestone(*id, *place, title),
            Command::MoveMilestones { ids, place } => {
                let ids: Vec<&str> = ids.iter().map(MilestoneId::as_str).collect();
                self.place(root::MILESTONES, "", &ids, &text_place(*place));
            }
            Command::ArchiveMilestones(ids) => {
                ids.iter()
                    .for_each(|id| self.archive(root::MILESTONES, id.as_str(), true));
            }
            Command::RestoreMilestones(ids) => {
                ids.iter()
                    .for_each(|id| self.archive(root::MILESTONES, id.as_str(), false));
            }
            Command::AddChecklistItem {
                milestone,
                id,
                text,
                place,
            } => {
                let record = self.create(root::CHECKLIST, &keys::pair(milestone, id), &[]);
                put_or_default(&mut self.txn, &record, key::TEXT, text);
                self.place(
                    root::CHECKLIST,
                    milestone.as_str(),
                    &[id.as_str()],
                    &text_place(*place),
                );
            }
            Command::MoveChecklistItem {
                milestone,
                item,
                place,
            } => {
                let place = text_place(*place);
                self.place(
                    root::CHECKLIST,
                    milestone.as_str(),
                    &[item.as_str()],
                    &place,
                );
            }
            _ => {}
        }
    }

    pub(super) fn write_list_rows(&mut self, command: &Command) {
        match command {
            Command::AddTrack {
                id,
                kind,
                name,
                place,
            } => {
                let record = self.create(root::TRACKS, id.as_str(), &[]);
                put(&mut self.txn, &record, key::KIND, Some(kind));
                put_or_default(&mut self.txn, &record, key::NAME, name);
                self.place(root::TRACKS, "", &[id.as_str()], &text_place(*place));
            }
            Command::MoveTrack { track, place } => {
                self.place(root::TRACKS, "", &[track.as_str()], &text_place(*place));
            }
            Command::AddCriterion { id, text, place } => {
                let texts = [(key::TEXT, text.as_str()), (key::JUDGED_BY, "")];
                self.create(root::CRITERIA, id.as_str(), &texts);
                self.place(root::CRITERIA, "", &[id.as_str()], &text_place(*place));
            }
            Command::MoveCriterion { criterion, place } => {
                self.place(
                    root::CRITERIA,
                    "",
                    &[criterion.as_str()],
                    &text_place(*place),
                );
            }
            _ => {}
        }
    }

    fn add_milestone(&mut self, id: MilestoneId, place: Place, title: &str) {
        let texts = [
            (key::TITLE, title),
            (key::DONE_WHEN, ""),
            (key::RESULT, ""),
            (key::NOTES, ""),
        ];
        let record = self.create(root::MILESTONES, id.as_str(), &texts);
        put(&mut self.txn, &record, key::CREATED_BY, Some(&self.client));
        self.place(root::MILESTONES, "", &[id.as_str()], &text_place(place));
    }
}

pub(crate) fn text_place<Id: Display>(place: Place<Id>) -> Place<String> {
    match place {
        Place::First => Place::First,
        Place::Last => Place::Last,
        Place::After(anchor) => Place::After(anchor.to_string()),
    }
}
