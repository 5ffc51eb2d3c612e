//! `dunning explain ID`: every decision about a customer in words, from the facts known when it was taken, under the policy
//! of its day.

use std::io::Write as _;

use clap::Args;
use dunning_core::words::Word as _;
use serde_json::json;

use super::case::FORMATS;
use crate::context::Context;
use crate::dossier::{Dossier, field, instant_on, verdict};
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing::{Column, Listing, column, rfc3339};
use crate::output::{self, Format};
use crate::page::{self, Page};
use crate::works::Known;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    known: Known,
}

/// Decisions, for programs: where each stands in the chain, what it was about, what came and why.
const DECISIONS: [Column; 10] = [
    column("lane", "Lane", "链"),
    column("seq", "Seq", "序号"),
    column("at", "At", "时间"),
    column("step", "Step", "步骤"),
    column("channel", "Channel", "渠道"),
    column("verdict", "Verdict", "决定"),
    column("message", "Message", "说明"),
    column("reasons", "Reasons", "原因"),
    column("codes", "Codes", "原因代码"),
    column("rules", "Rules", "规则"),
];

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let format = context.format(FORMATS)?;
    let (mut works, customer) = arguments.known.open(context)?;
    let dossier = Dossier::read(&mut works, &customer, context)?;
    let told = dossier.as_ref().map_or(&[][..], |dossier| &dossier.told);
    let exit = if told.is_empty() { Exit::Findings } else { Exit::Done };
    if let (Format::Html, Some(dossier)) = (format, &dossier) {
        let mut data = json!({"customer": customer.as_str()});
        data["decisions"] = dossier.decisions_json(context);
        page::write(Page::Explain, data, context)?;
        return Ok(exit);
    }
    if format.is_for_programs() {
        let mut listing = Listing::new(&DECISIONS);
        let clock = dossier.as_ref().and_then(|dossier| dossier.clock.as_ref());
        for one in told {
            let reasons = one.explanation.as_ref().map_or_else(Vec::new, |told| told.reasons.iter().collect());
            listing.push([
                json!(one.link.lane),
                json!(one.link.seq),
                json!(instant_on(clock, one.now)),
                json!(one.step.to_string()),
                json!(one.channel.as_str()),
                json!(field(&one.link, "verdict")),
                json!(verdict(one.explanation.as_ref(), context)),
                reasons.iter().map(|reason| reason.sentence.clone()).collect(),
                reasons.iter().filter_map(|reason| reason.code).map(|code| code.as_str()).collect(),
                reasons.iter().filter_map(|reason| reason.rule.clone()).map(|rule| rule.to_string()).collect(),
            ]);
        }
        listing.write(context)?;
        return Ok(exit);
    }
    let mut out = output::styled();
    for one in told {
        writeln!(out, "#{} {} {} {}", one.link.seq, rfc3339(one.now), one.step, one.channel.as_str())?;
        match &one.explanation {
            Some(explanation) => writeln!(out, "{explanation}")?,
            None => writeln!(out, "{}", verdict(None, context))?,
        }
    }
    if told.is_empty() {
        writeln!(
            out,
            "{}",
            context.say(
                "nothing was decided about a customer of this id, or they were erased",
                "从未对该编号的客户作出决定，或该客户已被删除"
            )
        )?;
    }
    out.flush()?;
    Ok(exit)
}
