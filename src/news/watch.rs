//! What the open plan's observer notes: the plan before foreign changes, and this reader's edits that may yet lose.

use std::cell::RefCell;
use std::mem::{Discriminant, discriminant};

use plan::Command;
use plan::diff::{Difference, diff};
use plan::id::MilestoneId;
use plan::model::Plan;

use crate::document::Document;
use crate::open_plan::Observer;

/// More edits than this are not watched: the oldest go first.
const WATCHED_MAX: usize = 200;

/// See the module.
#[derive(Default)]
pub struct Watch(RefCell<Noted>);

#[derive(Default)]
struct Noted {
    /// The plan and what the document knew before the first foreign change that was not told yet.
    before: Option<(Plan, Vec<u8>)>,
    /// Told apart because an own edit came between.
    closed: Vec<(Difference, Vec<u8>)>,
    /// Own edits of single values that others may not know of.
    own: Vec<Own>,
    lost: Vec<Command>,
    is_apart: bool,
    /// Some of what was not told yet had been waiting on the relay.
    catches_up: bool,
}

struct Own {
    command: Command,
    /// It stood in the plan before the last foreign update.
    stood: bool,
    /// Made without the relay: somebody else may have done the same, and arrive after this one has.
    was_apart: bool,
}

impl Observer for Watch {
    fn before_foreign(&self, document: &Document) {
        let mut noted = self.0.borrow_mut();
        let plan = document.plan();
        if noted.before.is_none() {
            noted.before = Some((plan.clone(), document.state_vector()));
        }
        for own in &mut noted.own {
            own.stood = stands_in(plan, &own.command) == Some(true);
        }
    }

    fn after_foreign(&self, document: &Document, changed: bool) {
        if !changed {
            return;
        }
        let mut noted = self.0.borrow_mut();
        noted.catches_up |= noted.is_apart;
        let plan = document.plan();
        let own = std::mem::take(&mut noted.own);
        for one in own {
            if one.stood && stands_in(plan, &one.command) == Some(false) {
                noted.lost.push(one.command);
            } else {
                noted.own.push(one);
            }
        }
    }

    fn before_own(&self, plan: &Plan, command: &Command) {
        let mut noted = self.0.borrow_mut();
        if let Some((before, vector)) = noted.before.take() {
            noted.closed.push((diff(&before, plan), vector));
        }
        for one in command.flat() {
            let Some(cell) = cell(one) else { continue };
            noted
                .own
                .retain(|older| self::cell(&older.command) != Some(cell));
            noted.lost.retain(|older| self::cell(older) != Some(cell));
            let own = Own {
                command: one.clone(),
                stood: true,
                was_apart: noted.is_apart,
            };
            noted.own.push(own);
        }
        let surplus = noted.own.len().saturating_sub(WATCHED_MAX);
        noted.own.drain(..surplus);
    }
}

impl Watch {
    /// Something foreign waits to be told.
    pub fn has_news(&self) -> bool {
        let noted = self.0.borrow();
        noted.before.is_some() || !noted.closed.is_empty()
    }

    /// What is different so far from what was told.
    pub fn so_far(&self, plan: &Plan) -> Difference {
        let noted = self.0.borrow();
        let before = noted.before.as_ref();
        before
            .map(|(before, _)| diff(before, plan))
            .unwrap_or_default()
    }

    /// Everything foreign since the last call, each with the state vector from before.
    pub fn take(&self, plan: &Plan) -> Vec<(Difference, Vec<u8>)> {
        let mut noted = self.0.borrow_mut();
        let mut all = std::mem::take(&mut noted.closed);
        if let Some((before, vector)) = noted.before.take() {
            all.push((diff(&before, plan), vector));
        }
        all.retain(|(difference, _)| !difference.is_empty());
        all
    }

    /// Whether some of what was last taken had been waiting on the relay. Once.
    pub fn caught_up(&self) -> bool {
        std::mem::take(&mut self.0.borrow_mut().catches_up)
    }

    /// What the document knew before the first foreign change that was not told yet.
    pub fn vector(&self) -> Option<Vec<u8>> {
        let noted = self.0.borrow();
        noted.before.as_ref().map(|(_, vector)| vector.clone())
    }

    /// Own edits that have lost against somebody else's since the last call.
    pub fn lost(&self) -> Vec<Command> {
        std::mem::take(&mut self.0.borrow_mut().lost)
    }

    /// Whether edits are made without the relay from now on.
    pub fn set_apart(&self, is_apart: bool) {
        self.0.borrow_mut().is_apart = is_apart;
    }

