//! One line as a milestone: what was understood of it, for the page to show, and the command that makes it.

use chrono::NaiveDate;
use exchange::{
    ids::Ids,
    quick_add::{self, Doubt, Meaning, Part, Which},
};
use plan::{command::Place, model::Plan};
use serde_json::{Value, json};

use crate::Answer;

/// `command` is null where the line has no title.
pub(crate) fn read(
    line: &str,
    place: Place,
    plan: &Plan,
    today: NaiveDate,
    seed: u64,
) -> Result<Answer, String> {
    let read = quick_add::parse(line, plan, today);
    let said = |span: &std::ops::Range<usize>| line.get(span.clone()).unwrap_or_default();
    let doubt = |doubt: &Doubt| json!({"said": said(&doubt.span), "which": which(&doubt.which)});
    Answer::of(&json!({
        "title": read.title,
        "parts": read.parts.iter().map(part).collect::<Vec<_>>(),
        "doubts": read.doubts.iter().map(doubt).collect::<Vec<_>>(),
        "command": read.command(place, &mut Ids::new(seed)),
    }))
}

fn part(part: &Part) -> Value {
    match &part.meaning {
        Meaning::Owner { name, person } => {
            json!({"owner": {"name": name, "is_new": person.is_none()}})
        }
        Meaning::Everybody => json!("everybody"),
        Meaning::Due { due, .. } => json!({"due": {"date": due.date, "weeks": due.weeks}}),
        Meaning::Start(date) => json!({"start": date}),
        Meaning::Duration(days) => json!({"days": days}),
        Meaning::After { title, .. } => json!({"after": title}),
        Meaning::Track { name, track } => {
            json!({"track": {"name": name, "is_new": track.is_none()}})
        }
    }
}

fn which(which: &Which) -> Value {
    match which {
        Which::Person(names) => json!({"people": names}),
        Which::Milestone(titles) => json!({"milestones": titles}),
        Which::Day(day) => json!({"day": day}),
    }
}
