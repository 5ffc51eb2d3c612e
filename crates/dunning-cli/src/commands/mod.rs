//! One file for each command, with its arguments and `run(arguments, &Context) -> Result<Exit, Error>`.

pub(crate) mod check;
pub(crate) mod decide;
pub(crate) mod redact;
pub(crate) mod segments;
mod stream;
pub(crate) mod test;

use crate::arguments::Command;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;

/// Runs a command.
pub(crate) fn run(command: Command, context: &Context) -> Result<Exit, Error> {
    match command {
        Command::Check(arguments) => check::run(&arguments, context),
        Command::Decide(arguments) => decide::run(&arguments, context),
        Command::Test(arguments) => test::run(&arguments, context),
        Command::Redact(arguments) => redact::run(&arguments, context),
        Command::Segments(arguments) => segments::run(&arguments, context),
    }
}
