//! Reading. Tasks become milestones, summary tasks phases, resources people; the report says what has no place here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use plan::{
    id::{MilestoneId, PersonId, TrackId},
    model::{Dependency, DependencyKind, Due, GapPolicy, Link, Milestone, Plan, Status, TrackKind},
};

use super::{
    ID_FIELD, LAG_PER_DAY, MspdiError, NOBODY,
    tree::{Element, parse},
};
use crate::{
    ids::Ids,
    limits::{DURATION_DAYS_MAX, LINE_LENGTH_MAX, PROSE_LENGTH_MAX, ROWS_MAX, cut},
    people,
    report::{Outcome, Remark, Report, RowReport, What},
    table::{Imported, Names, Options, is_address, is_go_live},
    text::squeezed,
};

/// Reads a project. With [`Options::base`] tasks that carry our ids update their milestones.
///
/// # Errors
/// See [`MspdiError`].
pub fn read(xml: &str, options: &Options<'_>) -> Result<Imported, MspdiError> {
    let root = parse(xml.trim_start_matches('\u{feff}'))?;
    if root.name != "Project" {
        return Err(MspdiError::NotAProject {
            found: root.name.chars().take(40).collect(),
        });
    }
    let mut plan = options.base.cloned().unwrap_or_default();
    if plan.title.is_empty() {
        let title = if root.text_of("Title").is_empty() {
            root.text_of("Name")
        } else {
            root.text_of("Title")
        };
        plan.title = line(title);
    }
    let mut project = Project {
        names: Names::of(&plan),
        plan,
        ids: Ids::new(options.seed),
        today: options.today,
        report: Report::default(),
        uids: BTreeMap::new(),
        phases: Vec::new(),
        people: BTreeMap::new(),
        everybody: None,
    };
    project.resources(&root);
    let tasks: Vec<&Element> = root
        .child("Tasks")
        .into_iter()
        .flat_map(|tasks| tasks.all("Task"))
        .collect();
    if tasks.len() > ROWS_MAX {
        project
            .report
            .remarks
            .push(What::TooManyRows { most: ROWS_MAX }.alone());
    }
    for (at, task) in tasks.iter().take(ROWS_MAX).enumerate() {
        project.task(task, u32::try_from(at + 1).unwrap_or(u32::MAX));
    }
    project.links(&tasks);
    project.assignments(&root);
    project.plan.dependencies.sort();
    project
        .plan
        .dependencies
        .dedup_by_key(|d| (d.predecessor, d.successor, d.kind));
    if project.plan.go_live.is_none() {
        let last = project
            .plan
            .milestones
            .iter()
            .rfind(|m| is_go_live(&m.title));
        project.plan.go_live = last
            .and_then(|m| m.due)
            .map(|due| due.date)
            .or(date(root.text_of("FinishDate")));
    }
    Ok(Imported {
        plan: project.plan,
        report: project.report,
        ..Imported::default()
    })
}

fn line(text: &str) -> String {
    let mut text = squeezed(text);
    cut(&mut text, LINE_LENGTH_MAX);
    text
}

/// The day of `2025-06-20T17:00:00`; "NA" and far years are none.
fn date(text: &str) -> Option<NaiveDate> {
    let date: NaiveDate = text.get(..10)?.parse().ok()?;
    (plan_years().contains(&chrono::Datelike::year(&date))).then_some(date)
}

fn plan_years() -> std::ops::RangeInclusive<i32> {
    1900..=2199
}

/// Working days of `PT40H0M0S`, eight hours each, rounded up.
fn days(text: &str) -> Option<u32> {
    let rest = text.strip_prefix("PT")?;
    let (hours, rest) = rest.split_once('H')?;
    let minutes = rest.split_once('M').map_or("0", |(minutes, _)| minutes);
    let minutes = hours
        .parse::<u64>()
        .ok()?
        .checked_mul(60)?
        .checked_add(minutes.parse().ok()?)?;
    u32::try_from(minutes.div_ceil(480))
        .ok()
        .filter(|days| *days <= DURATION_DAYS_MAX)
}

struct Project {
    plan: Plan,
    names: Names,
    ids: Ids,
    today: NaiveDate,
    report: Report,
    /// Task UID to milestone and row of the report.
    uids: BTreeMap<String, (MilestoneId, usize)>,
    /// Open summary tasks: outline level and phase.
    phases: Vec<(u32, TrackId)>,
    people: BTreeMap<String, PersonId>,
    /// The resource that stands for everybody.
    everybody: Option<String>,
}

