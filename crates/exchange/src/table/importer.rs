//! Row after row into a plan; dependencies last, when all titles are known.

use std::collections::{BTreeMap, BTreeSet};

use plan::{
    id::MilestoneId,
    model::{Milestone, MilestoneKind, Plan},
};

use super::{
    Field,
    dependencies::Index,
    rows::{Reading, Table},
};
use crate::{
    report::{Outcome, Remark, Report, RowReport, What},
    sheet::Row,
    text::squeezed,
};

/// A sheet on its way into a plan.
pub(super) struct Importer<'t> {
    pub table: Table<'t>,
    pub updating: bool,
    pub report: Report,
    pub index: Index,
    pub by_id: BTreeMap<String, MilestoneId>,
    pub seen: BTreeSet<MilestoneId>,
    /// Milestone, cell and row report of the dependencies, resolved when all titles are known.
    pub depends: Vec<(MilestoneId, String, bool, usize)>,
    pub last: Option<MilestoneId>,
    /// People whose side was assumed.
    pub assumed: BTreeSet<String>,
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
        let (title, number) = (squeezed(cell(Field::Title)), cell(Field::Number));
        let depends = cell(Field::DependsOn).to_owned();
        let (known, whole, mut remarks) = self.who(&title, cell(Field::Id));
        if title.is_empty() && known.is_none() {
            self.refuse(row);
            return;
        }
        let before = known.and_then(|id| self.table.plan.milestone(id).cloned());
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
            outcome: match is_new {
                true => Outcome::Added(id),
                false => Outcome::Updated(id),
            },
            remarks,
        });
        self.put(milestone, is_new);
        self.last = Some(id);
    }

    fn refuse(&mut self, row: &Row) {
        let cells = row.cells.iter().map(String::as_str);
        let text: Vec<&str> = cells.filter(|c| !c.is_empty()).collect();
        self.report.rows.push(RowReport {
            row: row.number,
            title: text.join(" | ").chars().take(80).collect(),
            outcome: Outcome::Refused,
            remarks: vec![What::NoTitle.alone()],
        });
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
