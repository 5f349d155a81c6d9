//! Proposals from notes, and the plan of those that a person took.

use std::ops::Range;

use chrono::NaiveDate;
use exchange::{
    dates::Dated,
    notes::{self, Draft, PersonFound, StepFound, Tied},
};
use plan::from_plan;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Answer;

/// What a person wrote: notes, or answers to the three discovery questions (004-10..12).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Notes of a call, or a mail.
    Notes(String),
    /// The answers, each about its question; empty: not answered.
    Answers {
        /// How they decide on something like this.
        process: String,
        /// Who else takes part, and when.
        people: String,
        /// By when, and what drives that date.
        timeline: String,
    },
}

/// What a person does not want, as places in the answer.
#[derive(Debug, Default, Deserialize)]
pub struct Without {
    /// Steps.
    pub steps: Vec<usize>,
    /// People: their steps stay, with no owner.
    pub people: Vec<usize>,
    /// Facts of the plan.
    pub facts: Vec<Fact>,
}

/// What is proposed of the plan as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The outcome wanted.
    Goal,
    /// Why now.
    WhyNow,
    /// When it must live.
    GoLive,
    /// When the purchase is decided.
    Decision,
}

pub(crate) fn draft(
    source: &Source,
    without: &Without,
    today: NaiveDate,
    seed: u64,
) -> Result<Answer, String> {
    let text = match source {
        Source::Notes(text) => text.clone(),
        Source::Answers {
            process,
            people,
            timeline,
        } => notes::from_answers(&notes::Answers {
            process,
            people,
            timeline,
        }),
    };
    let mut draft = notes::draft(&text, today);
    let proposed = told(&draft, &text, today);
    leave_out(&mut draft, without);
    let plan = notes::plan(&draft, &text, today, seed);
    let mut answer = proposed;
    answer["command"] = json!(from_plan(&plan));
    Answer::of(&answer)
}

/// Every proposal with the sentences that say it.
fn told(draft: &Draft, text: &str, today: NaiveDate) -> Value {
    let day = |dated: Dated| dated.due(Some(today)).map(|due| due.date);
    let said = |spans: &[Range<usize>]| -> Vec<String> {
        let said = spans.iter().filter_map(|span| text.get(span.clone()));
        said.map(str::to_owned).collect()
    };
    let step = |step: &Tied<StepFound>| {
        let value = &step.value;
        json!({
            "title": value.title, "owner": value.owner, "due": value.due.and_then(day), "days": value.days,
            "done": value.done, "said": said(&step.sentences),
        })
    };
    let person = |person: &Tied<PersonFound>| json!({"name": person.value.name, "said": said(&person.sentences)});
    let words = |fact: &Tied<String>| json!({"value": fact.value, "said": said(&fact.sentences)});
    let date = |fact: &Tied<Dated>| {
        Some(json!({"value": day(fact.value)?, "said": said(&fact.sentences)}))
    };
    json!({
        "steps": draft.steps.iter().map(step).collect::<Vec<_>>(),
        "people": draft.people.iter().map(person).collect::<Vec<_>>(),
        "goal": draft.goal.as_ref().map(words),
        "why_now": draft.why_now.as_ref().map(words),
        "go_live": draft.go_live.as_ref().and_then(date),
        "decision": draft.decision.as_ref().and_then(date),
    })
}

fn leave_out(draft: &mut Draft, without: &Without) {
    for fact in &without.facts {
        match fact {
            Fact::Goal => draft.goal = None,
            Fact::WhyNow => draft.why_now = None,
            Fact::GoLive => draft.go_live = None,
            Fact::Decision => draft.decision = None,
        }
    }
    for at in from_the_last(&without.people) {
        if at < draft.people.len() {
            let gone = draft.people.remove(at).value.name;
            let owners = draft.steps.iter_mut().map(|step| &mut step.value.owner);
            for owner in owners.filter(|owner| owner.as_ref() == Some(&gone)) {
                *owner = None;
            }
        }
    }
    for at in from_the_last(&without.steps) {
        draft.drop_step(at);
    }
}

/// Each place once, so that taking one away moves none that is still to go.
fn from_the_last(places: &[usize]) -> impl Iterator<Item = usize> {
    let mut places = places.to_vec();
    places.sort_unstable();
    places.dedup();
    places.into_iter().rev()
}
