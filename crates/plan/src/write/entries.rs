//! Entries that are one value under one key.

use super::Writer;
use crate::{
    command::{Command, Draft},
    model::Agreement,
    read::keys,
    schema::root,
    value::{Gap, Yes},
};

impl Writer<'_, '_> {
    pub(super) fn write_dependency(&mut self, command: &Command) {
        match command {
            Command::AddDependency(new) | Command::RestoreDependency(new) => {
                let key = keys::dependency(new.predecessor, new.successor, new.kind);
                let gap = Gap {
                    lag_days: new.lag_days,
                    policy: new.policy,
                };
                self.set(root::DEPENDENCIES, &key, Some(&gap));
            }
            Command::RemoveDependency {
                predecessor,
                successor,
                kind,
            } => {
                let key = keys::dependency(*predecessor, *successor, *kind);
                self.set::<Gap>(root::DEPENDENCIES, &key, None);
            }
            _ => {}
        }
    }

    pub(super) fn write_words(&mut self, draft: &Draft, command: &Command) {
        match command {
            Command::Agree { agreement } => self.agree(draft, agreement),
            Command::WithdrawAgreement { milestone, person } => {
                for alias in draft.aliases(draft.resolve(*person)) {
                    self.set::<Yes>(root::AGREEMENTS, &keys::pair(*milestone, alias), None);
                }
            }
            Command::Approve { approval } => {
                let (person, terms) = (Some(approval.person), approval.terms.clone());
                let yes = Yes {
                    person,
                    terms,
                    at: approval.at,
                };
                self.set(root::APPROVALS, approval.id.as_str(), Some(&yes));
            }
            Command::WithdrawApproval(id) => self.set::<Yes>(root::APPROVALS, id.as_str(), None),
            Command::KeepReceipt(receipt) => {
                self.set(
                    root::RECEIPTS,
                    receipt.id.as_str(),
                    Some(&receipt.statement),
                );
            }
            Command::RemoveReceipt(id) => self.set::<String>(root::RECEIPTS, id.as_str(), None),
            _ => {}
        }
    }

    /// Entries merged into this person may hold an older yes; the new one replaces them all.
    fn agree(&mut self, draft: &Draft, agreement: &Agreement) {
        let yes = Yes {
            person: None,
            terms: agreement.terms.clone(),
            at: agreement.at,
        };
        let person = draft.resolve(agreement.person);
        for alias in draft
            .aliases(person)
            .into_iter()
            .filter(|alias| *alias != person)
        {
            self.set::<Yes>(
                root::AGREEMENTS,
                &keys::pair(agreement.milestone, alias),
                None,
            );
        }
        self.set(
            root::AGREEMENTS,
            &keys::pair(agreement.milestone, person),
            Some(&yes),
        );
    }
}