impl Project {
    fn resources(&mut self, root: &Element) {
        let mut mail = false;
        for resource in root
            .child("Resources")
            .into_iter()
            .flat_map(|r| r.all("Resource"))
            .take(1_000)
        {
            let (uid, name) = (resource.text_of("UID"), resource.text_of("Name"));
            if name.is_empty() || resource.text_of("IsNull") == "1" || uid == NOBODY {
                continue;
            }
            mail |= !resource.text_of("EmailAddress").is_empty();
            let owners = people::owners(name, resource.text_of("Group"));
            if owners.everybody && owners.people.is_empty() {
                self.everybody = Some(uid.to_owned());
            } else if let Some(named) = owners.people.first() {
                let assumed = |what: &What| matches!(what, What::SideAssumed { .. });
                let sure = !owners.remarks.iter().any(assumed);
                self.report.remarks.extend(
                    owners
                        .remarks
                        .iter()
                        .filter(|w| assumed(w))
                        .cloned()
                        .map(What::alone),
                );
                let id = self
                    .names
                    .person(&mut self.plan, named, sure, &mut self.ids);
                self.people.insert(uid.to_owned(), id);
            }
        }
        if mail {
            self.report.remarks.push(What::EmailLeftOut.alone());
        }
    }

    fn task(&mut self, task: &Element, row: u32) {
        let level: u32 = task.text_of("OutlineLevel").parse().unwrap_or(1);
        // The task of level 0 is the project itself.
        if task.text_of("IsNull") == "1" || level == 0 {
            return;
        }
        self.phases.retain(|(open, _)| *open < level);
        let title = line(task.text_of("Name"));
        if task.text_of("Summary") == "1" {
            let phase = self
                .names
                .track(&mut self.plan, &title, TrackKind::Phase, &mut self.ids);
            self.phases.push((level, phase));
            return;
        }
        if title.is_empty() {
            self.report.rows.push(RowReport {
                row,
                title,
                outcome: Outcome::Refused,
                remarks: vec![What::NoTitle.alone()],
            });
            return;
        }
        let known = our_id(task).filter(|id| self.uids.values().all(|(used, _)| used != id));
        let place = known.and_then(|id| self.plan.milestones.iter().position(|m| m.id == id));
        let mut milestone = match place {
            Some(at) => self.plan.milestones[at].clone(),
            None => Milestone {
                id: known.unwrap_or_else(|| self.ids.milestone()),
                ..crate::blank("")
            },
        };
        milestone.title = title.clone();
        milestone.phase = self
            .phases
            .last()
            .map(|(_, phase)| *phase)
            .or(milestone.phase);
        let remarks = self.fill(&mut milestone, task);
        let id = milestone.id;
        self.uids
            .insert(task.text_of("UID").to_owned(), (id, self.report.rows.len()));
        self.report.rows.push(RowReport {
            row,
            title,
            outcome: if place.is_some() {
                Outcome::Updated(id)
            } else {
                Outcome::Added(id)
            },
            remarks,
        });
        match place {
            Some(at) => self.plan.milestones[at] = milestone,
            None => self.plan.milestones.push(milestone),
        }
    }

