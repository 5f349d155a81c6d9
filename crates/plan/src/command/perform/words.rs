//! Agreements, approvals, receipts, sessions.

use crate::{
    command::{Command, Draft},
    model::{Agreement, Approval},
};

pub(super) fn perform(draft: &mut Draft, command: &Command) {
    match command {
        Command::Agree { agreement } => {
            let person = draft.resolve(agreement.person);
            let new = Agreement {
                person,
                ..agreement.clone()
            };
            let said = &mut draft.plan.agreements;
            said.retain(|each| (each.milestone, each.person) != (new.milestone, person));
            said.push(new);
            said.sort_by_key(|each| (each.milestone, each.person));
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
            draft.plan.approvals.push(Approval {
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
        _ => {}
    }
}
