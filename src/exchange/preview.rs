//! What a file would become: the columns, the one question about dates, and what is said of each row.

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::Command;
use serde::Deserialize;
use serde_json::{Value, json};

use super::desk::{Answer, Trouble, ask};
use super::fields::{FIELDS, field_name};
use super::remarks::Remark;
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::Start;
use crate::parts::Today;

/// The command in an answer.
///
/// # Errors
/// When the worker is of another build.
fn command(answer: &Answer) -> Result<Command, Trouble> {
    let command = answer.json.get("command").cloned().unwrap_or(Value::Null);
    serde_json::from_value(command).map_err(|error| Trouble::Refused(error.to_string()))
}

/// Asks for a plan's content and begins with it, or says what is in the way.
pub fn begin_with(
    i18n: I18n,
    question: Value,
    begin: Callback<Start>,
    trouble: RwSignal<Option<Trouble>>,
) {
    spawn_local(async move {
        let answer = ask(i18n, question, &[]).await;
        match answer.and_then(|answer| command(&answer)) {
            Ok(command) => begin.run(Start::Content(command)),
            Err(error) => drop(trouble.try_set(Some(error))),
        }
    });
}

/// What the worker says of a file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Told {
    /// Nothing would change.
    pub nothing: bool,
    /// Milestones of the plan after it.
    pub milestones: usize,
    rows: Vec<Row>,
    remarks: Vec<Remark>,
    columns: Vec<Column>,
    dates: Option<Dates>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Row {
    row: u32,
    title: String,
    outcome: String,
    remarks: Vec<Remark>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Column {
    header: String,
    field: Option<String>,
    confidence: f32,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Dates {
    example: String,
    day_first: Option<String>,
    month_first: Option<String>,
}

/// A file on its way in.
#[derive(Clone, Copy)]
pub struct Reading {
    i18n: I18n,
    name: RwSignal<String>,
    file: StoredValue<Vec<u8>>,
    /// The document to update; empty: a new plan.
    base: StoredValue<Vec<u8>>,
    month_first: RwSignal<Option<bool>>,
    columns: RwSignal<Vec<Option<String>>>,
    told: RwSignal<Option<Told>>,
    command: StoredValue<Option<Command>>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Reading {
    /// Nothing yet.
    pub fn new(i18n: I18n) -> Self {
        Self {
            i18n,
            name: RwSignal::new(String::new()),
            file: StoredValue::new(Vec::new()),
            base: StoredValue::new(Vec::new()),
            month_first: RwSignal::new(None),
            columns: RwSignal::new(Vec::new()),
            told: RwSignal::new(None),
            command: StoredValue::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// A file, and the document that it changes.
    pub fn begin(self, name: &str, file: Vec<u8>, base: Vec<u8>) {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        self.name.set(stem.to_owned());
        self.file.set_value(file);
        self.base.set_value(base);
        self.month_first.set(None);
        self.columns.set(Vec::new());
        self.read();
    }

    /// What it would do; gone once it is taken.
    pub fn take(self) -> Option<Command> {
        self.told.set(None);
        self.command.try_update_value(Option::take).flatten()
    }

    fn read(self) {
        let (base, file) = (self.base.get_value(), self.file.get_value());
        let question = json!({
            "kind": "read", "name": self.name.get_untracked(), "month_first": self.month_first.get_untracked(),
            "columns": self.columns.get_untracked(), "into": base.len(),
        });
        self.trouble.set(None);
        spawn_local(async move {
            let answer = ask(self.i18n, question, &[base, file].concat()).await;
            let read = answer.and_then(|answer| {
                let command = command(&answer)?;
                let told = serde_json::from_value::<Told>(answer.json);
                Ok((
                    told.map_err(|error| Trouble::Refused(error.to_string()))?,
                    command,
                ))
            });
            match read {
                Ok((told, command)) => {
                    self.command.try_set_value(Some(command));
                    let _ = self.told.try_set(Some(told));
                }
                Err(error) => {
                    let _ = self.told.try_set(None);
                    let _ = self.trouble.try_set(Some(error));
                }
            }
        });
    }

    fn correct(self, column: usize, field: &str) {
        let now = self.told.get_untracked().unwrap_or_default().columns;
        let mut columns: Vec<_> = now.into_iter().map(|column| column.field).collect();
        let chosen = Some(field)
            .filter(|field| !field.is_empty())
            .map(str::to_owned);
        for entry in columns.iter_mut().filter(|entry| **entry == chosen) {
            *entry = None;
        }
        columns[column] = chosen;
        self.columns.set(columns);
        self.read();
    }
}

/// Columns, question and rows, with a button that takes it all.
#[component]
pub fn Preview(
    reading: Reading,
    #[prop(into)] accept: Signal<String>,
    #[prop(into)] on_accept: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let trouble = move || reading.trouble.get().map(|trouble| trouble.words(i18n));
    view! {
        <p class="home__trouble" role="status">{trouble}</p>
        {move || reading.told.get().map(|told| view! {
            <section class="start__preview" aria-label=move || t_string!(i18n, exchange.preview)>
                <Columns columns=told.columns.clone() reading=reading />
                {told.dates.clone().map(|dates| view! { <DateOrder dates=dates reading=reading /> })}
                <Rows told=told.clone() />
                <button type="button" class="button is-primary" disabled=told.nothing on:click=move |_| on_accept.run(())>
                    {accept}
                </button>
            </section>
        })}
    }
}

#[component]
fn Columns(columns: Vec<Column>, reading: Reading) -> impl IntoView {
    let i18n = use_i18n();
    let one = move |(at, column): (usize, Column)| {
        let sure = format!("{} %", (column.confidence * 100.0).round());
        let header = if column.header.is_empty() {
            format!("{}", at + 1)
        } else {
            column.header
        };
        let field = column.field.unwrap_or_default();
        let option = |name: &'static str| {
            let selected = name == field;
            view! { <option value=name selected=selected>{move || field_name(i18n, name)}</option> }
        };
        let none = field.is_empty();
        view! {
            <label class="start__column">
                <span dir="auto">{header}</span>
                <select class="picker__input" on:change=move |event| reading.correct(at, &event_target_value(&event))>
                    <option value="" selected=none>{t!(i18n, exchange.to_notes)}</option>
                    {FIELDS.iter().copied().map(option).collect_view()}
                </select>
                <small>{sure}</small>
            </label>
        }
    };
    (!columns.is_empty()).then(|| {
        let all = columns.into_iter().enumerate().map(one).collect_view();
        view! { <fieldset class="start__columns"><legend>{t!(i18n, exchange.columns)}</legend>{all}</fieldset> }
    })
}

/// Asked once a file: which number is the day.
#[component]
fn DateOrder(dates: Dates, reading: Reading) -> impl IntoView {
    let i18n = use_i18n();
    let today = Today::expect();
    // The worker gives it as it stands in a file; a reader chooses between days.
    let words = move |date: String| match date.parse() {
        Ok(day) => format::date(i18n.get_locale(), DateStyle::Long, day, today.get()),
        Err(_) => date,
    };
    let choice = move |month_first: bool, date: Option<String>| {
        let choose = move |_| {
            reading.month_first.set(Some(month_first));
            reading.read();
        };
        date.map(|date| {
            let words = move || words(date.clone());
            view! { <button type="button" class="button" on:click=choose>{words}</button> }
        })
    };
    view! {
        <div class="start__dates" role="group" aria-label=move || t_string!(i18n, exchange.date_order)>
            <p>{move || t_string!(i18n, exchange.which_date, example = dates.example.as_str())}</p>
            {choice(false, dates.day_first)}
            {choice(true, dates.month_first)}
        </div>
    }
}

#[component]
fn Rows(told: Told) -> impl IntoView {
    let i18n = use_i18n();
    let (count, nothing) = (told.milestones, told.nothing);
    let outcome = move |name: &str| match name {
        "added" => t_string!(i18n, exchange.added).to_owned(),
        "updated" => t_string!(i18n, exchange.updated).to_owned(),
        _ => t_string!(i18n, exchange.row_refused).to_owned(),
    };
    let row = move |row: Row| {
        view! {
            <li>
                <strong dir="auto">{format!("{}. {}", row.row, row.title)}</strong>
                ": "
                {outcome(&row.outcome)}
                {row.remarks.into_iter().map(|remark| view! { <br /><small>{move || remark.words(i18n)}</small> }).collect_view()}
            </li>
        }
    };
    let summary = move || match nothing {
        true => t_string!(i18n, exchange.nothing).to_owned(),
        false => t_string!(i18n, exchange.milestones, count = count),
    };
    view! {
        <p>{summary}</p>
        {told.remarks.into_iter().map(|remark| view! { <p><small>{move || remark.words(i18n)}</small></p> }).collect_view()}
        <ul class="start__rows" aria-label=move || t_string!(i18n, exchange.rows)>{told.rows.into_iter().map(row).collect_view()}</ul>
    }
}
