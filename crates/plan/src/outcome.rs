//! What became of a command or of a foreign update.

use crate::{
    command::{Command, Draft, TextField},
    events::TextEvent,
    text::{Delta, delta_between},
};

/// What a command did.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// Bytes for the wire (update v1); empty if nothing changed.
    pub update: Vec<u8>,
    /// The inverse; does nothing where nothing changed.
    pub undo: Command,
}

/// What a foreign update did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merged {
    /// Something that can be read has changed.
    pub changed: bool,
    /// Changes of texts, for cursors.
    pub texts: Vec<TextChange>,
}

/// A text that somebody else changed.
#[derive(Debug, Clone, PartialEq)]
pub struct TextChange {
    /// Which text.
    pub field: TextField,
    /// How, in UTF-16 units.
    pub delta: Vec<Delta>,
}

/// The texts that differ between two states.
pub(crate) fn changed_texts(before: &Draft, after: &Draft) -> Vec<TextChange> {
    let milestones = after.plan.milestones.iter().flat_map(|row| {
        let id = row.id;
        [
            TextField::MilestoneTitle(id),
            TextField::DoneWhen(id),
            TextField::Result(id),
            TextField::Notes(id),
        ]
    });
    let criteria = after.plan.criteria.iter();
    let criteria = criteria.flat_map(|each| {
        [
            TextField::CriterionText(each.id),
            TextField::JudgedBy(each.id),
        ]
    });
    let plan = [TextField::PlanTitle, TextField::Goal, TextField::WhyNow];
    let change = |field: TextField| {
        let delta = delta_between(before.text(field).ok()?, after.text(field).ok()?)?;
        Some(TextChange { field, delta })
    };
    plan.into_iter()
        .chain(milestones)
        .chain(criteria)
        .filter_map(change)
        .collect()
}

/// Texts in which something else than characters stands, as they were shown before: yrs counts the other things.
pub(crate) fn shown_before(draft: &Draft, texts: &[TextEvent]) -> Vec<Option<String>> {
    let shown = |event: &TextEvent| draft.text(event.field).ok().map(str::to_owned);
    let counted = texts.iter();
    counted
        .map(|event| event.delta.is_none().then(|| shown(event)).flatten())
        .collect()
}

/// Events as changes of what is shown now.
pub(crate) fn text_changes(
    draft: &Draft,
    texts: Vec<TextEvent>,
    before: Vec<Option<String>>,
) -> Vec<TextChange> {
    let change = |(event, before): (TextEvent, Option<String>)| {
        let field = event.field;
        let delta = match event.delta {
            Some(delta) => delta,
            None => delta_between(&before?, draft.text(field).ok()?)?,
        };
        Some(TextChange { field, delta })
    };
    texts.into_iter().zip(before).filter_map(change).collect()
}
