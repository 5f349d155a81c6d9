//! Writing. The order of elements is the schema's (`mspdi_pj12.xsd`): MS Project refuses files that change it.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use plan::{
    id::{MilestoneId, PersonId, TrackId},
    model::{Dependency, DependencyKind, Milestone, Plan, Status},
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use super::{ID_FIELD, LAG_PER_DAY, NAMESPACE, NOBODY};
use crate::{out::Rows, report::side_name};

/// The plan as MS Project XML. `today` is the day in the file's head.
pub fn write(plan: &Plan, today: NaiveDate) -> String {
    let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
    xml.event(Event::Decl(BytesDecl::new(
        "1.0",
        Some("UTF-8"),
        Some("yes"),
    )));
    let mut root = BytesStart::new("Project");
    root.push_attribute(("xmlns", NAMESPACE));
    xml.event(Event::Start(root));
    head(&mut xml, plan, today);
    let rows = Rows::of(plan);
    let tasks = numbered(&rows);
    xml.inside("Tasks", |xml| {
        for task in &tasks.list {
            one(xml, &rows, &tasks, task, today);
        }
    });
    let people = resources(&mut xml, &rows);
    assignments(&mut xml, &rows, &tasks, &people);
    xml.end("Project");
    let bytes = xml.0.into_inner();
    String::from_utf8(bytes).expect("made of strings") + "\n"
}

/// A writer into memory: it does not fail.
struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn event(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("memory does not fail");
    }

    fn start(&mut self, name: &str) {
        self.event(Event::Start(BytesStart::new(name)));
    }

    fn end(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn inside(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.start(name);
        write(self);
        self.end(name);
    }

    fn put(&mut self, name: &str, text: &str) {
        // Control characters are not allowed in XML 1.0, not even as references.
        let allowed = |c: &char| {
            matches!(c, '\t' | '\n') || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
        };
        let text: String = text.chars().filter(allowed).collect();
        self.start(name);
        self.event(Event::Text(BytesText::new(&text)));
        self.end(name);
    }
}

/// Days before year 1 or after 9999 have no place in the format.
fn moment(date: NaiveDate, hour: u32) -> String {
    format!("{date}T{hour:02}:00:00")
}

fn head(xml: &mut Xml, plan: &Plan, today: NaiveDate) {
    xml.put("SaveVersion", "14");
    xml.put(
        "Name",
        if plan.title.is_empty() {
            "Mutual action plan"
        } else {
            &plan.title
        },
    );
    xml.put("Title", &plan.title);
    xml.put("CreationDate", &moment(today, 8));
    xml.put("ScheduleFromStart", "1");
    let first = plan
        .milestones
        .iter()
        .filter_map(|m| m.start.or(m.due.map(|due| due.date)))
        .min();
    xml.put(
        "StartDate",
        &moment(plan.start.or(first).unwrap_or(today), 8),
    );
    if let Some(date) = plan.go_live {
        xml.put("FinishDate", &moment(date, 17));
    }
    xml.put("CalendarUID", "1");
    xml.put("DefaultStartTime", "08:00:00");
    xml.put("DefaultFinishTime", "17:00:00");
    xml.put("MinutesPerDay", "480");
    xml.put("MinutesPerWeek", "2400");
    xml.put("DaysPerMonth", "20");
    xml.inside("ExtendedAttributes", |xml| {
        xml.inside("ExtendedAttribute", |xml| {
            xml.put("FieldID", ID_FIELD);
            xml.put("FieldName", "Text1");
            xml.put("Alias", "Coplan id");
        });
    });
    xml.inside("Calendars", |xml| {
        xml.inside("Calendar", |xml| {
            xml.put("UID", "1");
            xml.put("Name", "Standard");
            xml.put("IsBaseCalendar", "1");
            xml.inside("WeekDays", |xml| (1..=7).for_each(|day| weekday(xml, day)));
        });
    });
}

/// 1 is Sunday.
fn weekday(xml: &mut Xml, day: u32) {
    let works = (2..=6).contains(&day);
    xml.inside("WeekDay", |xml| {
        xml.put("DayType", &day.to_string());
        xml.put("DayWorking", if works { "1" } else { "0" });
        if works {
            xml.inside("WorkingTimes", |xml| {
                for (from, to) in [("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")] {
                    xml.inside("WorkingTime", |xml| {
                        xml.put("FromTime", from);
                        xml.put("ToTime", to);
                    });
                }
            });
        }
    });
}

