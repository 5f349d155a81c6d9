//! The day on which it must live, as a step.

use plan::model::MilestoneKind;

use super::{Draft, Pattern, StepFound, Tied};

/// The target is a step too, if no sentence made it one.
pub(super) fn go_live(draft: &mut Draft) {
    let Some(target) = draft.go_live.clone() else {
        return;
    };
    let is_there = |step: &Tied<StepFound>| step.value.kind == MilestoneKind::GoLive;
    if let Some(step) = draft.steps.iter_mut().find(|step| is_there(step)) {
        step.value.due = Some(target.value);
        return;
    }
    let value = StepFound {
        kind: MilestoneKind::GoLive,
        due: Some(target.value),
        pattern: Pattern::Target,
        ..StepFound::titled("Go-live")
    };
    draft.steps.push(Tied {
        value,
        sentences: target.sentences,
    });
}
