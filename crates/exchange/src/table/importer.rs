//! Row after row into a plan; dependencies last, when all titles are known.

use std::collections::{BTreeMap, BTreeSet};

use plan::{
    id::MilestoneId,
    model::{Dependency, Milestone, MilestoneKind, Plan},
};

use super::{
    Field,
    dependencies::{Found, Index, wanted},
    rows::{Reading, Table},
};
use crate::{
    report::{Outcome, Remark, Report, RowReport, What},
    sheet::Row,
    text::squeezed,
};

/// A sheet on its way into a plan.
pub(super) struct Importer<'t> {
    table: Table<'t>,
    updating: bool,
    report: Report,
    index: Index,
    by_id: BTreeMap<String, MilestoneId>,
    seen: BTreeSet<MilestoneId>,
    /// Milestone, cell and row report of the dependencies, resolved when all titles are known.
    depends: Vec<(MilestoneId, String, bool, usize)>,
    last: Option<MilestoneId>,
    /// People whose side was assumed.
    assumed: BTreeSet<String>,
}

impl<'t> Importer<'t> {
    pub fn new(table: Table<'t>, updating: bool, report: Report) -> Self {
        let mut index = Index::default();
        let mut by_id = BTreeMap::new();
        for milestone in &table.plan.milestones {
            by_id.insert(milestone.id.to_string(), milestone.id);
            if !milestone.archived {
                index.add(&milestone.title, milestone.id);
            }
        }
        Self {
            table,
            updating,
            report,
            index,
            by_id,
            seen: BTreeSet::new(),
            depends: Vec::new(),
            last: None,
            assumed: BTreeSet::new(),
        }
    }

    pub fn run(mut self, rows: &[Row]) -> (Plan, Report) {
        for (place, row) in rows.iter().enumerate() {
            self.row(row, u32::try_from(place + 1).unwrap_or(u32::MAX));
        }
        self.dependencies();
        if self.updating {
            self.not_in_file();
        }
        self.go_live();
        let mut plan = self.table.plan;
        plan.dependencies.sort();
        plan.dependencies
            .dedup_by_key(|d| (d.predecessor, d.successor, d.kind));
        (plan, self.report)
    }

    fn row(&mut self, row: &Row, place: u32) {
        let cell = |field| {
            self.table
                .mapping
                .column(field)
                .map_or("", |at| row.cell(at))
        };
        let (title, id, number) = (
            squeezed(cell(Field::Title)),
            cell(Field::Id),
            cell(Field::Number),
        );
        let depends = cell(Field::DependsOn).to_owned();
        let (known, whole, mut remarks) = self.who(&title, id);
        if title.is_empty() && known.is_none() {
            let text: Vec<&str> = row
                .cells
                .iter()
                .map(String::as_str)
                .filter(|c| !c.is_empty())
                .collect();
            self.report.rows.push(RowReport {
                row: row.number,
                title: text.join(" | ").chars().take(80).collect(),
                outcome: Outcome::Refused,
                remarks: vec![What::NoTitle.alone()],
            });
            return;
        }
        let before = known.and_then(|id| {
            self.table
                .plan
                .milestones
                .iter()
                .find(|m| m.id == id)
                .cloned()
        });
        let is_new = before.is_none();
        let milestone = before.unwrap_or_else(|| Milestone {
            id: known.unwrap_or_else(|| self.table.ids.milestone()),
            ..crate::blank(&title)
        });
        let id = milestone.id;
        let number = super::cells::only_number(number).unwrap_or(place);
        self.index.numbers.entry(number).or_insert(id);
        let (milestone, more) = Reading::new(&mut self.table, row, milestone, whole).run();
        remarks.extend(more.into_iter().filter(|remark| self.is_news(remark)));
        self.index.add(&milestone.title, id);
        self.seen.insert(id);
        self.depends
            .push((id, depends, whole, self.report.rows.len()));
        self.report.rows.push(RowReport {
            row: row.number,
            title: milestone.title.clone(),
            outcome: if is_new {
                Outcome::Added(id)
            } else {
                Outcome::Updated(id)
            },
            remarks,
        });
        self.put(milestone, is_new);
        self.last = Some(id);
    }

    /// An assumption about a person is said once, not on each of their rows.
    fn is_news(&mut self, remark: &Remark) -> bool {
        match &remark.what {
            What::SideAssumed { person, .. } => self.assumed.insert(person.clone()),
            _ => true,
        }
    }

    /// Which milestone a row speaks of, and whether it speaks for all of it.
    fn who(&self, title: &str, id: &str) -> (Option<MilestoneId>, bool, Vec<Remark>) {
        if let Ok(id) = id.parse::<MilestoneId>() {
            if self.seen.contains(&id) {
                return (
                    None,
                    false,
                    vec![What::IdTwice { id: id.to_string() }.alone()],
                );
            }
            let known = self.by_id.contains_key(id.as_str());
            return (Some(id), known || !self.updating, Vec::new());
        }
        let same = self.updating.then(|| self.index.titled(title)).flatten();
        (same.filter(|id| !self.seen.contains(id)), false, Vec::new())
    }