enum What<'a> {
    Phase(&'a str),
    Step(&'a Milestone),
}

struct Task<'a> {
    uid: usize,
    level: u8,
    outline: String,
    what: What<'a>,
}

struct Tasks<'a> {
    list: Vec<Task<'a>>,
    uids: BTreeMap<MilestoneId, usize>,
}

/// Milestones in order; where the phase changes, a summary task with its name stands before them.
fn numbered<'a>(rows: &Rows<'a>) -> Tasks<'a> {
    let mut tasks = Tasks {
        list: Vec::new(),
        uids: BTreeMap::new(),
    };
    let mut phase: Option<TrackId> = None;
    let (mut top, mut below) = (0, 0);
    for milestone in rows.milestones() {
        let named = milestone
            .phase
            .filter(|_| !rows.track(milestone.phase).is_empty());
        if named.is_some() && named != phase {
            top += 1;
            below = 0;
            tasks.list.push(Task {
                uid: tasks.list.len() + 1,
                level: 1,
                outline: top.to_string(),
                what: What::Phase(rows.track(named)),
            });
        }
        phase = named;
        let uid = tasks.list.len() + 1;
        let (level, outline) = if named.is_some() {
            below += 1;
            (2, format!("{top}.{below}"))
        } else {
            top += 1;
            (1, top.to_string())
        };
        tasks.uids.insert(milestone.id, uid);
        tasks.list.push(Task {
            uid,
            level,
            outline,
            what: What::Step(milestone),
        });
    }
    tasks
}

fn one(xml: &mut Xml, rows: &Rows<'_>, tasks: &Tasks<'_>, task: &Task<'_>, today: NaiveDate) {
    xml.inside("Task", |xml| {
        xml.put("UID", &task.uid.to_string());
        xml.put("ID", &task.uid.to_string());
        let name = match task.what {
            What::Phase(name) => name,
            What::Step(milestone) => &milestone.title,
        };
        xml.put("Name", name);
        match task.what {
            What::Phase(_) => {
                outline(xml, task);
                xml.put("Summary", "1");
            }
            What::Step(milestone) => {
                let needed = !matches!(milestone.status, Status::NotNeeded { .. });
                xml.put("Active", if needed { "1" } else { "0" });
                // Promises are not moved by Project's own scheduling.
                xml.put("Manual", "1");
                outline(xml, task);
                step(xml, rows, tasks, milestone, today);
            }
        }
    });
}

fn outline(xml: &mut Xml, task: &Task<'_>) {
    xml.put("WBS", &task.outline);
    xml.put("OutlineNumber", &task.outline);
    xml.put("OutlineLevel", &task.level.to_string());
}

fn step(
    xml: &mut Xml,
    rows: &Rows<'_>,
    tasks: &Tasks<'_>,
    milestone: &Milestone,
    today: NaiveDate,
) {
    let due = milestone.due.map(|due| due.date);
    let days = milestone.duration_days.unwrap_or(0);
    let finish = due.or(milestone.start).unwrap_or(today);
    let start = milestone.start.unwrap_or_else(|| back(finish, days));
    let hours = u64::from(days) * 8;
    let is_point = days == 0 && milestone.start.is_none();
    if due.is_some() || milestone.start.is_some() {
        xml.put("Start", &moment(start, if is_point { 17 } else { 8 }));
    }
    if let Some(due) = due {
        xml.put("Finish", &moment(due, 17));
    }
    xml.put("Duration", &format!("PT{hours}H0M0S"));
    xml.put("DurationFormat", "7");
    xml.put("Milestone", if is_point { "1" } else { "0" });
    xml.put("Summary", "0");
    xml.put("PercentComplete", &percent(milestone).to_string());
    if let Status::Done { on } = milestone.status {
        xml.put("ActualFinish", &moment(on, 17));
    }
    if let Some(days) = milestone.remaining_days {
        xml.put(
            "RemainingDuration",
            &format!("PT{}H0M0S", u64::from(days) * 8),
        );
    }
    let constraint = match (milestone.due, milestone.start) {
        (Some(due), _) if due.pinned => Some(("3", moment(due.date, 17))),
        (_, Some(start)) => Some(("4", moment(start, 8))),
        _ => None,
    };
    if let Some((kind, date)) = constraint {
        xml.put("ConstraintType", kind);
        xml.put("ConstraintDate", &date);
    }
    if let Some(due) = due {
        xml.put("Deadline", &moment(due, 17));
    }
    if let Some(link) = milestone.links.first() {
        xml.put(
            "Hyperlink",
            if link.label.is_empty() {
                &link.url
            } else {
                &link.label
            },
        );
        xml.put("HyperlinkAddress", &link.url);
    }
    if !milestone.notes.is_empty() {
        xml.put("Notes", &milestone.notes);
    }
    for dependency in rows
        .plan
        .dependencies
        .iter()
        .filter(|d| d.successor == milestone.id)
    {
        if let Some(uid) = tasks.uids.get(&dependency.predecessor) {
            predecessor(xml, *uid, dependency);
        }
    }
    xml.inside("ExtendedAttribute", |xml| {
        xml.put("FieldID", ID_FIELD);
        xml.put("Value", milestone.id.as_str());
    });
}

