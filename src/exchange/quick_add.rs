//! One line as a milestone: what was understood of it stands below the field before Enter makes it.

use std::{cell::Cell, collections::VecDeque, rc::Rc, time::Duration};

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::Command;
use serde::Deserialize;
use serde_json::json;

use super::desk::{Trouble, ask};
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::later::later;
use crate::milestones::{Line, title_of};
use crate::open_plan::OpenPlan;
use crate::parts::Today;

/// What the worker says of a line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Told {
    pub(super) title: String,
    pub(super) parts: Vec<Part>,
    pub(super) doubts: Vec<Doubt>,
    /// None without a title.
    command: Option<Command>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Part {
    Owner {
        name: String,
        is_new: bool,
    },
    Everybody,
    Due {
        date: NaiveDate,
        weeks: Option<(u16, u16)>,
    },
    Start(NaiveDate),
    Days(u32),
    After(String),
    Track {
        name: String,
        is_new: bool,
    },
}

/// Words that can mean several things.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Doubt {
    said: String,
    which: Which,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Which {
    People(Vec<String>),
    Milestones(Vec<String>),
    Day(NaiveDate),
}

later! { exchange;
    /// What was understood of a line, and what makes a milestone of it. Without the worker the line stays a title.
    pub fn understood(line: Line) { view! { <Understood line=line /> } }
}

/// Asks what a line means in the plan as it is now.
async fn read(i18n: I18n, plan: OpenPlan, line: Line, text: &str) -> Result<Told, Trouble> {
    let text = title_of(text).unwrap_or_default();
    let question = json!({"kind": "quick_add", "line": text, "place": line.place()});
    let answer = ask(i18n, question, &plan.document()).await?;
    serde_json::from_value(answer.json).map_err(|error| Trouble::Refused(error.to_string()))
}

#[component]
fn Understood(line: Line) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let told = RwSignal::new(None::<Told>);
    let enter = enter(i18n, plan, line);
    let (busy, again) = (StoredValue::new(false), StoredValue::new(false));
    // One question at a time, the last text last: who types fast asks no more than the worker answers.
    let look = move || {
        again.set_value(true);
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        spawn_local(async move {
            while again.try_get_value() == Some(true) {
                again.try_set_value(false);
                let Some(text) = line.text.try_get_untracked() else {
                    return;
                };
                let said = read(i18n, plan, line, &text).await;
                if again.is_disposed() {
                    // The field was left meanwhile: this reader is gone, and the line must not be given to it.
                    return;
                }
                let is_first = matches!(line.reader.try_get_untracked(), Some(None));
                if said.is_ok() && is_first {
                    line.reader.try_set(Some(enter));
                }
                let _ = told.try_set(said.ok().filter(|_| !text.trim().is_empty()));
            }
            busy.try_set_value(false);
        });
    };
    Effect::new(move |_| {
        plan.changes().track();
        let is_empty = line.text.read().trim().is_empty();
        if is_empty && line.reader.read_untracked().is_some() {
            told.set(None);
        } else {
            look();
        }
    });
    on_cleanup(move || {
        let _ = line.reader.try_set(None);
    });
    let words = move || told.get().map(|told| view! { <Words told=told /> });
    view! { <div class="add__understood" aria-live="polite" aria-atomic="false">{words}</div> }
}

/// A line of which the worker has said nothing for so long becomes a plain title: what was entered is never nowhere.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// A line that was entered, and whether it has become a milestone.
type Entered = (String, Rc<Cell<bool>>);

