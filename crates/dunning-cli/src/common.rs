//! Arguments that several commands take, and how their values are read.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, SubsecRound as _};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use dunning_core::explain::Lang;
use dunning_core::redact::Redactor;
use dunning_core::words::Word;
use dunning_engine::Because;
use tracing_subscriber::filter::LevelFilter;

use crate::errors::Error;
use crate::output::Format;

/// How much is told of the work: each level tells what those before it do.
const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

/// What every command takes.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Common {
    /// Configuration file [default: dunning.toml of the working directory, if there is one]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Common options")]
    pub(crate) config: Option<PathBuf>,
    /// How results are written: for people, as one JSON value, as JSON Lines, comma-separated, or as a page to print (case, explain, replay)
    #[arg(long, global = true, value_enum, value_name = "FORMAT", help_heading = "Common options")]
    pub(crate) output: Option<Format>,
    /// Language of what people read [default: zh-CN where LC_ALL, LC_MESSAGES or LANG begins with zh, else en]
    #[arg(long, global = true, value_parser = word::<Lang>(), value_name = "LANG", help_heading = "Common options")]
    pub(crate) lang: Option<Lang>,
    /// What is told of the work while it goes on, as JSON Lines on standard error, without personal data [default: nothing]
    #[arg(long, global = true, value_parser = level(), value_name = "LEVEL", help_heading = "Common options")]
    pub(crate) log: Option<LevelFilter>,
    /// The instant of a request that names none, and the start of a simulated clock, e.g. 2026-04-07T10:00:00-05:00
    #[arg(long, global = true, value_parser = instant, value_name = "INSTANT", help_heading = "Deciding")]
    pub(crate) at: Option<DateTime<FixedOffset>>,
    /// House policy in force in place of the shipped `considerate`
    #[arg(long, global = true, value_name = "FILE", help_heading = "Deciding")]
    pub(crate) policy: Option<PathBuf>,
    /// Folder of rulebooks, calendars and policies; one with the id of a shipped one stands in its place
    #[arg(long, global = true, value_name = "DIR", help_heading = "Deciding")]
    pub(crate) rulebooks: Option<PathBuf>,
    /// Folder of zone data in place of those that ship, e.g. /usr/share/zoneinfo
    #[arg(long, global = true, value_name = "DIR", help_heading = "Deciding")]
    pub(crate) zoneinfo: Option<PathBuf>,
    /// Folder of template bundles in place of those that ship
    #[arg(long, global = true, value_name = "DIR", help_heading = "Deciding")]
    pub(crate) templates: Option<PathBuf>,
}

/// Who does something at the desk, and why.
#[derive(Debug, Clone, Args)]
pub(crate) struct OnRecord {
    /// Who asks for it; kept beside the record, where it is erased with the customer
    #[arg(long)]
    by: String,
    /// Why; kept beside the record, where it is erased with the customer
    #[arg(long)]
    why: String,
}

impl OnRecord {
    /// Who and why, for the record.
    ///
    /// # Errors
    /// [`Error::Blank`] where one of them says nothing; [`Error::Personal`] where one of them holds an identifier of a person: a number, a card, an address of mail.
    pub(crate) fn because(&self) -> Result<Because, Error> {
        let (redactor, Self { by, why }) = (Redactor::new(), self);
        for (flag, text) in [("--by", by), ("--why", why)] {
            if text.trim().is_empty() {
                return Err(Error::Blank(flag));
            }
            if !redactor.is_clean(text) {
                return Err(Error::Personal(flag));
            }
        }
        Ok(Because { by: by.clone(), why: why.clone() })
    }
}

/// Reads one of the words of a kind, and lists them in the help.
pub(crate) fn word<W: Word + Send + Sync>() -> impl TypedValueParser<Value = W> {
    let words = W::ALL.iter().map(|word| word.as_str());
    PossibleValuesParser::new(words).try_map(|text| W::parse(&text).map_err(|fault| fault.message))
}

/// Reads a level of what is told of the work.
fn level() -> impl TypedValueParser<Value = LevelFilter> {
    PossibleValuesParser::new(LEVELS).try_map(|level| level.parse::<LevelFilter>())
}

/// Reads an instant, a fraction of its second cut.
pub(crate) fn instant(text: &str) -> Result<DateTime<FixedOffset>, String> {
    let at = DateTime::parse_from_rfc3339(text).map_err(|_| "write it like 2026-04-07T10:00:00-05:00".to_owned())?;
    Ok(at.trunc_subsecs(0))
}
