//! `dunning check`: texts read by the content rules in force, before anyone is written to.

use std::path::PathBuf;

use clap::Args;
use dunning_wire::check;

use super::stream;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;

#[derive(Debug, Args)]
#[command(after_help = "Reads lines {\"id\",\"lang\",\"text\"}, with any field of a request beside them, and answers \
                        each with {\"id\",\"ok\",\"findings\",\"elements\"}; ok says that nothing withholds the \
                        text.\n\n\
                        This release finds personal data (those that redact knows), links outside the creditor's \
                        domains, hidden characters, and what rules of the books in force ask of a text: elements that \
                        must stand in it, selling, telling third persons of a debt, confirmations that say more. It \
                        does not yet know wording as such: threats, shaming, false authority, pressure, insults and \
                        false urgency pass unseen. Nothing found is no proof that a text is lawful.")]
pub(crate) struct Arguments {
    /// JSON Lines; standard input when none is named
    files: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let counsel = context.counsel()?;
    stream::answer(&arguments.files, context, |value| check::check(counsel, value, context.at())).map(stream::exit)
}
