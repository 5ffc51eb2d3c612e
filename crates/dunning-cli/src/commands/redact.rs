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
                        Known are bank cards, accounts, IBANs, routing numbers, card verification values, expiry dates, \
                        passwords, one-time codes and tokens in links; e-mail addresses, telephone numbers of persons, \
                        internet addresses, accounts of WeChat and QQ; days of birth, licence plates, passports, \
                        resident ids and credit codes of mainland China; and the identity and tax numbers of \
                        Australia, Brazil, Canada, Hong Kong, India, Japan, Korea, Singapore, the United Kingdom and \
                        the United States. It does not know names or postal addresses: they stay as they are.")]
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
