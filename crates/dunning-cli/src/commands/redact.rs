//! `dunning redact`: identifiers of persons masked in texts, line by line or in plain text.

mod eval;
mod plain;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use dunning_core::redact::{Profile, Redactor};
use dunning_wire::redact;
use plain::Stopped;

use super::stream;
use crate::common::word;
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
                        the United States. It does not know names or postal addresses: they stay as they are.\n\n\
                        Under --profile outbound_reminder a text that holds one is refused: status 1. `[redact]` in \
                        the configuration names the house's own numbers and domains, which stay.\n\n\
                        --eval reads labelled lines {\"id\",\"lang\",\"cat\",\"text\",\"entities\":[{\"start\",\"end\",\
                        \"type\",\"form\",\"optional\"?}],\"keep\":[{\"start\",\"end\",\"kind\"}]}, offsets in characters, \
                        and shows recall, precision, what was left and what was touched, by kind and by disguise.")]
pub(crate) struct Arguments {
    /// JSON Lines, or plain text with --plain; standard input when none is named
    files: Vec<PathBuf>,
    /// Read plain text and write it with its identifiers masked
    #[arg(long)]
    plain: bool,
    /// What the texts are for: logs and exports are masked whole, a reminder that holds an identifier is refused
    #[arg(long, value_parser = word::<Profile>(), default_value = "agent_note", value_name = "PROFILE")]
    profile: Profile,
    /// What stands in the place of an identifier: stars, the name of its kind, or that and a name of its own under a key
    #[arg(long, value_enum, default_value_t, requires_if("token", "key_file"))]
    mask: Mask,
    /// File whose bytes are the key of --mask token: the same identifier has the same name under the same key
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Score labelled lines instead of masking texts
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "plain", "mask", "key_file"])]
    eval: Option<PathBuf>,
}

/// What stands in the place of an identifier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Mask {
    #[default]
    Stars,
    Label,
    Token,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let redactor = redactor(arguments, context)?;
    if let Some(file) = &arguments.eval {
        return eval::run(file, &redactor, context);
    }
    if arguments.plain {
        return mask_plain(&arguments.files, &redactor, context);
    }
    stream::answer(&arguments.files, context, |value| redact::redact(&redactor, value)).map(stream::exit)
}

/// The redactor that was asked for, with what the configuration says is the house's own.
fn redactor(arguments: &Arguments, context: &Context) -> Result<Redactor, Error> {
    let builder = Redactor::builder().profile(arguments.profile);
    let builder = match (arguments.mask, &arguments.key_file) {
        (Mask::Label, _) => builder.labels(),
        (Mask::Token, Some(file)) => builder.tokens(&key(file)?),
        (Mask::Token, None) => return Err(Error::Missing("--key-file")),
        (Mask::Stars, _) => builder,
    };
    let own = &context.config()?.own.value;
    Ok(own.iter().fold(builder, |builder, (kind, identifier)| builder.own(*kind, identifier)).build())
}

/// The key of names: the bytes of a file, without the end of its line.
fn key(file: &Path) -> Result<Vec<u8>, Error> {
    let bytes = input::bytes(file)?;
    let key = bytes.trim_ascii_end();
    if key.len() < KEY_BYTES_MIN {
        return Err(Error::ShortKey { file: file.to_owned(), least: KEY_BYTES_MIN });
    }
    Ok(key.to_vec())
}

/// Shortest key in bytes: RFC 2104, section 3, discourages one shorter than the hash's output, 32 bytes of SHA-256.
const KEY_BYTES_MIN: usize = 32;

fn mask_plain(files: &[PathBuf], redactor: &Redactor, context: &Context) -> Result<Exit, Error> {
    let mut output = output::raw();
    let mut found = false;
    for path in input::paths(files) {
        let source = Source::open(path, context.lang)?;
        let name = source.name();
        found |= plain::mask(source, &mut output, redactor).map_err(|stopped| match stopped {
            Stopped::Io(error) => Error::from(error),
            Stopped::Faults(faults) => Faulty { name, text: String::new(), faults }.into(),
        })?;
    }
    Ok(if found && redactor.profile().refuses() { Exit::Findings } else { Exit::Done })
}
