//! Typing is one change, however many letters and pauses it had: what somebody typed later into the same text stands for
//! what they had typed before.

use std::mem::{Discriminant, discriminant};

use plan::diff::{Difference, MilestoneChange, PlanChange};
use plan::id::MilestoneId;
use plan::model::Side;

/// After so long it is another change.
const BURST_MS: u64 = 10 * 60_000;

/// Takes from `older` what `newer`, by the same person, says of the same texts; the newer one then tells it from the
/// older one's beginning.
pub fn join(older: (u64, &mut Difference), newer: (u64, &mut Difference)) {
    let ((then_ms, older), (now_ms, newer)) = (older, newer);
    if now_ms.saturating_sub(then_ms) > BURST_MS {
        return;
    }
    older
        .plan
        .retain(|was| text_of_plan(was).is_none() || !newer.plan.iter().any(|is| same(was, is)));
    for row in &mut older.milestones {
        let id = row.milestone;
        row.changes.retain(|was| {
            let is = text_of_row(id, was).and_then(|text| find(newer, text));
            if let (Some(is), MilestoneChange::Title { was: first, .. }) = (is, was) {
                is.clone_from(first);
            }
            text_of_row(id, was).is_none_or(|text| find(newer, text).is_none())
        });
    }
    older.milestones.retain(|row| !row.changes.is_empty());
}

type Text = (MilestoneId, Discriminant<MilestoneChange>);

fn same(one: &PlanChange, other: &PlanChange) -> bool {
    text_of_plan(one) == text_of_plan(other)
}

fn text_of_plan(change: &PlanChange) -> Option<(Discriminant<PlanChange>, Option<Side>)> {
    match change {
        PlanChange::Company { side, .. } => Some((discriminant(change), Some(*side))),
        PlanChange::Title { .. }
        | PlanChange::KindName { .. }
        | PlanChange::Solution { .. }
        | PlanChange::Goal { .. }
        | PlanChange::WhyNow { .. } => Some((discriminant(change), None)),
        _ => None,
    }
}

fn text_of_row(milestone: MilestoneId, change: &MilestoneChange) -> Option<Text> {
    match change {
        MilestoneChange::Title { .. }
        | MilestoneChange::DoneWhen { .. }
        | MilestoneChange::Result { .. } => Some((milestone, discriminant(change))),
        _ => None,
    }
}

/// What the text was before, as the difference has it.
fn find(difference: &mut Difference, text: Text) -> Option<&mut String> {
    let row = difference
        .milestones
        .iter_mut()
        .find(|row| row.milestone == text.0)?;
    row.changes.iter_mut().find_map(|change| {
        let is_it = text_of_row(text.0, change) == Some(text);
        match change {
            MilestoneChange::Title { was, .. }
            | MilestoneChange::DoneWhen { was, .. }
            | MilestoneChange::Result { was, .. }
                if is_it =>
            {
                Some(was)
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use plan::diff::MilestoneDifference;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn typed(was: &str, is: &str) -> Difference {
        let (was, is) = (was.to_owned(), is.to_owned());
        let title = MilestoneChange::Title {
            was: was.clone(),
            is: is.clone(),
        };
        Difference {
            plan: vec![PlanChange::Goal {
                was,
                is: is.clone(),
            }],
            milestones: vec![MilestoneDifference {
                milestone: MilestoneId::from_bits(1),
                title: is,
                changes: vec![title],
            }],
            people: Vec::new(),
        }
    }

    #[wasm_bindgen_test]
    fn what_was_typed_in_parts_is_told_once_from_its_beginning() {
        let (mut older, mut newer) = (typed("A", "Ab"), typed("Ab", "Abc"));
        let go_live = PlanChange::GoLive {
            was: None,
            is: None,
        };
        older.plan.push(go_live.clone());
        join((0, &mut older), (BURST_MS, &mut newer));
        assert_eq!((older.plan, older.milestones), (vec![go_live], Vec::new()));
        let title = MilestoneChange::Title {
            was: "A".to_owned(),
            is: "Abc".to_owned(),
        };
        assert_eq!(newer.milestones[0].changes, [title]);
    }

    #[wasm_bindgen_test]
    fn much_later_it_is_another_change() {
        let (mut older, mut newer) = (typed("A", "Ab"), typed("Ab", "Abc"));
        let before = (older.clone(), newer.clone());
        join((0, &mut older), (BURST_MS + 1, &mut newer));
        assert_eq!((older, newer), before);
    }
}
