//! Reading. Tasks become milestones, summary tasks phases, resources people; the report says what has no place here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use plan::{
    id::{MilestoneId, PersonId, TrackId},
    model::{Dependency, DependencyKind, GapPolicy, Plan},
};

use super::{
    LAG_PER_DAY, MspdiError, NOBODY,
    task::{date, line},
    tree::{Element, parse},
};
use crate::{
    ids::Ids,
    limits::ROWS_MAX,
    people,
    report::{Report, What},
    table::{Imported, Names, Options, is_go_live},
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

/// A project on its way into a plan.
pub(super) struct Project {
    pub plan: Plan,
    pub names: Names,
    pub ids: Ids,
    pub today: NaiveDate,
    pub report: Report,
    /// Task UID to milestone and row of the report.
    pub uids: BTreeMap<String, (MilestoneId, usize)>,
    /// Open summary tasks: outline level and phase.
    pub phases: Vec<(u32, TrackId)>,
    pub people: BTreeMap<String, PersonId>,
    /// The resource that stands for everybody.
    pub everybody: Option<String>,
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

fn kind(number: &str) -> DependencyKind {
    match number {
        "0" => DependencyKind::FinishToFinish,
        "2" => DependencyKind::StartToFinish,
        "3" => DependencyKind::StartToStart,
        _ => DependencyKind::FinishToStart,
    }
}