    fn fill(&mut self, milestone: &mut Milestone, task: &Element) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let constraint = task.text_of("ConstraintType");
        let is_point = task.text_of("Milestone") == "1";
        let due = promised(task, milestone.due.map(|due| due.date));
        let weeks = milestone
            .due
            .and_then(|old| old.weeks.filter(|_| Some(old.date) == due));
        milestone.due = due.map(|date| Due {
            date,
            pinned: matches!(constraint, "2" | "3"),
            weeks,
        });
        milestone.start = match constraint {
            "4" => date(task.text_of("ConstraintDate")),
            _ if task.text_of("Manual") == "1" => milestone
                .start
                .filter(|start| due.is_some_and(|due| *start <= due)),
            _ if is_point => None,
            _ => date(task.text_of("Start")).filter(|start| due.is_some_and(|due| *start < due)),
        };
        milestone.duration_days = days(task.text_of("Duration")).filter(|days| *days > 0);
        milestone.remaining_days = days(task.text_of("RemainingDuration"));
        milestone.status = self.status(task, milestone, &mut remarks);
        let mut notes = task.text_of("Notes").to_owned();
        if cut(&mut notes, PROSE_LENGTH_MAX) {
            remarks.push(
                What::TooLong {
                    characters_most: PROSE_LENGTH_MAX,
                }
                .at("Notes"),
            );
        }
        milestone.notes = notes;
        let url = task.text_of("HyperlinkAddress");
        if is_address(url) && milestone.links.iter().all(|link| link.url != url) {
            let label = line(task.text_of("Hyperlink"));
            milestone.links.push(Link {
                id: self.ids.link(),
                url: url.to_owned(),
                label: if label == url { String::new() } else { label },
            });
        }
        for (element, field) in [
            ("Recurring", "recurrence"),
            ("ExternalTask", "link to another project"),
        ] {
            if task.text_of(element) == "1" {
                remarks.push(
                    What::LostInFormat {
                        field: field.to_owned(),
                    }
                    .alone(),
                );
            }
        }
        remarks
    }

    fn status(&self, task: &Element, milestone: &Milestone, remarks: &mut Vec<Remark>) -> Status {
        let percent: u32 = task.text_of("PercentComplete").parse().unwrap_or(0);
        match (&milestone.status, percent) {
            // What the format cannot say stays as it was.
            (Status::NotNeeded { .. }, _) if task.text_of("Active") == "0" => {
                milestone.status.clone()
            }
            _ if task.text_of("Active") == "0" => Status::NotNeeded {
                reason: String::new(),
            },
            (_, 100..) => {
                let on = date(task.text_of("ActualFinish")).unwrap_or_else(|| {
                    let date = milestone
                        .due
                        .map_or(self.today, |due| due.date.min(self.today));
                    remarks.push(What::DoneOnAssumed { date }.at("PercentComplete"));
                    date
                });
                Status::Done { on }
            }
            (_, 1..) => Status::InProgress,
            (waiting @ (Status::Waiting { .. } | Status::Blocked { .. }), _) => waiting.clone(),
            _ => Status::NotStarted,
        }
    }

    fn links(&mut self, tasks: &[&Element]) {
        // The file speaks for all dependencies between the tasks it holds.
        let seen: BTreeSet<MilestoneId> = self.uids.values().map(|(id, _)| *id).collect();
        let both = |d: &Dependency| seen.contains(&d.successor) && seen.contains(&d.predecessor);
        self.plan.dependencies.retain(|d| !both(d));
        for task in tasks {
            let Some((successor, row)) = self.uids.get(task.text_of("UID")).copied() else {
                continue;
            };
            for link in task.all("PredecessorLink") {
                let before = link.text_of("PredecessorUID");
                let Some((predecessor, _)) = self.uids.get(before).copied() else {
                    let text = format!("task UID {before}");
                    self.report.rows[row]
                        .remarks
                        .push(What::NoPredecessor { text }.at("PredecessorLink"));
                    continue;
                };
                if predecessor == successor {
                    self.report.rows[row]
                        .remarks
                        .push(What::DependsOnItself.at("PredecessorLink"));
                    continue;
                }
                let lag: i64 = link.text_of("LinkLag").parse().unwrap_or(0);
                let lag = (lag / LAG_PER_DAY).clamp(-2_500, 2_500);
                self.plan.dependencies.push(Dependency {
                    predecessor,
                    successor,
                    kind: kind(link.text_of("Type")),
                    lag_days: i32::try_from(lag).expect("clamped"),
                    policy: GapPolicy::default(),
                });
            }
        }
    }

    fn assignments(&mut self, root: &Element) {
        let mut owners: BTreeMap<MilestoneId, (Vec<PersonId>, bool, bool)> = BTreeMap::new();
        for assignment in root
            .child("Assignments")
            .into_iter()
            .flat_map(|a| a.all("Assignment"))
        {
            let Some((id, _)) = self.uids.get(assignment.text_of("TaskUID")) else {
                continue;
            };
            let (people, everybody, nobody_first) = owners.entry(*id).or_default();
            let resource = assignment.text_of("ResourceUID");
            if resource == NOBODY {
                *nobody_first |= people.is_empty();
            } else if self.everybody.as_deref() == Some(resource) {
                *everybody = true;
            } else if let Some(person) = self.people.get(resource)
                && !people.contains(person)
                && people.len() < 50
            {
                people.push(*person);
            }
        }
        for milestone in &mut self.plan.milestones {
            let Some((people, everybody, nobody_first)) = owners.remove(&milestone.id) else {
                continue;
            };
            milestone.everybody = everybody;
            milestone.accountable = people.first().copied().filter(|_| !nobody_first);
            milestone.helpers = people
                .into_iter()
                .skip(usize::from(!nobody_first))
                .collect();
            milestone.helpers.sort();
        }
    }
}

/// The deadline, else the finish. Somebody who dragged the bar of a task that we wrote changed only the finish.
fn promised(task: &Element, before: Option<NaiveDate>) -> Option<NaiveDate> {
    let (deadline, finish) = (date(task.text_of("Deadline")), date(task.text_of("Finish")));
    let dragged = before.is_some() && deadline == before && finish.is_some();
    if dragged { finish } else { deadline.or(finish) }
}

fn kind(number: &str) -> DependencyKind {
    match number {
        "0" => DependencyKind::FinishToFinish,
        "2" => DependencyKind::StartToFinish,
        "3" => DependencyKind::StartToStart,
        _ => DependencyKind::FinishToStart,
    }
}

fn our_id(task: &Element) -> Option<MilestoneId> {
    let field = task
        .all("ExtendedAttribute")
        .find(|field| field.text_of("FieldID") == ID_FIELD)?;
    field.text_of("Value").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_dates_are_read_strictly() {
        assert_eq!(days("PT40H0M0S"), Some(5));
        assert_eq!(days("PT4H30M0S"), Some(1));
        assert_eq!(days("PT99999999999H0M0S"), None);
        assert_eq!(days("P5D"), None);
        assert_eq!(
            date("2025-06-20T17:00:00")
                .map(|d| d.to_string())
                .as_deref(),
            Some("2025-06-20")
        );
        assert_eq!(date("NA"), None);
    }
}
