//! What may stand on the command line. A new command is a variant of [`Command`] with its arguments, which live in the
//! command's own file.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, SubsecRound as _};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use dunning_core::explain::Lang;
use dunning_core::redact::Redactor;
use dunning_core::words::Word;
use dunning_engine::Because;

use crate::commands;
use crate::errors::Error;
use crate::output::Format;

/// Decides whether, when and in which words a lender may remind a customer, and says why.
#[derive(Debug, Parser)]
#[command(name = "dunning", version, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

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

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Work a sample portfolio through a simulated day: no file, key or network needed
    Demo(commands::demo::Arguments),
    /// Work a portfolio, durably: decide, send to the simulated network, take what comes back
    Run(commands::run::Arguments),
    /// Put what is due to the policy, with counts by reason; nothing leaves
    Plan(commands::plan::Arguments),
    /// Tell every decision about a customer in words
    Explain(commands::explain::Arguments),
    /// Show a customer's whole line of time
    Case(commands::case::Arguments),
    /// Take every decision about a customer again
    Replay(commands::replay::Arguments),
    /// Stop contact with a customer, or let it go on
    Hold(commands::hold::Arguments),
    /// Keep opt-outs: of customers, of addresses, of whole lists
    Optout(commands::optout::Arguments),
    /// Stop everything that would leave a store
    Pause(commands::pause::Arguments),
    /// Let a paused store go on
    Resume(commands::pause::Arguments),
    /// Write a store's audit chain, or verify a written one
    Audit(commands::audit::Arguments),
    /// Decide whether contacts may be made, with every reason
    Decide(commands::decide::Arguments),
    /// Find in texts what keeps them from being sent
    Check(commands::check::Arguments),
    /// Run worked cases
    Test(commands::test::Arguments),
    /// Mask identifiers of persons in texts
    Redact(commands::redact::Arguments),
    /// Count how many short messages texts take
    Segments(commands::segments::Arguments),
    /// Fill a template with the facts of requests
    Render(commands::render::Arguments),
    /// Show a reason, or a rule with its clause
    Rule(commands::rule::Arguments),
    /// List rulebooks, calendars and zone data
    Rulebooks(commands::rulebooks::Arguments),
    /// Show settings
    Config(commands::config::Arguments),
    /// Look whether all that a run needs is in order
    Doctor(commands::doctor::Arguments),
    /// Print what a shell needs to complete commands
    Completions(commands::completions::Arguments),
    /// Print the manual page
    Man(commands::man::Arguments),
    /// Show the version
    Version(commands::version::Arguments),
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
    /// [`Error::Personal`] where one of them holds an identifier of a person: a number, a card, an address of mail.
    pub(crate) fn because(&self) -> Result<Because, Error> {
        let (redactor, Self { by, why }) = (Redactor::new(), self);
        for (flag, text) in [("--by", by), ("--why", why)] {
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

/// Reads an instant, a fraction of its second cut.
pub(crate) fn instant(text: &str) -> Result<DateTime<FixedOffset>, String> {
    let at = DateTime::parse_from_rfc3339(text).map_err(|_| "write it like 2026-04-07T10:00:00-05:00".to_owned())?;
    Ok(at.trunc_subsecs(0))
}
