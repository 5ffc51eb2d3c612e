//! `dunning decide`: requests in, decisions with all their reasons out. It answers and permits nothing: no text leaves
//! by it.

use std::path::PathBuf;

use clap::Args;
use dunning_wire::stream::Tally;

use super::stream;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;

#[derive(Debug, Args)]
#[command(
    after_help = "Reads requests (dunning.request/1), one JSON object a line, and answers each with its verdict \
                        (permit, defer or withhold) and every reason.\n\n\
                        Exit status: 0 when all were answered, 1 when a line was bad, 3 when the one request there was \
                        got no permit."
)]
pub(crate) struct Arguments {
    /// JSON Lines; standard input when none is named
    files: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let counsel = context.counsel()?;
    let tally = stream::answer(&arguments.files, context, |value| counsel.answer(value, context.at()))?;
    Ok(match tally {
        Tally { failed: 1.., .. } => Exit::Findings,
        Tally { passed: 0, refused: 1, .. } => Exit::NoPermit,
        _ => Exit::Done,
    })
}
