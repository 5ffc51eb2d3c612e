//! What may stand on the command line: one command, and what every command takes.

use clap::Parser;

use crate::commands::Command;
use crate::common::Common;

/// Decides whether, when and in which words a lender may remind a customer, and says why.
#[derive(Debug, Parser)]
#[command(name = "dunning", version, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}
