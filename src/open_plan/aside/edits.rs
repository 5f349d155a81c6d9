//! Edits that were not accepted, one a line, for the reader.

use chrono::NaiveDate;
use plan::diff::{Difference, MilestoneChange, PersonChange, PlanChange};
use plan::id::PersonId;
use plan::model::{Plan, Status};

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The milestone or the person; empty for the plan itself.
    pub of: String,
    /// What changed of it.
    pub field: Field,
    /// What it would become.
    pub value: Value,
}

/// What changed, as far as the page has a word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as the page names them")]
pub enum Field {
    Added,
    Archived,
    Restored,
    Place,
    Title,
    Owners,
    Due,
    Status,
    DoneWhen,
    WaitsFor,
    Agreement,
    Goal,
    WhyNow,
    Target,
    /// A person's entry.
    Person,
    /// Anything else of it.
    Details,
}

/// What it would become.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The field says enough.
    Nothing,
    /// A text or a name.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// Where a milestone stands.
    Status(Status),
}

/// All of them, in the order of the difference.
pub(super) fn of(difference: &Difference, plan: &Plan) -> Vec<Edit> {
    let mut edits = Vec::new();
    for change in &difference.plan {
        let (field, value) = of_plan(change);
        let of = String::new();
        edits.push(Edit { of, field, value });
    }
    for one in &difference.milestones {
        for change in &one.changes {
            let (field, value) = of_milestone(change, plan);
            let of = one.title.clone();
            edits.push(Edit { of, field, value });
        }
    }
    for change in &difference.people {
        let (PersonChange::Added { person }
        | PersonChange::Named { person, .. }
        | PersonChange::Changed { person }
        | PersonChange::Archived { person }
        | PersonChange::Merged { person, .. }) = change;
        let (of, field, value) = (name(plan, *person), Field::Person, Value::Nothing);
        edits.push(Edit { of, field, value });
    }
    edits
}

fn of_plan(change: &PlanChange) -> (Field, Value) {
    let text = |text: &String| Value::Text(text.clone());
    match change {
        PlanChange::Title { is, .. } => (Field::Title, text(is)),
        PlanChange::Goal { is, .. } => (Field::Goal, text(is)),
        PlanChange::WhyNow { is, .. } => (Field::WhyNow, text(is)),
        PlanChange::GoLive { is, .. } => (Field::Target, day(*is)),
        PlanChange::KindName { is, .. }
        | PlanChange::Company { is, .. }
        | PlanChange::Solution { is, .. } => (Field::Details, text(is)),
        _ => (Field::Details, Value::Nothing),
    }
}

fn of_milestone(change: &MilestoneChange, plan: &Plan) -> (Field, Value) {
    let text = |text: &String| Value::Text(text.clone());
    let owner = |person: &Option<PersonId>| match person {
        Some(person) => Value::Text(name(plan, *person)),
        None => Value::Nothing,
    };
    match change {
        MilestoneChange::Added => (Field::Added, Value::Nothing),
        MilestoneChange::Archived | MilestoneChange::Gone => (Field::Archived, Value::Nothing),
        MilestoneChange::Restored => (Field::Restored, Value::Nothing),
        MilestoneChange::Place { .. } => (Field::Place, Value::Nothing),
        MilestoneChange::Title { is, .. } => (Field::Title, text(is)),
        MilestoneChange::Status { is, .. } => (Field::Status, Value::Status(is.clone())),
        MilestoneChange::Accountable { is, .. } => (Field::Owners, owner(is)),
        MilestoneChange::Helpers { .. } | MilestoneChange::Everybody { .. } => {
            (Field::Owners, Value::Nothing)
        }
        MilestoneChange::Due { is, .. } => (Field::Due, day(is.map(|due| due.date))),
        MilestoneChange::DoneWhen { is, .. } => (Field::DoneWhen, text(is)),
        MilestoneChange::Result { is, .. } => (Field::Details, text(is)),
        MilestoneChange::Dependencies { .. } => (Field::WaitsFor, Value::Nothing),
        MilestoneChange::Agreements { .. } => (Field::Agreement, Value::Nothing),
        _ => (Field::Details, Value::Nothing),
    }
}

fn day(day: Option<NaiveDate>) -> Value {
    day.map_or(Value::Nothing, Value::Day)
}

fn name(plan: &Plan, person: PersonId) -> String {
    let known = plan.person(person);
    known.map(|known| known.name.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use plan::diff::diff;
    use plan::model::Milestone;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn every_change_is_a_line_with_what_it_would_become() {
        let row = Milestone::new(plan::id::MilestoneId::from_bits(1), "Contract signed");
        let was = Plan {
            milestones: vec![row.clone()],
            ..Plan::default()
        };
        let mut is = was.clone();
        is.goal = "One price list".to_owned();
        is.milestones[0].done_when = "both have signed".to_owned();
        is.milestones[0].archived = true;
        let difference = diff(&was, &is);
        let edits = of(&difference, &is);
        assert_eq!(edits.len(), difference.count());
        let line = |of: &str, field, value| Edit {
            of: of.to_owned(),
            field,
            value,
        };
        let text = |text: &str| Value::Text(text.to_owned());
        assert!(edits.contains(&line("", Field::Goal, text("One price list"))));
        let done_when = line("Contract signed", Field::DoneWhen, text("both have signed"));
        assert!(edits.contains(&done_when), "{edits:?}");
    }
}