    /// A new row goes where it stands in the file: after the row before it.
    fn put(&mut self, milestone: Milestone, is_new: bool) {
        let milestones = &mut self.table.plan.milestones;
        let place = |id: MilestoneId| milestones.iter().position(|m| m.id == id);
        if !is_new {
            let at = place(milestone.id).expect("it was cloned from there");
            milestones[at] = milestone;
            return;
        }
        let at = match self.last {
            Some(last) if milestones.last().is_none_or(|m| m.id != last) => {
                place(last).map(|at| at + 1)
            }
            _ => None,
        };
        match at {
            Some(at) => milestones.insert(at, milestone),
            None => milestones.push(milestone),
        }
    }

    fn dependencies(&mut self) {
        let Some(column) = self.table.mapping.column(Field::DependsOn) else {
            return;
        };
        let header = self.table.mapping.columns[column].header.clone();
        for (successor, cell, whole, row) in std::mem::take(&mut self.depends) {
            if whole {
                let kept = |d: &Dependency| {
                    d.successor != successor || !self.seen.contains(&d.predecessor)
                };
                self.table.plan.dependencies.retain(kept);
            }
            let mut lost = Vec::new();
            for want in wanted(&cell) {
                let found = self.index.find(&want.text);
                let (predecessor, what) = match found {
                    Found::Surely(id) if id == successor => (None, Some(What::DependsOnItself)),
                    Found::Surely(id) => (Some(id), None),
                    Found::Nearly(id, _) if id == successor => (
                        None,
                        Some(What::NoPredecessor {
                            text: want.text.clone(),
                        }),
                    ),
                    Found::Nearly(id, title) => (
                        Some(id),
                        Some(What::PredecessorGuessed {
                            text: want.text.clone(),
                            title,
                        }),
                    ),
                    Found::No => (
                        None,
                        Some(What::NoPredecessor {
                            text: want.text.clone(),
                        }),
                    ),
                };
                let dependency = predecessor.map(|predecessor| Dependency {
                    predecessor,
                    successor,
                    kind: want.kind,
                    lag_days: want.lag_days,
                    policy: want.policy,
                });
                if let Some(What::NoPredecessor { text }) = &what {
                    lost.push(format!("{header}: {text}"));
                }
                let what = dependency.and_then(|d| self.depend(d, &want.text)).or(what);
                self.report.rows[row]
                    .remarks
                    .extend(what.map(|what| what.at(&header)));
            }
            self.note(successor, &lost);
        }
    }

    /// Adds a dependency; the same pair and kind twice is one.
    fn depend(&mut self, dependency: Dependency, text: &str) -> Option<What> {
        let same = |d: &&mut Dependency| {
            (d.predecessor, d.successor, d.kind)
                == (
                    dependency.predecessor,
                    dependency.successor,
                    dependency.kind,
                )
        };
        match self.table.plan.dependencies.iter_mut().find(same) {
            Some(known) if *known == dependency => None,
            Some(known) if self.updating => {
                *known = dependency;
                None
            }
            Some(_) => Some(What::DependencyTwice {
                text: text.to_owned(),
            }),
            None => {
                self.table.plan.dependencies.push(dependency);
                None
            }
        }
    }

    fn note(&mut self, id: MilestoneId, lines: &[String]) {
        let Some(milestone) = self.table.plan.milestones.iter_mut().find(|m| m.id == id) else {
            return;
        };
        for line in lines
            .iter()
            .filter(|line| !milestone.notes.contains(line.as_str()))
            .collect::<Vec<_>>()
        {
            if !milestone.notes.is_empty() {
                milestone.notes.push('\n');
            }
            milestone.notes.push_str(line);
        }
    }

    /// The shared target stands in the table more often than above it.
    fn go_live(&mut self) {
        let plan = &mut self.table.plan;
        if plan.go_live.is_some() {
            return;
        }
        let is_go_live = |m: &&Milestone| m.kind == MilestoneKind::GoLive && !m.archived;
        if let Some(milestone) = plan.milestones.iter().rfind(is_go_live)
            && let Some(due) = milestone.due
        {
            plan.go_live = Some(due.date);
            let title = milestone.title.clone();
            let what = What::GoLiveFrom {
                title,
                date: due.date,
            };
            self.report.remarks.push(what.alone());
        }
    }

    fn not_in_file(&mut self) {
        let missing = |m: &&Milestone| !m.archived && !self.seen.contains(&m.id);
        let titles: Vec<String> = self
            .table
            .plan
            .milestones
            .iter()
            .filter(missing)
            .map(|m| m.title.clone())
            .collect();
        if !titles.is_empty() {
            self.report.remarks.push(What::NotInFile { titles }.alone());
        }
    }
}
