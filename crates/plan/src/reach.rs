//! How far changes reach: what of the plan is to be looked at again, so that a screen need not look at all of it.

use std::{collections::BTreeSet, mem};

use crate::{
    PlanDoc,
    id::MilestoneId,
    read::{Changed, Rows},
    schema::root,
};

/// What may be different since somebody last asked ([`PlanDoc::take_reach`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// What these milestones say of themselves, and what counts oddities. They stand where they stood; where none is
    /// named, nothing that can be read is different.
    Rows(BTreeSet<MilestoneId>),
    /// Anything.
    All,
}

impl Default for Reach {
    fn default() -> Self {
        Self::Rows(BTreeSet::new())
    }
}

impl Reach {
    /// Takes a change in, and what it did to the rows.
    pub(crate) fn grow(&mut self, changed: Changed, rows: Rows) {
        // Who wrote is not shown, and what belongs to a milestone names it.
        let named = [root::SESSIONS, root::OWNERS, root::LINKS, root::CHECKLIST];
        let is_small = rows == Rows::Stand && changed.roots.iter().all(|one| named.contains(one));
        match self {
            Self::Rows(all) if is_small => all.extend(changed.milestones),
            _ => *self = Self::All,
        }
    }
}

impl PlanDoc {
    /// How far the changes reach that came since this was last asked, whoever made them; at first, everywhere.
    pub fn take_reach(&mut self) -> Reach {
        mem::take(&mut self.reach)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Command, Place, Splice, TextField,
        model::{Dependency, DependencyKind, GapPolicy, Status},
        tests::must,
    };

    const ROWS: u64 = 5_000;

    fn row(of: u64) -> MilestoneId {
        MilestoneId::from_bits(of)
    }

    /// A large plan in which every row waits for the one before.
    fn large() -> PlanDoc {
        let mut doc = PlanDoc::new(1);
        let add = |of| Command::AddMilestone {
            id: row(of),
            place: Place::Last,
            title: format!("Step {of}"),
        };
        must(&mut doc, Command::Batch((1..=ROWS).map(add).collect()));
        let wait = |of| {
            Command::AddDependency(Dependency {
                predecessor: row(of - 1),
                successor: row(of),
                kind: DependencyKind::FinishToStart,
                lag_days: 0,
                policy: GapPolicy::Consume,
            })
        };
        must(&mut doc, Command::Batch((2..=ROWS).map(wait).collect()));
        assert_eq!(doc.take_reach(), Reach::All);
        doc
    }

    fn only(of: u64) -> Reach {
        Reach::Rows(BTreeSet::from([row(of)]))
    }

    #[test]
    fn a_letter_and_a_value_reach_one_row_of_thousands() {
        let mut doc = large();
        let letter = Splice {
            at: 0,
            delete: 0,
            insert: "x".to_owned(),
        };
        let field = TextField::MilestoneTitle(row(7));
        let edit = Command::EditText {
            field,
            splice: letter,
        };
        must(&mut doc, edit);
        assert_eq!(doc.take_reach(), only(7));
        assert_eq!(doc.take_reach(), Reach::default(), "asked once");
        let set = Command::SetStatus {
            milestone: row(9),
            status: Status::InProgress,
        };
        must(&mut doc, set);
        assert_eq!(doc.take_reach(), only(9));
    }

    #[test]
    fn a_remote_edit_reaches_its_row() {
        let (mut here, mut there) = (large(), PlanDoc::new(2));
        there.merge(&here.encode()).expect("an update");
        assert_eq!(there.take_reach(), Reach::All);
        let set = Command::SetDuration {
            milestone: row(3),
            days: Some(4),
        };
        let update = must(&mut there, set).update;
        here.merge(&update).expect("an update");
        assert_eq!(here.take_reach(), only(3));
    }

    #[test]
    fn what_moves_rows_or_touches_more_than_rows_reaches_all() {
        let mut doc = large();
        let place = Place::First;
        let more = [
            Command::MoveMilestones {
                ids: vec![row(8)],
                place,
            },
            Command::RemoveDependency {
                predecessor: row(1),
                successor: row(2),
                kind: DependencyKind::FinishToStart,
            },
            Command::SetKindName("Plan".to_owned()),
        ];
        for command in more {
            must(&mut doc, command);
            assert_eq!(doc.take_reach(), Reach::All);
        }
    }
}
