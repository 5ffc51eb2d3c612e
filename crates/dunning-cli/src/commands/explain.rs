//! `dunning explain ID`: every decision about a customer in words, from the facts known when it was taken.

use std::io::Write as _;

use clap::Args;
use dunning_core::words::Word as _;

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::output;
use crate::works::Known;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    known: Known,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let (mut works, customer) = arguments.known.open(context)?;
    let told = works.wait(async |engine| engine.tell(&customer, context.lang).await)?;
    let mut out = output::styled();
    for one in &told {
        writeln!(out, "#{} {} {} {}", one.seq, one.now.to_rfc3339(), one.step, one.channel.as_str())?;
        writeln!(out, "{}", one.explanation)?;
    }
    if told.is_empty() {
        writeln!(out, "{}", context.say("nothing was decided about this customer", "对该客户没有任何决定"))?;
    }
    out.flush()?;
    Ok(if told.is_empty() { Exit::Findings } else { Exit::Done })
}
