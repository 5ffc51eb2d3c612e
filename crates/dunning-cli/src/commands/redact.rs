//! `dunning redact`: identifiers of persons masked in texts, line by line or in plain text.

mod plain;

use std::path::PathBuf;

use clap::Args;
use dunning_core::redact::Redactor;
use dunning_wire::redact;
use plain::Stopped;

use super::stream;
use crate::context::Context;
use crate::errors::{Error, Faulty};
use crate::exit::Exit;
use crate::input::{self, Source};
use crate::output;

#[derive(Debug, Args)]
#[command(after_help = "Reads lines {\"id\",\"text\"} and answers each with \
                        {\"id\",\"text\",\"entities\":[{\"start\",\"end\",\"type\",\"mask\"}]}; \
                        start and end are byte offsets in the text that was given.\n\n\
                        This release knows five kinds of identifiers: bank card numbers, resident ids of mainland \
                        China, social security numbers and telephone numbers of persons, and e-mail addresses. It does \
                        not know names, postal addresses, dates of birth, passports, licence plates, account numbers \
                        other than cards, nor the identity numbers of other countries: they stay as they are.")]
pub(crate) struct Arguments {
    /// JSON Lines, or plain text with --plain; standard input when none is named
    files: Vec<PathBuf>,
    /// Read plain text and write it with its identifiers masked
    #[arg(long)]
    plain: bool,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let redactor = Redactor::new();
    if arguments.plain {
        return mask_plain(&arguments.files, &redactor, context);
    }
    stream::answer(&arguments.files, context, |value| redact::redact(&redactor, value)).map(stream::exit)
}

fn mask_plain(files: &[PathBuf], redactor: &Redactor, context: &Context) -> Result<Exit, Error> {
    let mut output = output::raw();
    for path in input::paths(files) {
        let source = Source::open(path, context.lang)?;
        let name = source.name();
        plain::mask(source, &mut output, redactor).map_err(|stopped| match stopped {
            Stopped::Io(error) => Error::from(error),
            Stopped::Faults(faults) => Faulty { name, text: String::new(), faults }.into(),
        })?;
    }
    Ok(Exit::Done)
}
