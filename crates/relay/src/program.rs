//! The commands of the relay and those on files as one program: one help, one set of completions, one man page.

use std::{
    io::{self, IsTerminal},
    process::ExitCode,
};

use clap::{CommandFactory, Parser, Subcommand};
use cli::Surroundings;
use relay::config;

/// Coplan: the relay, commands for its operator, and plans in files.
#[derive(Debug, Parser)]
#[command(name = "coplan", version, about)]
pub struct Program {
    /// What to do.
    #[command(subcommand)]
    pub command: Any,
}

/// All commands.
#[derive(Debug, Subcommand)]
pub enum Any {
    /// Those that need a data folder.
    #[command(flatten)]
    Relay(config::Command),
    /// Those that work on files.
    #[command(flatten)]
    Files(cli::Command),
}

/// Carries out a command on files, with the streams and the day of this process.
pub fn on_files(command: &cli::Command) -> ExitCode {
    let mut output = io::stdout();
    let code = match command {
        // The whole program's, not only those of the commands on files.
        cli::Command::Completions { shell } => {
            cli::completions(*shell, &mut Program::command(), &mut output);
            cli::OK
        }
        cli::Command::Man => cli::man(Program::command(), &mut output).unwrap_or(cli::FAILED),
        command => {
            let colours = output.is_terminal() && std::env::var_os("NO_COLOR").is_none();
            cli::carry_out(
                command,
                &mut Surroundings {
                    input: &mut io::stdin(),
                    output: &mut output,
                    errors: &mut io::stderr(),
                    colours,
                    today: chrono::Local::now().date_naive(),
                },
            )
        }
    };
    code.into()
}
