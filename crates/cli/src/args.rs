//! The commands and their arguments.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Plans in files: make, read, write, check and compare them.
#[derive(Debug, Parser)]
#[command(name = "coplan", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands that work on files. `-` is standard input or output.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a plan from a template and a date; without a name, list the templates.
    Template(Template),
    /// Read a spreadsheet, a Markdown table, a project file or JSON into our JSON.
    Import(Import),
    /// Write a plan in another format.
    Export(Export),
    /// Draft a plan from call notes.
    Draft(Draft),
    /// Say what a plan lacks; exits with 1 when something is found.
    Check(Check),
    /// Work the dates out, back from the target and forward from today.
    Schedule(Schedule),
    /// Say what changed between two plans; exits with 1 when something did.
    Diff(Diff),
    /// Merge two document files (.coplan) that were edited apart; nothing is lost.
    Merge(Merge),
    /// Print the completions for a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Print the man page.
    Man,
}

/// `coplan template`
#[derive(Debug, Clone, Args)]
pub struct Template {
    /// Its name, or a template file.
    pub name: Option<String>,
    /// The date to work back from, for example 2025-09-01.
    #[arg(long, value_name = "DATE", required_unless_present_any = ["list", "save"])]
    pub target: Option<NaiveDate>,
    /// List the templates.
    #[arg(long)]
    pub list: bool,
    /// Make a template of this plan instead, under the given name.
    #[arg(long, value_name = "PLAN", requires = "name")]
    pub save: Option<PathBuf>,
    /// The language of the templates that come with the program.
    #[arg(long, value_enum, default_value = "en")]
    pub language: Language,
    #[command(flatten)]
    #[allow(missing_docs, reason = "flattened")]
    pub common: Common,
}

/// What most commands take.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// The day to reckon from, instead of today.
    #[arg(long, value_name = "DATE")]
    pub today: Option<NaiveDate>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Write to this file instead of standard output; it appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How to read a foreign file.
#[derive(Debug, Clone, Args)]
pub struct Reading {
    /// Which number is the day in 03/04/2025.
    #[arg(long, value_enum)]
    pub dates: Option<Order>,
    /// Weeks are counted from this day, which lies in week 1.
    #[arg(long, value_name = "DATE")]
    pub weeks_from: Option<NaiveDate>,
}

/// Which number of a date is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// 20/06/2025
    DayFirst,
    /// 06/20/2025
    MonthFirst,
}

/// `coplan import`
#[derive(Debug, Clone, Args)]
pub struct Import {
    /// The file; `-` is standard input.
    pub file: PathBuf,
    /// Update this plan instead of making a new one.
    #[arg(long, value_name = "PLAN")]
    pub into: Option<PathBuf>,
    /// The plan's title, where the file has none.
    #[arg(long)]
    pub title: Option<String>,
    /// A column that was guessed wrong: HEADER=FIELD, for example "Lead time=duration"; HEADER= for the notes.
    #[arg(long, value_name = "HEADER=FIELD")]
    pub column: Vec<String>,
    /// Print the report only.
    #[arg(long)]
    pub report: bool,
    #[command(flatten)]
    #[allow(missing_docs, reason = "flattened")]
    pub reading: Reading,
    #[command(flatten)]
    #[allow(missing_docs, reason = "flattened")]
    pub common: Common,
}

/// A format to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Our own, complete.
    Json,
    /// Comma-separated values.
    Csv,
    /// Excel workbook.
    Xlsx,
    /// Markdown.
    Md,
    /// A page that needs nothing else; print it for a PDF.
    Html,
    /// Calendar.
    Ics,
    /// MS Project XML.
    Mspdi,
    /// The document with its history, for `coplan merge`.
    Coplan,
}

/// A language of exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// English.
    En,
    /// Dutch.
    Nl,
}

/// `coplan export`
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// The plan; `-` is standard input.
    pub file: PathBuf,
    /// The format.
    #[arg(long, value_enum)]
    pub to: Format,
    /// The language of headings, in formats for people.
    #[arg(long, value_enum, default_value = "en")]
    pub language: Language,
    #[command(flatten)]
    #[allow(missing_docs, reason = "flattened")]
    pub common: Common,
}

/// `coplan draft`
#[derive(Debug, Clone, Args)]
pub struct Draft {
    /// The notes; `-` is standard input.
    pub notes: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs, reason = "flattened")]
    pub common: Common,
}

/// `coplan check`
#[derive(Debug, Clone, Args)]
pub struct Check {
    /// The plan; `-` is standard input.
    pub file: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs, reason = "flattened")]
    pub common: Common,
}

/// `coplan schedule`
#[derive(Debug, Clone, Args)]
pub struct Schedule {
    /// The plan; `-` is standard input.
    pub file: PathBuf,
    /// Only back from the target.
    #[arg(long, conflicts_with = "forward")]
    pub back: bool,
    /// Only forward from today.
    #[arg(long)]
    pub forward: bool,
    #[command(flatten)]
    #[allow(missing_docs, reason = "flattened")]
    pub common: Common,
}

/// `coplan diff`
#[derive(Debug, Clone, Args)]
pub struct Diff {
    /// The older plan.
    pub was: PathBuf,
    /// The newer plan.
    pub is: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs, reason = "flattened")]
    pub common: Common,
}

/// `coplan merge`
#[derive(Debug, Clone, Args)]
pub struct Merge {
    /// One document file.
    pub one: PathBuf,
    /// The other.
    pub other: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs, reason = "flattened")]
    pub common: Common,
}
