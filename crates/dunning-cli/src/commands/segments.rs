//! `dunning segments`: how many short messages texts take, and which character made it so many.

use std::path::PathBuf;

use clap::Args;
use dunning_core::sms::Profile;
use dunning_wire::segments;

use super::stream;
use crate::common::word;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;

#[derive(Debug, Args)]
#[command(after_help = "Reads lines {\"id\",\"text\"} and answers each with \
                        {\"id\",\"encoding\",\"units\",\"segments\",\"cause\",\"too_long\"}.")]
pub(crate) struct Arguments {
    /// JSON Lines; standard input when none is named
    files: Vec<PathBuf>,
    /// How the route counts: 3gpp by TS 23.038, cn as carriers of mainland China do
    #[arg(long, value_parser = word::<Profile>(), default_value = "3gpp")]
    profile: Profile,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    stream::answer(&arguments.files, context, |value| segments::count(value, arguments.profile)).map(stream::exit)
}
