//! `dunning completions`: what a shell needs to complete commands and flags.

use std::io::Write as _;

use clap::Args;
use clap_complete::Shell;

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::output::{self, Format};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    context.format(&[Format::Table])?;
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut context.command_line(), "dunning", &mut script);
    let mut out = output::raw();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Exit::Done)
}
