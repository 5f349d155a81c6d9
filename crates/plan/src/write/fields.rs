//! Single values of milestones, checklist items, tracks and criteria.

use super::{Writer, put, put_or_default};
use crate::{
    command::{Command, Draft, milestone_of},
    id::{MilestoneId, PersonId},
    read::keys,
    schema::{key, root},
    value::Address,
};

impl Writer<'_, '_> {
    pub(super) fn write_field(&mut self, command: &Command) {
        let Some(milestone) = milestone_of(command) else {
            return;
        };
        let Some(record) = self.record(root::MILESTONES, milestone.as_str()) else {
            return;
        };
        let (at, txn) = (&record, &mut self.txn);
        match command {
            Command::SetKind { kind, .. } => put_or_default(txn, at, key::KIND, kind),
            Command::SetStatus { status, .. } => put_or_default(txn, at, key::STATUS, status),
            Command::SetEverybody { everybody, .. } => {
                put_or_default(txn, at, key::EVERYBODY, everybody);
            }
            Command::SetDue { due, .. } => put(txn, at, key::DUE, due.as_ref()),
            Command::SetStart { start, .. } => put(txn, at, key::START, start.as_ref()),
            Command::SetDuration { days, .. } => put(txn, at, key::DURATION_DAYS, days.as_ref()),
            Command::SetRemaining { days, .. } => put(txn, at, key::REMAINING_DAYS, days.as_ref()),
            Command::SetPhase { track, .. } => put(txn, at, key::PHASE, track.as_ref()),
            Command::SetFunction { track, .. } => put(txn, at, key::FUNCTION, track.as_ref()),
            Command::RestoreCreator { client, .. } => {
                put(txn, at, key::CREATED_BY, client.as_ref());
            }
            _ => {}
        }
    }

    pub(super) fn write_owner(&mut self, draft: &Draft, command: &Command) {
        match command {
            Command::SetAccountable { milestone, person } => {
                if let Some(person) = person {
                    self.remove_helper(draft, *milestone, *person);
                }
                let id = milestone.as_str();
                self.field(root::MILESTONES, id, key::ACCOUNTABLE, person.as_ref());
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
            _ => {}
        }
    }

    pub(super) fn write_list_field(&mut self, command: &Command) {
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
