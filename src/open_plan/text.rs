//! Typing in a text that others are typing in: edits from what was shown to what stands there now.

use plan::id::{CriterionId, MilestoneId};
use plan::model::{Criterion, Milestone, Plan};
use plan::{Delta, Splice, TextField};

/// A text that somebody else changed under the reader's hands.
#[derive(Debug, Clone, PartialEq)]
pub struct RemoteText {
    /// The whole text as it is now.
    pub text: String,
    /// What changed, to move the caret: `plan::text::shift_caret(caret, &delta)`.
    pub delta: Vec<Delta>,
}

/// The present text of a field; `None` when its record is not there.
pub fn text_of(plan: &Plan, field: TextField) -> Option<&str> {
    let milestone = |id| plan.milestone(id);
    let criterion = |id| plan.criteria.iter().find(|criterion| criterion.id == id);
    let text = match field {
        TextField::PlanTitle => &plan.title,
        TextField::Goal => &plan.goal,
        TextField::WhyNow => &plan.why_now,
        TextField::MilestoneTitle(id) => &milestone(id)?.title,
        TextField::DoneWhen(id) => &milestone(id)?.done_when,
        TextField::Result(id) => &milestone(id)?.result,
        TextField::Notes(id) => &milestone(id)?.notes,
        TextField::CriterionText(id) => &criterion(id)?.text,
        TextField::JudgedBy(id) => &criterion(id)?.judged_by,
    };
    Some(text)
}

/// Puts another text in the place of a field's, for the screen only.
pub fn show_instead(plan: &mut Plan, field: TextField, shown: &str) {
    if let Some(text) = text_mut(plan, field) {
        shown.clone_into(text);
    }
}

fn text_mut(plan: &mut Plan, field: TextField) -> Option<&mut String> {
    Some(match field {
        TextField::PlanTitle => &mut plan.title,
        TextField::Goal => &mut plan.goal,
        TextField::WhyNow => &mut plan.why_now,
        TextField::MilestoneTitle(id) => &mut milestone_mut(plan, id)?.title,
        TextField::DoneWhen(id) => &mut milestone_mut(plan, id)?.done_when,
        TextField::Result(id) => &mut milestone_mut(plan, id)?.result,
        TextField::Notes(id) => &mut milestone_mut(plan, id)?.notes,
        TextField::CriterionText(id) => &mut criterion_mut(plan, id)?.text,
        TextField::JudgedBy(id) => &mut criterion_mut(plan, id)?.judged_by,
    })
}

fn milestone_mut(plan: &mut Plan, id: MilestoneId) -> Option<&mut Milestone> {
    plan.milestones
        .iter_mut()
        .find(|milestone| milestone.id == id)
}

fn criterion_mut(plan: &mut Plan, id: CriterionId) -> Option<&mut Criterion> {
    plan.criteria
        .iter_mut()
        .find(|criterion| criterion.id == id)
}

/// The same edit on a text that somebody else has changed meanwhile: `theirs` was made from the same text as `mine`.
/// Of what I delete, only what was there when I did is deleted: their insertion stays.
/// The splices are to be applied in order.
pub fn rebase(mine: &Splice, theirs: &Splice) -> Vec<Splice> {
    let mine_end = mine.at + mine.delete;
    let theirs_end = theirs.at + theirs.delete;
    let inserted = utf16_length(&theirs.insert);
    // What I delete before and after the place of their edit; what they deleted too is gone already.
    let before = theirs.at.min(mine_end).saturating_sub(mine.at);
    let after = mine_end.saturating_sub(theirs_end.max(mine.at));
    let at = if mine.at <= theirs.at {
        mine.at
    } else {
        // Inside what they deleted, my letters come after theirs.
        mine.at.max(theirs_end) - theirs.delete + inserted
    };
    let first = Splice {
        at,
        delete: if mine.at <= theirs.at { before } else { after },
        insert: mine.insert.clone(),
    };
    let mut splices = vec![first];
    if mine.at <= theirs.at && after > 0 {
        splices.push(Splice {
            at: mine.at + utf16_length(&mine.insert) + inserted,
            delete: after,
            insert: String::new(),
        });
    }
    splices
}

fn utf16_length(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn apply(text: &str, splice: &Splice) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let (at, end) = (splice.at as usize, (splice.at + splice.delete) as usize);
        let mut result = units[..at].to_vec();
        result.extend(splice.insert.encode_utf16());
        result.extend(&units[end..]);
        String::from_utf16(&result).expect("on boundaries")
    }

    fn splice(at: u32, delete: u32, insert: &str) -> Splice {
        let insert = insert.to_owned();
        Splice { at, delete, insert }
    }

    fn check(text: &str, mine: &Splice, theirs: &Splice, expected: &str) {
        let theirs_applied = apply(text, theirs);
        let both = rebase(mine, theirs)
            .iter()
            .fold(theirs_applied, |text, splice| apply(&text, splice));
        assert_eq!(both, expected, "mine {mine:?}, theirs {theirs:?}");
    }

    #[wasm_bindgen_test]
    fn my_edit_lands_where_i_meant_it() {
        let text = "abcdef";
        check(text, &splice(1, 1, "X"), &splice(4, 1, "Y"), "aXcdYf");
        check(text, &splice(4, 1, "X"), &splice(1, 1, "Y"), "aYcdXf");
        check(text, &splice(2, 0, "X"), &splice(2, 0, "Y"), "abXYcdef");
        check(text, &splice(6, 0, "X"), &splice(0, 6, ""), "X");
        check(text, &splice(3, 0, "X"), &splice(1, 4, "Y"), "aYXf");
    }

    #[wasm_bindgen_test]
    fn their_insertion_survives_my_deletion() {
        let text = "abcdef";
        check(text, &splice(1, 4, "X"), &splice(3, 0, "Y"), "aXYf");
        check(text, &splice(0, 6, ""), &splice(2, 2, "Y"), "Y");
        check(text, &splice(2, 2, "X"), &splice(1, 4, "Y"), "aYXf");
        check(text, &splice(1, 3, "X"), &splice(2, 4, "Y"), "aXY");
        check(text, &splice(3, 3, "X"), &splice(1, 3, "Y"), "aYX");
    }
}
