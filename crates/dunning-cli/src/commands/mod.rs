//! One file for each command, with its arguments and `run(arguments, &Context) -> Result<Exit, Error>`.

pub(crate) mod audit;
pub(crate) mod case;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod decide;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod hold;
pub(crate) mod man;
pub(crate) mod optout;
pub(crate) mod pause;
pub(crate) mod plan;
pub(crate) mod redact;
pub(crate) mod render;
pub(crate) mod replay;
pub(crate) mod rule;
pub(crate) mod rulebooks;
pub(crate) mod run;
pub(crate) mod segments;
mod stream;
pub(crate) mod test;
pub(crate) mod version;

use crate::arguments::Command;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;

/// Runs a command.
pub(crate) fn run(command: Command, context: &Context) -> Result<Exit, Error> {
    match command {
        Command::Check(arguments) => check::run(&arguments, context),
        Command::Audit(arguments) => audit::run(&arguments, context),
        Command::Case(arguments) => case::run(&arguments, context),
        Command::Explain(arguments) => explain::run(&arguments, context),
        Command::Hold(arguments) => hold::run(&arguments, context),
        Command::Optout(arguments) => optout::run(&arguments, context),
        Command::Pause(arguments) => pause::run(&arguments, context, true),
        Command::Resume(arguments) => pause::run(&arguments, context, false),
        Command::Replay(arguments) => replay::run(&arguments, context),
        Command::Run(arguments) => run::run(&arguments, context),
        Command::Plan(arguments) => plan::run(&arguments, context),
        Command::Demo(arguments) => demo::run(&arguments, context),
        Command::Decide(arguments) => decide::run(&arguments, context),
        Command::Test(arguments) => test::run(&arguments, context),
        Command::Redact(arguments) => redact::run(&arguments, context),
        Command::Segments(arguments) => segments::run(&arguments, context),
        Command::Render(arguments) => render::run(&arguments, context),
        Command::Rule(arguments) => rule::run(&arguments, context),
        Command::Rulebooks(arguments) => rulebooks::run(&arguments, context),
        Command::Config(arguments) => config::run(&arguments, context),
        Command::Doctor(arguments) => doctor::run(&arguments, context),
        Command::Completions(arguments) => completions::run(&arguments, context),
        Command::Man(arguments) => man::run(&arguments, context),
        Command::Version(arguments) => version::run(&arguments, context),
    }
}