/// Makes milestones of lines, one after the other: a line may name the one before it.
fn enter(i18n: I18n, plan: OpenPlan, line: Line) -> Callback<String> {
    let lines = StoredValue::new_local(VecDeque::<Entered>::new());
    let busy = StoredValue::new(false);
    Callback::new(move |text: String| {
        if title_of(&text).is_none() {
            return;
        }
        let is_made = Rc::new(Cell::new(false));
        let (late, plain) = (is_made.clone(), text.clone());
        set_timeout(
            move || {
                if !late.replace(true) {
                    line.run_plain(plan, &plain);
                }
            },
            ANSWER_WITHIN,
        );
        lines.update_value(|lines| lines.push_back((text, is_made)));
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        spawn_local(async move {
            while let Some((text, is_made)) = lines.try_update_value(VecDeque::pop_front).flatten()
            {
                let read = read(i18n, plan, line, &text).await;
                if is_made.replace(true) {
                    continue;
                }
                match read {
                    Ok(Told {
                        command: Some(command),
                        ..
                    }) => line.run(plan, &text, &command),
                    // Without a title there is nothing to add; the page says so below the field.
                    Ok(_) => line.give_back(&text),
                    Err(_) => line.run_plain(plan, &text),
                }
            }
            busy.try_set_value(false);
        });
    })
}

/// A plain title needs no words.
#[component]
fn Words(told: Told) -> impl IntoView {
    let i18n = use_i18n();
    let today = Today::expect();
    let title = (!told.parts.is_empty()).then(|| match told.title.as_str() {
        "" => t_string!(i18n, quick.no_title).to_owned(),
        title => t_string!(i18n, quick.title, title = title),
    });
    let mut owners = 0;
    let parts = told.parts.into_iter().map(|part| {
        owners += u32::from(matches!(part, Part::Owner { .. }));
        part_words(i18n, part, owners < 2, today.get_untracked())
    });
    let parts: Vec<String> = title.into_iter().chain(parts).collect();
    let doubts = told.doubts.into_iter();
    let doubts = doubts.map(|doubt| doubt_words(i18n, &doubt, today.get_untracked()));
    let item = |words: String| view! { <li dir="auto">{words}</li> };
    view! {
        {(!parts.is_empty()).then(|| view! {
            <ul aria-label=move || t_string!(i18n, quick.label)>{parts.into_iter().map(item).collect_view()}</ul>
        })}
        {doubts.map(|words| view! { <p dir="auto">{words}</p> }).collect_view()}
    }
}

pub(super) fn part_words(i18n: I18n, part: Part, leads: bool, today: NaiveDate) -> String {
    let day = |date| format::date(i18n.get_locale(), DateStyle::Short, date, today);
    let named = |name: String, is_new: bool| match is_new {
        true => t_string!(i18n, quick.is_new, name = name),
        false => name,
    };
    match part {
        Part::Owner { name, is_new } if leads => {
            t_string!(i18n, quick.owner, name = named(name, is_new))
        }
        Part::Owner { name, is_new } => t_string!(i18n, quick.helper, name = named(name, is_new)),
        Part::Everybody => t_string!(i18n, quick.everybody).to_owned(),
        Part::Due { date, weeks: None } => t_string!(i18n, quick.due, day = day(date)),
        Part::Due {
            date,
            weeks: Some((first, last)),
        } => {
            let weeks = match first == last {
                true => first.to_string(),
                false => format!("{first}–{last}"),
            };
            t_string!(i18n, quick.due_week, weeks = weeks, day = day(date))
        }
        Part::Start(date) => t_string!(i18n, quick.start, day = day(date)),
        Part::Days(days) => t_string!(i18n, quick.days, count = days),
        Part::After(title) => t_string!(i18n, quick.after, title = title),
        Part::Track { name, is_new } => t_string!(i18n, quick.track, name = named(name, is_new)),
    }
}

pub(super) fn doubt_words(i18n: I18n, doubt: &Doubt, today: NaiveDate) -> String {
    let said = doubt.said.as_str();
    let or = format!(" {} ", t_string!(i18n, quick.or));
    match &doubt.which {
        Which::People(names) => {
            t_string!(
                i18n,
                quick.which_person,
                said = said,
                names = names.join(&or)
            )
        }
        Which::Milestones(titles) => {
            t_string!(
                i18n,
                quick.which_milestone,
                said = said,
                titles = titles.join(&or)
            )
        }
        Which::Day(date) => {
            let day = format::date(i18n.get_locale(), DateStyle::Short, *date, today);
            t_string!(i18n, quick.which_day, said = said, day = day)
        }
    }
}
