//! iCalendar (RFC 5545, 7986, 9253): one all-day event a milestone, on the day it is due.
//!
//! Events, not to-dos: calendars that subscribe to a feed ignore to-dos.

use chrono::{Days, NaiveDate, NaiveTime};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use plan::{
    id::{MilestoneId, PersonId},
    model::{Dependency, DependencyKind, Milestone, Plan, Status},
};

use super::{
    rows::Rows,
    words::{Language, Word, status_mark},
};
use crate::text::squeezed;

/// What a calendar has to know beside the plan.
#[derive(Debug, Clone)]
pub struct Feed<'a> {
    /// The day of the export, for `DTSTAMP`.
    pub today: NaiveDate,
    /// Tells plans apart whose milestones have the same ids, for example the plan's id; may be empty.
    pub scope: &'a str,
    /// Must grow when the plan changes and never shrink: calendars ignore an event with a lower `SEQUENCE`.
    pub revision: u32,
    /// Only the steps of this person and those for all.
    pub person: Option<PersonId>,
    /// Where the plan can be opened, without its secret.
    pub url: Option<&'a str>,
    /// The language of the few words of ours.
    pub language: Language,
}

/// The plan as a calendar. What is archived or not needed is cancelled, so that it leaves calendars that had it.
pub fn calendar(plan: &Plan, feed: &Feed<'_>) -> String {
    let rows = Rows::of(plan);
    let mut calendar = Calendar::new();
    let name = match plan.title.as_str() {
        "" => feed.language.word(Word::Plan).to_owned(),
        title => plain(title),
    };
    // The crate escapes the properties it knows; these are its TEXT by our hand.
    for key in ["NAME", "X-WR-CALNAME"] {
        calendar.append_property(text(key, &name));
    }
    calendar.append_property(Property::new("PRODID", "-//Coplan//Mutual action plan//EN"));
    let mut refresh = Property::new("REFRESH-INTERVAL", "PT1H");
    calendar.append_property(refresh.add_parameter("VALUE", "DURATION").done());
    calendar.append_property(Property::new("X-PUBLISHED-TTL", "PT1H"));
    for milestone in &plan.milestones {
        let mine = |person: PersonId| {
            let is = |id: &PersonId| rows.person(*id).is_some_and(|p| p.id == person);
            milestone.everybody
                || milestone
                    .accountable
                    .iter()
                    .chain(&milestone.helpers)
                    .any(is)
        };
        if feed.person.is_none_or(mine)
            && let Some(event) = event(&rows, milestone, feed)
        {
            calendar.push(event);
        }
    }
    folded(&calendar.to_string())
}

/// Octets of a line, its end not counted (RFC 5545 §3.1).
const LINE_BYTES_MAX: usize = 75;

/// Folds anew: the crate's own continuation lines can be an octet too long.
fn folded(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    for line in text.replace("\r\n ", "").split_inclusive("\r\n") {
        let mut length = 0;
        for character in line.trim_end_matches("\r\n").chars() {
            if length + character.len_utf8() > LINE_BYTES_MAX {
                lines.push_str("\r\n ");
                length = 1;
            }
            lines.push(character);
            length += character.len_utf8();
        }
        lines.push_str("\r\n");
    }
    lines
}

/// A TEXT value that the crate would write as it is.
fn text(key: &str, value: &str) -> Property {
    let known = matches!(key, "NAME" | "SUMMARY" | "DESCRIPTION");
    let value = if known {
        value.to_owned()
    } else {
        escaped(value)
    };
    Property::new(key, value)
}

fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace('\n', "\\n")
}

/// One line without control characters: they are not allowed, and a line end would start a property.
fn plain(text: &str) -> String {
    squeezed(text).chars().filter(|c| !c.is_control()).collect()
}

/// The same milestone has the same UID in every export.
fn uid(id: MilestoneId, feed: &Feed<'_>) -> String {
    let scope: String = feed
        .scope
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    match scope.as_str() {
        "" => format!("{id}@coplan"),
        scope => format!("{id}.{scope}@coplan"),
    }
}

fn event(rows: &Rows<'_>, milestone: &Milestone, feed: &Feed<'_>) -> Option<Event> {
    let due = milestone.due?.date;
    let mut event = Event::new();
    event.uid(&uid(milestone.id, feed));
    event.sequence(feed.revision);
    event.timestamp(feed.today.and_time(NaiveTime::MIN).and_utc());
    // All day: the end is the first day that no longer belongs to it.
    event.starts(due);
    event.ends(due.checked_add_days(Days::new(1))?);
    let done = matches!(milestone.status, Status::Done { .. });
    let mark = if done {
        format!("{} ", status_mark(&milestone.status))
    } else {
        String::new()
    };
    event.summary(&format!("{mark}{}", plain(&milestone.title)));
    event.description(&description(rows, milestone, feed));
    event.add_property("TRANSP", "TRANSPARENT");
    let gone = milestone.archived || matches!(milestone.status, Status::NotNeeded { .. });
    event.status(if gone {
        EventStatus::Cancelled
    } else {
        EventStatus::Confirmed
    });
    let tracks = [rows.track(milestone.phase), rows.track(milestone.function)];
    let categories: Vec<String> = tracks
        .iter()
        .filter(|t| !t.is_empty())
        .map(|t| escaped(&plain(t)))
        .collect();
    if !categories.is_empty() {
        event.add_property("CATEGORIES", categories.join(","));
    }
    if let Some(url) = feed.url {
        event.add_property("URL", plain(url));
    }
    for dependency in &rows.plan.dependencies {
        if dependency.successor == milestone.id {
            event.append_multi_property(related(dependency, feed));
        }
    }
    Some(event.done())
}

/// The predecessor, named on its successor.
fn related(dependency: &Dependency, feed: &Feed<'_>) -> Property {
    let mut related = Property::new("RELATED-TO", uid(dependency.predecessor, feed));
    related.add_parameter("RELTYPE", relation(dependency.kind));
    if dependency.lag_days != 0 {
        let sign = if dependency.lag_days < 0 { "-" } else { "" };
        let gap = format!("{sign}P{}D", dependency.lag_days.unsigned_abs());
        related.add_parameter("GAP", &gap);
    }
    related.done()
}

fn relation(kind: DependencyKind) -> &'static str {
    match kind {
        DependencyKind::FinishToStart => "FINISHTOSTART",
        DependencyKind::StartToStart => "STARTTOSTART",
        DependencyKind::FinishToFinish => "FINISHTOFINISH",
        DependencyKind::StartToFinish => "STARTTOFINISH",
    }
}

fn description(rows: &Rows<'_>, milestone: &Milestone, feed: &Feed<'_>) -> String {
    let word = |w| feed.language.word(w);
    let mut lines = Vec::new();
    let mut line = |label: &str, text: &str| {
        let text: String = text
            .chars()
            .filter(|c| *c == '\n' || !c.is_control())
            .collect();
        if !text.is_empty() {
            lines.push(format!("{label}: {text}"));
        }
    };
    line(word(Word::Owner), &rows.owners_shown(milestone));
    line(word(Word::Status), feed.language.status(&milestone.status));
    line(word(Word::DoneWhen), &milestone.done_when);
    line(word(Word::Result), &milestone.result);
    lines.join("\n")
}
