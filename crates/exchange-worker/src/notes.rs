//! Proposals from notes, and the plan of those that a person took.

use chrono::NaiveDate;
use exchange::{
    dates::Dated,
    notes::{self, StepFound, Tied},
};
use plan::from_plan;
use serde_json::json;

use crate::Answer;

pub(crate) fn draft(
    text: &str,
    without: &[usize],
    today: NaiveDate,
    seed: u64,
) -> Result<Answer, String> {
    let mut draft = notes::draft(text, today);
    let day = |dated: Option<Dated>| dated.and_then(|d| d.due(Some(today))).map(|due| due.date);
    let said = |spans: &[std::ops::Range<usize>]| -> Vec<String> {
        let said = spans.iter().filter_map(|span| text.get(span.clone()));
        said.map(str::to_owned).collect()
    };
    let step = |step: &Tied<StepFound>| {
        let value = &step.value;
        json!({
            "title": value.title, "owner": value.owner, "due": day(value.due), "days": value.days,
            "done": value.done, "said": said(&step.sentences),
        })
    };
    let steps: Vec<_> = draft.steps.iter().map(step).collect();
    let goal = draft.goal.as_ref().map(|goal| goal.value.clone());
    let go_live = day(draft.go_live.as_ref().map(|live| live.value));
    let people: Vec<_> = draft.people.iter().map(|p| p.value.name.clone()).collect();
    let mut places = without.to_vec();
    places.sort_unstable();
    places.dedup();
    for at in places.into_iter().rev() {
        draft.drop_step(at);
    }
    let plan = notes::plan(&draft, text, today, seed);
    Answer::of(&json!({
        "steps": steps, "goal": goal, "go_live": go_live, "people": people, "command": from_plan(&plan),
    }))
}