    /// The relay has everything: what others do from now on they do knowingly, except that those who were apart too
    /// may be a little later than this reader. `long`: that time is over.
    pub fn settle(&self, long: bool) {
        self.0.borrow_mut().own.retain(|own| own.was_apart && !long);
    }
}

/// The one value that a command sets: of which kind, and of which milestone.
type Cell = (Discriminant<Command>, Option<MilestoneId>);

/// `None` for a command that sets no single value: typing, adding, moving.
fn cell(command: &Command) -> Option<Cell> {
    let milestone = milestone_of(command)?;
    Some((discriminant(command), milestone))
}

/// Which milestone a single value belongs to, `Some(None)` for the plan's own.
pub fn milestone_of(command: &Command) -> Option<Option<MilestoneId>> {
    match command {
        Command::SetGoLive(_) => Some(None),
        Command::SetDue { milestone, .. }
        | Command::SetStart { milestone, .. }
        | Command::SetDuration { milestone, .. }
        | Command::SetStatus { milestone, .. }
        | Command::SetAccountable { milestone, .. } => Some(Some(*milestone)),
        _ => None,
    }
}

/// Whether the plan says what the command has set; `None` where its row is gone or put away.
fn stands_in(plan: &Plan, command: &Command) -> Option<bool> {
    if let Command::SetGoLive(day) = command {
        return Some(plan.go_live == *day);
    }
    let row = plan.milestone(milestone_of(command)??)?;
    if row.archived {
        return None;
    }
    Some(match command {
        Command::SetDue { due, .. } => row.due == *due,
        Command::SetStart { start, .. } => row.start == *start,
        Command::SetDuration { days, .. } => row.duration_days == *days,
        Command::SetStatus { status, .. } => row.status == *status,
        Command::SetAccountable { person, .. } => row.accountable == *person,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn go_live(day: &str) -> Command {
        Command::SetGoLive(Some(day.parse().expect("a date")))
    }

    /// Two people, of whom the one with the greater id wins a key.
    fn both() -> (Document, Document) {
        let (one, two) = (Document::new(), Document::new());
        if one.client_id() < two.client_id() {
            (one, two)
        } else {
            (two, one)
        }
    }

    fn arrive(watch: &Watch, document: &mut Document, update: &[u8]) {
        watch.before_foreign(document);
        let merged = document.merge(update).expect("an update");
        watch.after_foreign(document, merged.changed);
    }

    #[wasm_bindgen_test]
    fn an_edit_that_loses_is_told_once_and_one_that_wins_is_not() {
        let (mut loser, mut winner) = both();
        let (mine, theirs) = (go_live("2025-09-01"), go_live("2025-09-15"));
        let (watch, calm) = (Watch::default(), Watch::default());
        watch.before_own(loser.plan(), &mine);
        calm.before_own(winner.plan(), &theirs);
        let from_loser = loser.apply(&mine).expect("allowed").update;
        let from_winner = winner.apply(&theirs).expect("allowed").update;
        arrive(&watch, &mut loser, &from_winner);
        arrive(&calm, &mut winner, &from_loser);
        assert_eq!(loser.plan().go_live, winner.plan().go_live);
        assert_eq!((watch.lost(), watch.lost()), (vec![mine], Vec::new()));
        assert_eq!(calm.lost(), Vec::new());
    }

    #[wasm_bindgen_test]
    fn what_the_relay_has_long_had_is_not_called_lost() {
        let (mut loser, mut winner) = both();
        let watch = Watch::default();
        watch.before_own(loser.plan(), &go_live("2025-09-01"));
        loser.apply(&go_live("2025-09-01")).expect("allowed");
        watch.settle(false);
        let theirs = winner.apply(&go_live("2025-09-15")).expect("allowed");
        arrive(&watch, &mut loser, &theirs.update);
        assert_eq!(watch.lost(), Vec::new());
    }

    #[wasm_bindgen_test]
    fn own_edits_are_no_news() {
        let (mut one, mut two) = both();
        let watch = Watch::default();
        let named = Command::SetKindName("Plan".to_owned());
        let theirs = two.apply(&named).expect("allowed").update;
        arrive(&watch, &mut one, &theirs);
        watch.before_own(one.plan(), &go_live("2025-09-01"));
        one.apply(&go_live("2025-09-01")).expect("allowed");
        let told = watch.take(one.plan());
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].0.count(), told[0].0.plan.len()),
            (1, 1),
            "{told:?}"
        );
        assert!(!watch.has_news());
    }
}
