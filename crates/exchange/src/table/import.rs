//! A sheet becomes a plan, or changes one. Rows are matched by id, then by title; the others are new.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use plan::{
    id::MilestoneId,
    model::{Dependency, Milestone, MilestoneKind, Plan},
};

use super::{
    Field, Mapping,
    dependencies::{Found, Index, wanted},
    mapping,
    people::Names,
    rows::{Reading, Table},
};
use crate::{
    dates::{self, Context, Day, Order},
    facts,
    ids::Ids,
    limits,
    report::{Outcome, Question, Remark, Report, RowReport, What},
    sheet::{Row, Sheet},
    text::squeezed,
};

/// What an import has to know.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The reader's day.
    pub today: NaiveDate,
    /// Where fresh ids start, drawn at random by the caller.
    pub seed: u64,
    /// The answer to [`Question::DateOrder`].
    pub order: Option<Order>,
    /// The answer to [`Question::StartOfWeekOne`].
    pub weeks_from: Option<NaiveDate>,
    /// A person's correction of the proposed mapping.
    pub mapping: Option<Mapping>,
    /// The plan to update; `None` makes a new one.
    pub base: Option<&'a Plan>,
}

impl Options<'_> {
    /// A new plan, nothing decided yet.
    pub fn new(today: NaiveDate, seed: u64) -> Self {
        Self {
            today,
            seed,
            order: None,
            weeks_from: None,
            mapping: None,
            base: None,
        }
    }
}

/// What came of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// The plan after the import. What the file does not speak of is as it was.
    pub plan: Plan,
    /// What became of each row.
    pub report: Report,
    /// What the columns were taken for; empty for formats without columns.
    pub mapping: Mapping,
}

/// Reads a sheet of milestones.
pub fn import(sheet: &Sheet, options: &Options<'_>) -> Imported {
    let plan = options.base.cloned().unwrap_or_default();
    import_into(
        plan,
        options.base.is_some(),
        sheet,
        options,
        Report::default(),
    )
}

/// Reads a sheet into a plan. `updating`: rows may speak of milestones that are there.
pub(crate) fn import_into(
    mut plan: Plan,
    updating: bool,
    sheet: &Sheet,
    options: &Options<'_>,
    mut report: Report,
) -> Imported {
    let mapping = options
        .mapping
        .clone()
        .unwrap_or_else(|| mapping::mapping(sheet));
    let first = mapping.header.map_or(0, |at| at + 1);
    facts::preamble(
        &sheet.rows[..mapping.header.unwrap_or(0).min(sheet.rows.len())],
        &mut plan,
        options,
        &mut report,
    );
    let rows = sheet.rows.get(first..).unwrap_or_default();
    about_columns(&mapping, rows, &mut report);
    if sheet.narrowed {
        let what = What::Narrowed {
            columns_most: limits::COLUMNS_MAX,
            characters_most: limits::CELL_LENGTH_MAX,
        };
        report.remarks.push(what.alone());
    }
    if sheet.cut {
        report.remarks.push(
            What::TooManyRows {
                most: sheet.rows.len(),
            }
            .alone(),
        );
    }
    let context = context(rows, &mapping, options, &mut plan, &mut report);
    let table = Table {
        mapping: &mapping,
        context,
        names: Names::of(&plan),
        ids: Ids::new(options.seed),
        plan,
    };
    let plan = Importer::new(table, updating, report).run(rows);
    let (plan, report) = plan;
    Imported {
        plan,
        report,
        mapping,
    }
}

fn about_columns(mapping: &Mapping, rows: &[Row], report: &mut Report) {
    for (at, column) in mapping.columns.iter().enumerate() {
        let used = rows.iter().any(|row| !row.cell(at).is_empty());
        let header = if column.header.is_empty() {
            format!("column {}", at + 1)
        } else {
            column.header.clone()
        };
        match column.field {
            None if used => report.remarks.push(What::ColumnToNotes.at(&header)),
            Some(field) if column.confidence < 0.95 => {
                let field = field.header().to_owned();
                report
                    .remarks
                    .push(What::ColumnGuessed { field }.at(&header));
            }
            _ => {}
        }
    }
}

/// The order of day and month, and the start of week 1: said, or in the file, or assumed and asked.
fn context(
    rows: &[Row],
    mapping: &Mapping,
    options: &Options<'_>,
    plan: &mut Plan,
    report: &mut Report,
) -> Context {
    let columns: Vec<usize> = [Field::Start, Field::Due, Field::DoneOn]
        .into_iter()
        .filter_map(|field| mapping.column(field))
        .collect();
    let cells = || {
        rows.iter()
            .flat_map(|row| columns.iter().map(|at| row.cell(*at)))
    };
    let evidence = dates::evidence(cells());
    let mut context = Context {
        today: options.today,
        order: options.order.or(evidence.order()),
        weeks_from: options.weeks_from.or(plan.start),
    };
    if let (None, Some(example)) = (context.order, evidence.either) {
        let read = |order| {
            let context = Context {
                order: Some(order),
                ..context
            };
            match dates::whole(&example, &context)?.0.day {
                Day::On(date) => Some(date),
                Day::Weeks(..) => None,
            }
        };
        report.questions.push(Question::DateOrder {
            day_first: read(Order::DayFirst),
            month_first: read(Order::MonthFirst),
            example: example.clone(),
        });
    }
    let weeks = mapping.column(Field::Weeks);
    let in_weeks = |cell: &str| matches!(dates::whole(cell, &context), Some((dated, _)) if matches!(dated.day, Day::Weeks(..)));
    let has_weeks = cells().any(in_weeks)
        || weeks.is_some_and(|at| rows.iter().any(|row| !row.cell(at).is_empty()));
    if has_weeks && context.weeks_from.is_none() {
        let assumed = next_monday(options.today);
        report.questions.push(Question::StartOfWeekOne { assumed });
        report
            .remarks
            .push(What::WeeksFrom { start: assumed }.alone());
        context.weeks_from = Some(assumed);
    }
    if has_weeks {
        plan.start = context.weeks_from;
    }
    context
}

/// Today if it is a Monday: a plan seldom begins in the past.
fn next_monday(today: NaiveDate) -> NaiveDate {
    let ahead = (7 - today.weekday().num_days_from_monday()) % 7;
    today
        .checked_add_days(Days::new(ahead.into()))
        .unwrap_or(today)
}

struct Importer<'t> {
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
    fn new(table: Table<'t>, updating: bool, report: Report) -> Self {
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

    fn run(mut self, rows: &[Row]) -> (Plan, Report) {
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
