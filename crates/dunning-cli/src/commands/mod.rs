//! One file for each command, with its arguments and `run(arguments, &Context) -> Result<Exit, Error>`. A new command is a
//! file and a variant of [`Command`].

pub(crate) mod audit;
pub(crate) mod case;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod decide;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod erase;
pub(crate) mod explain;
pub(crate) mod hold;
pub(crate) mod man;
pub(crate) mod optout;
pub(crate) mod pause;
pub(crate) mod plan;
pub(crate) mod redact;
pub(crate) mod render;
pub(crate) mod replay;
pub(crate) mod rule;
pub(crate) mod rulebooks;
pub(crate) mod run;
pub(crate) mod segments;
mod stream;
pub(crate) mod test;
pub(crate) mod version;

use clap::Subcommand;

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Work a sample portfolio through a simulated day: no file, key or network needed
    Demo(demo::Arguments),
    /// Work a portfolio, durably: decide, send to the simulated network, take what comes back
    Run(run::Arguments),
    /// Put what is due to the policy, with counts by reason; nothing leaves
    Plan(plan::Arguments),
    /// Tell every decision about a customer in words
    Explain(explain::Arguments),
    /// Show a customer's whole line of time
    Case(case::Arguments),
    /// Take every decision about a customer again
    Replay(replay::Arguments),
    /// Stop contact with a customer, or let it go on
    Hold(hold::Arguments),
    /// Keep opt-outs: of customers, of addresses, of whole lists
    Optout(optout::Arguments),
    /// Erase what is personal of a customer, for good
    Erase(erase::Arguments),
    /// Stop everything that would leave a store
    Pause(pause::Arguments),
    /// Let a paused store go on
    Resume(pause::Arguments),
    /// Write a store's audit chain, or verify a written one
    Audit(audit::Arguments),
    /// Decide whether contacts may be made, with every reason
    Decide(decide::Arguments),
    /// Find in texts what keeps them from being sent
    Check(check::Arguments),
    /// Run worked cases
    Test(test::Arguments),
    /// Mask identifiers of persons in texts
    Redact(redact::Arguments),
    /// Count how many short messages texts take
    Segments(segments::Arguments),
    /// Fill a template with the facts of requests
    Render(render::Arguments),
    /// Show a reason, or a rule with its clause
    Rule(rule::Arguments),
    /// List rulebooks, calendars and zone data
    Rulebooks(rulebooks::Arguments),
    /// Show settings
    Config(config::Arguments),
    /// Look whether all that a run needs is in order
    Doctor(doctor::Arguments),
    /// Print what a shell needs to complete commands
    Completions(completions::Arguments),
    /// Print the manual page
    Man(man::Arguments),
    /// Show the version
    Version(version::Arguments),
}

/// Runs a command.
pub(crate) fn run(command: Command, context: &Context) -> Result<Exit, Error> {
    match command {
        Command::Check(arguments) => check::run(&arguments, context),
        Command::Audit(arguments) => audit::run(&arguments, context),
        Command::Case(arguments) => case::run(&arguments, context),
        Command::Explain(arguments) => explain::run(&arguments, context),
        Command::Erase(arguments) => erase::run(&arguments, context),
        Command::Hold(arguments) => hold::run(&arguments, context),
        Command::Optout(arguments) => optout::run(&arguments, context),
        Command::Pause(arguments) => pause::run(&arguments, context, true),
        Command::Resume(arguments) => pause::run(&arguments, context, false),
        Command::Replay(arguments) => replay::run(&arguments, context),
        Command::Run(arguments) => run::run(&arguments, context),
        Command::Plan(arguments) => plan::run(&arguments, context),
        Command::Demo(arguments) => demo::run(&arguments, context),
        Command::Decide(arguments) => decide::run(&arguments, context),
        Command::Test(arguments) => test::run(&arguments, context),
        Command::Redact(arguments) => redact::run(&arguments, context),
        Command::Segments(arguments) => segments::run(&arguments, context),
        Command::Render(arguments) => render::run(&arguments, context),
        Command::Rule(arguments) => rule::run(&arguments, context),
        Command::Rulebooks(arguments) => rulebooks::run(&arguments, context),
        Command::Config(arguments) => config::run(&arguments, context),
        Command::Doctor(arguments) => doctor::run(&arguments, context),
        Command::Completions(arguments) => completions::run(&arguments, context),
        Command::Man(arguments) => man::run(&arguments, context),
        Command::Version(arguments) => version::run(&arguments, context),
    }
}