/// Whole percents; a started step without known effort is at 1: more would be made up.
fn percent(milestone: &Milestone) -> u32 {
    match (
        &milestone.status,
        milestone.duration_days,
        milestone.remaining_days,
    ) {
        (Status::Done { .. }, ..) => 100,
        (Status::InProgress, Some(all), Some(left)) if all > 0 => {
            (100 - 100 * u64::from(left.min(all)) / u64::from(all)).clamp(1, 99) as u32
        }
        (Status::InProgress, ..) => 1,
        _ => 0,
    }
}

fn predecessor(xml: &mut Xml, uid: usize, dependency: &Dependency) {
    let kind = match dependency.kind {
        DependencyKind::FinishToFinish => "0",
        DependencyKind::FinishToStart => "1",
        DependencyKind::StartToFinish => "2",
        DependencyKind::StartToStart => "3",
    };
    xml.inside("PredecessorLink", |xml| {
        xml.put("PredecessorUID", &uid.to_string());
        xml.put("Type", kind);
        xml.put("CrossProject", "0");
        xml.put(
            "LinkLag",
            &(i64::from(dependency.lag_days) * LAG_PER_DAY).to_string(),
        );
        xml.put("LagFormat", "7");
    });
}

/// The first of so many working days (Monday to Friday) that end on `finish`.
fn back(finish: NaiveDate, days: u32) -> NaiveDate {
    let mut first = finish;
    for _ in 1..days {
        let skip = match first.weekday() {
            Weekday::Mon => 3,
            Weekday::Sun => 2,
            _ => 1,
        };
        match first.checked_sub_days(Days::new(skip)) {
            Some(before) => first = before,
            None => break,
        }
    }
    first
}

fn resources(xml: &mut Xml, rows: &Rows<'_>) -> BTreeMap<PersonId, usize> {
    let mut uids = BTreeMap::new();
    xml.inside("Resources", |xml| {
        for person in rows
            .plan
            .people
            .iter()
            .filter(|p| !p.archived && p.merged_into.is_none())
        {
            let uid = uids.len() + 2;
            uids.insert(person.id, uid);
            resource(
                xml,
                uid,
                &crate::people::quoted(&person.name),
                side_name(person.side),
            );
        }
        // Everybody.
        if rows.milestones().any(|m| m.everybody) {
            resource(xml, 1, "All", "");
        }
    });
    uids
}

fn resource(xml: &mut Xml, uid: usize, name: &str, group: &str) {
    xml.inside("Resource", |xml| {
        xml.put("UID", &uid.to_string());
        xml.put("ID", &uid.to_string());
        xml.put("Name", name);
        xml.put("Type", "1");
        xml.put("IsNull", "0");
        xml.put("Group", group);
    });
}

/// The accountable person first: reading takes the first of a task's assignments for that.
fn assignments(
    xml: &mut Xml,
    rows: &Rows<'_>,
    tasks: &Tasks<'_>,
    people: &BTreeMap<PersonId, usize>,
) {
    let mut number = 0;
    xml.inside("Assignments", |xml| {
        for milestone in rows.milestones() {
            let task = tasks.uids[&milestone.id].to_string();
            let owners = rows.owners(milestone);
            let mut resources: Vec<String> = owners
                .iter()
                .filter_map(|p| people.get(&p.id))
                .map(usize::to_string)
                .collect();
            if milestone.everybody {
                resources.push("1".into());
            }
            if resources.is_empty() || milestone.accountable.is_none() && !owners.is_empty() {
                resources.insert(0, NOBODY.into());
            }
            for resource in resources {
                number += 1;
                xml.inside("Assignment", |xml| {
                    xml.put("UID", &number.to_string());
                    xml.put("TaskUID", &task);
                    xml.put("ResourceUID", &resource);
                    xml.put("Units", "1");
                });
            }
        }
    });
}
