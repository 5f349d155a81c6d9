//! The plan's own values, its calendars, and who writes.

use std::collections::BTreeMap;

use yrs::{MapRef, TransactionMut};

use super::{Writer, put, put_or_default};
use crate::{
    command::{Command, Draft},
    model::{Calendar, Session, Side},
    read::keys,
    schema::{self, Word, key, root},
};

impl Writer<'_, '_> {
    pub(super) fn write_scalar(&mut self, draft: &Draft, command: &Command) {
        let plan = self.roots.map(root::PLAN);
        match command {
            Command::SetKindName(name) => put_or_default(&mut self.txn, plan, key::KIND_NAME, name),
            Command::SetSolution(text) => put_or_default(&mut self.txn, plan, key::SOLUTION, text),
            Command::SetPlanStart(day) => put(&mut self.txn, plan, key::START, day.as_ref()),
            Command::SetGoLive(day) => put(&mut self.txn, plan, key::GO_LIVE, day.as_ref()),
            Command::SetDecision(decision) => {
                put(&mut self.txn, plan, key::DECISION, decision.as_ref());
            }
            Command::SetCompany { side, name } => {
                let name = (!name.is_empty()).then_some(name);
                self.set(root::COMPANIES, side.word(), name);
            }
            Command::SetCalendar { side, calendar } => {
                let old = draft.plan.calendars.get(side);
                self.write_calendar(*side, old, calendar.as_ref());
            }
            Command::RestoreSession { client, session } => {
                self.set(root::SESSIONS, &client.to_string(), Some(session));
            }
            _ => {}
        }
    }

    /// Every holiday and every range has its own key: two people who add one each both win.
    fn write_calendar(&mut self, side: Side, old: Option<&Calendar>, new: Option<&Calendar>) {
        let days = new.map(|calendar| {
            let mut days = calendar.weekdays.clone();
            days.sort_by_key(chrono::Weekday::num_days_from_monday);
            days
        });
        self.set(root::CALENDARS, side.word(), days.as_ref());
        let (gone, kept) = (entries(side, old), entries(side, new));
        for (root, key) in gone.keys().filter(|entry| !kept.contains_key(*entry)) {
            self.set::<String>(root, key, None);
        }
        for ((root, key), text) in &kept {
            self.set(root, key, Some(text));
        }
    }
}

/// Holidays and ranges of a calendar by root and key.
fn entries(side: Side, calendar: Option<&Calendar>) -> BTreeMap<(&'static str, String), String> {
    let mut entries = BTreeMap::new();
    let Some(calendar) = calendar else {
        return entries;
    };
    for (day, name) in &calendar.holidays {
        entries.insert((root::HOLIDAYS, keys::holiday(side, *day)), name.clone());
    }
    for range in &calendar.blackouts {
        let key = keys::blackout(side, range.from, range.to);
        entries.insert((root::BLACKOUTS, key), range.reason.clone());
    }
    entries
}

/// Who writes and in which format: goes with a session's first change, into the same transaction.
pub(crate) fn write_session(
    txn: &mut TransactionMut,
    scalars: &MapRef,
    sessions: &MapRef,
    client: u64,
    session: Option<&Session>,
) {
    put(txn, scalars, key::VERSION, Some(&schema::VERSION));
    if let Some(session) = session {
        put(txn, sessions, &client.to_string(), Some(session));
    }
}
