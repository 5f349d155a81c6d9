//! A sheet becomes a plan, or changes one. Rows are matched by id, then by title; the others are new.

use chrono::{Datelike, Days, NaiveDate};
use plan::model::Plan;

use super::{Field, Mapping, importer::Importer, mapping, people::Names, rows::Table};
use crate::{
    dates::{self, Context, Day, Order},
    facts,
    ids::Ids,
    limits,
    report::{Question, Report, What},
    sheet::{Row, Sheet},
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
    about_size(sheet, &mut report);
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

fn about_size(sheet: &Sheet, report: &mut Report) {
    if sheet.narrowed {
        let what = What::Narrowed {
            columns_most: limits::COLUMNS_MAX,
            characters_most: limits::CELL_LENGTH_MAX,
        };
        report.remarks.push(what.alone());
    }
    if sheet.cut {
        let most = sheet.rows.len();
        report.remarks.push(What::TooManyRows { most }.alone());
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
        report.questions.push(which_order(&example, &context));
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

fn which_order(example: &str, context: &Context) -> Question {
    let read = |order| {
        let order = Some(order);
        match dates::whole(example, &Context { order, ..*context })?.0.day {
            Day::On(date) => Some(date),
            Day::Weeks(..) => None,
        }
    };
    Question::DateOrder {
        day_first: read(Order::DayFirst),
        month_first: read(Order::MonthFirst),
        example: example.to_owned(),
    }
}

/// Today if it is a Monday: a plan seldom begins in the past.
fn next_monday(today: NaiveDate) -> NaiveDate {
    let ahead = (7 - today.weekday().num_days_from_monday()) % 7;
    today
        .checked_add_days(Days::new(ahead.into()))
        .unwrap_or(today)
}
