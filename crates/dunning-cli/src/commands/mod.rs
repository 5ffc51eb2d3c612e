//! One file for each command, with its arguments and `run(arguments, &Context) -> Result<Exit, Error>`.

pub(crate) mod redact;
pub(crate) mod segments;
mod stream;

use crate::arguments::Command;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;

/// Runs a command.
pub(crate) fn run(command: Command, context: &Context) -> Result<Exit, Error> {
    match command {
        Command::Redact(arguments) => redact::run(&arguments, context),
        Command::Segments(arguments) => segments::run(&arguments, context),
    }
}
