//! `dunning case ID`: a customer's whole line of time. Addresses, texts and names stay in the store: what is shown is what
//! happened, not to whom at which number.

use std::io::Write as _;

use chrono::{DateTime, Utc};
use clap::Args;
use dunning_core::explain::LocalTime;
use dunning_core::id::CustomerId;
use dunning_core::words::Word as _;

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::output;
use crate::works::{Known, Works};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    known: Known,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let (mut works, customer) = arguments.known.open(context)?;
    let mut lines = happened(&mut works, &customer)?;
    let told = works.wait(async |engine| engine.tell(&customer, context.lang).await)?;
    let mut out = output::styled();
    if lines.is_empty() && told.is_empty() {
        writeln!(out, "{}", context.say("nobody of this id is known here", "此处没有该客户"))?;
        out.flush()?;
        return Ok(Exit::Findings);
    }
    for one in told {
        lines.push((
            one.now,
            format!(
                "{} {} {}: {}",
                context.say("decided", "决定"),
                one.step,
                one.channel.as_str(),
                one.explanation.verdict
            ),
        ));
    }
    for (contact, _) in works.contacts(&customer)? {
        let why = contact.reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default();
        lines.push((
            contact.due,
            format!(
                "{} {} {}: {}{why}",
                context.say("contact", "联系"),
                contact.key.step,
                contact.key.attempt,
                contact.status.as_str()
            ),
        ));
    }
    lines.sort_by_key(|(at, _)| *at);
    let local = works.clock_of(&customer)?;
    for (at, line) in lines {
        writeln!(out, "{}  {line}", show(&local, at))?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn show(local: &Option<LocalTime>, at: DateTime<Utc>) -> String {
    local.as_ref().map_or_else(|| at.to_rfc3339(), |local| local.show(at))
}

/// What became known, each with its instant.
fn happened(works: &mut Works, customer: &CustomerId) -> Result<Vec<(DateTime<Utc>, String)>, Error> {
    let history = works.history(customer)?;
    let mut lines = Vec::new();
    for event in history.events() {
        let purpose = event.purpose.map(|purpose| format!(" {}", purpose.as_str())).unwrap_or_default();
        lines.push((
            event.at,
            format!("{} {}{purpose}: {}", event.direction.as_str(), event.channel.as_str(), event.outcome.as_str()),
        ));
    }
    for payment in history.payments() {
        lines.push((payment.at, format!("payment {}: {}", payment.amount, payment.state.as_str())));
    }
    for consent in history.consents() {
        let channel = consent.channel.map_or("every channel", |channel| channel.as_str());
        lines.push((consent.at, format!("consent {} ({channel})", consent.state.as_str())));
    }
    for hold in history.holds() {
        lines.push((
            hold.from.earliest(),
            format!("hold: {}{}", hold.cause.as_str(), if hold.until.is_some() { " (ends)" } else { "" }),
        ));
    }
    for artifact in history.artifacts() {
        lines.push((artifact.at.earliest(), format!("paper: {}", artifact.kind.as_str())));
    }
    Ok(lines)
}
