//! The commands of `coplan` that work on files. Nothing here listens, and nothing but the named files is written.
//!
//! [`run`] takes its streams and the day, so that tests need neither a process nor a clock.

mod args;
mod check;
mod compare;
mod files;
mod make;
mod print;
mod timetable;

use std::{
    ffi::OsString,
    io::{Read, Write},
};

use chrono::NaiveDate;
use clap::{CommandFactory, Parser};

pub use args::{Cli, Command};
pub use files::plan_of_file;

/// Done, nothing to complain about.
pub const OK: u8 = 0;
/// `check` found something, `diff` found a difference.
pub const FOUND: u8 = 1;
/// The command could not be carried out; standard error says why.
pub const FAILED: u8 = 2;

/// What a command works with.
pub struct Surroundings<'a> {
    /// Standard input, for `-`.
    pub input: &'a mut dyn Read,
    /// Standard output.
    pub output: &'a mut dyn Write,
    /// Standard error.
    pub errors: &'a mut dyn Write,
    /// Standard output is a terminal that shows colours.
    pub colours: bool,
    /// The day, unless `--today` names another.
    pub today: NaiveDate,
}

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failed(pub String);

/// The result of a command: its exit code.
pub type Done = Result<u8, Failed>;

/// Parses the arguments, program name first, and carries the command out.
pub fn run<I, T>(arguments: I, around: &mut Surroundings<'_>) -> u8
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    match Cli::try_parse_from(arguments) {
        Ok(cli) => carry_out(&cli.command, around),
        Err(error) => {
            let stream: &mut dyn Write = if error.use_stderr() {
                around.errors
            } else {
                around.output
            };
            // A closed stream leaves nobody to tell.
            let _ = write!(stream, "{error}");
            if error.use_stderr() { FAILED } else { OK }
        }
    }
}

/// Carries out one command, for a program that parsed it among its own.
pub fn carry_out(command: &Command, around: &mut Surroundings<'_>) -> u8 {
    let done = match command {
        Command::Template(args) => make::template(args, around),
        Command::Import(args) => make::import(args, around),
        Command::Export(args) => make::export(args, around),
        Command::Draft(args) => make::draft(args, around),
        Command::Check(args) => check::check(args, around),
        Command::Schedule(args) => timetable::schedule(args, around),
        Command::Diff(args) => compare::diff(args, around),
        Command::Merge(args) => compare::merge(args, around),
        Command::Completions { shell } => {
            completions(*shell, &mut Cli::command(), around.output);
            Ok(OK)
        }
        Command::Man => man(Cli::command(), around.output),
    };
    done.unwrap_or_else(|failed| {
        let _ = writeln!(around.errors, "coplan: {failed}");
        FAILED
    })
}

/// Writes the completions of a program's commands; the relay's binary passes its own, which hold these too.
pub fn completions(shell: clap_complete::Shell, command: &mut clap::Command, to: &mut dyn Write) {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "coplan", &mut script);
    let _ = to.write_all(&script);
}

/// Writes the man page of a program's commands.
///
/// # Errors
/// When `to` does not take it.
pub fn man(command: clap::Command, to: &mut dyn Write) -> Done {
    clap_mangen::Man::new(command)
        .render(&mut &mut *to)
        .map_err(|error| Failed(format!("standard output: {error}")))?;
    Ok(OK)
}
