//! The command `dunning`: reads its arguments, runs the one command they name, and ends with the exit status of the
//! contract. What a command does stands in `commands/`, one small file each.

mod arguments;
mod clock;
mod commands;
mod common;
mod config;
mod context;
mod dossier;
mod draw;
mod errors;
mod exit;
mod feed;
mod help;
mod input;
mod lang;
mod law;
mod lawbook;
mod listing;
mod log;
mod meaning;
mod output;
mod page;
mod plan_file;
mod portfolio;
mod progress;
mod proof;
mod report;
mod usage;
mod works;

use std::io::Write as _;
use std::process::ExitCode;

use clap::FromArgMatches as _;
use dunning_core::explain::Lang;

use arguments::Arguments;
use context::Context;
use exit::Exit;

fn main() -> ExitCode {
    let lang = lang::choose(help::said(std::env::args_os()), |name| std::env::var(name).ok());
    let matches = help::command(lang).try_get_matches();
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(shown) => {
            // Help and version are such errors too; nobody is left to tell when they can't be printed.
            let chinese = if lang == Lang::ZhCn { usage::chinese(&shown) } else { None };
            let _ = match chinese {
                Some(said) => anstream::stderr().write_all(said.as_bytes()),
                None => shown.print(),
            };
            return if shown.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() };
        }
    };
    if let Some(level) = arguments.common.log {
        log::begin(level);
    }
    let context = Context::new(&arguments.common, help::command);
    match commands::run(arguments.command, &context) {
        Ok(exit) => exit.into(),
        Err(error) => {
            draw::error(&error, &context);
            error.exit().into()
        }
    }
}
