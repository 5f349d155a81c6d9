//! Writing. The order of elements is the schema's (`mspdi_pj12.xsd`): MS Project refuses files that change it.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use plan::{
    id::{MilestoneId, TrackId},
    model::{Dependency, DependencyKind, Milestone, Plan, Status},
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesStart, Event},
};

use super::{
    ID_FIELD, LAG_PER_DAY, NAMESPACE,
    people::{assignments, resources},
    xml::{Xml, head, moment},
};
use crate::out::Rows;

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

pub(super) struct Tasks<'a> {
    list: Vec<Task<'a>>,
    pub uids: BTreeMap<MilestoneId, usize>,
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
