//! Single values of milestones, checklist items, tracks and criteria.

use super::Writer;
use crate::{
    command::{Command, Draft},
    id::{MilestoneId, PersonId},
    read::keys,
    schema::{key, root},
    value::{Address, Value},
};

impl Writer<'_, '_> {
    pub(super) fn write_field(&mut self, draft: &Draft, command: &Command) {
        match command {
            Command::SetKind { milestone, kind } => {
                self.of_milestone_or_default(*milestone, key::KIND, kind);
            }
            Command::SetDue { milestone, due } => {
                self.of_milestone(*milestone, key::DUE, due.as_ref());
            }
            Command::SetStart { milestone, start } => {
                self.of_milestone(*milestone, key::START, start.as_ref());
            }
            Command::SetDuration { milestone, days } => {
                self.of_milestone(*milestone, key::DURATION_DAYS, days.as_ref());
            }
            Command::SetRemaining { milestone, days } => {
                self.of_milestone(*milestone, key::REMAINING_DAYS, days.as_ref());
            }
            Command::SetStatus { milestone, status } => {
                self.of_milestone_or_default(*milestone, key::STATUS, status);
            }
            Command::SetEverybody {
                milestone,
                everybody,
            } => {
                self.of_milestone_or_default(*milestone, key::EVERYBODY, everybody);
            }
            Command::SetPhase { milestone, track } => {
                self.of_milestone(*milestone, key::PHASE, track.as_ref());
            }
            Command::SetFunction { milestone, track } => {
                self.of_milestone(*milestone, key::FUNCTION, track.as_ref());
            }
            Command::RestoreCreator { milestone, client } => {
                self.of_milestone(*milestone, key::CREATED_BY, client.as_ref());
            }
            Command::SetAccountable { milestone, person } => {
                if let Some(person) = person {
                    self.remove_helper(draft, *milestone, *person);
                }
                self.of_milestone(*milestone, key::ACCOUNTABLE, person.as_ref());
            }
            Command::AddHelper { milestone, person } => self.add_helper(draft, *milestone, *person),
            Command::RemoveHelper { milestone, person } => {
                self.remove_helper(draft, *milestone, *person);
            }
            Command::SetLink { milestone, link } => {
                let address = Address {
                    url: link.url.clone(),
                    label: link.label.clone(),
                };
                self.set(root::LINKS, &keys::pair(milestone, link.id), Some(&address));
            }
            Command::RemoveLink { milestone, link } => {
                self.set::<Address>(root::LINKS, &keys::pair(milestone, link), None);
            }
            _ => self.write_list_field(command),
        }
    }

    fn write_list_field(&mut self, command: &Command) {
        match command {
            Command::SetChecklistText {
                milestone,
                item,
                text,
            } => {
                let at = keys::pair(milestone, item);
                self.field_or_default(root::CHECKLIST, &at, key::TEXT, text);
            }
            Command::SetChecklistDone {
                milestone,
                item,
                done,
            } => {
                let at = keys::pair(milestone, item);
                self.field_or_default(root::CHECKLIST, &at, key::DONE, done);
            }
            Command::ArchiveChecklistItem { milestone, item } => {
                self.archive(root::CHECKLIST, &keys::pair(milestone, item), true);
            }
            Command::RestoreChecklistItem { milestone, item } => {
                self.archive(root::CHECKLIST, &keys::pair(milestone, item), false);
            }
            Command::SetTrackName { track, name } => {
                self.field_or_default(root::TRACKS, track.as_str(), key::NAME, name);
            }
            Command::SetTrackLead { track, lead } => {
                self.field(root::TRACKS, track.as_str(), key::LEAD, lead.as_ref());
            }
            Command::ArchiveTrack(track) => self.archive(root::TRACKS, track.as_str(), true),
            Command::RestoreTrack(track) => self.archive(root::TRACKS, track.as_str(), false),
            Command::SetCriterionMet { criterion, met } => {
                self.field(root::CRITERIA, criterion.as_str(), key::MET, met.as_ref());
            }
            Command::ArchiveCriterion(id) => self.archive(root::CRITERIA, id.as_str(), true),
            Command::RestoreCriterion(id) => self.archive(root::CRITERIA, id.as_str(), false),
            _ => {}
        }
    }

    fn of_milestone<V: Value>(&mut self, id: MilestoneId, key: &str, value: Option<&V>) {
        self.field(root::MILESTONES, id.as_str(), key, value);
    }

    fn of_milestone_or_default<V: Value + Default>(
        &mut self,
        id: MilestoneId,
        key: &str,
        value: &V,
    ) {
        self.field_or_default(root::MILESTONES, id.as_str(), key, value);
    }

    /// Somebody who helps already under a merged entry is not written twice.
    fn add_helper(&mut self, draft: &Draft, milestone: MilestoneId, person: PersonId) {
        let person = draft.resolve(person);
        let helps = draft
            .milestone(milestone)
            .is_ok_and(|row| row.helpers.contains(&person));
        if !helps {
            self.set(root::OWNERS, &keys::pair(milestone, person), Some(&true));
        }
    }

    fn remove_helper(&mut self, draft: &Draft, milestone: MilestoneId, person: PersonId) {
        for alias in draft.aliases(draft.resolve(person)) {
            self.set::<bool>(root::OWNERS, &keys::pair(milestone, alias), None);
        }
    }
}
