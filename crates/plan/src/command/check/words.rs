//! Rules of agreements, approvals, receipts, sessions.

use super::{Checked, Command, Countable, Draft, Record, absent, check_length, line, range, room};
use crate::limits::{
    AGREEMENTS_MAX, APPROVALS_MAX, PLAN_TERMS_LENGTH_MAX, RECEIPTS_MAX, TERMS_LENGTH_MAX,
};

pub(super) fn check(draft: &Draft, command: &Command) -> Checked {
    match command {
        Command::Agree { agreement } => {
            draft.milestone(agreement.milestone)?;
            draft.person(agreement.person)?;
            room(
                draft.plan.agreements.len(),
                Countable::Agreements,
                AGREEMENTS_MAX,
            )?;
            check_length("terms", &agreement.terms, TERMS_LENGTH_MAX)
        }
        Command::WithdrawAgreement { milestone, person } => {
            draft.milestone(*milestone)?;
            draft.person(*person).map(drop)
        }
        Command::Approve { approval } => {
            draft.person(approval.person)?;
            let taken = draft
                .plan
                .approvals
                .iter()
                .any(|each| each.id == approval.id);
            absent(taken, Record::Approval(approval.id))?;
            room(
                draft.plan.approvals.len(),
                Countable::Approvals,
                APPROVALS_MAX,
            )?;
            check_length("terms", &approval.terms, PLAN_TERMS_LENGTH_MAX)
        }
        Command::KeepReceipt(receipt) => {
            room(draft.plan.receipts.len(), Countable::Receipts, RECEIPTS_MAX)?;
            check_length("receipt", &receipt.statement, PLAN_TERMS_LENGTH_MAX)
        }
        Command::RestoreSession { client, session } => {
            range(
                "client id",
                i64::try_from(*client).unwrap_or(i64::MAX),
                0,
                (1 << 53) - 1,
            )?;
            line("name of the session", &session.name)
        }
        _ => Ok(()),
    }
}
