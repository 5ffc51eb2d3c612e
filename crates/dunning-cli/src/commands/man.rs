//! `dunning man`: the manual page of the command, or of one of its commands.

use std::io::Write as _;

use clap::Args;
use clap_mangen::Man;

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::output::{self, Format};

#[derive(Debug, Args)]
#[command(after_help = "Read it with `dunning man | man -l -`, or keep it where manual pages live.")]
pub(crate) struct Arguments {
    /// A command, or a command and its own, e.g. `config show`
    commands: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    context.format(&[Format::Table])?;
    let mut command = context.command_line();
    command.build();
    for name in &arguments.commands {
        match command.find_subcommand(name) {
            Some(found) => command = found.clone(),
            None => return Err(Error::NoCommand { name: name.clone() }),
        }
    }
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    let mut out = output::raw();
    out.write_all(&page)?;
    out.flush()?;
    Ok(Exit::Done)
}
